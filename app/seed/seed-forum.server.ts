import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Db } from "#db/client.ts";
import type { Locale } from "~/i18n/locale.ts";
import { addAgent, inviteAgent } from "~/people/add-agent.server.ts";
import { findAgentByEmail } from "~/people/agents.server.ts";
import type { Agent } from "~/people/viewer.ts";
import { hasAdmin } from "~/people/welcome-tokens.server.ts";
import { addCategory } from "~/site/categories.server.ts";
import { readSettings } from "~/site/load-site.server.ts";
import { changeSetting } from "~/site/save-settings.server.ts";
import { updateAnswerPace } from "~/tickets/answer-pace.server.ts";
import { playStory } from "./play-story.server.ts";
import { parseStory, type Story } from "./story.ts";
import { parseStoryTexts, type StoryTexts } from "./story-texts.ts";

const FOLDER = "db/seeds";
const MONTHS_MS = 60 * 24 * 60 * 60 * 1000;

/** Every language first its own, then those in which a demo of it has a few tickets. */
const languages: Record<Locale, [Locale, Locale, Locale]> = {
  en: ["en", "uk", "ru"],
  ru: ["ru", "uk", "en"],
  uk: ["uk", "en", "ru"],
};

export interface SeedOptions {
  site: { origin: string; locale: Locale; siteName?: string };
  now: number;
}

export interface Seeded {
  tickets: number;
  agents: number;
  /** The demo's admin and the token of their one-time address; absent where the site has an admin already. */
  admin?: { name: string; token: string };
}

/** Whether there is nothing yet that a demo would get mixed up with. */
export async function isEmptyForum(db: Db): Promise<boolean> {
  const [ticket, category] = await Promise.all([
    db.selectFrom("tickets").select("id").limit(1).executeTakeFirst(),
    db.selectFrom("categories").select("id").limit(1).executeTakeFirst(),
  ]);
  return !ticket && !category;
}

/** Fills an empty forum with the demo in the site's language, as if it had been in use for six weeks. */
export async function seedForum(db: Db, { site, now }: SeedOptions): Promise<Seeded> {
  const story = readStory();
  const texts = languages[site.locale].map(readTexts) as [StoryTexts, StoryTexts, StoryTexts];
  const { names } = texts[0];
  if (!site.siteName && !(await readSettings(db)).name) {
    await changeSetting(db, { key: "name", value: names.site, now });
  }
  const { agents, admin } = await hireTeam(db, story, names, now);
  const tickets = await playStory(
    db,
    {
      story,
      agents,
      categoryIds: await makeCategories(db, story, names, { locale: site.locale, now }),
      textsOf: ({ language }) => texts[language ?? 0],
      site,
    },
    now,
  );
  await updateAnswerPace(db, now);
  return { tickets, agents: agents.size, admin };
}

export function readStory(): Story {
  return parseStory(readFileSync(`${FOLDER}/story.json`, "utf8"));
}

export function readTexts(language: Locale): StoryTexts {
  const read = (ending: string) => readFileSync(`${FOLDER}/${language}.${ending}`, "utf8");
  return parseStoryTexts(read("json"), read("md"));
}

/** Nobody knows the passwords of the demo's agents; its admin sets one at the one-time address. */
async function hireTeam(db: Db, story: Story, names: StoryTexts["names"], now: number) {
  const agents = new Map<string, Agent>();
  const hasBoss = await hasAdmin(db);
  let admin: Seeded["admin"];
  for (const [key, storyRole] of Object.entries(story.team)) {
    const name = names.team[key] ?? key;
    const email = `${key}@example.com`;
    const role = hasBoss ? "agent" : storyRole;
    const agent = { name, email, role, now: now - MONTHS_MS };
    if (role === "admin") {
      const invited = await inviteAgent(db, { ...agent, now });
      if ("problem" in invited) throw new Error(`there is an account for ${email} already`);
      admin = { name, token: invited.token };
    } else if (await addAgent(db, { ...agent, password: randomBytes(32).toString("base64url") })) {
      throw new Error(`there is an account for ${email} already`);
    }
    const { id } = (await findAgentByEmail(db, email)) ?? { id: 0 };
    agents.set(key, { id, name, role, sessionId: 0 });
  }
  return { agents, admin };
}

async function makeCategories(
  db: Db,
  story: Story,
  names: StoryTexts["names"],
  { locale, now }: { locale: Locale; now: number },
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const key of story.categories) {
    const category = await addCategory(db, { name: names.categories[key] ?? key, locale, now });
    if (category) ids.set(key, category.id);
  }
  return ids;
}
