import { randomUUID } from "node:crypto";
import { type Db, inTransaction } from "#db/client.ts";
import type { ArticleRow, TicketRow } from "#db/schema.ts";
import { addArticleCategory, findArticleCategory } from "~/articles/article-categories.server.ts";
import { prepareArticle } from "~/articles/prepare-article.server.ts";
import { addArticle, publishArticle } from "~/articles/write-article.server.ts";
import { writeCookie } from "~/people/cookies.server.ts";
import { findOrMakeVisitor } from "~/people/make-visitor.server.ts";
import { hashPassword } from "~/people/passwords.server.ts";
import { startSession } from "~/people/sessions.server.ts";
import { type Agent, stranger, type Viewer } from "~/people/viewer.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { openTicket } from "~/tickets/open-ticket.server.ts";
import { type NewReply, replyToTicket } from "~/tickets/reply-to-ticket.server.ts";
import { type Kind, phaseOf } from "~/tickets/ticket.ts";
import type { Browser } from "./browser.ts";
import { ORIGIN } from "./site.ts";

const site = { origin: ORIGIN, locale: "en" };

export const PASSWORD = "correct horse battery";

interface TicketFacts extends Partial<TicketRow> {
  viewer?: Viewer;
  now?: number;
}

/** A ticket; only what the test is about is passed. */
export async function createTicket(db: Db, facts: TicketFacts = {}): Promise<TicketRow> {
  const {
    viewer = stranger,
    now = Date.now(),
    kind = "question",
    title = "How do I sign in?",
    body = "",
    ...rest
  } = facts;
  const { visibility = "public", requester_name: name = null, category_id = null, ...columns } = rest;
  const { ticket } = await openTicket(db, {
    viewer,
    kind,
    title,
    body,
    categoryId: category_id,
    visibility,
    name,
    nonce: randomUUID(),
    now,
    site,
  });
  if (Object.keys(columns).length === 0) return ticket;
  const phase = columns.status ? { phase: phaseOf(kind as Kind, columns.status) } : {};
  // A ticket that was held from the start was never public.
  const published = columns.moderation === "held" ? { published_at: null } : {};
  return inTransaction(db, async (trx) =>
    changeTicket(
      trx,
      await lockTicket(trx, ticket.id),
      { ...published, ...phase, ...columns },
      { now, seenBy: "team" },
    ),
  );
}

/** Long enough that search engines may keep a ticket before the team has answered it. */
export const LONG_TEXT =
  "The export stops after some rows and says nothing of why, in each browser that we have. ".repeat(3);

/** A ticket that search engines may keep. */
export const createFoundTicket = (db: Db, facts: TicketFacts = {}): Promise<TicketRow> =>
  createTicket(db, { body: LONG_TEXT, ...facts });

type ReplyFacts = Partial<Omit<NewReply, "ticket">>;

/** A reply of a stranger, or of who is passed as `viewer`. Returns its number. */
export async function createReply(db: Db, ticket: TicketRow, facts: ReplyFacts = {}): Promise<number> {
  const outcome = await replyToTicket(db, {
    ticket,
    viewer: stranger,
    rights: { isAuthor: false, isCoRequester: false, isAgent: facts.viewer?.agent != null },
    kind: "answer",
    body: `Try this ${randomUUID()}`,
    name: null,
    isUnsolved: false,
    isOfficial: false,
    addressPrefix: randomUUID(),
    now: Date.now(),
    site,
    ...facts,
  });
  if ("stale" in outcome) throw new Error("the reply was stopped");
  return outcome.reply.id;
}

interface ArticleFacts {
  title?: string;
  summary?: string;
  body?: string;
  language?: string;
  category?: string;
  slug?: string;
  translationOfId?: number | null;
  isDraft?: boolean;
  now?: number;
}

/** A published article in the category "guides", which is made where it is missing. */
export async function createArticle(db: Db, facts: ArticleFacts = {}): Promise<ArticleRow> {
  const {
    title = "How to sign in",
    summary = "The short way in.",
    body = "Press the button.",
    language = "en",
  } = facts;
  const { category = "guides", slug = `article-${randomUUID()}`, translationOfId = null, now = Date.now() } = facts;
  const text = await prepareArticle(db, { title, summary, body, language, category }, ORIGIN);
  return inTransaction(db, async (trx) => {
    const known = await findArticleCategory(trx, category);
    const categoryId = known?.id ?? (await addArticleCategory(trx, { slug: category, names: { en: "Guides" }, now }));
    const article = await addArticle(trx, { categoryId, slug, translationOfId, text, agentId: null, now });
    return facts.isDraft ? article : publishArticle(trx, article, { text, agentId: null, now });
  });
}

/** Weak on purpose: the real cost takes half a second. */
const QUICK = { ln: 4, r: 8, p: 1 };

/** An agent who can sign in with PASSWORD. */
export async function createAgent(
  db: Db,
  { name = "Anna Koval", role = "agent" as Agent["role"] } = {},
): Promise<Agent & { email: string }> {
  const email = `${randomUUID()}@example.com`;
  const password_hash = await hashPassword(PASSWORD, QUICK);
  const { id } = await inTransaction(db, (trx) =>
    trx
      .insertInto("agents")
      .values({ name, email, role, password_hash, created_at: Date.now() })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  return { id, name, role, email, sessionId: 0 };
}

export const asAgent = (agent: Agent): Viewer => ({ visitor: null, agent });

/** Signs an agent in without the form. */
export async function signInAs(db: Db, browser: Browser, agent: Agent): Promise<void> {
  const token = await inTransaction(db, (trx) =>
    startSession(trx, { agentId: agent.id, userAgent: "test", now: Date.now() }),
  );
  giveCookie(browser, "agent", token);
}

/** Somebody who has written here before; with a browser, the one that carries their cookie. */
export async function createVisitor(db: Db, browser?: Browser): Promise<Viewer & { visitor: { id: number } }> {
  const writer = await inTransaction(db, (trx) => findOrMakeVisitor(trx, stranger, null, Date.now()));
  if (browser) giveCookie(browser, "visitor", String(writer.newToken));
  return { visitor: { id: writer.visitorId, name: null }, agent: null };
}

function giveCookie(browser: Browser, kind: "visitor" | "agent", token: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(writeCookie(kind, token, false)) ?? [];
  browser.cookies.set(name, value);
}
