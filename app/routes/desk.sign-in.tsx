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
import type { RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { log } from "~/http/request-log.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { CodeForm } from "~/people/code-form.tsx";
import { writeCookie } from "~/people/cookies.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { nextPath } from "~/people/next-path.ts";
import { signInByForm } from "~/people/sign-in-actions.server.ts";
import { SignInForm } from "~/people/sign-in-form.tsx";

export const handle: RouteHandle = { policy: "personal" };

export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders ?? {};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { site } = context;
  const query = new URL(request.url).searchParams;
  const next = nextPath(query.get("next"), site.origin);
  if ((await findViewer(db, request, context)).agent) throw redirect(next, 303);
  const page = { locale: site.locale, title: wordsIn(site.locale)("people:sign_in.title"), personal: true };
  return { page, next, isNewPassword: query.get("done") === "password" };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  await limitRate("sign in", context, form);
  const signedIn = await signInByForm(db, { form, request, context });
  if (!("sessionToken" in signedIn)) {
    const { status, minutes, ...again } = signedIn;
    if (again.errors.length > 0) log.warn({ status }, "a sign-in was refused");
    return json(again, { status, ...(minutes && { headers: { "Retry-After": String(minutes * 60) } }) });
  }
  log.info({ agentId: signedIn.agentId }, "signed in");
  return redirect(nextPath(form.get("next"), context.site.origin), {
    status: 303,
    headers: { "Set-Cookie": writeCookie("agent", signedIn.sessionToken, context.secureCookies) },
  });
}

export default function SignInRoute() {
  const { next: asked, isNewPassword } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useWords();
  const next = answer?.typed.next ?? asked;
  const errors = answer?.errors;
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <ErrorSummary errors={errors ?? []} />
        <h1>{t("people:sign_in.title")}</h1>
        {isNewPassword && !answer && (
          <p className="notice" role="status">
            {t("people:second_step.new_password")}
          </p>
        )}
        <p className="lede">{t(answer?.halfway ? "people:second_step.ask" : "people:sign_in.lede")}</p>
        {answer?.halfway ? (
          <CodeForm halfway={answer.halfway} next={next} errors={errors} />
        ) : (
          <SignInForm email={answer?.typed.email} next={next} errors={errors} />
        )}
      </main>
    </div>
  );
}
