import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { compiledOnce } from "#db/compiled-once.ts";
import type { TicketRow } from "#db/schema.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { localeFor } from "~/i18n/locale.ts";
import type { Viewer } from "~/people/viewer.ts";
import type { Site } from "~/site/site.ts";
import { FEWEST_REPLIES_ON_A_PAGE } from "~/urls.ts";
import { findAskedFrom } from "./asked-from.server.ts";
import { eventView, REPLY_COLUMNS, type ReplyWithAgent, replyView } from "./entry-view.server.ts";
import { listLinkedArticles } from "./link-articles.server.ts";
import { UNMERGE_WITHIN_MS } from "./merge-tickets.server.ts";
import { statusView } from "./status.ts";
import type { Entry, MergedView, ReplyView, TicketView } from "./ticket-page.ts";
import { canManage, type Rights } from "./viewing.ts";
import { isIndexedTicket } from "./visibility.server.ts";

export const REPLIES_ON_A_PAGE = 50;
/** Very long ones are fewer on a page: with the structured data it has each text twice. */
const LONG_PAGE_BYTES = 42_000;

interface Ask {
  ticket: TicketRow;
  rights: Rights;
  viewer: Viewer;
  site: Site;
  /** Where this page of the thread begins: behind that reply. */
  after?: number;
  now: number;
}

/** Everything about a ticket that this viewer may see. Undefined where `after` is no reply of it, or the last. */
export async function showTicket(db: Db, ask: Ask): Promise<TicketView | undefined> {
  const { ticket, rights, viewer, site, now } = ask;
  const page = await readReplies(db, ask);
  if (!page) return undefined;
  const pinnedId = ticket.official_reply_id ?? ticket.accepted_reply_id;
  const isWhole = ask.after === undefined && page.next === null;
  const [answerCount, events, pinned, merged, articles, askedFrom, votes, agents] = await Promise.all([
    isWhole ? page.replies.filter(isPublicAnswer).length : countAnswers(db, ticket.id),
    readEvents(db, { ticketId: ticket.id, from: page.from, to: page.to, leastPublic: rights.isAgent ? 0 : 1 }),
    pinnedId ? (page.replies.find(({ id }) => id === pinnedId) ?? readPinned(db, ask, pinnedId)) : undefined,
    readMerged(db, ticket.id, now),
    listLinkedArticles(db, ticket.id),
    canManage(rights) ? findAskedFrom(db, ticket.id, rights) : undefined,
    readVotes(db, viewer, ticket.id),
    readAgents(db, [ticket.assignee_id, ticket.opened_by_agent_id]),
  ]);
  const files = await listFiles(db, {
    tickets: [ticket.id, ...merged.map(({ id }) => id)],
    replies: [...page.replies, ...(pinned ? [pinned] : [])].map(({ id }) => id),
  });
  // The desk speaks the site's language, everybody else reads in the ticket's.
  const locale = rights.isAgent ? site.locale : localeFor(ticket.language, site.locale);
  const show = (reply: ReplyWithAgent): ReplyView => replyView(reply, { viewer, rights, votes, files });
  const lastStatus = events.findLast(({ type }) => type === "status");
  return {
    id: ticket.id,
    slug: ticket.slug,
    kind: ticket.kind,
    title: ticket.title,
    html: ticket.html,
    body: canManage(rights) ? ticket.body : null,
    excerpt: ticket.excerpt,
    files: files.get(`ticket ${ticket.id}`) ?? [],
    language: ticket.language,
    author: {
      name: ticket.requester_name ?? agents.get(ticket.opened_by_agent_id ?? 0) ?? null,
      isTeam: ticket.opened_by_agent_id !== null && ticket.requester_name === null,
      isRequester: true,
    },
    createdAt: ticket.created_at,
    editedAt: ticket.edited_at,
    status: statusView(ticket.status, ticket.phase, locale, site.statusLabels),
    statusReason: ticket.status_reason,
    statusChangedAt: ticket.status_changed_at,
    statusBy: lastStatus?.agent_name ?? null,
    category: site.categories.find(({ id }) => id === ticket.category_id) ?? null,
    categoryId: ticket.category_id,
    assignee: agents.get(ticket.assignee_id ?? 0) ?? null,
    assigneeId: ticket.assignee_id,
    visibility: ticket.visibility,
    isHeld: ticket.moderation === "held",
    isRestricted: ticket.moderation === "restricted",
    isIndexed: isIndexedTicket(ticket),
    removed: ticket.removed_at && ticket.removed_as ? { at: ticket.removed_at, as: ticket.removed_as } : null,
    voteCount: ticket.vote_count,
    hasVoted: votes.has(`ticket ${ticket.id}`),
    replyCount: ticket.reply_count,
    answerCount,
    firstAnswerMs: ticket.first_answer_ms,
    waitingSince: rights.isAgent ? ticket.waiting_since : null,
    publicationAskedAt: rights.isAuthor || rights.isAgent ? ticket.publication_asked_at : null,
    version: ticket.version,
    publicChangedAt: ticket.public_changed_at,
    pinned: pinned ? show(pinned) : null,
    entries: inTime([
      ...page.replies.map(show),
      ...events.map((event) => eventView(event, ticket.kind, locale, site.statusLabels)),
    ]),
    merged: merged.map((one) => ({ ...one, files: files.get(`ticket ${one.id}`) ?? [] })),
    articles,
    askedFrom: askedFrom ?? null,
    next: page.next,
    previous: ask.after === undefined ? null : await findPageBefore(db, ask, ask.after),
    isFirstPage: ask.after === undefined,
    after: ask.after ?? null,
    rights,
  };
}

interface ReplyPage {
  replies: ReplyWithAgent[];
  /** Events on this page happened after `from` and not after `to`. */
  from: number;
  to: number;
  next: number | null;
}

/** Who reads replies: 0 for nobody whom we know; `isAgent` is 1 for who sees notes and what is removed. */
type Reader = { visitorId: number; agentId: number; isAgent: number };

const readerOf = ({ viewer, rights }: Pick<Ask, "viewer" | "rights">): Reader => ({
  visitorId: viewer.visitor?.id ?? 0,
  agentId: viewer.agent?.id ?? 0,
  isAgent: rights.isAgent ? 1 : 0,
});

/** The source of a text is read only for who may change it. */
const selectReplies = (db: Db, { visitorId, agentId, isAgent }: Reader) =>
  db
    .selectFrom("replies")
    .leftJoin("agents", "agents.id", "replies.agent_id")
    .select(REPLY_COLUMNS)
    .select("agents.name as agent_name")
    .select(
      sql<string | null>`case when ${isAgent} = 1 or replies.visitor_id = ${visitorId} or replies.agent_id = ${agentId}
        then replies.body end`.as("body"),
    );

/** The same for a row in hand as `countAnswers` has in SQL. */
function isPublicAnswer({ kind, accepted_at, moderation, removed_at }: ReplyWithAgent): boolean {
  const isAnswer = kind === "answer" || (kind === "comment" && accepted_at !== null);
  return isAnswer && moderation === "published" && removed_at === null;
}

async function countAnswers(db: Db, ticketId: number): Promise<number> {
  const { count } = await db
    .selectFrom("replies")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("ticket_id", "=", ticketId)
    .where("kind", "<>", "note")
    .where((eb) => eb.or([eb("kind", "=", "answer"), eb("accepted_at", "is not", null)]))
    .where("moderation", "=", "published")
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

async function readPinned(db: Db, ask: Ask, id: number): Promise<ReplyWithAgent | undefined> {
  return (await readReply(db, { id, ...readerOf(ask) }))[0];
}

const readReply = compiledOnce((db, { id, ...reader }: Reader & { id: number }) =>
  selectReplies(db, reader).where("replies.id", "=", id),
);

/** Replies of a ticket in time, behind a moment and the id of a reply written in it. */
const readReplyRows = compiledOnce((db, given: Reader & { ticketId: number; at: number; id: number }) =>
  selectReplies(db, given)
    .where("replies.ticket_id", "=", given.ticketId)
    .where((eb) => eb(eb.refTuple("replies.created_at", "replies.id"), ">", eb.tuple(given.at, given.id)))
    // Notes never leave the desk; what was removed or is held only the team sees, and its author what is held.
    .where((eb) =>
      eb.or([
        eb(eb.val(given.isAgent), "=", sql.lit(1)),
        eb.and([
          eb("replies.kind", "<>", "note"),
          eb("replies.removed_at", "is", null),
          eb.or([eb("replies.moderation", "=", "published"), eb("replies.visitor_id", "=", given.visitorId)]),
        ]),
      ]),
    )
    .orderBy("replies.created_at")
    .orderBy("replies.id")
    .limit(REPLIES_ON_A_PAGE + 1),
);

async function readReplies(
  db: Db,
  { ticket, rights, viewer, after }: Omit<Ask, "site" | "now">,
): Promise<ReplyPage | undefined> {
  const reader = readerOf({ viewer, rights });
  const [start] = after === undefined ? [] : await readReply(db, { id: after, ...reader });
  if (after !== undefined && start?.ticket_id !== ticket.id) return undefined;
  // Not even that there is a note may be found out.
  if (start?.kind === "note" && !rights.isAgent) return undefined;
  const from = { at: start?.created_at ?? -1, id: start?.id ?? 0 };
  const rows = await readReplyRows(db, { ticketId: ticket.id, ...from, ...reader });
  if (start && rows.length === 0) return undefined;
  const replies = rows.slice(0, countOnPage(after === undefined ? ticket.html : "", rows));
  const hasMore = rows.length > replies.length;
  return {
    replies,
    from: start?.created_at ?? -1,
    to: hasMore ? (replies.at(-1)?.created_at ?? 0) : Number.MAX_SAFE_INTEGER,
    next: hasMore ? (replies.at(-1)?.id ?? null) : null,
  };
}

/** No thread that people read has more. */
const MOST_PAGES = 200;

/** Where the pages of the thread begin, in order: behind which reply; and what stands on each. */
async function* pagesOf(db: Db, ask: Omit<Ask, "after" | "site" | "now">) {
  let after: number | undefined;
  for (let count = 0; count < MOST_PAGES; count++) {
    const page = await readReplies(db, { ...ask, after });
    if (!page) return;
    yield { after, replies: page.replies.map(({ id }) => id) };
    if (page.next === null) return;
    after = page.next;
  }
}

/** `after` of the page that comes before one; null for the first. */
async function findPageBefore(db: Db, ask: Ask, after: number): Promise<number | null> {
  let before: number | undefined;
  for await (const page of pagesOf(db, ask)) {
    if (page.after === after) break;
    before = page.after;
    if (page.replies.includes(after)) break;
  }
  return before ?? null;
}

/** Where the page begins on which this viewer reads a reply; undefined for the first page, or where they read none. */
export async function findPageOfReply(db: Db, ask: Omit<Ask, "after" | "site" | "now">, reply: number) {
  for await (const page of pagesOf(db, ask)) if (page.replies.includes(reply)) return page.after;
  return undefined;
}

/** How many of the replies stand on one page, which begins with `head`. */
function countOnPage(head: string, replies: { html: string }[]): number {
  let bytes = Buffer.byteLength(head);
  for (const [at, { html }] of replies.entries()) {
    bytes += Buffer.byteLength(html);
    if (at >= REPLIES_ON_A_PAGE || (at >= FEWEST_REPLIES_ON_A_PAGE && bytes > LONG_PAGE_BYTES)) return at;
  }
  return replies.length;
}

const readEvents = compiledOnce((db, given: { ticketId: number; from: number; to: number; leastPublic: number }) =>
  db
    .selectFrom("ticket_events")
    .leftJoin("agents", "agents.id", "ticket_events.agent_id")
    .selectAll("ticket_events")
    .select("agents.name as agent_name")
    .where("ticket_id", "=", given.ticketId)
    .where("ticket_events.created_at", ">", given.from)
    .where("ticket_events.created_at", "<=", given.to)
    .where("public", ">=", given.leastPublic)
    .orderBy("ticket_events.id")
    .limit(500),
);

const readMergedRows = compiledOnce((db, { ticketId }: { ticketId: number }) =>
  db
    .selectFrom("tickets")
    .select(["id", "title", "html", "language", "requester_name", "created_at", "merged_at"])
    .where("merged_into_id", "=", ticketId)
    .where("moderation", "<>", "held")
    .where("removed_at", "is", null)
    .orderBy("id")
    .limit(100),
);

async function readMerged(db: Db, ticketId: number, now: number): Promise<Omit<MergedView, "files">[]> {
  const rows = await readMergedRows(db, { ticketId });
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    html: row.html,
    language: row.language,
    authorName: row.requester_name,
    createdAt: row.created_at,
    canUndo: now - (row.merged_at ?? 0) < UNMERGE_WITHIN_MS,
  }));
}

/** What this browser has voted for here: "ticket 41", "reply 12". */
async function readVotes(db: Db, { visitor }: Viewer, ticketId: number): Promise<Set<string>> {
  if (!visitor) return new Set();
  const votes = await db
    .selectFrom("votes")
    .select(["target", "target_id"])
    .where("visitor_id", "=", visitor.id)
    .where((eb) =>
      eb.or([
        eb.and([eb("target", "=", "ticket"), eb("target_id", "=", ticketId)]),
        eb.and([
          eb("target", "=", "reply"),
          eb("target_id", "in", eb.selectFrom("replies").select("id").where("ticket_id", "=", ticketId)),
        ]),
      ]),
    )
    .execute();
  return new Set(votes.map(({ target, target_id }) => `${target} ${target_id}`));
}

async function readAgents(db: Db, ids: (number | null)[]): Promise<Map<number, string>> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const agents = await db.selectFrom("agents").select(["id", "name"]).where("id", "in", known).execute();
  return new Map(agents.map(({ id, name }) => [id, name]));
}

/** Replies and history in one thread. In the same moment a reply comes before what it led to. */
function inTime(entries: Entry[]): Entry[] {
  return entries.sort(
    (a, b) => a.createdAt - b.createdAt || Number(a.type === "event") - Number(b.type === "event") || a.id - b.id,
  );
}
