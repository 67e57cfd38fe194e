import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inQuietTransaction } from "#db/client.ts";
import { confirmFollow, findFollower } from "~/mail/answer-mail.server.ts";
import { forgetOldMail } from "~/mail/forget-follows.server.ts";
import { mailAddress } from "~/mail/mail-address.server.ts";
import { MOST_ASKS_AN_HOUR } from "~/mail/send-mails.server.ts";
import { stranger } from "~/people/viewer.ts";
import { openTicket } from "~/tickets/open-ticket.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply } from "../support/factories.ts";
import { deliver, type Mailbox, startMailbox } from "../support/mailbox.ts";
import { expectLoggedError } from "../support/setup.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const start = Date.now();
let mailbox: Mailbox;

beforeEach(async () => {
  mailbox = await startMailbox();
  // Each test begins with nothing on its way.
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("jobs").execute();
    await trx.deleteFrom("mails").execute();
  });
});
afterEach(() => mailbox.stop());

async function open(address = `${randomUUID()}@example.com`, now = start) {
  const { ticket } = await openTicket(db, {
    viewer: stranger,
    kind: "question",
    title: `Words ${randomUUID()}`,
    body: "",
    categoryId: null,
    visibility: "public",
    name: null,
    mail: mailAddress("secret", address),
    nonce: randomUUID(),
    now,
    site: { origin: "http://forum.test", locale: "en" },
  });
  return { ticket, address };
}

/** A ticket whose author has pressed, with an answer of the team that waits to be mailed. */
async function openAnswered() {
  const { ticket, address } = await open();
  await deliver(db, mailbox, { now: start });
  mailbox.mails.length = 0;
  const { id } = await db
    .selectFrom("mail_follows")
    .select("id")
    .where("ticket_id", "=", ticket.id)
    .executeTakeFirstOrThrow();
  const follower = await findFollower(db, id);
  if (follower) await confirmFollow(db, follower, start);
  await createReply(db, ticket, { viewer: asAgent(agent), body: "The answer", now: start });
  return { ticket, address };
}

const mails = () => db.selectFrom("mails").selectAll().orderBy("id").execute();

test("a mail server that is down for an hour loses nothing, and each mail goes out once", async () => {
  const made = [await openAnswered(), await openAnswered(), await openAnswered()];
  const { port } = mailbox;
  await mailbox.stop();
  for (let minutes = 3; minutes < 63; minutes += 5) {
    const { sent, trouble } = await deliver(db, mailbox, { now: start + minutes * MINUTE });
    expect([sent, trouble]).toEqual([0, expect.stringMatching(/ECONNREFUSED/)]);
  }
  mailbox = await startMailbox(port);
  await deliver(db, mailbox, { now: start + 64 * MINUTE });
  await deliver(db, mailbox, { now: start + 65 * MINUTE });
  expect(mailbox.mails.map(({ to }) => to[0]).sort()).toEqual(made.map(({ address }) => address).sort());
});

test("what a server does not want now it gets later, each time later, under the same Message-ID", async () => {
  const { address } = await openAnswered();
  const tried: [number, string | undefined][] = [];
  let minutes = 3;
  mailbox.answer.data = (mail) => {
    tried.push([minutes, mail.headers.get("message-id")]);
    return tried.length < 4 ? "451 4.7.1 try again later" : undefined;
  };
  for (; minutes < 30; minutes++) await deliver(db, mailbox, { now: start + minutes * MINUTE });
  expect(tried.map(([at]) => at)).toEqual([3, 4, 6, 10]);
  expect(new Set(tried.map(([, id]) => id)).size).toBe(1);
  expect(mailbox.mails.map(({ to }) => to)).toEqual([[address]]);
});

test("a mailbox that does not exist gets nothing more; one that is refused for our sake is still written to", async () => {
  const gone = await openAnswered();
  const refused = await openAnswered();
  mailbox.answer.recipient = (address) => (address === gone.address ? "550 no such user" : "550 5.7.1 relaying denied");
  await deliver(db, mailbox, { now: start + 3 * MINUTE });
  expect((await mails()).filter(({ state }) => state === "failed")).toHaveLength(2);
  mailbox.answer.recipient = undefined;
  for (const { ticket } of [gone, refused])
    await createReply(db, ticket, { viewer: asAgent(agent), body: "More", now: start + 4 * MINUTE });
  await deliver(db, mailbox, { now: start + 9 * MINUTE });
  expect(mailbox.mails.map(({ to }) => to)).toEqual([[refused.address]]);
});

test("a mail server on this machine may have a certificate that nobody signed", async () => {
  expectLoggedError("built-in default TLS certificate");
  const secured = await startMailbox(0, { hasTls: true });
  const { address } = await open();
  expect(await deliver(db, secured, { now: start })).toEqual({ sent: 1 });
  expect(secured.mails.map(({ to }) => to)).toEqual([[address]]);
  await secured.stop();
});

test("a process that was killed in the middle leaves its mail to the next one, not before a while", async () => {
  const { address } = await openAnswered();
  await deliver(db, { url: "smtp://127.0.0.1:1" }, { now: start + 3 * MINUTE });
  const now = start + 4 * MINUTE;
  await inQuietTransaction(db, (trx) =>
    trx.updateTable("mails").set({ state: "sending", claimed_at: now }).where("state", "=", "waiting").execute(),
  );
  await deliver(db, mailbox, { now: now + MINUTE / 6 });
  expect(mailbox.mails).toHaveLength(0);
  await deliver(db, mailbox, { now: now + MINUTE / 2 });
  expect(mailbox.mails.map(({ to }) => to)).toEqual([[address]]);
});

test("two processes that send at once send each mail once", async () => {
  for (let number = 0; number < 6; number++) await openAnswered();
  await deliver(db, { url: "smtp://127.0.0.1:1" }, { now: start + 3 * MINUTE });
  const at = { now: start + 5 * MINUTE };
  await Promise.all([deliver(db, mailbox, at), deliver(db, mailbox, at), deliver(db, mailbox, at)]);
  expect(mailbox.mails.map(({ to }) => to[0])).toHaveLength(6);
  expect(new Set(mailbox.mails.map(({ to }) => to[0])).size).toBe(6);
});

describe("to those who have not pressed", () => {
  test("the whole site writes so many mails an hour, and the rest later", async () => {
    const many = MOST_ASKS_AN_HOUR + 5;
    for (let number = 0; number < many; number++) await open();
    await deliver(db, mailbox, { now: start });
    expect(mailbox.mails).toHaveLength(MOST_ASKS_AN_HOUR);
    await deliver(db, mailbox, { now: start + HOUR / 2 });
    expect(mailbox.mails).toHaveLength(MOST_ASKS_AN_HOUR);
    await deliver(db, mailbox, { now: start + HOUR + MINUTE });
    expect(mailbox.mails).toHaveLength(many);
  });

  test("three mails a day go to one mailbox, one for each ticket; the next day one more", async () => {
    for (let number = 0; number < 5; number++) await open(`same+${number}@example.net`);
    await deliver(db, mailbox, { now: start });
    expect(mailbox.mails).toHaveLength(3);
    const { ticket } = await open("same@example.net", start + 25 * HOUR);
    await deliver(db, mailbox, { now: start + 25 * HOUR });
    expect(mailbox.mails).toHaveLength(4);
    await createReply(db, ticket, { viewer: asAgent(agent), now: start + 26 * HOUR });
    await deliver(db, mailbox, { now: start + 27 * HOUR });
    expect(mailbox.mails).toHaveLength(4);
  });

  test("an address that nobody pressed for is gone after 30 days, and so is what is known of its mail", async () => {
    const { address } = await open();
    await deliver(db, mailbox, { now: start });
    await forgetOldMail(db, start + 31 * 24 * HOUR);
    expect(await db.selectFrom("mail_addresses").select("id").where("address", "=", address).execute()).toEqual([]);
    expect(await mails()).toEqual([]);
  });
});
