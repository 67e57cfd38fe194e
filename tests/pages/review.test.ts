import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { issueFormToken } from "~/http/form-token.server.ts";
import { blackenPath, eraseMinePath, feedPath, reviewPath, sitemapPath, ticketPath } from "~/urls.ts";
import type { Browser, TestPage } from "../support/browser.ts";
import { createAgent, createTicket, signInAs } from "../support/factories.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
// They read the environment, which the site has set.
const { drainJobs } = await import("~/jobs/run-jobs.server.ts");
const { config } = await import("~/config.server.ts");
const desk = site.browser();
const HOUR = 60 * 60 * 1000;

beforeAll(async () => signInAs(db, desk, await createAgent(db)));

const spam = (name: string) => ({
  title: `Набираю людей в команду ${name}`,
  body: `Доход от 900$ в неделю, без опыта, пишите в лс @${name}_${name}`,
});
// A question, with a link to somewhere unknown: readable, and not for machines.
const wales = { title: "Why are the hills green in Wales?", body: "I saw it here: https://hills.example/green" };
const kent = { title: "What fell from every tree in Kent?", body: "More of it: https://orchard.example/apples" };
const devon = { title: "Which two boats came home at dusk?", body: "They stand on https://harbour.example/boats now" };
const bath = { title: "How long do bridges of stone last?", body: "One is drawn on https://bridges.example/old there" };

interface Written {
  author: Browser;
  sent: TestPage;
  id: number;
  path: string;
}

/** Writes a ticket through the form, as somebody who had it open for as long as people need. */
async function write(fields: Record<string, string>, author = site.browser()): Promise<Written> {
  const form = await author.open("/tickets/new?kind=question");
  const form_token = issueFormToken(site.secret, Date.now() - 8_000);
  const sent = await author.press(form, "send", { form_token, ...fields });
  const path = String(sent.location).replace(/\/received.*/, "");
  return { author, sent, path, id: Number(/\/tickets\/(\d+)/.exec(path)?.[1]) };
}

const stateOf = async (id: number) => {
  const state = await db
    .selectFrom("tickets")
    .select(["moderation", "removed_at"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return state.removed_at === null ? state.moderation : "removed";
};
const verdictOf = (id: number) =>
  db.selectFrom("verdicts").selectAll().where("ticket_id", "=", id).where("reply_id", "is", null).executeTakeFirst();
const press = async (intent: string, id: number, more: Record<string, string> = {}) =>
  desk.post(reviewPath(), { intent, post: `ticket-${id}`, ...more });

describe("a held ticket", () => {
  test("is seen by its author, with a cookie and by the secret link, and by the team, and by nobody else", async () => {
    const { author, sent, id, path } = await write(spam("alpha"));
    expect(await stateOf(id)).toBe("held");
    const received = await author.follow(sent);
    expect(received.html).toContain("На проверке.");
    expect(received.html).not.toContain("найдут поиском");
    const link = /http:\/\/forum\.test(\/m\/\d+-[\w-]{43})/.exec(received.html)?.[1] ?? "";

    const own = await author.open(path);
    expect(own.html).toContain("alpha_alpha");
    expect(own.html).toContain("На проверке");
    expect(own.html).toContain("<dt>Видят</dt><dd>вы и команда</dd>");
    const other = site.browser();
    expect((await other.follow(await other.open(link))).html).toContain("alpha_alpha");
    expect((await desk.open(path)).html).toContain("alpha_alpha");
    const stranger = site.browser();
    const page = await stranger.open(path);
    expect(page.status).toBe(404);
    for (const list of ["/", "/tickets", "/search?q=alpha_alpha", feedPath(), "/feed.json", sitemapPath()]) {
      expect((await stranger.open(list)).html).not.toContain(path);
    }
  });

  test("keeps its secret link for who sends no cookie", async () => {
    const author = site.browser();
    const { sent } = await write(spam("beta"), author);
    author.cookies.clear();
    const received = await author.open(String(sent.location));
    expect(received.html).toContain("На проверке.");
    author.cookies.clear();
    const link = /http:\/\/forum\.test(\/m\/\d+-[\w-]{43})/.exec(received.html)?.[1] ?? "";
    expect((await author.follow(await author.open(link))).html).toContain("beta_beta");
  });

  test("is none where it is private: there is nothing to advertise", async () => {
    const { id } = await write({ ...spam("gamma"), visibility: "private" });
    expect(await stateOf(id)).toBe("published");
  });
});

describe("a restricted ticket", () => {
  test("is read by everyone, but not by machines, and its links vouch for nothing", async () => {
    const { id, path } = await write(wales);
    expect(await stateOf(id)).toBe("restricted");
    const stranger = site.browser();
    const page = await stranger.open(path);
    expect(page.status).toBe(200);
    expect(page.headers.get("x-robots-tag")).toContain("noindex");
    for (const [link = ""] of page.html.matchAll(/<a [^>]*hills\.example[^>]*>/g)) {
      expect(link).toMatch(/rel="[^"]*ugc[^"]*nofollow/);
    }
    for (const list of [feedPath(), "/feed.json", sitemapPath(), "/sitemap-recent.xml"]) {
      expect((await stranger.open(list)).html).not.toContain(path);
    }
  });

  test("is published after two days when nothing spoke against it and nobody marked it", async () => {
    const mild = await write({ title: "The hills are green", body: "And the sky is blue over there." });
    const linked = await write(kent);
    const marked = await write({ title: "The sea was grey", body: "And the sand was cold all day." });
    await press("spam", marked.id);
    expect(await stateOf(mild.id)).toBe("restricted");
    await drainJobs(db, config, Date.now() + 47 * HOUR);
    expect(await stateOf(mild.id)).toBe("restricted");
    await drainJobs(db, config, Date.now() + 49 * HOUR);
    expect(await stateOf(mild.id)).toBe("published");
    expect(await stateOf(linked.id)).toBe("restricted");
    expect(await stateOf(marked.id)).toBe("removed");
  });
});

describe("the review", () => {
  test("is nobody's but the team's", async () => {
    const page = await site.browser().open(reviewPath());
    expect(page.html).not.toContain("data-review-keys");
    expect(page.html).not.toContain("alpha");
  });

  test("shows why, and one press publishes, another takes it back", async () => {
    const { id, path } = await write(spam("delta"));
    const page = await desk.open(reviewPath());
    expect(page.html).toContain("delta_delta");
    expect(page.html).toContain("promises income");
    const done = await desk.follow(await press("fine", id));
    expect(await stateOf(id)).toBe("published");
    expect((await site.browser().open(path)).status).toBe(200);
    await desk.press(done, "undo");
    expect(await stateOf(id)).toBe("held");
    expect((await verdictOf(id))?.mark).toBeNull();
    expect((await site.browser().open(path)).status).toBe(404);
  });

  test("hides by a press what was restricted", async () => {
    const { id, path, author } = await write(devon);
    await press("spam", id);
    expect((await site.browser().open(path)).status).toBe(410);
    // Whoever wrote it is told what became of it, by their cookie as by their secret link.
    const own = await author.open(path);
    expect([own.status, own.html.includes("took this for advertising")]).toEqual([200, true]);
  });

  test("no longer takes a mark back after thirty days", async () => {
    const { id } = await write(spam("epsilon"));
    await press("fine", id);
    const long = { marked_at: Date.now() - 31 * 24 * HOUR };
    await inTransaction(db, (trx) => trx.updateTable("verdicts").set(long).where("ticket_id", "=", id).execute());
    await desk.post(reviewPath(), { intent: "undo", posts: `ticket-${id}` });
    expect(await stateOf(id)).toBe("published");
  });

  test("marks by one press all of a sender, of a host, and what is alike, and nothing else", async () => {
    const sender = site.browser();
    const sea = { title: "Where does one walk by the sea?", body: "Look: https://walks.example/sea" };
    const wood = { title: "Who sleeps under old trees?", body: "Their map: https://walks.example/wood and some more" };
    const first = await write(sea, sender);
    const second = await write(
      { title: "Is there snow on all the roofs?", body: "Nothing else: https://roofs.example/snow" },
      sender,
    );
    const third = await write(wood);
    const apart = await write(bath);
    await press("spam", first.id, { scope: "host", host: "walks.example" });
    expect([await stateOf(first.id), await stateOf(third.id)]).toEqual(["removed", "removed"]);
    await desk.post(reviewPath(), { intent: "undo", posts: `ticket-${first.id} ticket-${third.id}` });
    await press("spam", second.id, { scope: "sender" });
    const states = await Promise.all([first, second, third, apart].map(({ id }) => stateOf(id)));
    expect(states).toEqual(["removed", "removed", "restricted", "restricted"]);

    const zeta = await write(spam("zeta"));
    const again = await write({ ...spam("zeta"), body: `${spam("zeta").body} сегодня` });
    await press("fine", zeta.id, { scope: "alike" });
    expect([await stateOf(zeta.id), await stateOf(again.id)]).toEqual(["published", "published"]);
  });
});

describe("how a form comes", () => {
  const question = { title: "How do I change the e-mail of my account?", body: "I cannot find it in the settings." };

  test("holds what has the field filled that nobody sees, and keeps every word", async () => {
    const { id, author, path } = await write({ ...question, website: "https://bot.example" });
    expect(await stateOf(id)).toBe("held");
    expect((await author.open(path)).html).toContain("I cannot find it in the settings.");
  });

  test("notes what was sent too fast, and holds nothing for that alone", async () => {
    const fast = { title: "Where do I find my invoices?", body: "The page of payments does not show them." };
    const { id } = await write({ ...fast, form_token: issueFormToken(site.secret, Date.now()) });
    expect(await stateOf(id)).toBe("published");
    expect((await verdictOf(id))?.reasons).toContain("too_fast");
  });
});

test("a held reply is said to wait, also without cookies, and only its author and the team read it", async () => {
  const ticket = await createTicket(db);
  const author = site.browser();
  const sent = await author.press(await author.open(ticketPath(ticket)), "reply", { "reply-body": spam("theta").body });
  expect(sent.status).toBe(303);
  const bare = site.browser();
  const told = await bare.follow(sent);
  expect(told.html).toContain("Your reply is here and waits for a look.");
  expect(told.html).not.toContain("theta_theta");
  expect((await author.follow(sent)).html).toContain("theta_theta");
  expect((await site.browser().open(ticketPath(ticket))).html).not.toContain("waits for a look");
  expect((await desk.open(reviewPath())).html).toContain("theta_theta");
});

test("where the filter fails a post is restricted, and nothing of it is lost", async () => {
  const rename = (from: string, to: string) =>
    inTransaction(db, (trx) => trx.schema.alterTable(from).renameTo(to).execute());
  await rename("named_hosts", "named_hosts_away");
  try {
    const { id, path } = await write({ title: "How do I sign in?", body: "Here: https://somewhere.example/login" });
    expect(await stateOf(id)).toBe("restricted");
    expect((await verdictOf(id))?.reasons).toContain("filter_failed");
    expect((await site.browser().open(path)).html).toContain("somewhere.example/login");
  } finally {
    await rename("named_hosts_away", "named_hosts");
  }
});

test("what is erased leaves no word or host with the filter", async () => {
  const erased = { title: "How do I open my shop again?", body: "It stood at https://oleg-shop.example/door" };
  const { id, author } = await write(erased);
  await press("fine", id);
  expect((await verdictOf(id))?.hosts).toBe("oleg-shop.example");
  const page = await author.open(eraseMinePath());
  await author.press(page, "erase");
  const row = await verdictOf(id);
  expect([row?.hosts, row?.sketch]).toEqual(["", ""]);
  const named = await db.selectFrom("named_hosts").select("host").where("host", "=", "oleg-shop.example").execute();
  expect(named).toEqual([]);
});

test("what is blackened leaves no word or host with the filter", async () => {
  const { id } = await write({ title: "Where is my order?", body: "See https://anna-private.example/order for it" });
  const looked = await desk.post(blackenPath(id), { intent: "look", words: "https://anna-private.example/order" });
  await desk.press(looked, "blacken");
  const row = await verdictOf(id);
  expect([row?.hosts, row?.sketch]).toEqual(["", ""]);
  expect((await desk.open(reviewPath())).html).not.toContain("anna-private");
});
