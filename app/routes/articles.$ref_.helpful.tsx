import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseFeedbackForm } from "~/articles/feedback.ts";
import { findArticle } from "~/articles/find-article.server.ts";
import { HelpfulPage } from "~/articles/helpful-page.tsx";
import { rateArticle } from "~/articles/rate-article.server.ts";
import { db } from "~/db.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { sign } from "~/http/signing.server.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { setVisitorCookie } from "~/people/visitor-cookie.server.ts";
import { articleHelpfulPath, articleRatedPath, newTicketAboutPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

const DAY_MS = 24 * 60 * 60 * 1000;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const viewer = await findViewer(db, request, context);
  const found = await findArticle(db, viewer, params.ref ?? "");
  if ("hidden" in found) throw notFound();
  if ("gone" in found) throw refuse("article_gone");
  const { id, slug, title, language } = found.article;
  const path = articleHelpfulPath(found.article);
  if (new URL(request.url).pathname !== path && !context.isPost) throw redirect(path, 301);
  const locale = localeFor(language, context.site.locale);
  const page: Page = { locale, title: wordsIn(locale)("articles:helpful.page_title"), noindex: true };
  return { page, article: { id, slug, title, language } };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const viewer = await findViewer(db, request, context);
  const found = await findArticle(db, viewer, params.ref ?? "");
  if ("hidden" in found) throw notFound(form);
  if ("gone" in found) throw refuse("article_gone", form);
  const { typed, errors, values } = parseFeedbackForm(form);
  if (!values) return json({ typed, errors }, { status: 400 });
  const intent = form.get("intent") ?? "";
  if (!(intent in ways)) throw notFound(form);
  await limitRate("vote", context, form, viewer);

  const { article } = found;
  const to = ways[intent as keyof typeof ways](article, values.body);
  // The team reads what others say.
  if (viewer.agent) return redirect(to, 303);
  const { now, secret, address } = context;
  const addressKey = sign(secret, "helped", addressPrefix(address), Math.floor(now / DAY_MS));
  const said = { helped: intent === "yes", reason: values.why, words: values.body };
  const writer = await rateArticle(db, { articleId: article.id, ...said, viewer, addressKey, now });
  return redirect(to, { status: 303, headers: setVisitorCookie(writer, context, request) });
}

/** Where each button leads. */
const ways = {
  yes: (article: ArticleAddress, _: string | null) => articleRatedPath(article, "yes"),
  no: (article: ArticleAddress, _: string | null) => articleHelpfulPath(article),
  reason: (article: ArticleAddress, _: string | null) => articleRatedPath(article, "no"),
  write: (article: ArticleAddress, words: string | null) => newTicketAboutPath(article, words),
};

interface ArticleAddress {
  id: number;
  slug: string;
}

export default function HelpfulRoute() {
  const { article } = useLoaderData<typeof loader>();
  return <HelpfulPage article={article} {...useActionData<typeof action>()} />;
}
