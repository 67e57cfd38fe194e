import type { AppLoadContext } from "@remix-run/node";
import type { Db } from "#db/client.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { FieldError } from "~/http/form.ts";
import type { OwnPassword, PasswordRefusal } from "./own-password.server.ts";
import { passwordRefusal } from "./password-refusal.ts";
import { proposedAgain, renewRecoveryCodes, turnOffSecondStep, turnOnSecondStep } from "./second-step.server.ts";
import type { ProposedSecondStep } from "./second-step.ts";
import type { Agent } from "./viewer.ts";

interface Posted {
  form: URLSearchParams;
  agent: Agent;
  email: string;
  context: AppLoadContext;
}

/** Refused with errors, done with codes to show once, or just done. */
export interface SecondStepAnswer {
  errors: FieldError[];
  codes?: string[];
  proposed?: ProposedSecondStep;
}

/** What the page of the second step can do, by the button's intent. */
export const secondStepActs = new Map<string, (db: Db, posted: Posted) => Promise<SecondStepAnswer>>([
  ["turn-on", turnOn],
  ["turn-off", async (db, posted) => answerTo((await turnOffSecondStep(db, ownPassword(posted))) ?? { codes: [] })],
  ["new-codes", async (db, posted) => answerTo(await renewRecoveryCodes(db, ownPassword(posted)))],
]);

async function turnOn(db: Db, posted: Posted): Promise<SecondStepAnswer> {
  const { form, agent, email, context } = posted;
  const { secret, site } = context;
  const sealed = form.get("sealed") ?? "";
  const code = form.get("code") ?? "";
  const outcome = await turnOnSecondStep(db, { ...ownPassword(posted), secret, sealed, code });
  const answer = answerTo(outcome);
  if (answer.errors.length === 0) return answer;
  return { ...answer, proposed: proposedAgain(secret, agent, sealed, { site: site.name, email }) };
}

function ownPassword({ form, agent, context }: Posted): OwnPassword {
  const currentPassword = form.get("current_password") ?? "";
  return { agent, currentPassword, network: addressPrefix(context.address), now: context.now };
}

function answerTo(outcome: { codes: string[] } | PasswordRefusal | { refused: "code" }): SecondStepAnswer {
  if ("codes" in outcome) return { errors: [], codes: outcome.codes };
  if (outcome.refused === "code") return { errors: [{ field: "code", message: "people:error.code_wrong" }] };
  return { errors: [passwordRefusal("current_password", outcome)] };
}
