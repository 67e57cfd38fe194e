import type { Db } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { mailboxOf } from "~/mail/address.ts";
import { type Answerer, findAnswerer } from "~/mail/answer-address.server.ts";
import { isOwnTicket } from "~/mail/news-followers.server.ts";
import { stranger, type Viewer } from "~/people/viewer.ts";
import type { Rights } from "~/tickets/viewing.ts";
import { findRights, findTicket, findTicketByNumber } from "~/tickets/visibility.server.ts";
import { fieldsOf, type Mail } from "./mail.ts";
import { replyTokens } from "./reply-token.ts";
import { senderProof } from "./sender-proof.ts";

/** As whom a mail writes, and about which ticket. */
export interface Writing {
  viewer: Viewer;
  rights: Rights;
  ticket: TicketRow;
  name: string | null;
  /** The same for all mails by which this person may answer this ticket. */
  by: string;
  /** Why it is shown to the team first: names of reasons. */
  doubts: string[];
}

interface Asked {
  mailbox: string;
  authServerId: string | undefined;
  secret: string;
  now: number;
}

const NO_RIGHTS: Rights = { isAuthor: false, isCoRequester: false, isAgent: false };

/**
 * Who writes is said by the address that the mail was sent to, and by nothing else: not by its sender's name, not by
 * what it refers to, not by whom else it goes to. Undefined where no ticket can be told, or none that they may read.
 */
export async function findWriter(db: Db, mail: Mail, asked: Asked): Promise<Writing | undefined> {
  for (const token of replyTokens(mail, asked.mailbox)) {
    const answerer = await findAnswerer(db, token, asked);
    if (answerer)
      return "agent" in answerer ? asAgent(db, mail, answerer, asked) : asFollower(db, mail, answerer, asked);
  }
  return undefined;
}

type Of<Key extends string> = Extract<Answerer, Record<Key, unknown>>;

/** The team's voice needs both: the key, and a mail that is proven to be theirs. Else it is anybody's. */
async function asAgent(
  db: Db,
  mail: Mail,
  { agent, ticketId }: Of<"agent">,
  asked: Asked,
): Promise<Writing | undefined> {
  const viewer: Viewer = { visitor: null, agent: { id: agent.id, name: agent.name, role: agent.role, sessionId: 0 } };
  const found = await findOpen(db, viewer, ticketId, asked.now);
  if (!found) return undefined;
  const by = `agent ${agent.id} ${ticketId}`;
  const isProven =
    isFrom(mail, agent.email.toLowerCase(), (one) => one) && senderProof(mail, asked.authServerId) === "pass";
  if (isProven) return { ...found, viewer, name: null, by, doubts: [] };
  return { viewer: stranger, rights: NO_RIGHTS, ticket: found.ticket, name: null, by, doubts: ["team_unproven"] };
}

async function asFollower(
  db: Db,
  mail: Mail,
  { follower }: Of<"follower">,
  asked: Asked,
): Promise<Writing | undefined> {
  const visitor = await findVisitor(db, follower.visitor_id);
  const viewer: Viewer = { visitor, agent: null };
  const found =
    (await findOpen(db, viewer, follower.ticket_id, asked.now)) ??
    (await findOpenedFor(db, follower, follower.ticket_id));
  if (!found) return undefined;
  const by = `follower ${follower.id}`;
  // What somebody else sent is nobody's: whoever asked for the letters would read in it what was sent to them by others.
  if (!isFrom(mail, follower.address, mailboxOf))
    return { viewer: stranger, rights: NO_RIGHTS, ticket: found.ticket, name: null, by, doubts: ["other_sender"] };
  const doubts = senderProof(mail, asked.authServerId) === "fail" ? ["sender_unproven"] : [];
  return { ...found, viewer, name: visitor?.name ?? null, by, doubts };
}

/** From that address, and from no other. */
function isFrom(mail: Mail, address: string, same: (address: string) => string): boolean {
  const [from = "", ...others] = mail.from;
  return others.length === 0 && fieldsOf(mail, "from").length === 1 && same(from) === same(address);
}

/** The ticket as they may read it, or the one that it was merged into. */
async function findOpen(db: Db, viewer: Viewer, number: number, now: number) {
  const found = await findTicket(db, viewer, number, now);
  const ticket = "ticket" in found ? found.ticket : "movedTo" in found ? found.movedTo : undefined;
  if (!ticket || ticket.removed_at !== null) return undefined;
  return { ticket, rights: "rights" in found ? found.rights : await findRights(db, viewer, ticket) };
}

/** A ticket that an agent opened for them: they have no browser that could be known. */
async function findOpenedFor(db: Db, follower: Of<"follower">["follower"], number: number) {
  const ticket = await findTicketByNumber(db, number);
  if (!ticket || ticket.removed_at !== null || ticket.merged_into_id !== null) return undefined;
  if (!(await isOwnTicket(db, follower, ticket))) return undefined;
  return { ticket, rights: { ...NO_RIGHTS, isAuthor: true } };
}

async function findVisitor(db: Db, id: number | null): Promise<Viewer["visitor"]> {
  if (id === null) return null;
  return (await db.selectFrom("visitors").select(["id", "name"]).where("id", "=", id).executeTakeFirst()) ?? null;
}
