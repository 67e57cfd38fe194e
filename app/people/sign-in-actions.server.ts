import type { AppLoadContext } from "@remix-run/node";
import type { Db } from "#db/client.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { FieldError } from "~/http/form.ts";
import { readCookie } from "./cookies.server.ts";
import { passwordRefusal } from "./password-refusal.ts";
import { parseSignInForm } from "./people-forms.ts";
import { finishSignIn, type SignedIn, signIn } from "./sign-in.server.ts";

/** Signed in, asked for a code, or the form once more. */
export type SignInAnswer =
  | { agentId: number; sessionToken: string }
  | { typed: Record<string, string>; errors: FieldError[]; halfway?: string; status: number; minutes?: number };

/** Carries out one half of signing in: e-mail and password, or the code that some accounts ask for besides. */
export async function signInByForm(
  db: Db,
  { form, request, context }: { form: URLSearchParams; request: Request; context: AppLoadContext },
): Promise<SignInAnswer> {
  const { secret, now } = context;
  const network = addressPrefix(context.address);
  const userAgent = request.headers.get("user-agent");
  const from = { secret, network, userAgent, oldToken: readCookie(request, "agent", context.secureCookies), now };
  const next = form.get("next") ?? "";
  const halfway = form.get("halfway");
  if (halfway !== null) {
    const outcome = await finishSignIn(db, { halfway, code: form.get("code") ?? "", ...from });
    // Too long ago: from the beginning.
    if (!outcome)
      return { typed: { next }, errors: [{ field: "email", message: "people:error.too_late" }], status: 400 };
    return answerTo(outcome, { typed: { next }, field: "code", halfway });
  }
  const { typed, errors, values } = parseSignInForm(form);
  if (!values) return { typed, errors, status: 400 };
  return answerTo(await signIn(db, { ...values, ...from }), { typed, field: "password" });
}

function answerTo(
  outcome: SignedIn,
  { field, ...again }: { typed: Record<string, string>; field: "code" | "password"; halfway?: string },
): SignInAnswer {
  if ("sessionToken" in outcome) return outcome;
  if ("halfway" in outcome) return { ...again, errors: [], halfway: outcome.halfway, status: 200 };
  const errors = [passwordRefusal(field, outcome)];
  if (outcome.refused === "wrong") return { ...again, errors, status: 400 };
  return { ...again, errors, status: 429, minutes: outcome.minutes };
}
