import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { TeamNewsRow } from "#db/schema.ts";
import { chatLine } from "~/hooks/message-lines.ts";
import { readDelivery } from "~/hooks/send-read.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { agentAnswerAddress } from "~/mail/answer-address.server.ts";
import { type Line, openLine, type Post, type SendOutcome } from "~/mail/send-smtp.server.ts";
import type { Site } from "~/site/site.ts";
import { deskPath, wishesPath } from "~/urls.ts";
import { writeTeamLetter } from "./team-letter.ts";

const MINUTE_MS = 60_000;
/** What comes within so long is one mail, and there is no next one before that: twelve an hour, whoever writes here. */
const QUIET_MS = 2 * MINUTE_MS;
const NOT_BEFORE_MS = 5 * MINUTE_MS;
/** Longer than a mail server may take. After a killed process the mail goes again under the same Message-ID. */
const LEASE_MS = MINUTE_MS;
const GIVE_UP_MS = 3 * 24 * 60 * MINUTE_MS;
const MOST_NEWS = 20;
const MOST_ROWS = 1_000;

export interface SendingLetters {
  /** Answers are offered where it has a mailbox for them. */
  post: Post;
  /** Signs the addresses that letters are answered to. */
  secret: string;
  site: Site;
  now: () => number;
  signal?: AbortSignal;
}

/** Sends each agent who is due one mail with all that happened. Returns how many went out, and why it had to stop. */
export async function sendTeamLetters(db: Db, sending: SendingLetters): Promise<{ sent: number; trouble?: string }> {
  const { post, secret, site, now, signal } = sending;
  let line: Line | undefined;
  let sent = 0;
  try {
    for (const agentId of await listDueAgents(db, now())) {
      if (signal?.aborted) break;
      const rows = await claim(db, agentId, now());
      const letter = await readLetter(db, agentId, rows, { post, secret, site, now: now() });
      if (!letter) {
        await forget(db, rows);
        continue;
      }
      line ??= openLine(post, site.name);
      const outcome = await line.send(letter);
      await noteOutcome(db, rows, outcome, now());
      if (outcome.state === "sent") sent += 1;
      if (outcome.state === "down") return { sent, trouble: outcome.reason };
    }
    return { sent };
  } finally {
    line?.close();
  }
}

async function listDueAgents(db: Db, now: number): Promise<number[]> {
  const waiting = await db
    .selectFrom("team_news")
    .select((eb) => ["agent_id", eb.fn.min<number>("created_at").as("since")])
    .where("sent_at", "is", null)
    .groupBy("agent_id")
    .having((eb) => eb(eb.fn.min("created_at"), "<=", now - QUIET_MS))
    .execute();
  const due: number[] = [];
  for (const { agent_id } of waiting) {
    if (await hasRested(db, agent_id, now)) due.push(agent_id);
  }
  return due;
}

async function hasRested(db: Db | Trx, agentId: number, now: number): Promise<boolean> {
  const { last } = await db
    .selectFrom("team_news")
    .select((eb) => eb.fn.max<number | null>("sent_at").as("last"))
    .where("agent_id", "=", agentId)
    .executeTakeFirstOrThrow();
  return last === null || last <= now - NOT_BEFORE_MS;
}

/** Takes what waits for an agent, so that no other process takes it too. */
async function claim(db: Db, agentId: number, now: number): Promise<TeamNewsRow[]> {
  return inQuietTransaction(db, async (trx) => {
    const waiting = await trx
      .selectFrom("team_news")
      .selectAll()
      .where("agent_id", "=", agentId)
      .where("sent_at", "is", null)
      .orderBy("id")
      .limit(MOST_ROWS)
      .execute();
    const isTaken = waiting.some(({ claimed_at }) => claimed_at !== null && claimed_at > now - LEASE_MS);
    // Somebody else may have written to them since they were listed.
    if (isTaken || waiting.length === 0 || !(await hasRested(trx, agentId, now))) return [];
    await change(trx, waiting, { claimed_at: now });
    return waiting;
  });
}

/** Its words are read now: what is gone or answered since is not in it. Undefined where nothing is left, or nobody. */
async function readLetter(
  db: Db,
  agentId: number,
  rows: TeamNewsRow[],
  { post, secret, site, now }: Omit<SendingLetters, "now" | "signal"> & { now: number },
) {
  const agent = await db
    .selectFrom("agents")
    .select(["id", "name", "email", "created_at"])
    .where("id", "=", agentId)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  const fresh = rows.filter(({ created_at }) => created_at > now - GIVE_UP_MS);
  const t = wordsIn(site.locale);
  const news = [];
  for (const row of fresh.slice(0, MOST_NEWS)) {
    // A private ticket's words are in no mail, the team's neither.
    const read = await readDelivery(db, row, { site, showsPrivate: false });
    if (read) news.push(chatLine(read, t, now));
  }
  if (!agent || news.length === 0) return undefined;
  const host = new URL(site.origin).hostname;
  const { origin, locale, name: siteName } = site;
  const rest = Math.max(0, fresh.length - MOST_NEWS);
  // An answer is about one ticket.
  const [ticketId, ...otherTickets] = new Set(fresh.map(({ ticket_id }) => ticket_id));
  const isAnswerable = post.answersTo !== undefined && ticketId !== undefined && otherTickets.length === 0;
  const replyTo = isAnswerable
    ? agentAnswerAddress(post.answersTo ?? "", { agent, ticketId }, { secret, at: now })
    : undefined;
  const links = { siteUrl: `${origin}/`, deskUrl: origin + deskPath(), wishesUrl: origin + wishesPath() };
  return {
    to: { name: agent.name, address: agent.email },
    replyTo,
    ...writeTeamLetter({ locale, siteName, news, rest, isAnswerable, ...links }, t),
    messageId: `<team-${agentId}-${rows[0]?.id}@${host}>`,
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

async function noteOutcome(db: Db, rows: TeamNewsRow[], outcome: SendOutcome, now: number): Promise<void> {
  const isOver = outcome.state === "sent" || outcome.state === "refused";
  const failure = outcome.state === "sent" ? null : outcome.reason;
  await inQuietTransaction(db, (trx) => change(trx, rows, { failure, ...(isOver && { sent_at: now }) }));
}

async function forget(db: Db, rows: TeamNewsRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await inQuietTransaction(db, (trx) => trx.deleteFrom("team_news").where("id", "in", ids).execute());
}

async function change(trx: Trx, rows: TeamNewsRow[], to: Partial<TeamNewsRow>): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await trx.updateTable("team_news").set(to).where("id", "in", ids).execute();
}
