import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { monthStarts } from "~/i18n/months.ts";
import { readThanksTrend } from "~/tickets/thanks-trend.server.ts";
import { deskPath, deskThanksPath, homePath, thanksPath, ticketPath } from "~/urls.ts";
import { createAgent, createTicket, signInAs } from "../support/factories.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const desk = site.browser();
beforeAll(() => signInAs(db, desk, agent));

let count = 0;
const thank = (facts: Parameters<typeof createTicket>[1] = {}) =>
  createTicket(db, { kind: "thanks", title: `Thank you ${++count} times`, ...facts });
const home = async () => (await site.browser().open(homePath())).html;
/** Of the band of thanks: the page lists new tickets of all kinds as well. */
const titlesIn = (html: string) =>
  [...html.slice(html.indexOf("thanks-band")).matchAll(/Thank you \d+ times/g)].map(([title]) => title);

/** Presses a button at one thanks of the desk's list. */
const press = async (intent: string, ticket: { id: number }, fields: Record<string, string> = {}) =>
  desk.follow(await desk.press(await desk.open(deskThanksPath()), intent, fields, { ticket: String(ticket.id) }));

beforeEach(async () => {
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom("home_thanks").execute();
    await trx.updateTable("tickets").set({ removed_at: 1 }).where("kind", "=", "thanks").execute();
  });
});

describe("the home page", () => {
  test("shows the three newest thanks until the team chooses, and then what it chose", async () => {
    const all = [await thank(), await thank(), await thank(), await thank()];
    const [first] = all as [(typeof all)[0]];
    expect(titlesIn(await home())).toEqual(
      all
        .slice(1)
        .map(({ title }) => title)
        .reverse(),
    );
    expect((await press("put", first)).html).toContain("It is on the home page now.");
    expect(titlesIn(await home())).toEqual([first.title]);
    await press("take", first);
    expect(titlesIn(await home())).toHaveLength(3);
  });

  test("loses a chosen thanks in the moment in which its author makes it private", async () => {
    const [chosen, other] = [await thank(), await thank()];
    await press("put", chosen);
    expect(titlesIn(await home())).toEqual([chosen.title]);
    await desk.post(ticketPath(chosen), { intent: "make-private" });
    expect(titlesIn(await home())).toEqual([other.title]);
  });

  test("is the only page that a choice makes anew", async () => {
    const ticket = await thank();
    const drops = () => db.selectFrom("cache_drops").select("tag").orderBy("id").execute();
    const before = (await drops()).length;
    await desk.post(deskThanksPath(), { intent: "put", ticket: String(ticket.id) });
    // Not from the touch of the agent's session, which no page shows.
    expect(new Set((await drops()).slice(before).map(({ tag }) => tag))).toEqual(new Set(["home"]));
  });
});

describe("an agent thanks back", () => {
  test("by one press, in the language of the thanks, and it stands there as the team's answer", async () => {
    const ticket = await thank({ language: "ru" });
    const { html } = await press("thank-back", ticket);
    expect(html).toContain("Your answer stands under the thanks.");
    const page = await site.browser().open(ticketPath(ticket));
    expect(page.html).toMatch(/class="reply[^"]*team[^"]*".*Спасибо вам за эти слова\./s);
    expect((await site.browser().open(thanksPath())).html).toContain("Спасибо вам за эти слова.");
    // Once is enough.
    expect((await desk.open(deskThanksPath())).html).not.toContain('value="thank-back"');
  });

  test("in words of their own", async () => {
    const ticket = await thank();
    await press("thank-back", ticket, { words: "See you **soon**" });
    expect((await site.browser().open(ticketPath(ticket))).html).toContain("See you <strong>soon</strong>");
  });

  test("at a thanks only", async () => {
    const question = await createTicket(db);
    for (const intent of ["thank-back", "put"]) {
      const { status } = await desk.post(deskThanksPath(), { intent, ticket: String(question.id) });
      expect(status, intent).toBe(404);
    }
  });
});

describe("the trend", () => {
  test("counts by month what everybody can read", async () => {
    const now = Date.UTC(2026, 10, 22);
    await thank({ now: Date.UTC(2026, 9, 31, 23, 30) });
    await thank({ now: Date.UTC(2026, 10, 2), visibility: "private" });
    await createTicket(db, { now: Date.UTC(2026, 9, 5) });
    const months = await readThanksTrend(db, { now, timezone: "UTC" });
    expect(months.map(({ thanks }) => thanks)).toEqual([...Array(10).fill(0), 1, 0]);
    expect(months.at(-2)?.tickets).toBe(1);
    // Where the clocks are ahead it was November already.
    expect((await readThanksTrend(db, { now, timezone: "Europe/Kyiv" })).at(-1)?.thanks).toBe(1);
  });

  test("stands on the wall and on the desk as a picture and as a table", async () => {
    await thank({ now: Date.now() - 70 * 24 * 60 * 60 * 1000 });
    await thank();
    const link = `href="${deskThanksPath()}"`;
    expect((await desk.open(deskPath())).html).toContain(`${link}>Thanks</a>`);
    for (let count = 0; count < 40; count++) await createTicket(db);
    for (const page of [await site.browser().open(thanksPath()), await desk.open(deskThanksPath())]) {
      expect(page.html).toMatch(/<svg [^>]*role="img"[^>]*>.*<table>.*<th scope="col">Thanks<\/th>/s);
      expect(page.html).toContain("per ");
    }
    expect((await desk.open(deskPath())).html).toContain(`${link}>1 thank-you per`);
  });

  test("has twelve months, also over a change of the clocks", () => {
    const starts = monthStarts(Date.UTC(2026, 3, 1, 2), "America/New_York", 12).map((at) => new Date(at).toISOString());
    // There it is March still.
    expect([starts.length, starts[0], starts.at(-2), starts.at(-1)]).toEqual([
      ...[13, "2025-04-01T04:00:00.000Z", "2026-03-01T05:00:00.000Z", "2026-04-01T04:00:00.000Z"],
    ]);
  });
});
