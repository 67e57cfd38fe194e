import type { Db, Trx } from "#db/client.ts";
import { isSame, sign } from "~/http/signing.server.ts";
import { type Follower, findFollower } from "./answer-mail.server.ts";

/*
 * The addresses that letters are answered to, `answers+<token>@example.org`: one for each person and ticket, good for a
 * year. The token is a signature over what it is for, so nothing of it is kept; who stops ends theirs for good.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
export const ANSWERED_WITHIN_DAYS = 365;
/** Of 5 bits: 130 in all. Small letters, since some servers know no others. */
const SIGNATURE = 26;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Who writes with such a token: a follower about their ticket, or somebody of the team about one. */
export type Answerer =
  | { follower: Follower; ticketId: number }
  | { agent: { id: number; name: string; role: "agent" | "admin"; email: string }; ticketId: number };

type FollowKey = Pick<Follower, "id" | "ticket_id" | "created_at" | "answer_generation">;

interface At {
  secret: string;
  /** Milliseconds: the day from which the address counts. */
  at: number;
}

/** Where a follower answers a letter about their ticket. */
export function followerAnswerAddress(mailbox: string, follow: FollowKey, { secret, at }: At): string {
  return withTag(mailbox, `f${follow.id.toString(36)}${writeDay(at)}${signFollow(secret, follow, dayOf(at))}`);
}

/** Where somebody of the team answers a letter about a ticket; for letters to them alone. */
export function agentAnswerAddress(
  mailbox: string,
  { agent, ticketId }: { agent: { id: number; created_at: number }; ticketId: number },
  { secret, at }: At,
): string {
  const numbers = `${agent.id.toString(36)}-${ticketId.toString(36)}`;
  return withTag(mailbox, `a${numbers}${writeDay(at)}${signAgent(secret, agent, ticketId, dayOf(at))}`);
}

/** Whose token it is; undefined where it is none of ours, where it is too old, and where its owner wants no more. */
export async function findAnswerer(
  db: Db | Trx,
  token: string,
  { secret, now }: { secret: string; now: number },
): Promise<Answerer | undefined> {
  const [, who = "", id = "", ticket, day = "", signature = ""] =
    /^([fa])([\da-z]{1,8})(?:-([\da-z]{1,8}))?([\da-z]{4})([a-z2-7]{26})$/.exec(token.toLowerCase()) ?? [];
  const age = dayOf(now) - Number.parseInt(day, 36);
  if (!who || (who === "a") !== (ticket !== undefined) || age > ANSWERED_WITHIN_DAYS || age < -1) return undefined;
  const number = Number.parseInt(id, 36);
  if (who === "f") {
    const follower = await findFollower(db, number);
    if (!follower || follower.stopped_at !== null || follower.confirmed_at === null) return undefined;
    const isOurs = isSame(signature, signFollow(secret, follower, Number.parseInt(day, 36)));
    return isOurs ? { follower, ticketId: follower.ticket_id } : undefined;
  }
  const agent = await db
    .selectFrom("agents")
    .select(["id", "name", "role", "email", "created_at"])
    .where("id", "=", number)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  const ticketId = Number.parseInt(ticket ?? "", 36);
  const isOurs = agent && isSame(signature, signAgent(secret, agent, ticketId, Number.parseInt(day, 36)));
  return isOurs ? { agent, ticketId } : undefined;
}

const dayOf = (at: number) => Math.floor(at / DAY_MS);
const writeDay = (at: number) => dayOf(at).toString(36).padStart(4, "0");

function withTag(mailbox: string, token: string): string {
  const at = mailbox.lastIndexOf("@");
  return `${mailbox.slice(0, at)}+${token}${mailbox.slice(at)}`;
}

const signFollow = (secret: string, { id, ticket_id, created_at, answer_generation }: FollowKey, day: number) =>
  inSmallLetters(sign(secret, "answer", id, ticket_id, created_at, answer_generation, day));

const signAgent = (secret: string, agent: { id: number; created_at: number }, ticketId: number, day: number) =>
  inSmallLetters(sign(secret, "agent answer", agent.id, agent.created_at, ticketId, day));

/** The beginning of a signature, five bits a letter (the alphabet of RFC 4648). */
function inSmallLetters(signature: string): string {
  const bits = Array.from(Buffer.from(signature, "base64url"), (byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from(
    { length: SIGNATURE },
    (_, at) => ALPHABET[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)],
  ).join("");
}
