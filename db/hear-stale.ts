import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Client } from "pg";
import { loadPg } from "./dialects/postgres.ts";
import type { Database } from "./schema.ts";
import { EVERYTHING, type Stale } from "./stale.ts";

const CHANNEL = "glasno_stale";
/** PostgreSQL takes 8,000 bytes. */
const LONGEST_MESSAGE = 7_000;
const ASK_EVERY_MS = 250;
/** Who has heard nothing for so long does not know what is stale. */
const DEAF_AFTER_MS = 1_000;
const CONNECT_MS = 5_000;

export interface StaleMessages {
  notice(): Stale | undefined;
  hearAll(): Promise<void>;
  tell(trx: Kysely<Database>, stale: Stale): Promise<void>;
  close(): Promise<void>;
}

/**
 * What other processes make stale, told by NOTIFY with their commits and heard on a connection of its own, which is
 * made when somebody asks for the first time. As long as it is not there, and when it comes back, everything is stale:
 * what was said meanwhile is lost.
 */
export function hearStale(url: string): StaleMessages {
  const own = randomUUID();
  let heard: Set<string> | "everything" = "everything";
  let heardAt = -Infinity;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isAsking = false;
  let isClosed = false;

  function hear(message: string): void {
    const [from, ...tags] = message.split("\n");
    if (from === own || heard === "everything") return;
    if (tags.includes(EVERYTHING)) heard = "everything";
    else for (const tag of tags) heard.add(tag);
  }

  async function connect(): Promise<void> {
    const made = new (loadPg().Client)({
      connectionString: url,
      application_name: "glasno listens",
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: CONNECT_MS,
    });
    made.on("notification", ({ payload = "" }) => hear(payload));
    made.on("error", () => leave(made));
    made.on("end", () => leave(made));
    await made.connect();
    await made.query(`listen ${CHANNEL}`);
    if (isClosed) return made.end();
    heard = "everything";
    client = made;
  }

  function leave(lost: Client): void {
    if (client !== lost) return;
    client = undefined;
    heardAt = -Infinity;
    lost.end().catch(() => undefined);
  }

  /** A silent connection may be a dead one, so it is asked for a sign again and again. */
  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const asked = client;
    // Not when the answer is read: a process that was held up would take an old one for new.
    const askedAt = performance.now();
    try {
      if (asked) await asked.query("select 1");
      else await connect();
      heardAt = askedAt;
    } catch {
      if (asked) leave(asked);
    } finally {
      isAsking = false;
    }
  }

  return {
    notice() {
      if (!timer && !isClosed) {
        timer = setInterval(ask, ASK_EVERY_MS).unref();
        void ask();
      }
      if (performance.now() - heardAt > DEAF_AFTER_MS) return "everything";
      if (heard !== "everything" && heard.size === 0) return undefined;
      const all = heard;
      heard = new Set();
      return all;
    },
    // PostgreSQL sends what was committed before the answer to what it is asked afterwards.
    async hearAll() {
      await client?.query("select 1");
    },
    async tell(trx, stale) {
      if (stale !== "everything" && stale.size === 0) return;
      const all = [own, ...(stale === "everything" ? [EVERYTHING] : stale)].join("\n");
      const message = Buffer.byteLength(all) > LONGEST_MESSAGE ? `${own}\n${EVERYTHING}` : all;
      await sql`select pg_notify(${CHANNEL}, ${message})`.execute(trx);
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      const last = client;
      client = undefined;
      await last?.end();
    },
  };
}
