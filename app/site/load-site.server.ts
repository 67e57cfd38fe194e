import type { Db } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import type { AnswerPace, CallToAction, Logo, Site, StatusLabels } from "./site.ts";

/** What the settings table may hold; a missing one has its default. */
export interface Settings {
  name: string;
  logo: Logo | null;
  accent: string | null;
  call_to_action: CallToAction | null;
  status_labels: StatusLabels;
  answer_pace: AnswerPace | null;
}

type Facts = Pick<Config, "origin" | "locale" | "timezone" | "siteName">;

/** The site as its admin has set it up. */
export async function loadSite(db: Db, facts: Facts): Promise<Site> {
  const [settings, categories] = await Promise.all([
    readSettings(db),
    db
      .selectFrom("categories")
      .select(["id", "slug", "name"])
      .where("archived_at", "is", null)
      .orderBy("position")
      .orderBy("id")
      .execute(),
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
  };
}

export async function readSettings(db: Db): Promise<Partial<Settings>> {
  const rows = await db.selectFrom("settings").select(["key", "value"]).execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]));
}
