import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inQuietTransaction, inTransaction } from "#db/client.ts";
import { findAnswerer } from "~/mail/answer-address.server.ts";
import { loadSite } from "~/site/load-site.server.ts";
import { listAgentsWhoWant } from "~/team-news/agents-who-want.server.ts";
import { saveOverdueHours } from "~/team-news/overdue-hours.server.ts";
import { sendTeamLetters } from "~/team-news/send-letters.server.ts";
import { tellOverdue } from "~/team-news/send-overdue.server.ts";
import type { Channel, TeamEvent } from "~/team-news/team-events.ts";
import { parseWishes, saveWishes } from "~/team-news/wishes.server.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply, createTicket } from "../support/factories.ts";
import { createHook } from "../support/hooks.ts";
import { type Mailbox, startMailbox } from "../support/mailbox.ts";

const db = await openTestDatabase();
const anna = await createAgent(db, { name: "Anna" });
const boris = await createAgent(db, { name: "Boris" });
const category = await inTransaction(db, (trx) =>
  trx
    .insertInto("categories")
    .values({ slug: "billing", name: "Billing", position: 1, created_at: 0 })
    .returning("id")
    .executeTakeFirstOrThrow(),
);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = Date.now();
const AUTHOR = { isAuthor: true, isCoRequester: false, isAgent: false };
let mailbox: Mailbox;

beforeEach(async () => {
  mailbox = await startMailbox();
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("team_news").execute();
    await trx.deleteFrom("agent_wishes").execute();
    await trx.deleteFrom("deliveries").execute();
    await trx.deleteFrom("settings").execute();
  });
});
afterEach(() => mailbox.stop());

const wish = (
  agent: { id: number },
  events: TeamEvent[],
  categoryId: number | null = null,
  channel: Channel = "mail",
) =>
  saveWishes(db, {
    agentId: agent.id,
    wishes: events.map((event) => ({ event, categoryId, channel })),
    offered: [channel],
  });

const SECRET = "a secret of thirty-two characters";

async function write(at: number, answersTo?: string) {
  const facts = { origin: "http://forum.test", locale: "en" as const, timezone: "UTC", siteName: "Forum" };
  const site = await loadSite(db, { ...facts, smtpUrl: mailbox.url });
  const post = { smtpUrl: mailbox.url, mailFrom: { name: "", address: "help@forum.test" }, answersTo };
  return sendTeamLetters(db, { post, secret: SECRET, site, now: () => at });
}

const noted = async () =>
  (await db.selectFrom("team_news").select(["agent_id", "event"]).orderBy("id").execute()).map(
    ({ agent_id, event }) => `${agent_id === anna.id ? "Anna" : "Boris"} ${event}`,
  );

describe("who hears of what", () => {
  test("a new ticket, a reply, a reminder and thanks are four things", async () => {
    await wish(anna, ["opened", "reminded"]);
    await wish(boris, ["replied", "thanks"]);
    const ticket = await createTicket(db, { now });
    await createReply(db, ticket, { now });
    await createReply(db, ticket, { viewer: asAgent(anna), now });
    // It is the author's turn, so this reminds of nothing; the next one does.
    await createReply(db, ticket, { rights: AUTHOR, now });
    await createReply(db, ticket, { rights: AUTHOR, now });
    await createTicket(db, { kind: "thanks", now });
    expect(await noted()).toEqual([
      "Anna opened",
      "Boris replied",
      "Boris replied",
      "Anna reminded",
      "Boris reminded",
      "Boris thanks",
    ]);
  });

  test("of one category only, and who wants both hears once", async () => {
    await wish(anna, ["opened"], category.id);
    await wish(boris, ["opened"], category.id);
    await inQuietTransaction(db, (trx) =>
      trx
        .insertInto("agent_wishes")
        .values({ agent_id: boris.id, category_id: null, event: "opened", channel: "mail" })
        .execute(),
    );
    await createTicket(db, { now });
    await createTicket(db, { category_id: category.id, now });
    expect(await noted()).toEqual(["Boris opened", "Anna opened", "Boris opened"]);
  });

  test("nobody hears of what is held, until it is released; who opened it for somebody knows of it", async () => {
    await wish(anna, ["opened", "replied"]);
    await wish(boris, ["opened"]);
    const held = await createTicket(db, { now });
    await inQuietTransaction(db, async (trx) => {
      await trx
        .updateTable("tickets")
        .set({ moderation: "held", published_at: null })
        .where("id", "=", held.id)
        .execute();
      await trx.deleteFrom("team_news").execute();
    });
    await inTransaction(db, async (trx) =>
      changeTicket(trx, await lockTicket(trx, held.id), { moderation: "published" }, { now, seenBy: "team" }),
    );
    await createTicket(db, { viewer: asAgent(anna), now });
    expect(await noted()).toEqual(["Anna opened", "Boris opened", "Boris opened"]);
  });

  test("each channel has its own wishes, and an account that is switched off has none", async () => {
    await wish(anna, ["opened"], null, "push");
    await wish(boris, ["opened"]);
    const ask = (channel: Channel) =>
      listAgentsWhoWant(db, { event: "opened", ticket: { category_id: null }, channel });
    expect((await ask("push")).map(({ name }) => name)).toEqual(["Anna"]);
    expect((await ask("mail")).map(({ name }) => name)).toEqual(["Boris"]);
    await inQuietTransaction(db, (trx) =>
      trx.updateTable("agents").set({ disabled_at: now }).where("id", "=", boris.id).execute(),
    );
    expect(await ask("mail")).toEqual([]);
    await inQuietTransaction(db, (trx) => trx.updateTable("agents").set({ disabled_at: null }).execute());
  });

  test("a form's boxes are read, and what is no box of it is nothing", async () => {
    const form = new URLSearchParams(
      `opened-mail=1&replied-push-${category.id}=1&opened-fax=1&closed-mail=1&x=1&opened-mail-0=1`,
    );
    expect(parseWishes(form)).toEqual([
      { categoryId: null, event: "opened", channel: "mail" },
      { categoryId: category.id, event: "replied", channel: "push" },
    ]);
    // By a channel that the page does not offer nothing is changed.
    await wish(anna, ["opened"], null, "push");
    await saveWishes(db, {
      agentId: anna.id,
      wishes: [{ categoryId: 999_999, event: "opened", channel: "mail" }],
      offered: ["mail"],
    });
    expect(await db.selectFrom("agent_wishes").select(["channel", "category_id"]).execute()).toEqual([
      { channel: "push", category_id: null },
    ]);
  });
});

describe("waiting too long", () => {
  test("is told once for each time that somebody waits", async () => {
    await wish(anna, ["overdue"]);
    await createHook(db, { events: ["overdue"], secret: { url: "http://x.example" } });
    await saveOverdueHours(db, "4", { agentId: anna.id, now });
    await inQuietTransaction(db, (trx) => trx.updateTable("tickets").set({ waiting_since: null }).execute());
    // What waited so long before anybody looked is in the queue.
    await createTicket(db, { now: now - 10 * HOUR });
    await tellOverdue(db, now);
    const ticket = await createTicket(db, { now: now + MINUTE });
    const look = async (from: number, to: number) => {
      for (let at = from; at <= to; at += 10 * MINUTE) await tellOverdue(db, now + at);
      return noted();
    };
    expect(await look(0, 4 * HOUR)).toEqual([]);
    expect(await look(4 * HOUR, 6 * HOUR)).toEqual(["Anna overdue"]);
    await createReply(db, ticket, { viewer: asAgent(anna), now: now + 6 * HOUR });
    await createReply(db, ticket, { rights: AUTHOR, now: now + 7 * HOUR });
    expect(await look(7 * HOUR, 12 * HOUR)).toEqual(["Anna overdue", "Anna overdue"]);
    expect((await db.selectFrom("deliveries").select("ticket_id").execute()).map((row) => row.ticket_id)).toEqual([
      ticket.id,
      ticket.id,
    ]);
  });

  test("hours that are none are refused", async () => {
    for (const typed of ["", "0", "-4", "two", "1.5", "99999"]) {
      expect(await saveOverdueHours(db, typed, { agentId: anna.id, now })).toMatchObject({
        errors: [{ field: "hours" }],
      });
    }
  });
});

describe("the mail to an agent", () => {
  test("has all that came within two minutes, and the next comes not before five", async () => {
    await wish(anna, ["opened", "replied"]);
    const ticket = await createTicket(db, { title: "No export", body: "It stops", now });
    await createReply(db, ticket, { rights: AUTHOR, body: "Since today", now: now + MINUTE });
    expect(await write(now + MINUTE)).toEqual({ sent: 0 });
    expect(await write(now + 2 * MINUTE)).toEqual({ sent: 1 });
    const [mail] = mailbox.mails;
    expect(mail?.to).toEqual([anna.email]);
    expect(mail?.headers.get("subject")).toBe("2 pieces of news at Forum");
    expect(mail?.text).toContain(
      `New question ${ticket.id}: No export\nIt stops\nhttp://forum.test/tickets/${ticket.id}-no-export`,
    );
    expect(mail?.text).toContain("Since today");
    expect(mail?.text).toContain("http://forum.test/desk/news");
    expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");

    for (let minute = 2; minute < 60; minute++) {
      await createTicket(db, { now: now + minute * MINUTE });
      await write(now + minute * MINUTE);
    }
    expect(mailbox.mails.length).toBeLessThanOrEqual(13);
  });

  test("has no word of a private ticket, and nothing of what is gone or answered since", async () => {
    await wish(anna, ["opened", "overdue"]);
    const ticket = await createTicket(db, {
      visibility: "private",
      title: "Canary",
      body: "Canary",
      requester_name: "Canary",
      now,
    });
    const gone = await createTicket(db, { title: "Gone", now });
    await inQuietTransaction(db, (trx) =>
      trx.updateTable("tickets").set({ removed_at: now }).where("id", "=", gone.id).execute(),
    );
    await write(now + 3 * MINUTE);
    const [mail] = mailbox.mails;
    expect(mail?.headers.get("subject")).toBe(`New question ${ticket.id} (private)`);
    expect(mail?.raw).not.toMatch(/canary|gone/i);
    expect(mail?.text).toContain(`http://forum.test/tickets/${ticket.id}\n`);
  });

  test("about one ticket is answered to an address of its own, about several to none", async () => {
    await wish(anna, ["opened"]);
    const ticket = await createTicket(db, { now });
    await write(now + 2 * MINUTE, "answers@forum.test");
    const [mail] = mailbox.mails;
    const [, token = ""] = /^answers\+(.+)@forum\.test$/.exec(mail?.headers.get("reply-to") ?? "") ?? [];
    expect(await findAnswerer(db, token, { secret: SECRET, now })).toMatchObject({
      agent: { id: anna.id },
      ticketId: ticket.id,
    });
    expect(mail?.text).toContain("as the team's answer");
    await createTicket(db, { now: now + 10 * MINUTE });
    await createTicket(db, { now: now + 10 * MINUTE });
    await write(now + 20 * MINUTE, "answers@forum.test");
    expect(mailbox.mails[1]?.headers.has("reply-to")).toBe(false);
    expect(mailbox.mails[1]?.text).not.toContain("as the team's answer");
  });

  test("a mail server that is down loses nothing; a refused mailbox stops what was for it", async () => {
    await wish(anna, ["opened"]);
    await createTicket(db, { now });
    const { port } = mailbox;
    await mailbox.stop();
    expect((await write(now + 3 * MINUTE)).trouble).toMatch(/ECONNREFUSED/);
    mailbox = await startMailbox(port);
    expect(await write(now + 10 * MINUTE)).toEqual({ sent: 1 });
    await createTicket(db, { now: now + 20 * MINUTE });
    mailbox.answer.recipient = () => "550 5.1.1 no such user";
    expect(await write(now + 30 * MINUTE)).toEqual({ sent: 0 });
    expect(await write(now + 40 * MINUTE)).toEqual({ sent: 0 });
    expect(mailbox.mails).toHaveLength(1);
    expect(await db.selectFrom("team_news").select("failure").where("failure", "is not", null).execute()).toHaveLength(
      1,
    );
  });

  test("two processes send it once, and a killed one leaves it to the next under the same Message-ID", async () => {
    await wish(anna, ["opened"]);
    await createTicket(db, { now });
    await Promise.all([write(now + 3 * MINUTE), write(now + 3 * MINUTE)]);
    expect(mailbox.mails).toHaveLength(1);
    await inQuietTransaction(db, (trx) =>
      trx
        .updateTable("team_news")
        .set({ sent_at: null, claimed_at: now + 3 * MINUTE })
        .execute(),
    );
    await write(now + 3.5 * MINUTE);
    expect(mailbox.mails).toHaveLength(1);
    await write(now + 5 * MINUTE);
    const ids = mailbox.mails.map(({ headers }) => headers.get("message-id"));
    expect(ids).toEqual([ids[0], ids[0]]);
  });
});
