import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { agentAnswerAddress } from "~/mail/answer-address.server.ts";
import { ticketPath } from "~/urls.ts";
import { answerTo, writeMail } from "../support/answer-mail.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { deliver, linkIn, type ReceivedMail, startMailbox } from "../support/mailbox.ts";
import { sendRaw } from "../support/raw-request.ts";
import { startSite } from "../support/site.ts";

const MAILBOX = "answers@forum.test";
const TOKEN = "a-token-that-only-tests-and-the-mail-server-know";
const mailbox = await startMailbox();
const site = await startSite({
  ...{ SMTP_URL: mailbox.url, MAIL_FROM: "Support <help@forum.test>", REPLY_ADDRESS: MAILBOX },
  ...{ MAIL_IN_TOKEN: TOKEN, MAIL_AUTH_SERVER_ID: "mx.forum.test" },
});
const { db } = site;
const agent = await createAgent(db, { name: "Anna" });
const desk = site.browser();
beforeAll(() => signInAs(db, desk, agent));
afterAll(() => mailbox.stop());
beforeEach(() => {
  mailbox.mails.length = 0;
});

let minutes = 0;
/** Everything that the site would have sent some minutes later. */
const later = async () => {
  await deliver(db, mailbox, { answersTo: MAILBOX });
  minutes += 10;
  await deliver(db, mailbox, { answersTo: MAILBOX, now: Date.now() + minutes * 60_000 });
  return mailbox.mails;
};

/** Brings a mail as a mail server's pipe does, and says what became of it. */
async function bring(mail: string | Buffer, headers: Record<string, string> = {}) {
  const body = Buffer.from(mail);
  const own = {
    Authorization: `Bearer ${TOKEN}`,
    "Content-Type": "message/rfc822",
    "Content-Length": String(body.length),
  };
  const answer = await sendRaw(site.port, "POST", "/mail/in", { ...own, ...headers }, body);
  return { status: answer.status, outcome: answer.body.toString().trim() };
}

let people = 0;
/** Somebody who wrote a ticket, gets letters about it, and has one with an answer of the team. */
async function askByMail({ visibility = "public" as "public" | "private" } = {}) {
  const address = `person${++people}@example.com`;
  const browser = site.browser();
  const viewer = await createVisitor(db, browser);
  const ticket = await createTicket(db, {
    viewer,
    visibility,
    title: "Не могу войти в личный кабинет",
    body: "Пишет, что пароль неверный, хотя я его не менял.",
  });
  const path = ticketPath(ticket);
  await browser.post(`${path}/follow`, { intent: "follow", email: address });
  await later();
  const asked = mailbox.mails.find(({ to }) => to[0] === address) as ReceivedMail;
  const page = await browser.open(linkIn(asked, /^\/mail\//));
  await browser.press(page, "confirm");
  await createReply(db, ticket, { viewer: asAgent(agent), body: "Какая у вас версия программы?" });
  mailbox.mails.length = 0;
  await later();
  const letter = mailbox.mails.find(({ to }) => to[0] === address) as ReceivedMail;
  const replies = () =>
    db
      .selectFrom("replies")
      .selectAll()
      .where("ticket_id", "=", ticket.id)
      .where("agent_id", "is", null)
      .orderBy("id")
      .execute();
  return { address, browser, viewer, ticket, path, letter, asked, replies };
}

test("a letter with news is answered to an address of its own, and says who reads the answer; a question is not", async () => {
  const { letter, asked } = await askByMail();
  expect(letter.headers.get("reply-to")).toMatch(/^answers\+f[\da-z]{5,12}[a-z2-7]{26}@forum\.test$/);
  expect(letter.text).toContain("это увидят все");
  expect(letter.text).not.toContain("никто не читает");
  expect(asked.headers.has("reply-to")).toBe(false);
  const hidden = await askByMail({ visibility: "private" });
  expect(hidden.letter.text).toContain("увидит это только команда");
});

test("what somebody answers by mail stands in their ticket without the quotation; one click, and no more mail comes", async () => {
  const { letter, browser, path, ticket, replies } = await askByMail();
  expect(await bring(answerTo(letter, "Версия 2.4.1, Windows 11."))).toEqual({ status: 200, outcome: "reply" });
  const [reply] = await replies();
  expect(reply).toMatchObject({ body: "Версия 2.4.1, Windows 11.", by_requester: 1, kind: "comment" });
  const page = await browser.open(path);
  expect(page.html).toContain("<p>Версия 2.4.1, Windows 11.</p>");
  expect(page.html).not.toContain("Есть новости об обращении");
  expect((await desk.open(path)).html).toContain("Версия 2.4.1, Windows 11.");

  const stop = /<([^>]*\/mail\/[^>]+)>/.exec(letter.headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
  const stopped = await site
    .browser()
    .post(new URL(stop).pathname, { "List-Unsubscribe": "One-Click" }, { Origin: "", "Sec-Fetch-Site": "" });
  expect(stopped.status).toBeLessThan(400);
  await createReply(db, ticket, { viewer: asAgent(agent), body: "Спасибо, посмотрим." });
  mailbox.mails.length = 0;
  expect(await later()).toEqual([]);
  // The address that they had ends with it, and is not revived.
  expect((await bring(answerTo(letter, "Ещё одно письмо о том же."))).outcome).toBe("unknown");
  const again = await browser.open(new URL(stop).pathname);
  await browser.press(again, "confirm");
  expect((await bring(answerTo(letter, "И ещё одно письмо о том же."))).outcome).toBe("unknown");
});

test("a mail that comes again, or twice at once, is one reply", async () => {
  const { letter, replies } = await askByMail();
  const mail = answerTo(letter, "Версия 2.4.2, и ошибка та же самая.");
  const outcomes = await Promise.all([bring(mail), bring(mail), bring(mail)]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["reply", "reply", "reply"]);
  expect((await bring(mail)).outcome).toBe("reply");
  expect(await replies()).toHaveLength(1);
});

describe("T13: what is not proven waits for the team, and never speaks with its voice", () => {
  const FAILED = "mx.forum.test; dmarc=fail (p=reject) header.from=example.com; spf=fail";
  const cases: [string, (letter: ReceivedMail) => string, string][] = [
    [
      "from another address",
      (letter) => answerTo(letter, "Версия 2.4.", { head: { From: "other@example.com" } }),
      "other_sender",
    ],
    [
      "from two addresses",
      (letter) => answerTo(letter, "Версия 2.4.", { head: { From: `${letter.to[0]}, other@example.com` } }),
      "other_sender",
    ],
    [
      "from an agent's address",
      (letter) => answerTo(letter, "Версия 2.4.", { head: { From: `Anna <${agent.email}>` } }),
      "other_sender",
    ],
    ["with DMARC failed", (letter) => answerTo(letter, "Версия 2.4.", { auth: FAILED }), "sender_unproven"],
    [
      "without a word of our server",
      (letter) => answerTo(letter, "Версия 2.4.", { auth: "mx.elsewhere.test; dmarc=pass" }),
      "sender_unproven",
    ],
    [
      "with a forged word of our server below its own",
      (letter) =>
        answerTo(letter, "Версия 2.4.", { head: { "Authentication-Results": [FAILED, "mx.forum.test; dmarc=pass"] } }),
      "sender_unproven",
    ],
  ];
  test.each(cases)("%s", async (_, write, reason) => {
    const { letter, replies, path, browser } = await askByMail();
    expect((await bring(write(letter))).outcome).toBe("held");
    const [reply] = await replies();
    expect(reply).toMatchObject({ moderation: "held", agent_id: null });
    expect((await site.browser().open(path)).html).not.toContain("Версия 2.4.");
    const review = await desk.open("/desk/review");
    expect(review.html).toContain("Версия 2.4.");
    const verdict = await db
      .selectFrom("verdicts")
      .select("reasons")
      .where("reply_id", "=", reply?.id ?? 0)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(verdict.reasons)[0]).toBe(reason);
    // What somebody else sent is not shown to who asked for the letters, either.
    if (reason === "other_sender") expect((await browser.open(path)).html).not.toContain("Версия 2.4.");
  });

  test("at a private ticket too", async () => {
    const { letter, replies, browser, path } = await askByMail({ visibility: "private" });
    expect((await bring(answerTo(letter, "Чужие слова", { head: { From: "other@example.com" } }))).outcome).toBe(
      "held",
    );
    expect((await replies())[0]?.moderation).toBe("held");
    expect((await browser.open(path)).html).not.toContain("Чужие слова");
    expect((await desk.open(path)).html).toContain("Чужие слова");
  });

  test("an agent's own key and a proven sender together are the team; one of them is not", async () => {
    const { ticket, replies, path } = await askByMail();
    const row = await db.selectFrom("agents").selectAll().where("id", "=", agent.id).executeTakeFirstOrThrow();
    const to = agentAnswerAddress(
      MAILBOX,
      { agent: row, ticketId: ticket.id },
      { secret: site.secret, at: Date.now() },
    );
    const mail = (from: string, auth: string, id: string) =>
      writeMail(
        { "Authentication-Results": auth, From: from, To: to, "Message-ID": `<${id}@example.com>` },
        `Words ${id} of the team`,
      );
    const domain = row.email.split("@")[1];
    const pass = `mx.forum.test; dmarc=pass header.from=${domain}`;
    expect((await bring(mail("somebody@example.org", pass, "one"))).outcome).toBe("held");
    expect((await bring(mail(row.email, "mx.forum.test; dmarc=fail", "two"))).outcome).toBe("held");
    expect((await bring(mail(row.email, "", "three"))).outcome).toBe("held");
    expect((await replies()).map(({ moderation }) => moderation)).toEqual(["held", "held", "held"]);
    expect((await bring(mail(row.email, pass, "four"))).outcome).toBe("reply");
    expect((await site.browser().open(path)).html).toMatch(/class="[^"]*team[^"]*"[\s\S]*Words four of the team/);
    await inTransaction(db, (trx) =>
      trx.updateTable("agents").set({ disabled_at: 1 }).where("id", "=", row.id).execute(),
    );
    expect((await bring(mail(row.email, pass, "five"))).outcome).toBe("unknown");
    await inTransaction(db, (trx) =>
      trx.updateTable("agents").set({ disabled_at: null }).where("id", "=", row.id).execute(),
    );
  });

  test("neither copies nor references nor names make anybody a part of it", async () => {
    const { letter, ticket } = await askByMail();
    const head = { Cc: "friend@example.com, other@example.com", "Reply-To": "thief@example.com", "X-Ticket": "1" };
    await bring(answerTo(letter, "Версия 2.4.3, проверил ещё раз.", { head }));
    const follows = await db.selectFrom("mail_follows").select("id").where("ticket_id", "=", ticket.id).execute();
    expect(follows).toHaveLength(1);
    const forged = answerTo(letter, "Подделка", { head: { To: MAILBOX } });
    expect((await bring(forged)).outcome).toBe("unknown");
    const wrong = letter.headers.get("reply-to")?.replace(/.(?=@)/, (last) => (last === "a" ? "b" : "a")) ?? "";
    expect((await bring(answerTo(letter, "Подделка", { head: { To: wrong } }))).outcome).toBe("unknown");
  });
});

describe("T13: machines end silently", () => {
  const heads: Record<string, string>[] = [
    { "Auto-Submitted": "auto-replied" },
    { Precedence: "bulk" },
    { "X-Autoreply": "yes" },
    { "X-Loop": "answers@forum.test" },
    { "X-Auto-Response-Suppress": "All" },
    { "Return-Path": "<>" },
    { "List-Id": "<list.example.com>" },
    { From: "no-reply@shop.example" },
    { From: "MAILER-DAEMON@mx.example.com" },
    { From: "Verification <verify@shop.example>" },
    { Subject: "Automatic reply: away" },
    { Subject: "=?utf-8?B?0JDQstGC0L7QvtGC0LLQtdGC?=" },
  ];
  test.each(heads)("%o", async (head) => {
    const { letter, replies } = await askByMail();
    expect((await bring(answerTo(letter, "Меня нет на месте, вернусь в понедельник.", { head }))).outcome).toBe(
      "machine",
    );
    expect(await replies()).toEqual([]);
  });

  test("a letter that came back stops its address; a report of anything else stops none", async () => {
    const { letter, address } = await askByMail();
    const report = (id: string) =>
      `From: MAILER-DAEMON@mx.example.com\r\nTo: help@forum.test\r\nReturn-Path: <>\r\nSubject: failure notice\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nNo such user\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${id}\r\n--b--\r\n`;
    const bounced = () =>
      db
        .selectFrom("mail_addresses")
        .select(["bounced_at", "bounce"])
        .where("address", "=", address)
        .executeTakeFirstOrThrow();
    expect((await bring(report("<0123456789abcdef0123456789abcdef@forum.test>"))).outcome).toBe("bounce");
    expect((await bounced()).bounced_at).toBeNull();
    expect((await bring(report(letter.headers.get("message-id") ?? ""))).outcome).toBe("bounce");
    expect((await bounced()).bounce).toContain("550 5.1.1 no such user");
  });
});

test("files come along by the rules of tickets, and the team sees which did not", async () => {
  const { letter, path, replies } = await askByMail();
  const part = (name: string, content: string | Buffer) =>
    `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString("base64")}\r\n`;
  const text = "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee the log of this morning, please.\r\n";
  const program = part("run.exe", Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200, 1)]));
  const mail = answerTo(letter, "").replace(
    /Content-Type:[\s\S]*/,
    `Content-Type: multipart/mixed; boundary="b"\r\n\r\n${text}${part("app.log", "12:01 failed\n")}${program}--b--\r\n`,
  );
  expect((await bring(mail)).outcome).toBe("reply");
  const [reply] = await replies();
  const files = await db
    .selectFrom("attachments")
    .select(["name", "type"])
    .where("reply_id", "=", reply?.id ?? 0)
    .execute();
  expect(files).toEqual([{ name: "app.log", type: "text/plain" }]);
  expect((await desk.open(path)).html).toContain("run.exe");
  expect((await site.browser().open(path)).html).not.toContain("run.exe");
});

test("HTML is made safe, and links and addresses of the sender's own do not stand in the ticket", async () => {
  const { letter, path, replies, browser } = await askByMail();
  const own = letter.text.match(/http:\/\/forum\.test\/mail\/\S+/)?.[0] ?? "";
  const html = `<p>The page of my account shows an error <b>here</b> when I log in <script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">press</a> ${own} ${letter.headers.get("reply-to")}</p>`;
  const mail = answerTo(letter, "").replace(
    /Content-Type:[\s\S]*/,
    `Content-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`,
  );
  expect((await bring(mail)).outcome).toBe("reply");
  const [reply] = await replies();
  expect(reply?.html).not.toMatch(/script|onerror|javascript:|<img/);
  expect(reply?.body).not.toContain(new URL(own).pathname);
  expect(reply?.body).not.toMatch(/answers\+/);
  expect((await browser.open(path)).html).toContain("<strong>here</strong>");
});

describe("the door for mails", () => {
  test("opens with its token alone", async () => {
    expect((await bring("x", { Authorization: "" })).status).toBe(401);
    expect((await bring("x", { Authorization: "Bearer another" })).status).toBe(401);
    expect((await bring("")).status).toBe(400);
    expect((await site.browser().open("/mail/in")).status).toBe(404);
  });

  test("takes a mail of some size and refuses a larger one, and without the token one of a megabyte", async () => {
    expect((await bring(Buffer.alloc(2 ** 21, "a\n"), { Authorization: "" })).status).toBe(401);
    expect((await bring(Buffer.alloc(5 * 2 ** 20, "a\n"))).status).toBe(200);
    expect((await bring(Buffer.alloc(31 * 2 ** 20, "a\n"))).status).toBe(413);
  });
});

test("T13: hundreds of mails, whole, cut off and damaged, crash nothing and come back to nobody", async () => {
  const { letter } = await askByMail();
  const to = letter.headers.get("reply-to") ?? "";
  const outcomes = new Map<string, number>();
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed % below;
  };
  const names = ["03-gmail-uk", "09-outlook-ru", "24-mailru-ru", "35-thebat-ru", "40-thunderbird-en", "46-apple-ru"];
  for (let number = 0; number < 240; number++) {
    const file = readFileSync(`tests/mail-in/mails/${names[number % names.length]}.eml`, "latin1").replace(
      /answers\+\w+@example\.org/g,
      to,
    );
    const mail = Buffer.from(file.replace(/Message-ID: <[^>]*>/, `Message-ID: <many-${number}@example.com>`), "latin1");
    if (number % 4 === 1) mail.fill(random(256), random(mail.length), random(mail.length));
    if (number % 4 === 2) for (let flips = 0; flips < 40; flips++) mail[random(mail.length)] = random(256);
    const sent = await bring(number % 4 === 3 ? mail.subarray(0, random(mail.length) + 1) : mail);
    expect(sent.status).toBe(200);
    outcomes.set(sent.outcome, (outcomes.get(sent.outcome) ?? 0) + 1);
  }
  mailbox.mails.length = 0;
  expect(await later()).toEqual([]);
  expect(
    [...outcomes.keys()].filter(
      (outcome) => !["held", "unknown", "machine", "empty", "flood", "unreadable"].includes(outcome),
    ),
  ).toEqual([]);
});

test("the settings say how it goes", async () => {
  const root = site.browser();
  await signInAs(db, root, await createAgent(db, { role: "admin" }));
  const { html } = await root.open("/desk/settings");
  expect(html).toContain(MAILBOX);
  expect(html).toMatch(/\d+ (?:became replies|became a reply)/);
});
