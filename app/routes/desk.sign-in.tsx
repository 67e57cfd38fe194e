import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary } from "~/components/error-summary.tsx";
import { db } from "~/db.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { log } from "~/http/request-log.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { readCookie, writeCookie } from "~/people/cookies.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { nextPath } from "~/people/next-path.ts";
import { passwordRefusal } from "~/people/password-refusal.ts";
import { parseSignInForm } from "~/people/people-forms.ts";
import { signIn } from "~/people/sign-in.server.ts";
import { SignInForm } from "~/people/sign-in-form.tsx";

export const handle: RouteHandle = { policy: "personal" };

export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders ?? {};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { site } = context;
  const next = nextPath(new URL(request.url).searchParams.get("next"), site.origin);
  if ((await findViewer(db, request, context)).agent) throw redirect(next, 303);
  return { page: { locale: site.locale, title: wordsIn(site.locale)("people:sign_in.title"), personal: true }, next };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  await limitRate("sign in", context, form);
  const { typed, errors, values } = parseSignInForm(form);
  if (!values) return json({ typed, errors }, { status: 400 });

  const signedIn = await signIn(db, {
    ...values,
    network: addressPrefix(context.address),
    userAgent: request.headers.get("user-agent"),
    oldToken: readCookie(request, "agent", context.secureCookies),
    now: context.now,
  });
  if ("refused" in signedIn) {
    log.warn({ refused: signedIn.refused }, "a sign-in was refused");
    const refusal = { typed, errors: [passwordRefusal("password", signedIn)] };
    if (signedIn.refused === "wrong") return json(refusal, { status: 400 });
    return json(refusal, { status: 429, headers: { "Retry-After": String(signedIn.minutes * 60) } });
  }
  log.info({ agentId: signedIn.agentId }, "signed in");
  return redirect(nextPath(form.get("next"), context.site.origin), {
    status: 303,
    headers: { "Set-Cookie": writeCookie("agent", signedIn.sessionToken, context.secureCookies) },
  });
}

export default function SignInRoute() {
  const { next } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <ErrorSummary errors={answer?.errors ?? []} />
        <h1>{t("people:sign_in.title")}</h1>
        <p className="lede">{t("people:sign_in.lede")}</p>
        <SignInForm email={answer?.typed.email} next={answer?.typed.next ?? next} errors={answer?.errors} />
      </main>
    </div>
  );
}
