import { afterAll, expect, test } from "vitest";
import { inQuietTransaction } from "#db/client.ts";
import { keepLimits } from "~/http/keep-limits.server.ts";
import { runMailIn } from "~/mail-in/mail-in-loop.server.ts";
import { stopReadingMail } from "~/mail-in/read-mail.server.ts";
import { loadSite } from "~/site/load-site.server.ts";
import { ticketPath } from "~/urls.ts";
import { answerTo, writeMail } from "../support/answer-mail.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { hasImapServer, type ImapServer, startImapServer } from "../support/imap-server.ts";
import { deliver, linkIn, type ReceivedMail, startMailbox } from "../support/mailbox.ts";
import { startSite } from "../support/site.ts";

const MAILBOX = "answers@forum.test";
if (!hasImapServer) console.warn("dovecot-imapd is not installed: the tests with a real IMAP server are skipped");

const mailbox = await startMailbox();
const site = await startSite({ SMTP_URL: mailbox.url, REPLY_ADDRESS: MAILBOX, IMAP_URL: "imap://x:y@127.0.0.1:1" });
const { db, secret, dataDir } = site;
const agent = await createAgent(db, { name: "Anna" });
let server: ImapServer | undefined;
let loop: ReturnType<typeof runMailIn> | undefined;
afterAll(async () => {
  await loop?.stop();
  await Promise.all([mailbox.stop(), server?.remove(), stopReadingMail()]);
});

/** What the site does by itself as it runs; a test's site does nothing behind its answers. */
const start = (imapUrl: string) =>
  runMailIn(db, {
    imapUrl,
    firstPauseMs: 50,
    log: { warn: () => undefined, error: (_, message) => console.error(message) },
    taking: async () => ({
      mailIn: { address: MAILBOX },
      ...{ secret, folder: `${dataDir}/files`, now: Date.now(), limits: keepLimits(db), onFailure: () => undefined },
      site: await loadSite(db, { origin: "http://forum.test", locale: "ru", timezone: "UTC", siteName: undefined }),
    }),
  });

const until = async (isSo: () => Promise<boolean>) => {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("it did not come to that");
};

async function openWithLetter() {
  const browser = site.browser();
  const viewer = await createVisitor(db, browser);
  const ticket = await createTicket(db, { viewer, title: "Не могу войти в личный кабинет", body: "Пароль верный." });
  await browser.post(`${ticketPath(ticket)}/follow`, { intent: "follow", email: "maria@example.com" });
  await deliver(db, mailbox, { answersTo: MAILBOX });
  const page = await browser.open(linkIn(mailbox.mails[0] as ReceivedMail, /^\/mail\//));
  await browser.press(page, "confirm");
  await createReply(db, ticket, { viewer: asAgent(agent), body: "Какая у вас версия программы?" });
  await deliver(db, mailbox, { answersTo: MAILBOX, now: Date.now() + 600_000 });
  const letter = mailbox.mails.at(-1) as ReceivedMail;
  const words = async () => {
    const replies = await db
      .selectFrom("replies")
      .select("body")
      .where("ticket_id", "=", ticket.id)
      .orderBy("id")
      .execute();
    return replies.slice(1).map(({ body }) => body);
  };
  return { browser, ticket, letter, words };
}

test.skipIf(!hasImapServer)(
  "an answer in the mailbox stands in the ticket without the quotation; lines that break lose nothing and take nothing twice",
  async () => {
    server = await startImapServer();
    const { append, list } = server;
    const { browser, ticket, letter, words } = await openWithLetter();
    await append(answerTo(letter, "Версия программы 2.4.1, ошибка при входе осталась.", { auth: "" }));
    await append(writeMail({ From: "stranger@example.com", To: MAILBOX, "Message-ID": "<a@b.cc>" }, "Hello"));
    loop = start(server.url);
    await until(async () => (await words()).length === 1);
    expect(await words()).toEqual(["Версия программы 2.4.1, ошибка при входе осталась."]);
    expect((await browser.open(ticketPath(ticket))).html).toContain(
      "<p>Версия программы 2.4.1, ошибка при входе осталась.</p>",
    );

    // What comes while it waits is there at once; what nobody could tell a ticket of stays unread.
    await append(answerTo(letter, "И ещё: на телефоне вход работает без ошибок.", { auth: "" }));
    await until(async () => (await words()).length === 2);
    await until(async () => (await list()).seen === 2);
    expect(await list()).toEqual({ seen: 2, unseen: 1 });

    // The server goes away and comes back.
    await server.stop();
    const fault = () => db.selectFrom("mail_sources").select("fault").where("name", "=", "imap").executeTakeFirst();
    await until(async () => Boolean((await fault())?.fault));
    await server.start();
    await append(answerTo(letter, "После обновления программы ошибка входа пропала.", { auth: "" }));
    await until(async () => (await words()).length === 3);
    await until(async () => (await fault())?.fault === null);

    // Another process that knows nothing of the last look.
    await loop.stop();
    await inQuietTransaction(db, (trx) => trx.deleteFrom("mail_sources").execute());
    const again = answerTo(letter, "Последний вопрос: как сменить пароль от входа?", { auth: "" });
    await append(again);
    await append(again);
    loop = start(server.url);
    const other = start(server.url);
    await until(async () => (await words()).length === 4);
    await until(async () => (await list()).seen === 5);
    await other.stop();
    expect(await words()).toHaveLength(4);
  },
  120_000,
);
