import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { locales } from "~/i18n/locale.ts";
import { looksLikeTeam } from "~/people/reserved-names.ts";
import { findWelcome } from "~/people/welcome-tokens.server.ts";
import { isEmptyForum, readStory, readTexts, seedForum } from "~/seed/seed-forum.server.ts";
import { loadSite } from "~/site/load-site.server.ts";
import { kinds, limits, statusesOf } from "~/tickets/ticket.ts";
import { environmentOf, openIn, openTestDatabase } from "./support/database.ts";
import { ensurePostgresDatabase, fileIn, onPostgres } from "./support/postgres.ts";

vi.setConfig({ testTimeout: 60_000 }); // processes take their time where much else runs

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 24 * 60 * 60 * 1000;
const ORIGIN = "https://help.example";

const story = readStory();

describe.each(locales)("the words of the demo in %s", (locale) => {
  const texts = readTexts(locale);

  test("belong to the story, and none is missing", () => {
    const said = story.tickets.map(({ key, steps }) => [key, ...new Set(steps.flatMap(partsOf))].sort());
    const there = story.tickets.map(({ key }) => [key, ...(texts.tickets.get(key)?.parts.keys() ?? [])].sort());
    expect(there).toEqual(said);
    expect([...texts.tickets.keys()].sort()).toEqual(story.tickets.map(({ key }) => key).sort());
    expect(Object.keys(texts.names.team)).toEqual(Object.keys(story.team));
    expect(Object.keys(texts.names.categories)).toEqual(story.categories);
  });

  test("fit the forms that people write in", () => {
    for (const { title, parts } of texts.tickets.values()) {
      expect(title).not.toBe("");
      expect(title.length, title).toBeLessThanOrEqual(limits.title);
      for (const [key, text] of parts)
        if (key.startsWith("why-")) expect(text.length).toBeLessThanOrEqual(limits.reason);
    }
    const team = { siteName: texts.names.site, agentNames: Object.values(texts.names.team) };
    for (const name of Object.values(texts.names.visitors)) expect(looksLikeTeam(name, team), name).toBe(false);
  });
});

describe.each(locales)("a forum with the demo in %s", async (locale) => {
  const db = await openTestDatabase();
  const site = { origin: ORIGIN, locale };
  const wasEmpty = await isEmptyForum(db);
  const seeded = await seedForum(db, { site, now: NOW });
  const tickets = await db.selectFrom("tickets").selectAll().orderBy("id").execute();

  test("was empty before, and is not any more", async () => {
    expect(wasEmpty).toBe(true);
    expect(await isEmptyForum(db)).toBe(false);
    expect(seeded.tickets).toBe(tickets.length);
  });

  test("has every kind in every status", () => {
    const there = new Set(tickets.map(({ kind, status }) => `${kind} ${status}`));
    expect([...there].sort()).toEqual(kinds.flatMap((kind) => statusesOf(kind).map((key) => `${kind} ${key}`)).sort());
  });

  test("has every state that a ticket can be in", () => {
    const isOpen = (ticket: (typeof tickets)[number]) => ticket.removed_at === null && ticket.merged_into_id === null;
    expect(tickets.filter(({ visibility }) => visibility === "private")).toHaveLength(1);
    expect(tickets.filter(({ moderation }) => moderation === "held").map(({ published_at }) => published_at)).toEqual([
      null,
    ]);
    expect(tickets.filter(({ moderation }) => moderation === "restricted")).toHaveLength(1);
    expect(tickets.filter(({ removed_as }) => removed_as === "by_team")).toHaveLength(1);
    expect(tickets.filter(({ merged_into_id }) => merged_into_id !== null)).toHaveLength(1);
    expect(tickets.filter((ticket) => isOpen(ticket) && ticket.waiting_since !== null).length).toBeGreaterThanOrEqual(
      6,
    );
    expect(tickets.filter(({ official_reply_id }) => official_reply_id !== null).length).toBeGreaterThanOrEqual(5);
    expect(tickets.filter(({ accepted_reply_id }) => accepted_reply_id !== null).length).toBeGreaterThanOrEqual(5);
    expect(tickets.filter(({ vote_count }) => vote_count > 0).length).toBeGreaterThanOrEqual(8);
  });

  test("is in the site's language, with a few tickets in the others", () => {
    const languages = tickets.map(({ language }) => language);
    expect(new Set(languages)).toEqual(new Set(locales));
    expect(languages.filter((language) => language !== locale)).toHaveLength(3);
  });

  test("is as old as it says, and as fast as home shows", async () => {
    const { answerPace, name } = await loadSite(db, { ...site, timezone: "UTC", siteName: undefined });
    expect(answerPace?.count).toBeGreaterThanOrEqual(5);
    expect(answerPace?.medianMs).toBeLessThan(DAY / 24);
    expect(name).toBe(readTexts(locale).names.site);
    const replies = await db.selectFrom("replies").selectAll().execute();
    const times = [...tickets, ...replies].map(({ created_at }) => created_at);
    expect(Math.max(...times)).toBeLessThanOrEqual(NOW);
    expect(Math.min(...times)).toBeGreaterThan(NOW - 60 * DAY);
    // An answer that took days would be an odd thing to show.
    for (const { answer_ms, excerpt } of replies) expect(answer_ms ?? 0, excerpt).toBeLessThan(DAY / 2);
  });

  test("has code that was rendered, and nothing that was not", async () => {
    const waiting = await db.selectFrom("jobs").selectAll().where("name", "=", "render a text again").execute();
    expect(waiting).toEqual([]);
    expect(tickets.filter(({ html }) => html.includes("<pre")).length).toBeGreaterThanOrEqual(4);
  });

  test("lets its admin in by a one-time address and nobody by a password", async () => {
    const welcome = await findWelcome(db, seeded.admin?.token ?? "", NOW);
    expect(welcome?.person?.name).toBe(seeded.admin?.name);
    const admins = await db.selectFrom("agents").selectAll().where("role", "=", "admin").execute();
    expect(admins.map(({ password_hash }) => password_hash)).toEqual([null]);
  });
});

describe("npm run seed", () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), "glasno-seed-"));
  afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));

  function seed(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.js", "seed", ...args], {
      env: { ...process.env, ...environmentOf(DATA_DIR), BASE_URL: ORIGIN, SITE_LOCALE: "uk" },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  test("fills an empty forum, prints the address once, and refuses a second time", async () => {
    if (onPostgres) await ensurePostgresDatabase(fileIn(DATA_DIR));
    const first = seed();
    expect(first).toMatchObject({ status: 0, stderr: "" });
    const [, token = ""] = /https:\/\/help\.example\/welcome\/([\w-]+)/.exec(first.stdout) ?? [];
    const db = openIn(DATA_DIR);
    expect((await findWelcome(db, token, Date.now()))?.kind).toBe("invitation");
    const before = await db.selectFrom("tickets").select("id").execute();

    const second = seed();
    expect(second.status).toBe(1);
    expect(second.stderr.trim().split("\n")).toEqual(["This forum is not empty: a demo would get mixed up with it."]);
    expect(await db.selectFrom("tickets").select("id").execute()).toEqual(before);
    await closeDatabase(db);
  });

  test("takes no arguments", () => {
    expect(seed("--force")).toMatchObject({ status: 2, stderr: expect.stringContaining("Usage: npm run seed") });
  });
});

/** The keys of the texts that a step needs. */
function partsOf(step: (typeof story.tickets)[number]["steps"][number]): string[] {
  const { reply, note, reason, remove } = step as Partial<Record<"reply" | "note" | "reason" | "remove", string>>;
  return [reply, note, reason, remove].filter((key) => key !== undefined);
}
