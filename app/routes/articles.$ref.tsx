import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { articleHead, categoryHead } from "~/articles/article-heads.ts";
import { ArticlePage } from "~/articles/article-page.tsx";
import { CategoryPage } from "~/articles/category-page.tsx";
import { findInArticles } from "~/articles/find-article.server.ts";
import { showArticle } from "~/articles/show-article.server.ts";
import { showCategory } from "~/articles/show-category.server.ts";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { findArticles } from "~/search/query-articles.server.ts";
import { articleData } from "~/seo/article-data.ts";
import { articleCategoryPath, articlePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public", query: ["helped", "after"] };

const LOOKED_AT = 8;

/** A category's page, or an article's: their addresses have the same form. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { site, now } = context;
  const url = new URL(request.url);
  const viewer = await findViewer(db, request, context);
  const found = await findInArticles(db, viewer, params.ref ?? "");
  if ("hidden" in found) throw notFound();
  if ("gone" in found) throw refuse("article_gone");
  const after = url.searchParams.get("after");
  if ("category" in found) {
    const isAgent = viewer.agent !== null;
    const shown = await showCategory(db, found.category, { locale: site.locale, after, isAgent });
    if (!shown) throw notFound();
    sendToRightAddress(url, articleCategoryPath(found.category.slug));
    const isIndexed = after === null && shown.articles.length > 0;
    return { page: categoryHead(shown.category, { site, isIndexed, isAgent }), shown };
  }
  const { article } = found;
  sendToRightAddress(url, articlePath(article));
  const { title, language } = article;
  const similar = await findArticles(db, { query: title, isTitle: true, language, limit: LOOKED_AT, now });
  const view = await showArticle(db, { article, viewer, site, similar });
  const helped = ["yes", "no"].find((answer) => answer === url.searchParams.get("helped")) as "yes" | "no" | undefined;
  const page = articleHead(view, { site, changedAt: article.public_changed_at, isThanks: helped !== undefined });
  page.structuredData = articleData(view, site, article.first_published_at ?? article.created_at);
  return { page, article: view, helped: helped ?? null };
}

function sendToRightAddress(url: URL, path: string): void {
  if (url.pathname !== path) throw redirect(path + url.search, 301);
}

export default function ArticleRoute() {
  const shown = useLoaderData<typeof loader>();
  return "article" in shown ? <ArticlePage {...shown} /> : <CategoryPage {...shown.shown} />;
}
