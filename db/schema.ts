import type { Generated, Insertable, Selectable } from "kysely";

/**
 * The tables as the code sees them. Times are milliseconds since 1970 UTC and end in `_at`; flags are a nullable
 * `_at`; JSON is text, parsed where it is read. Changing a table: see db/README.md.
 */
export interface Database {
  settings: SettingsTable;
  categories: CategoriesTable;
  visitors: VisitorsTable;
  agents: AgentsTable;
  agent_sessions: AgentSessionsTable;
  welcome_tokens: WelcomeTokensTable;
  recovery_codes: RecoveryCodesTable;
  audit_log: AuditLogTable;
  tickets: TicketsTable;
  ticket_authors: TicketAuthorsTable;
  ticket_counts: TicketCountsTable;
  replies: RepliesTable;
  ticket_events: TicketEventsTable;
  text_revisions: TextRevisionsTable;
  votes: VotesTable;
  reports: ReportsTable;
  imported_posts: ImportedPostsTable;
  imported_articles: ImportedArticlesTable;
  old_addresses: OldAddressesTable;
  jobs: JobsTable;
  article_categories: ArticleCategoriesTable;
  articles: ArticlesTable;
  article_revisions: ArticleRevisionsTable;
  ticket_articles: TicketArticlesTable;
  article_feedback: ArticleFeedbackTable;
  canned_answers: CannedAnswersTable;
  searched_words: SearchedWordsTable;
  found_answers: FoundAnswersTable;
  page_readers: PageReadersTable;
  cache_drops: CacheDropsTable;
  changed_addresses: ChangedAddressesTable;
  verdicts: VerdictsTable;
  named_hosts: NamedHostsTable;
  address_keys: AddressKeysTable;
  rate_limits: RateLimitsTable;
  attachments: AttachmentsTable;
  mail_addresses: MailAddressesTable;
  mail_refusals: MailRefusalsTable;
  mail_follows: MailFollowsTable;
  mails: MailsTable;
  hooks: HooksTable;
  deliveries: DeliveriesTable;
  agent_wishes: AgentWishesTable;
  team_news: TeamNewsTable;
  taken_mails: TakenMailsTable;
  mail_sources: MailSourcesTable;
  push_browsers: PushBrowsersTable;
  push_follows: PushFollowsTable;
  pushes: PushesTable;
  home_thanks: HomeThanksTable;
}

/** One row per setting; the value is JSON. */
interface SettingsTable {
  key: string;
  value: string;
  updated_at: number;
}

interface CategoriesTable {
  id: Generated<number>;
  slug: string;
  name: string;
  position: number;
  created_at: number;
  archived_at: number | null;
}

/** A person without an account: nothing but a random cookie, kept here as its hash, and the name they last gave. */
interface VisitorsTable {
  id: Generated<number>;
  token_hash: string;
  name: string | null;
  created_at: number;
}

interface AgentsTable {
  id: Generated<number>;
  name: string;
  /** Lower case. */
  email: string;
  role: "agent" | "admin";
  /** Null until the person has followed their one-time address. */
  password_hash: string | null;
  created_at: number;
  disabled_at: number | null;
  /** Encrypted, see app/people/sealed.server.ts. Null where no second step is asked for at sign-in. */
  totp_secret: string | null;
  totp_since_at: number | null;
  /** The time step (30 seconds) of the last code that was taken: each code works once. */
  totp_last_step: number | null;
}

interface AgentSessionsTable {
  id: Generated<number>;
  agent_id: number;
  token_hash: string;
  /** The browser in the person's own list of sessions, as it named itself. */
  user_agent: string;
  created_at: number;
  last_used_at: number;
  expires_at: number;
}

/** One-time addresses /welcome/<token>: for the first admin (no agent yet), an invitation, or a forgotten password. */
interface WelcomeTokensTable {
  id: Generated<number>;
  token_hash: string;
  agent_id: number | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

/** Stand in for the authenticator app, each once. */
interface RecoveryCodesTable {
  code_hash: string;
  agent_id: number;
  created_at: number;
  used_at: number | null;
}

/** What the team did. The database itself refuses to change or delete a row. */
interface AuditLogTable {
  id: Generated<number>;
  /** Null: from the command line. */
  agent_id: number | null;
  /** A deed of app/audit/deed.ts: what it was about and what was done, "ticket.removed". */
  deed: string;
  /** The number of what it was about, where it has one. */
  subject_id: number | null;
  /** JSON */
  details: string | null;
  created_at: number;
}

interface TicketsTable {
  /** Also the ticket's number. */
  id: Generated<number>;
  kind: "question" | "problem" | "idea" | "thanks";
  title: string;
  slug: string;
  body: string;
  html: string;
  excerpt: string;
  /** What the text is written in, an ISO 639-1 code. */
  language: string;
  status: string;
  phase: "new" | "working" | "waiting" | "planned" | "done" | "closed";
  status_reason: string | null;
  status_changed_at: number;
  /** Where a `waiting` ticket goes back to when its requester writes. */
  status_before_waiting: string | null;
  visibility: "public" | "private";
  moderation: "published" | "restricted" | "held";
  /** Since when strangers can read it, or could once: decides between 410 and 404 after a removal. */
  published_at: number | null;
  removed_at: number | null;
  removed_as: "by_author" | "by_team" | "spam" | null;
  merged_into_id: number | null;
  merged_at: number | null;
  category_id: number | null;
  assignee_id: number | null;
  requester_id: number | null;
  requester_name: string | null;
  /** The agent who opened it for somebody. */
  opened_by_agent_id: number | null;
  /** Raised to end the rights that the secret link has given. */
  link_generation: Generated<number>;
  /** Single-use form token: a repeated POST finds the ticket it made. */
  form_nonce: string | null;
  /** Since when somebody waits for the team; null when nobody does. */
  waiting_since: number | null;
  /** How long the first answer of the team took, in milliseconds. */
  first_answer_ms: number | null;
  first_answer_at: number | null;
  /** First words of the answer that lists show, and whose they are. */
  answer_excerpt: string | null;
  answer_by_team: Generated<number>;
  official_reply_id: number | null;
  accepted_reply_id: number | null;
  /** Votes imported from elsewhere, never below 0. */
  base_votes: Generated<number>;
  /** All votes, imported ones included. */
  vote_count: Generated<number>;
  /** Replies that everybody who may read the ticket can read. */
  reply_count: Generated<number>;
  /** 1: the team has replied for everybody who may read it. */
  has_team_reply: Generated<number>;
  /** Rises with everything that somebody who answers must have seen (decides whether a reply is stopped once). */
  version: Generated<number>;
  /** An agent asked the author to open it to everyone. */
  publication_asked_at: number | null;
  created_at: number;
  edited_at: number | null;
  last_activity_at: number;
  /** The last change that a stranger can see. */
  public_changed_at: number;
  imported_at: number | null;
  /** Since when its author has taken back everything they wrote; what others wrote stays. */
  erased_at: number | null;
}

/** Who has the author's rights to a ticket: its visitor, and the browsers that opened its secret link. */
interface TicketAuthorsTable {
  ticket_id: number;
  visitor_id: number;
  /** The generation of the link that gave the right; null for the one who wrote it. */
  link_generation: number | null;
  /** The duplicate whose author this was before the merge; they take part, but do not rule the other's text. */
  merged_ticket_id: number | null;
  created_at: number;
}

/** What strangers may count, kept by the writes: one row per kind, status and category (0 for none). */
interface TicketCountsTable {
  kind: string;
  status: string;
  phase: string;
  category_id: number;
  count: number;
}

interface RepliesTable {
  /** Also its number in the address: #reply-12. */
  id: Generated<number>;
  ticket_id: number;
  /** The duplicate it was written in, before the merge. */
  origin_ticket_id: number | null;
  in_reply_to_id: number | null;
  kind: "answer" | "comment" | "note";
  body: string;
  html: string;
  excerpt: string;
  language: string;
  visitor_id: number | null;
  agent_id: number | null;
  author_name: string | null;
  /** 1 for the person who opened the ticket. */
  by_requester: Generated<number>;
  moderation: "published" | "held";
  /** Readable, but not for search engines and feeds: see app/moderation. */
  restricted_at: number | null;
  official_at: number | null;
  accepted_at: number | null;
  /** How long the requester had waited for it, in milliseconds; only the team's. */
  answer_ms: number | null;
  base_votes: Generated<number>;
  vote_count: Generated<number>;
  /** Hash of ticket, author and text: the same words twice within a day are one reply. */
  content_key: string | null;
  created_at: number;
  edited_at: number | null;
  removed_at: number | null;
  imported_at: number | null;
}

/** One line of a ticket's history. */
interface TicketEventsTable {
  id: Generated<number>;
  ticket_id: number;
  origin_ticket_id: number | null;
  type: string;
  /** 0: agents only. */
  public: number;
  agent_id: number | null;
  visitor_id: number | null;
  reason: string | null;
  /** JSON; its shape belongs to the type, see app/tickets/ticket-event.ts. */
  details: string | null;
  created_at: number;
}

/** What a text was before somebody changed it. */
interface TextRevisionsTable {
  id: Generated<number>;
  ticket_id: number;
  reply_id: number | null;
  title: string | null;
  body: string;
  agent_id: number | null;
  visitor_id: number | null;
  created_at: number;
}

interface VotesTable {
  id: Generated<number>;
  target: "ticket" | "reply";
  target_id: number;
  visitor_id: number;
  /** Stands for the address and the day where the visitor's cookie did not come back. */
  address_key: string | null;
  /** The duplicate it was given to, before the merge. */
  origin_ticket_id: number | null;
  created_at: number;
}

/** A reader says that something should not stand there. */
interface ReportsTable {
  id: Generated<number>;
  ticket_id: number;
  /** Null for the ticket itself. */
  reply_id: number | null;
  reason: "spam" | "personal" | "abuse" | "other";
  /** What they added. */
  words: string | null;
  /** A keyed hash that stands for the reader, so that each counts once; gone after 30 days. */
  reader_key: string | null;
  created_at: number;
  /** Null while the team has not looked at it. */
  settled_at: number | null;
  /** Null where it was settled by the post's removal. */
  settled_by_agent_id: number | null;
}

/** What an import has brought in, so that a second run adds nothing. */
interface ImportedPostsTable {
  source: string;
  external_id: string;
  ticket_id: number;
  reply_id: number | null;
}

/** The same for the articles of its knowledge base. */
interface ImportedArticlesTable {
  source: string;
  external_id: string;
  article_id: number;
}

/** Where something stood in the forum that it came from; one of the last three says what it is now. */
interface OldAddressesTable {
  /** As app/imports/old-paths.ts writes it. */
  path: string;
  ticket_id: number | null;
  article_id: number | null;
  /** The path of one of our lists. */
  list: string | null;
}

/** Work after the answer, written in the transaction that asks for it. */
interface JobsTable {
  id: Generated<number>;
  /** A sentence: "render a text again". */
  name: string;
  payload: string;
  run_at: number;
  attempts: Generated<number>;
  last_error: string | null;
  created_at: number;
  /** The process that does it, and when it last said so: app/jobs/claim.server.ts. */
  claimed_by: string | null;
  claimed_at: number | null;
}

interface ArticleCategoriesTable {
  id: Generated<number>;
  /** Also its folder under content/articles. */
  slug: string;
  /** JSON, the name by locale: { "en": "…", "ru": "…" }. */
  names: string;
  position: number;
  /** "program/<category>/index.md": see app/articles/content-files/file-place.ts. */
  source_path: string | null;
  /** That file as it was read last, to the byte; null for one that was made on the site. */
  source_text: string | null;
  created_at: number;
  changed_at: number;
}

/** An article of the knowledge base as readers see it; before it is published first, its newest draft. */
interface ArticlesTable {
  /** Also its number in the address. */
  id: Generated<number>;
  category_id: number;
  /** Within the category; also the name of its file. */
  slug: string;
  language: string;
  /** The article this one translates, never itself a translation. */
  translation_of_id: number | null;
  position: number;
  title: string;
  summary: string;
  body: string;
  html: string;
  /** JSON: the headings for the list of contents, see app/articles/contents.ts. */
  contents: string;
  /** The revision that readers see. A newer revision is a draft that waits. */
  published_revision_id: number | null;
  /** Null while nobody but agents may read it. */
  published_at: number | null;
  /** Decides between 410 and 404 after it was taken back. */
  first_published_at: number | null;
  removed_at: number | null;
  /** "program/<category>/<slug>.md": where the file lay, see app/articles/content-files/file-place.ts. */
  source_path: string | null;
  /** That file as it was read last, to the byte; empty while an import is on its way. */
  source_text: string | null;
  created_at: number;
  /** When its text changed last for readers. */
  changed_at: number;
  /** The last change that a stranger can see, moves and translations included. */
  public_changed_at: number;
}

/** Each text that an article had, the newest included. */
interface ArticleRevisionsTable {
  id: Generated<number>;
  article_id: number;
  title: string;
  summary: string;
  body: string;
  /** Null when it came from a file. */
  agent_id: number | null;
  created_at: number;
}

/** An article and a ticket that belong together. */
interface TicketArticlesTable {
  id: Generated<number>;
  ticket_id: number;
  article_id: number;
  /** The team's reply that links to it (`answer`). */
  reply_id: number | null;
  /** answer: a reply of the team links to it. source: it was written from the ticket. asked_from: it did not help. */
  relation: "answer" | "source" | "asked_from";
  created_at: number;
}

/** What readers pressed under "did this help?". */
interface ArticleFeedbackTable {
  id: Generated<number>;
  article_id: number;
  /** 1 or 0. */
  helped: number;
  /** Why it did not, see app/articles/feedback.ts. */
  reason: string | null;
  /** What they added. */
  words: string | null;
  visitor_id: number | null;
  /** Stands for the address and the day where the visitor's cookie did not come back. */
  address_key: string | null;
  created_at: number;
}

/** A short text that agents put into their replies. */
interface CannedAnswersTable {
  id: Generated<number>;
  /** Once per language. */
  name: string;
  language: string;
  body: string;
  use_count: Generated<number>;
  created_at: number;
  changed_at: number;
}

/** How often something was searched for, and nobody knows by whom. */
interface SearchedWordsTable {
  /** "2026-11-22", UTC. */
  day: string;
  /** Folded and in one line, see app/search. */
  words: string;
  searches: Generated<number>;
  found_nothing: Generated<number>;
  /** A ticket was written from the page of results. */
  then_asked: Generated<number>;
}

/** How often somebody who was about to write said "this answered it". */
interface FoundAnswersTable {
  target: "ticket" | "article";
  target_id: number;
  /** "2026-11-22", UTC. */
  day: string;
  times: Generated<number>;
}

/** How often a page was opened from a search engine, and how often somebody went on from it to the product. */
interface PageReadersTable {
  /** "2026-11-22", UTC. */
  day: string;
  target: "ticket" | "article";
  target_id: number;
  from_search: Generated<number>;
  went_on: Generated<number>;
}

/** Public addresses that search engines are to be told of (IndexNow), each once until it is sent. */
interface ChangedAddressesTable {
  path: string;
  /** Its first change since the last sending. */
  noted_at: number;
  /** Its newest one. */
  changed_at: number;
}

/** What each commit made stale, see db/stale.ts. Only the newest are kept. */
interface CacheDropsTable {
  id: Generated<number>;
  tag: string;
}

/** What was thought of a visitor's ticket or reply, and what the team said to it. Strangers never see any of it. */
interface VerdictsTable {
  id: Generated<number>;
  ticket_id: number;
  reply_id: number | null;
  verdict: "publish" | "restrict" | "hold";
  score: number;
  /** JSON: names of signals, see app/moderation/signals.ts. */
  reasons: string;
  /** What the learned model said, as log-odds of spam; null before it says anything. */
  learned: number | null;
  /** Hashes of its words, see app/moderation/sketch.ts. */
  sketch: string;
  /** The hosts it names, with spaces between. */
  hosts: string;
  /** The sender's network, hashed with a key that is thrown away; null after 30 days. */
  sender_key: string | null;
  created_at: number;
  mark: "spam" | "fine" | null;
  marked_by_id: number | null;
  marked_at: number | null;
  /** JSON: how it stood before the mark, to be brought back by an undo. */
  state_before: string | null;
}

/** How many posts that the team marked name a host. */
interface NamedHostsTable {
  host: string;
  spam: number;
  fine: number;
}

/** Random keys that addresses are hashed with; each is thrown away after 30 days. */
interface AddressKeysTable {
  id: Generated<number>;
  key: string;
  created_at: number;
}

/** Sliding windows of the rate limits: this window's points and those of the one before. */
interface RateLimitsTable {
  key: string;
  window_at: number;
  points: number;
  points_before: number;
  expires_at: number;
}

export type VerdictRow = Selectable<VerdictsTable>;
/** A picture or file. It belongs to one ticket, reply or article; to none while the form it came with is not sent. */
interface AttachmentsTable {
  id: Generated<number>;
  ticket_id: number | null;
  reply_id: number | null;
  article_id: number | null;
  /** Who sent it, as far as they had a cookie. */
  visitor_id: number | null;
  agent_id: number | null;
  /** As it is called in its address, safe to write to any disk. */
  name: string;
  /** Media type, by content. */
  type: string;
  size: number;
  /** SHA-256 of the content: what it is called in the store. */
  hash: string;
  /** A smaller drawing of a large picture. */
  small_hash: string | null;
  /** Pixels; null for what is no picture. */
  width: number | null;
  height: number | null;
  alt: string;
  created_at: number;
}

/** An address that somebody gave for news. Nobody but its own browser, the mails and who sends them sees it. */
interface MailAddressesTable {
  id: Generated<number>;
  /** As mail is sent to it: its host in ASCII and lower case. */
  address: string;
  /** Keyed hash of the mailbox, the same for all spellings that reach it: see app/mail/address.ts. */
  mailbox_key: string;
  /** The mail server said that there is no such mailbox; nothing more is sent. */
  bounced_at: number | null;
  /** What it said. */
  bounce: string | null;
  created_at: number;
}

/** Mailboxes whose owner said "not me": nothing is ever sent there. The address itself is not kept. */
interface MailRefusalsTable {
  mailbox_key: string;
  refused_at: number;
}

/** An address that wants the news of a ticket. */
interface MailFollowsTable {
  id: Generated<number>;
  ticket_id: number;
  address_id: number;
  /** The browser that gave it. */
  visitor_id: number | null;
  /** 1: given by the ticket's author, or by an agent for them. */
  is_requester: Generated<number>;
  /** The reply it was given with: nothing is sent while that waits for a look. */
  reply_id: number | null;
  /** It came along when this duplicate was merged into the ticket. */
  merged_from_id: number | null;
  /** When the first mail was made: the one that asks, or for a known address the one that says it arrived. */
  asked_at: number | null;
  /** Somebody with that mailbox pressed; before, only the mail that asks is sent, and no word of a visitor. */
  confirmed_at: number | null;
  stopped_at: number | null;
  /** The newest reply and line of history that is told, or was there before. */
  told_reply_id: number;
  told_event_id: number;
  /** Raised when they stop: the addresses that their letters were answered to end. */
  answer_generation: Generated<number>;
  created_at: number;
}

/** A mail to one address: made in a transaction, sent by app/mail/send-mails.server.ts, its words made when it goes. */
interface MailsTable {
  id: Generated<number>;
  /** Null once its follower is gone: it is not sent any more. */
  follow_id: number | null;
  ticket_id: number;
  /** Stays when the address goes: it is what the limits count. */
  mailbox_key: string;
  kind: "ask" | "received" | "news";
  /** JSON: numbers of replies and lines of history, see app/mail/news.ts. */
  news: Generated<string>;
  /** Without the angle brackets. The same at every try, so that a mailbox can see that it has it. */
  message_id: string;
  state: Generated<"waiting" | "sending" | "sent" | "failed">;
  attempts: Generated<number>;
  send_at: number;
  /** When a process took it. After a while without an outcome it is taken again. */
  claimed_at: number | null;
  sent_at: number | null;
  /** What the mail server said last. */
  failure: string | null;
  created_at: number;
}

/** A chat or another program that is told what happens: see app/hooks. */
interface HooksTable {
  id: Generated<number>;
  kind: "slack" | "mattermost" | "telegram" | "webhook";
  name: string;
  /** What of its address may be shown: a host, or the chat of a bot. */
  place: string;
  /** Encrypted, see app/people/sealed.server.ts: addresses, tokens and secrets, whoever has them can speak there. */
  sealed: string;
  /** JSON: what it wants to hear of, see app/hooks/hook-events.ts. */
  events: string;
  /** Only tickets of that category. */
  category_id: number | null;
  /** The admin allowed it to have the words of private tickets. */
  shows_private: Generated<number>;
  /** How often in a row it did not take what it was told. */
  failures: Generated<number>;
  failing_since_at: number | null;
  tried_at: number | null;
  /** It is left in peace until then. */
  rest_until_at: Generated<number>;
  /** When a process began to tell it; after a while without a word of that process another one may. */
  claimed_at: number | null;
  /** Nothing is told from then on. */
  stopped_at: number | null;
  stopped_by: "failing" | "admin" | null;
  created_at: number;
}

/** One thing that one hook is told: written in the transaction in which it happens, its words read when it goes. */
interface DeliveriesTable {
  id: Generated<number>;
  hook_id: number;
  event: string;
  /** What it is about, in a word: the same is told once. */
  subject: string;
  ticket_id: number | null;
  reply_id: number | null;
  ticket_event_id: number | null;
  article_id: number | null;
  /** The same at every try, so that the other side can see that it has it. */
  message_id: string;
  /** dropped: hidden before it went. */
  state: Generated<"waiting" | "sent" | "failed" | "dropped">;
  attempts: Generated<number>;
  /** The last HTTP status. Nothing else of an answer is kept. */
  status: number | null;
  /** Why there was none: see app/hooks/send-request.server.ts. */
  failure: string | null;
  send_at: number;
  tried_at: number | null;
  sent_at: number | null;
  created_at: number;
}

/** What an agent wants to hear of, and how. */
interface AgentWishesTable {
  id: Generated<number>;
  agent_id: number;
  /** Null: of every category, and of tickets without one. */
  category_id: number | null;
  event: string;
  channel: "mail" | "push";
}

/** What an agent is to be told by mail: several together in one. */
interface TeamNewsTable {
  id: Generated<number>;
  agent_id: number;
  event: string;
  ticket_id: number;
  reply_id: number | null;
  /** When a process took it to send. */
  claimed_at: number | null;
  sent_at: number | null;
  /** What the mail server said where it did not take it. */
  failure: string | null;
  created_at: number;
}

export type HookRow = Selectable<HooksTable>;
export type DeliveryRow = Selectable<DeliveriesTable>;
export type TeamNewsRow = Selectable<TeamNewsTable>;
/** A mail that came in and is done with, so that it is taken once however often it comes. */
interface TakenMailsTable {
  id: Generated<number>;
  /** Hash of its Message-ID and of whom it is from. */
  key: string;
  outcome: TakenAs;
  reply_id: number | null;
  created_at: number;
}

/**
 * What became of a mail. unknown: no ticket can be told. machine: nobody wrote it. bounce: an address of ours is gone.
 * empty: no word in it. flood: too many from there.
 */
export type TakenAs = "reply" | "held" | "unknown" | "machine" | "bounce" | "empty" | "flood" | "unreadable";

/** Where mails come from, "imap" or "http", and how that was at the last look. */
interface MailSourcesTable {
  name: "imap" | "http";
  /** UIDVALIDITY: numbers of mails count within it. */
  validity: string | null;
  last_uid: Generated<number>;
  looked_at: number | null;
  mail_at: number | null;
  /** What went wrong at the last look, as the server said it. */
  fault: string | null;
  fault_at: number | null;
  /** The process that looks into it, and when it last said so. */
  claimed_by: string | null;
  claimed_at: number | null;
}

interface PushBrowsersTable {
  id: Generated<number>;
  /** The visitor whose browser it is: one each, since a visitor is a cookie. */
  visitor_id: number | null;
  /** The session of the agent who asked for news of the desk in it; they end with it. */
  session_id: number | null;
  /** Where its push service takes pushes. Whoever knows it and the keys can write to the browser. */
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: number;
}

interface PushFollowsTable {
  id: Generated<number>;
  ticket_id: number;
  browser_id: number;
  /** It came along when this duplicate was merged into the ticket. */
  merged_from_id: number | null;
  /** The newest reply and line of history that is told, or was there before. */
  told_reply_id: number;
  told_event_id: number;
  created_at: number;
}

interface PushesTable {
  id: Generated<number>;
  browser_id: number;
  ticket_id: number;
  /** JSON: what it tells of, see app/push/push-news.ts. */
  news: string;
  /** Goes along, the same at every try, so that the browser can see that it has shown it. */
  push_key: string;
  state: Generated<"waiting" | "sending" | "sent" | "failed">;
  attempts: Generated<number>;
  send_at: number;
  /** When a process took it. After a while without an outcome it is taken again. */
  claimed_at: number | null;
  /** What the push service said last. */
  failure: string | null;
  created_at: number;
}

/** Thanks that the team chose for the home page. */
interface HomeThanksTable {
  ticket_id: number;
  agent_id: number | null;
  chosen_at: number;
}

export type JobRow = Selectable<JobsTable>;
export type MailRow = Selectable<MailsTable>;
export type MailFollowRow = Selectable<MailFollowsTable>;
export type PushRow = Selectable<PushesTable>;
export type PushFollowRow = Selectable<PushFollowsTable>;
export type AttachmentRow = Selectable<AttachmentsTable>;
export type ArticleRow = Selectable<ArticlesTable>;
export type ArticleCategoryRow = Selectable<ArticleCategoriesTable>;
export type TicketRow = Selectable<TicketsTable>;
export type NewTicketRow = Insertable<TicketsTable>;
export type ReplyRow = Selectable<RepliesTable>;
export type NewReplyRow = Insertable<RepliesTable>;
export type TicketEventRow = Selectable<TicketEventsTable>;
export type AgentRow = Selectable<AgentsTable>;
