import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { QUIET_MS } from "~/mail/tell-followers.server.ts";
import {
  eraseMinePath,
  minePath,
  newTicketPath,
  ownTextsPath,
  settingsPath,
  ticketFollowPath,
  ticketPath,
} from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import { createAgent, createReply, createTicket, signInAs } from "../support/factories.ts";
import { deliver, linkIn, type ReceivedMail, startMailbox } from "../support/mailbox.ts";
import { startSite } from "../support/site.ts";

const mailbox = await startMailbox();
const site = await startSite({ SMTP_URL: mailbox.url, MAIL_FROM: "Support <help@forum.test>" });
const { db } = site;
const agent = await createAgent(db);
const admin = await createAgent(db, { role: "admin" });
const desk = site.browser();

beforeAll(() => signInAs(db, desk, agent));
afterAll(() => mailbox.stop());
beforeEach(() => {
  mailbox.mails.length = 0;
});

let people = 0;
const newAddress = () => `person${++people}@example.com`;

const RU = { title: "Не могу войти в личный кабинет", body: "Пишет, что пароль неверный, хотя я его не менял." };

/** Sends the form of a new ticket, and returns where it is. What the spam filter thinks of it is not asked here. */
async function write(browser: Browser, fields: Record<string, string>, moderation: "published" | "held" = "published") {
  const sent = await browser.press(await browser.open(newTicketPath()), "send", {
    title: "How do I change the password of my account?",
    body: "The page of my profile shows no such field, and the help says nothing.",
    ...fields,
  });
  expect(sent.status).toBe(303);
  const received = await browser.follow(sent);
  const number = Number(/\/tickets\/(\d+)-/.exec(sent.location ?? "")?.[1]);
  const path = `${/^\/tickets\/[^/]+/.exec(sent.location ?? "")?.[0]}`;
  await inTransaction(db, (trx) => trx.updateTable("tickets").set({ moderation }).where("id", "=", number).execute());
  return { number, path, received };
}

/** Everything that the site would have sent some minutes later. */
const later = async (minutes = 10) => {
  await deliver(db, mailbox);
  await deliver(db, mailbox, { now: Date.now() + minutes * 60_000 });
  return mailbox.mails;
};

const reply = (path: string, text: string, more: Record<string, string> = {}) =>
  desk.post(path, { intent: "reply", "reply-kind": "answer", "reply-body": text, ...more });

/** Presses the button of a mail's link, from a browser that knows nothing of the ticket. */
async function press(mail: ReceivedMail, intent: string, link = /^\/mail\/[^?]*$/) {
  const browser = site.browser();
  const page = await browser.open(linkIn(mail, link));
  expect(page.status).toBe(200);
  return browser.follow(await browser.press(page, intent));
}

/** Somebody who wrote with an address and pressed the link. */
async function writeAndConfirm(browser: Browser, fields: Record<string, string> = {}) {
  const email = newAddress();
  const ticket = await write(browser, { email, ...fields });
  const [ask] = await later();
  await press(ask as ReceivedMail, "confirm");
  mailbox.mails.length = 0;
  return { ...ticket, email };
}

describe("somebody who leaves an address with their ticket", () => {
  test("is asked once without a word of theirs, and gets the team's answer in their language after one press", async () => {
    const browser = site.browser();
    const email = newAddress();
    const { number, path, received } = await write(browser, { ...RU, name: "Оля Канарейка", email });
    expect(received.html).toContain(email);
    const [ask] = await later();
    expect(mailbox.mails).toHaveLength(1);
    expect(ask?.to).toEqual([email]);
    expect(ask?.headers.get("subject")).toBe(`Обращение ${number}, Glasno: присылать вам новости?`);
    for (const words of ["войти", "пароль", "Оля", "vojti", "voiti"])
      expect(`${ask?.raw}${ask?.text}${ask?.html}`).not.toContain(words);

    // Not pressed yet: nothing more comes, whatever happens.
    await reply(path, "Первый ответ");
    expect(await later()).toHaveLength(1);

    const confirmed = await press(ask as ReceivedMail, "confirm");
    expect(confirmed.html).toContain(`Новости обращения ${number}`);
    const [, news] = await later();
    expect(mailbox.mails).toHaveLength(2);
    expect(news?.headers.get("subject")).toBe(`${RU.title} (обращение ${number})`);
    expect(news?.text).toContain("Первый ответ");
    expect(news?.text).toContain("Ответ команды, Anna Koval:");
    expect(news?.html).toContain('<html lang="ru">');
    expect(news?.html).not.toMatch(/<img|<link|<script|url\(/);
    expect(linkIn(news as ReceivedMail, /^\/tickets/)).toContain(path);
  });

  test("gets what happens within minutes in one mail, threaded with the one before", async () => {
    const { path } = await writeAndConfirm(site.browser());
    await reply(path, "It is under **Security**.");
    await desk.post(path, { intent: "status", status: "declined", reason: "The field has moved for good" });
    const [first] = await later();
    expect(mailbox.mails).toHaveLength(1);
    expect(first?.text).toContain("It is under **Security**.");
    expect(first?.html).toContain("<strong>Security</strong>");
    expect(first?.text).toContain("The status is now: Declined");
    expect(first?.text).toContain("The field has moved for good");

    await reply(path, "And one more thing.");
    const [, second] = await later();
    expect(second?.headers.get("in-reply-to")).toBe(first?.headers.get("message-id"));
    expect(second?.headers.get("references")).toContain(first?.headers.get("message-id"));
    expect(second?.text).not.toContain("Security");
    expect(second?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(second?.headers.get("from")).toBe("Glasno <help@forum.test>");
  });

  test("gets no note, no reply of a visitor and nothing of what was taken out before it went", async () => {
    const { path, number } = await writeAndConfirm(site.browser());
    await desk.post(path, { intent: "reply", "reply-kind": "note", "reply-body": "Secret note" });
    await site.browser().post(path, { intent: "reply", "reply-body": "I have the very same trouble with that page" });
    await reply(path, "Wrong answer");
    const row = await db
      .selectFrom("replies")
      .select("id")
      .where("ticket_id", "=", number)
      .where("body", "=", "Wrong answer")
      .executeTakeFirstOrThrow();
    await deliver(db, { url: "smtp://127.0.0.1:1" }, { now: Date.now() + QUIET_MS });
    await desk.post(path, { intent: "remove", reply: String(row.id) });
    expect(await later()).toEqual([]);
  });

  test("is not asked again by the browser for which they pressed", async () => {
    const browser = site.browser();
    const { email } = await writeAndConfirm(browser);
    const form = await browser.open(newTicketPath());
    expect(form.html).toContain(`value="${email}"`);
    const { number, path } = await write(browser, { email, title: "A second question about invoices" });
    const [arrived] = await later();
    expect(arrived?.headers.get("subject")).toBe(`Ticket ${number} at Glasno`);
    expect(arrived?.text).not.toContain("invoices");
    await reply(path, "Here is the answer");
    expect((await later())[1]?.text).toContain("Here is the answer");
    // The same address, typed by somebody else, is asked.
    await write(site.browser(), { email, title: "A third question of a stranger" });
    expect((await later())[2]?.headers.get("subject")).toMatch(/shall we write to you/);
  });
});

describe("no more mails", () => {
  test("by one click of the mail program, without a cookie and a word of where it comes from", async () => {
    const { path } = await writeAndConfirm(site.browser());
    await reply(path, "First");
    const [mail] = await later();
    const url = /<(.*)>/.exec(mail?.headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
    expect(mail?.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const { pathname } = new URL(url);
    const silent = { Origin: "", "Sec-Fetch-Site": "" };
    const sent = await site.browser().post(pathname, { "List-Unsubscribe": "One-Click" }, silent);
    expect(sent.status).toBe(200);
    await reply(path, "Second");
    expect(await later()).toHaveLength(1);
    const page = await site.browser().open(pathname);
    expect(page.html).toContain(
      "No more mails about this ticket go to p…@example.com, and answers to the old ones are no longer read",
    );
  });

  test("opening a link changes nothing", async () => {
    const { email, number } = { email: newAddress(), ...(await write(site.browser(), {})) };
    await site.browser().post(ticketFollowPath({ id: number, slug: "x" }), { intent: "follow", email });
    const [ask] = await later();
    for (const link of [/^\/mail\/[^?]*$/, /view=not-me/]) await site.browser().open(linkIn(ask as ReceivedMail, link));
    const follow = await db.selectFrom("mail_follows").selectAll().where("ticket_id", "=", number).executeTakeFirst();
    expect(follow).toMatchObject({ confirmed_at: null, stopped_at: null });
    expect(await db.selectFrom("mail_refusals").selectAll().execute()).toEqual([]);
  });

  test("ever again, in no spelling, to whoever says that it was not them; the address itself is gone", async () => {
    await write(site.browser(), { email: "victim.one@gmail.com" });
    const [ask] = await later();
    const page = await press(ask as ReceivedMail, "not-me", /view=not-me/);
    expect(page.html).toContain("Your address is deleted");
    await write(site.browser(), { email: "victimone+x@googlemail.com" });
    expect(await later()).toHaveLength(1);
    expect(await db.selectFrom("mail_addresses").select("id").where("address", "like", "victim%").execute()).toEqual(
      [],
    );

    const again = site.browser();
    expect((await again.press(page, "allow")).html).toContain("allowed again");
    await write(site.browser(), { email: "victim.one@gmail.com", title: "Another ticket altogether" });
    expect(await later()).toHaveLength(2);
  });

  test("from the browser that follows, at the ticket and in its list", async () => {
    const ticket = await createTicket(db, { title: "An idea of somebody else", kind: "idea" });
    const browser = site.browser();
    const email = newAddress();
    const page = await browser.open(ticketPath(ticket));
    const done = await browser.follow(await browser.press(page, "follow", { email }));
    expect(done.html).toContain("Look into your mail");
    expect((await browser.open(ticketPath(ticket))).html).toContain(
      `Press the link in the mail that we sent to ${email}`,
    );
    const list = await browser.open(minePath());
    expect(list.html).toContain("An idea of somebody else");
    expect(list.html).toContain(email);
    await browser.press(list, "unfollow");
    expect((await browser.open(minePath())).html).not.toContain(email);
    expect((await browser.open(ticketPath(ticket))).html).toContain('value="follow"');
    expect(await later()).toEqual([]);
  });

  test("a token that is not ours opens nothing", async () => {
    const { status } = await site.browser().open("/mail/1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    expect(status).toBe(404);
    const one = await site
      .browser()
      .post("/mail/1-AAAA", { "List-Unsubscribe": "One-Click" }, { Origin: "", "Sec-Fetch-Site": "" });
    expect(one.status).toBe(404);
  });
});

describe("a private ticket", () => {
  test("is told of by its link alone; its words, its reasons and its title are in no mail", async () => {
    const browser = site.browser();
    const words = { title: "Canarytitle of mine is private", body: "Canarybody with my card", visibility: "private" };
    const { path } = await writeAndConfirm(browser, words);
    await reply(path, "Canaryreply of the team", { status: "declined", reason: "Canaryreason why" });
    const [mail] = await later();
    expect(mail?.text).toContain("Anna Koval from the team answered.");
    expect(`${mail?.raw}${mail?.text}${mail?.html}${mail?.headers.get("subject")}`).not.toMatch(/canary/i);
    const link = linkIn(mail as ReceivedMail, /^\/m\//);
    const elsewhere = site.browser();
    expect((await elsewhere.follow(await elsewhere.open(link))).html).toContain("Canaryreply");
  });

  test("that was public is told of by mail to its author only, and without words", async () => {
    const browser = site.browser();
    const { path } = await writeAndConfirm(browser);
    const other = site.browser();
    await other.press(await other.open(path), "follow", { email: newAddress() });
    await press((await later())[0] as ReceivedMail, "confirm");
    mailbox.mails.length = 0;
    await reply(path, "Canaryreply while it was public");
    await deliver(db, { url: "smtp://127.0.0.1:1" }, { now: Date.now() + QUIET_MS });
    await browser.post(path, { intent: "make-private" });
    const mails = await later();
    expect(mails).toHaveLength(1);
    expect(`${mails[0]?.raw}${mails[0]?.text}`).not.toMatch(/canary/i);
  });
});

test("SP9: however many tickets name one address, three mails a day go to it, none with words of a visitor", async () => {
  for (let number = 0; number < 12; number++) {
    const spelling = number % 2 ? `Bombed+${number}@example.org` : "bombed@example.org";
    await write(site.browser(), { email: spelling, title: `Buy cheap canary number ${number}`, name: "Canary Seller" });
  }
  const mails = await later();
  expect(mails).toHaveLength(3);
  for (const mail of mails) expect(`${mail.raw}${mail.text}${mail.html}`).not.toMatch(/canary|cheap|seller/i);
  const refused = await db
    .selectFrom("mails")
    .select("id")
    .where("created_at", ">", Date.now() - 1000 * 60)
    .execute();
  expect(refused.length).toBeGreaterThan(0);
});

test("a post that waits for a look sends nothing until it is released", async () => {
  const { number } = await write(site.browser(), { email: newAddress() }, "held");
  expect(await later()).toEqual([]);
  await desk.post(`/tickets/${number}`, { intent: "fine" });
  expect(await later()).toHaveLength(1);
});

test("whoever followed a duplicate hears of the merge, and then of the original", async () => {
  const { number: from, path } = await writeAndConfirm(site.browser());
  const original = await createTicket(db, { title: "The original of it" });
  await desk.post(path, { intent: "merge", into: String(original.id) });
  const [merged] = await later();
  expect(merged?.text).toContain(`Ticket ${from} was about the same as ticket ${original.id}`);
  await reply(ticketPath(original), "Solved for everyone");
  const [, news] = await later();
  expect(news?.text).toContain("Solved for everyone");
  await press(news as ReceivedMail, "stop");
  await reply(ticketPath(original), "Even more");
  expect(await later()).toHaveLength(2);
});

test("a private duplicate hears where the same is talked about, and none of its words are in the mail", async () => {
  const words = { title: "Canarytitle that is private", body: "Canarybody of mine", visibility: "private" };
  const { number, path } = await writeAndConfirm(site.browser(), words);
  const original = await createTicket(db, { title: "The same in public" });
  await desk.post(path, { intent: "merge", into: String(original.id) });
  const [mail] = await later();
  expect(mail?.text).toContain(`The same is talked about in ticket ${original.id}`);
  expect(mail?.text).toContain(`http://forum.test/tickets/${original.id}\n`);
  expect(`${mail?.raw}${mail?.text}${mail?.html}`).not.toMatch(/canary/i);
  await reply(ticketPath(original), "Solved in public");
  const [, news] = await later();
  expect([news?.text.includes("Solved in public"), news?.text.includes(`ticket ${number} `)]).toEqual([true, false]);
});

test("a merge that is taken apart tells nothing twice", async () => {
  const { number: from, path } = await writeAndConfirm(site.browser());
  await reply(path, "Before the merge");
  await later();
  const original = await createTicket(db, { title: "The original for a while" });
  await desk.post(path, { intent: "merge", into: String(original.id) });
  await later();
  await desk.post(ticketPath(original), { intent: "unmerge", ticket: String(from) });
  mailbox.mails.length = 0;
  await reply(ticketPath(original), "Not for them any more");
  expect(await later()).toEqual([]);
  await reply(path, "After the merge");
  const mails = await later();
  expect(mails.map(({ text }) => [text.includes("After the merge"), text.includes("Before")])).toEqual([[true, false]]);
});

describe("what people type", () => {
  test.each([
    "nobody",
    "a@b",
    "a@example.com\r\nBcc: victim@example.org",
    "a@example.com, b@example.com",
    "a@example.com>",
    "<a@example.com>",
    '"a b"@example.com',
    "a@[127.0.0.1]",
    "a@127.0.0.1",
    "a@exa mple.com",
    `${"a".repeat(250)}@example.com`,
  ])("%j is no address: the form comes back with everything in it", async (email) => {
    const browser = site.browser();
    const sent = await browser.press(await browser.open(newTicketPath()), "send", { title: "Words to keep", email });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain("Words to keep");
    expect(sent.html).toContain("Write the whole address");
  });

  test("a host in its own letters is an address", async () => {
    await write(site.browser(), { email: "Ivan@пошта.укр" });
    expect((await later())[0]?.to).toEqual(["Ivan@пошта.укр"]);
    const kept = db.selectFrom("mail_addresses").select("address").orderBy("id", "desc");
    expect((await kept.executeTakeFirst())?.address).toBe("Ivan@xn--80a1acn3a.xn--j1amh");
  });

  test("no title gets a line of its own into a mail's head", async () => {
    const { path } = await writeAndConfirm(site.browser(), {
      title: "Hello\r\nBcc: victim@example.org\u2028X-Evil: 1",
    });
    await reply(path, "Answer");
    const [mail] = await later();
    expect(mail?.headers.has("bcc")).toBe(false);
    expect(mail?.headers.has("x-evil")).toBe(false);
    expect(mail?.to).toHaveLength(1);
  });

  test("whatever host a request names, links lead to this site", async () => {
    const browser = site.browser();
    const form = await browser.open(newTicketPath());
    const token = /name="form_token" value="([^"]+)"/.exec(form.html)?.[1] ?? "";
    const fields = { form_token: token, intent: "send", title: "From another host, they say", email: newAddress() };
    await browser.post(newTicketPath(), fields, { "X-Forwarded-Host": "evil.example" });
    const [mail] = await later();
    for (const [link] of mail?.text.matchAll(/https?:\/\/\S+/g) ?? [])
      expect(new URL(link).origin).toBe("http://forum.test");
    expect(`${mail?.raw}${mail?.text}`).not.toContain("evil");
  });
});

test("a reply can bring an address along, and strangers never see it", async () => {
  const ticket = await createTicket(db, { title: "Open to everybody", body: "Ask and answer here." });
  const browser = site.browser();
  const email = newAddress();
  const page = await browser.open(ticketPath(ticket));
  await browser.press(page, "reply", {
    "reply-body": "I would like to know that too, on my machine.",
    "reply-email": email,
  });
  expect((await later()).map(({ to }) => to)).toEqual([[email]]);
  for (const reader of [site.browser(), desk]) {
    for (const path of [ticketPath(ticket), `/tickets/${ticket.id}.atom`, "/feed.json", "/tickets"])
      expect((await reader.open(path)).html).not.toContain(email);
  }
});

test("the address goes along in the copy of one's own, and is erased with everything", async () => {
  const browser = site.browser();
  const { email } = await writeAndConfirm(browser);
  const copy = await browser.open(ownTextsPath("json"));
  expect(JSON.parse(copy.html).mail[0].address).toBe(email);
  expect((await browser.open(ownTextsPath("md"))).html).toContain(email);
  await browser.press(await browser.open(eraseMinePath()), "erase");
  expect(await db.selectFrom("mail_addresses").select("id").where("address", "=", email).execute()).toEqual([]);
  await createReply(db, await createTicket(db));
  expect(await later()).toEqual([]);
});

test("an admin sees what went out and what did not, and sends themselves a mail to try it", async () => {
  const browser = site.browser();
  await signInAs(db, browser, admin);
  mailbox.answer.recipient = (address) => (address.startsWith("nobody") ? "550 5.1.1 no such user here" : undefined);
  await write(site.browser(), { email: "nobody@example.com" });
  await later();
  const page = await browser.open(settingsPath());
  expect(page.html).toContain("no such user here");
  expect(page.html).toContain("n…@example.com");
  expect(page.html).not.toContain("nobody@example.com");
  const sent = await browser.press(page, "mail-test");
  expect(sent.status).toBe(303);
  expect(mailbox.mails.at(-1)?.to).toEqual([admin.email]);
  mailbox.answer.recipient = () => "554 5.7.1 relaying denied";
  const failed = await browser.press(page, "mail-test");
  expect([failed.status, failed.html.includes("relaying denied")]).toEqual([400, true]);
  mailbox.answer.recipient = undefined;
});
