import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { machineAnswer } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { ARTICLES } from "~/http/page-tags.ts";
import { lastArticleChange } from "~/seo/article-sitemap.server.ts";
import { readArticlesFeed } from "~/seo/articles-feed.server.ts";
import { atomFeed } from "~/seo/atom.ts";

export const handle: RouteHandle = { policy: "public", query: [] };

export async function loader({ context }: LoaderFunctionArgs) {
  const { site } = context;
  const feed = await readArticlesFeed(db, site);
  context.kept = { tags: [ARTICLES], changedAt: await lastArticleChange(db) };
  return machineAnswer(atomFeed(feed, site.origin), { type: "application/atom+xml", noindex: true });
}
