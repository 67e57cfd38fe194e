import type { Db, Trx } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import type { IndexNow } from "./indexnow.ts";
import type { AnswerPace, CallToAction, Logo, Organisation, Site, StatusLabels, Verification } from "./site.ts";

/** What the settings table may hold; a missing one has its default. */
export interface Settings {
  name: string;
  logo: Logo | null;
  accent: string | null;
  call_to_action: CallToAction | null;
  status_labels: StatusLabels;
  answer_pace: AnswerPace | null;
  verification: Verification;
  organisation: Organisation;
  indexnow: IndexNow | null;
  /** After so many hours a ticket has waited too long for the team. */
  overdue_hours: number;
  /** Up to when that was looked for. */
  overdue_looked_at: number;
}

const NO_CODES: Verification = { google: "", yandex: "", bing: "" };
const NO_FACTS: Organisation = { legalName: "", url: "", contact: "", profiles: [] };

type Facts = Pick<Config, "origin" | "locale" | "timezone" | "siteName"> & Partial<Pick<Config, "smtpUrl">>;

/** The site as its admin has set it up. */
export async function loadSite(db: Db, facts: Facts): Promise<Site> {
  const [settings, categories, hasArticles] = await Promise.all([
    readSettings(db),
    db
      .selectFrom("categories")
      .select(["id", "slug", "name"])
      .where("archived_at", "is", null)
      .orderBy("position")
      .orderBy("id")
      .execute(),
    hasPublishedArticle(db),
  ]);
  return {
    name: settings.name ?? facts.siteName ?? "Glasno",
    origin: facts.origin,
    locale: facts.locale,
    timezone: facts.timezone,
    logo: settings.logo ?? null,
    accent: settings.accent ?? null,
    callToAction: settings.call_to_action ?? null,
    categories,
    statusLabels: settings.status_labels ?? {},
    answerPace: settings.answer_pace ?? null,
    verification: settings.verification ?? NO_CODES,
    organisation: settings.organisation ?? NO_FACTS,
    hasMail: facts.smtpUrl !== undefined,
    hasArticles,
  };
}

/** What is published is said in articles/visibility.server.ts, a room above this one. */
async function hasPublishedArticle(db: Db): Promise<boolean> {
  const article = await db
    .selectFrom("articles")
    .select("id")
    .where("published_at", "is not", null)
    .where("removed_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return article !== undefined;
}

export async function readSettings(db: Db | Trx): Promise<Partial<Settings>> {
  const rows = await db.selectFrom("settings").select(["key", "value"]).execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]));
}
