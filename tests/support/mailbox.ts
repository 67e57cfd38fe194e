import { SMTPServer } from "smtp-server";
import type { Db } from "#db/client.ts";
import { inQuietTransaction } from "#db/client.ts";
import { gatherNews } from "~/mail/news-gather.server.ts";
import { sendDueMails } from "~/mail/send-mails.server.ts";
import { loadSite } from "~/site/load-site.server.ts";

export interface ReceivedMail {
  to: string[];
  /** Unfolded and decoded, by their names in lower case. */
  headers: Map<string, string>;
  text: string;
  html: string;
  raw: string;
}

/** A mail server of the test's own: it keeps what it takes, and says what it is told to say. */
export interface Mailbox {
  url: string;
  port: number;
  mails: ReceivedMail[];
  /** Asked for each recipient and for each mail: a line like "550 no such user" refuses. */
  answer: {
    recipient?: (address: string) => string | undefined;
    data?: (mail: ReceivedMail) => string | undefined | Promise<string | undefined>;
  };
  stop(): Promise<void>;
}

export async function startMailbox(port = 0, { hasTls = false } = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const answer: Mailbox["answer"] = {};
  const refusal = (line: string) => {
    const [, code = "", rest = ""] = /^(\d+) (.*)$/.exec(line) ?? [];
    return Object.assign(new Error(rest), { responseCode: Number(code) });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", ...(hasTls ? [] : ["STARTTLS"])],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      const line = answer.recipient?.(address);
      done(line ? refusal(line) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const mail = readMail(Buffer.concat(chunks).toString("latin1"), to);
        const line = await answer.data?.(mail);
        if (line) return done(refusal(line));
        mails.push(mail);
        done();
      });
    },
  });
  // A connection that a killed process leaves behind.
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", () => listening()));
  const address = server.server.address();
  const at = typeof address === "object" && address ? address.port : port;
  return {
    url: `smtp://127.0.0.1:${at}`,
    port: at,
    mails,
    answer,
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** Does what the running site does by itself: gathers the news that is due, and sends what waits. */
export async function deliver(
  db: Db,
  mailbox: { url: string },
  {
    now = Date.now(),
    origin = "http://forum.test",
    secret = "a secret that only tests know, 32 long",
    answersTo = undefined as string | undefined,
  } = {},
): Promise<{ sent: number; trouble?: string }> {
  for (let rounds = 0; rounds < 5; rounds++) {
    const jobs = await db
      .selectFrom("jobs")
      .selectAll()
      .where("name", "=", "gather news")
      .where("run_at", "<=", now)
      .execute();
    if (jobs.length === 0) break;
    for (const { id, payload } of jobs) {
      await gatherNews(db, JSON.parse(payload).ticketId, now);
      await inQuietTransaction(db, (trx) => trx.deleteFrom("jobs").where("id", "=", id).execute());
    }
  }
  const site = await loadSite(db, { origin, locale: "en", timezone: "UTC", siteName: undefined, smtpUrl: mailbox.url });
  const post = { smtpUrl: mailbox.url, mailFrom: { name: "", address: "help@forum.test" }, answersTo };
  return sendDueMails(db, { post, secret, site, now: () => now });
}

/** A mail as we write them: a head, and text and HTML beside each other. */
function readMail(raw: string, to: string[]): ReceivedMail {
  const [head, body] = cut(raw);
  const headers = readHead(head);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1];
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1) : [raw];
  const bodies = parts.map((part) => {
    const [partHead, partBody] = cut(part.replace(/^\r\n/, ""));
    const facts = readHead(partHead);
    return {
      type: facts.get("content-type") ?? "",
      text: decodeBody(partBody, facts.get("content-transfer-encoding") ?? ""),
    };
  });
  const find = (type: string) => bodies.find((part) => part.type.startsWith(type))?.text ?? "";
  return { to, headers, text: find("text/plain"), html: find("text/html"), raw };
}

function cut(part: string): [string, string] {
  const at = part.indexOf("\r\n\r\n");
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 4)];
}

function readHead(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at).toLowerCase(), decodeWords(line.slice(at + 1).trim())];
    }),
  );
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, coded: string) =>
      how.toLowerCase() === "b" ? Buffer.from(coded, "base64").toString("latin1") : unquote(coded.replaceAll("_", " ")),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, "latin1").toString("utf8"));
}

function decodeBody(body: string, encoding: string): string {
  const bytes =
    encoding === "base64"
      ? Buffer.from(body, "base64").toString("latin1")
      : encoding === "quoted-printable"
        ? unquote(body.replace(/=\r\n/g, ""))
        : body;
  return Buffer.from(bytes, "latin1").toString("utf8").replaceAll("\r\n", "\n");
}

const unquote = (text: string) =>
  text.replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The address of a mail's link that leads to this part of the site, without the origin. */
export function linkIn(mail: ReceivedMail, part: RegExp): string {
  const links = [...mail.text.matchAll(/http:\/\/\S+/g)].map(([link]) => new URL(link));
  const found = links.map((link) => link.pathname + link.search).find((path) => part.test(path));
  if (!found) throw new Error(`the mail has no link to ${part}:\n${mail.text}`);
  return found;
}
