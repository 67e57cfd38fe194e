import type { AppLoadContext } from "@remix-run/node";
import { readFormToken } from "~/http/form-token.server.ts";
import { log } from "~/http/request-log.server.ts";
import { saysSameOrigin } from "~/http/same-origin.server.ts";
import { DECOY_FIELD } from "./form-facts.ts";
import type { CameBy } from "./judge.server.ts";

/**
 * How a form came, for what is thought of its text. Forms of public pages carry no token, so theirs have no age.
 * @param isOver its networks have sent more than may stand open, see limitRate
 */
export function cameBy(
  request: Request,
  form: URLSearchParams,
  context: AppLoadContext,
  { viewer, isOver }: { viewer: { visitor: unknown }; isOver: boolean },
): CameBy {
  const token = readFormToken(context.secret, form.get("form_token"), context.now);
  return {
    form: {
      // A clock that was set back since says nothing of how fast somebody wrote.
      ...(token && context.now >= token.issuedAt && { ageMs: context.now - token.issuedAt }),
      decoy: (form.get(DECOY_FIELD) ?? "").trim() !== "",
      sameOrigin: saysSameOrigin(request, context),
      knownVisitor: viewer.visitor !== null,
    },
    address: context.address,
    isOverBudget: isOver,
    onFailure: (error) => log.error({ err: error }, "the spam filter failed"),
  };
}
