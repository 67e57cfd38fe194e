import { ImapFlow } from "imapflow";
import type { TakenAs } from "#db/schema.ts";

/** What a look into a mailbox begins with, and where it ends. */
export interface Place {
  /** UIDVALIDITY: where it is another one, numbers say nothing any more. */
  validity: string | null;
  lastUid: number;
}

export interface Box {
  /** Of the mailbox that is open. */
  validity: string;
  /** Gives each mail that came after `place` to `take`, oldest first. What `take` throws ends the look. */
  look(place: Place, take: Take): Promise<void>;
  /** Ends when something has come, or after a while. Throws where the line is broken. */
  wait(ms: number): Promise<void>;
  close(): void;
}

export type Take = (mail: { uid: number; bytes: Uint8Array | undefined }) => Promise<TakenAs>;

/** Done with: nobody needs to read it there. What is not stays unread, for whoever looks into the mailbox. */
const isDone = (outcome: TakenAs) => !["unknown", "empty", "unreadable"].includes(outcome);

/** @param mostBytes larger mails are not fetched */
export async function openBox(imapUrl: string, { mostBytes }: { mostBytes: number }): Promise<Box> {
  const url = new URL(imapUrl);
  const secure = url.protocol === "imaps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const client = new ImapFlow({
    host,
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    // As in mail/send-smtp: a server on this machine has a certificate that nobody signed.
    tls: { rejectUnauthorized: !/^(localhost|127\.[\d.]+|::1)$/.test(host) },
    logger: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 120_000,
  });
  let broken: Error | undefined;
  let notice = () => {};
  client.on("error", (error: Error) => {
    broken = error;
    notice();
  });
  client.on("close", () => {
    broken ??= new Error("the connection was closed");
    notice();
  });
  client.on("exists", () => notice());
  try {
    await client.connect();
    const { uidValidity } = await client.mailboxOpen(decodeURIComponent(url.pathname.slice(1)) || "INBOX");
    return {
      validity: String(uidValidity),
      async look({ validity, lastUid }, take) {
        // The first time, what somebody has read there already is left to them.
        const isKnown = validity === String(uidValidity);
        const found = await client.search(isKnown ? { uid: `${lastUid + 1}:*` } : { seen: false }, { uid: true });
        // "12:*" names the last mail even where its number is smaller.
        const uids = (found || []).filter((uid) => !isKnown || uid > lastUid).sort((a, b) => a - b);
        for (const uid of uids) {
          const outcome = await take({ uid, bytes: await fetchMail(client, uid, mostBytes) });
          if (isDone(outcome)) await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
        }
      },
      async wait(ms) {
        if (broken) throw broken;
        await new Promise<void>((done) => {
          const timer = setTimeout(done, ms);
          notice = () => {
            clearTimeout(timer);
            done();
          };
          // Ended by the next command.
          client.idle().catch(() => undefined);
        });
        notice = () => {};
        if (broken) throw broken;
      },
      close: () => client.close(),
    };
  } catch (error) {
    client.close();
    throw sayMore(error);
  }
}

/** Undefined for one that is too large, or gone by now. */
async function fetchMail(client: ImapFlow, uid: number, mostBytes: number): Promise<Uint8Array | undefined> {
  const facts = await client.fetchOne(String(uid), { size: true }, { uid: true });
  if (!facts || (facts.size ?? 0) > mostBytes) return undefined;
  // Read without marking: only what is done with is.
  const mail = await client.fetchOne(String(uid), { source: true }, { uid: true });
  return mail ? mail.source : undefined;
}

/** "Command failed" hides what the server has said. */
function sayMore(error: unknown): Error {
  const { message, responseText } = error as Error & { responseText?: string };
  return new Error([message, responseText].filter(Boolean).join(": "));
}
