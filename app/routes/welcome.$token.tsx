import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary } from "~/components/error-summary.tsx";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { acceptWelcome } from "~/people/accept-welcome.server.ts";
import { refuseCommonPassword } from "~/people/common-passwords.server.ts";
import { readCookie, writeCookie } from "~/people/cookies.server.ts";
import { parseWelcomeForm } from "~/people/people-forms.ts";
import { WelcomeForm } from "~/people/welcome-form.tsx";
import { findWelcome } from "~/people/welcome-tokens.server.ts";
import { deskPath, signInPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { site, now } = context;
  const token = params.token ?? "";
  const welcome = await findWelcome(db, token, now);
  if (!welcome) throw refuse("used_address");
  const title = wordsIn(site.locale)(`people:welcome.${welcome.kind}.title`, { name: welcome.person?.name });
  return { page: { locale: site.locale, title, personal: true }, token, welcome, siteName: site.name };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const token = params.token ?? "";
  const welcome = await findWelcome(db, token, context.now);
  if (!welcome) throw refuse("used_address", form);
  const known = [context.site.name, welcome.person?.name ?? "", welcome.person?.email ?? ""];
  const parsed = parseWelcomeForm(form, welcome.kind, known);
  const { typed, errors, values } = await refuseCommonPassword(parsed, "password");
  if (!values) return json({ typed, errors }, { status: 400 });

  const accepted = await acceptWelcome(db, {
    ...values,
    token,
    userAgent: request.headers.get("user-agent"),
    oldToken: readCookie(request, "agent", context.secureCookies),
    now: context.now,
  });
  if ("sessionToken" in accepted) {
    const cookie = writeCookie("agent", accepted.sessionToken, context.secureCookies);
    return redirect(deskPath(), { status: 303, headers: { "Set-Cookie": cookie } });
  }
  if ("hasSecondStep" in accepted) return redirect(`${signInPath()}?done=password`, 303);
  if (accepted.problem !== "email_taken") throw refuse("used_address", form);
  return json({ typed, errors: [{ field: "email", message: "people:error.email_taken" }] }, { status: 400 });
}

export default function WelcomeRoute() {
  const { page, token, welcome, siteName } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <ErrorSummary errors={answer?.errors ?? []} />
        <h1>{page.title}</h1>
        <p className="lede">{t(`people:welcome.${welcome.kind}.lede`, { site: siteName })}</p>
        <WelcomeForm token={token} welcome={welcome} typed={answer?.typed} errors={answer?.errors} />
      </main>
    </div>
  );
}
