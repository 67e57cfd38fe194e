import type { Database } from "#db/schema.ts";
import type { Jobs } from "~/jobs/jobs.ts";

/** What an export does with a table. */
export type Policy = Exported | { without: string };

export interface Exported {
  /** In the order in which they stand in a line. */
  columns: readonly string[];
  /** What the lines are sorted by: together once in the table. */
  by: readonly string[];
  /** Columns whose text is JSON. */
  json: readonly string[];
  /** Columns that stay behind, and why. They take their default when a row comes back. */
  leftOut: Readonly<Record<string, string>>;
  /** In SQL: the rows that are exported, where not all are. */
  where?: string;
}

const words = (text: string) => text.split(/\s+/).filter(Boolean);

function exported(
  columns: string,
  more: Partial<Omit<Exported, "columns" | "by" | "json">> & { by?: string; json?: string } = {},
): Exported {
  const { by = "id", json = "", leftOut = {}, ...rest } = more;
  return { columns: words(columns), by: words(by), json: words(json), leftOut, ...rest };
}

const rebuilt = (why: string): Policy => ({ without: `built anew: ${why}` });
const left = (why: string): Policy => ({ without: `left out: ${why}` });

const NOT_RUNNING = "says which process is at it in this moment";
const ADDRESS = "stands for a network address, for days at most";

/** The work that goes on after an import; the rest asks for itself when a site starts, or is done by the import. */
const work: Record<keyof Jobs, boolean> = {
  "render a text again": true,
  "lift a doubt": true,
  "gather news": true,
  "tell how fast the team answers": false,
  "collect files": false,
  "forget old searches": false,
  "forget old traces": false,
  "forget what was taken out": false,
  "build the search index": false,
  "tell search engines": false,
  "forget addresses": false,
  "make a backup": false,
  "try a backup": false,
};
const workNames = Object.entries(work).flatMap(([name, goesOn]) => (goesOn ? [`'${name}'`] : []));

/**
 * Every table of the database, and what becomes of it in an export: its columns, or why it has none there. A test holds
 * it against the migrations, so a new table or column has to be thought of here.
 */
export const tables: Record<keyof Database, Policy> = {
  // How fast the team answers is told anew each day.
  settings: exported("key value updated_at", { by: "key", json: "value", where: "key <> 'answer_pace'" }),
  agents: exported("id name email role password_hash created_at disabled_at totp_secret totp_since_at totp_last_step"),
  recovery_codes: exported("code_hash agent_id created_at used_at", { by: "code_hash" }),
  agent_sessions: left("everybody signs in again"),
  welcome_tokens: left("one-time addresses are given anew"),
  visitors: exported("id token_hash name created_at"),
  audit_log: exported("id agent_id deed subject_id details created_at", { json: "details" }),
  categories: exported("id slug name position created_at archived_at"),
  tickets: exported(
    `id kind title slug body html excerpt language status phase status_reason status_changed_at status_before_waiting
    visibility moderation published_at removed_at removed_as merged_into_id merged_at category_id assignee_id
    requester_id requester_name opened_by_agent_id link_generation waiting_since first_answer_ms first_answer_at
    answer_excerpt answer_by_team official_reply_id accepted_reply_id base_votes vote_count reply_count has_team_reply
    version publication_asked_at created_at edited_at last_activity_at public_changed_at imported_at erased_at`,
    { leftOut: { form_nonce: "a form can be sent once, within a day" } },
  ),
  ticket_authors: exported("ticket_id visitor_id link_generation merged_ticket_id created_at", {
    by: "ticket_id visitor_id",
  }),
  ticket_counts: rebuilt("counted from the tickets"),
  replies: exported(
    `id ticket_id origin_ticket_id in_reply_to_id kind body html excerpt language visitor_id agent_id author_name
    by_requester moderation restricted_at official_at accepted_at answer_ms base_votes vote_count created_at edited_at
    removed_at imported_at`,
    { leftOut: { content_key: ADDRESS } },
  ),
  ticket_events: exported("id ticket_id origin_ticket_id type public agent_id visitor_id reason details created_at", {
    json: "details",
  }),
  text_revisions: exported("id ticket_id reply_id title body agent_id visitor_id created_at"),
  votes: exported("id target target_id visitor_id origin_ticket_id created_at", { leftOut: { address_key: ADDRESS } }),
  reports: exported("id ticket_id reply_id reason words created_at settled_at settled_by_agent_id", {
    leftOut: { reader_key: ADDRESS },
  }),
  attachments: exported(
    `id ticket_id reply_id article_id visitor_id agent_id name type size hash small_hash width height alt created_at`,
  ),
  imported_posts: exported("source external_id ticket_id reply_id", { by: "source external_id" }),
  article_categories: exported("id slug names position source_path source_text created_at changed_at", {
    json: "names",
  }),
  articles: exported(
    `id category_id slug language translation_of_id position title summary body html contents published_revision_id
    published_at first_published_at removed_at source_path source_text created_at changed_at public_changed_at`,
    { json: "contents" },
  ),
  imported_articles: exported("source external_id article_id", { by: "source external_id" }),
  old_addresses: exported("path ticket_id article_id list", { by: "path" }),
  article_revisions: exported("id article_id title summary body agent_id created_at"),
  ticket_articles: exported("id ticket_id article_id reply_id relation created_at"),
  article_feedback: exported("id article_id helped reason words visitor_id created_at", {
    leftOut: { address_key: ADDRESS },
  }),
  canned_answers: exported("id name language body use_count created_at changed_at"),
  searched_words: exported("day words searches found_nothing then_asked", { by: "day words" }),
  found_answers: exported("target target_id day times", { by: "target target_id day" }),
  page_readers: exported("day target target_id from_search went_on", { by: "day target target_id" }),
  mail_addresses: exported("id address mailbox_key bounced_at bounce created_at"),
  mail_refusals: exported("mailbox_key refused_at", { by: "mailbox_key" }),
  mail_follows: exported(
    `id ticket_id address_id visitor_id is_requester reply_id merged_from_id asked_at confirmed_at stopped_at
    told_reply_id told_event_id answer_generation created_at`,
  ),
  mails: exported(
    `id follow_id ticket_id mailbox_key kind news message_id state attempts send_at claimed_at sent_at failure
    created_at`,
    { json: "news" },
  ),
  hooks: exported(
    `id kind name place sealed events category_id shows_private failures failing_since_at tried_at rest_until_at
    claimed_at stopped_at stopped_by created_at`,
    { json: "events" },
  ),
  deliveries: exported(
    `id hook_id event subject ticket_id reply_id ticket_event_id article_id message_id state attempts status failure
    send_at tried_at sent_at created_at`,
  ),
  agent_wishes: exported("id agent_id category_id event channel"),
  team_news: exported("id agent_id event ticket_id reply_id claimed_at sent_at failure created_at"),
  // A mail that comes once more after an import is not taken once more.
  taken_mails: exported("id key outcome reply_id created_at"),
  mail_sources: exported("name validity last_uid looked_at mail_at fault fault_at", {
    by: "name",
    leftOut: { claimed_by: NOT_RUNNING, claimed_at: NOT_RUNNING },
  }),
  push_browsers: exported("id visitor_id endpoint p256dh auth created_at", {
    leftOut: { session_id: "everybody signs in again" },
  }),
  push_follows: exported("id ticket_id browser_id merged_from_id told_reply_id told_event_id created_at"),
  pushes: exported("id browser_id ticket_id news push_key state attempts send_at claimed_at failure created_at", {
    json: "news",
  }),
  home_thanks: exported("ticket_id agent_id chosen_at", { by: "ticket_id" }),
  verdicts: exported(
    `id ticket_id reply_id verdict score reasons learned sketch hosts created_at mark marked_by_id marked_at
    state_before`,
    { json: "reasons state_before", leftOut: { sender_key: ADDRESS } },
  ),
  named_hosts: exported("host spam fine", { by: "host" }),
  jobs: exported("name payload run_at created_at", {
    json: "payload",
    leftOut: {
      id: "nobody names it",
      attempts: "it is tried anew",
      claimed_by: NOT_RUNNING,
      claimed_at: NOT_RUNNING,
      last_error: "it is tried anew",
    },
    where: `name in (${workNames.join(", ")})`,
  }),
  address_keys: left("thrown away after 30 days"),
  rate_limits: left("they last for hours"),
  cache_drops: left("about pages that a running site keeps"),
  changed_addresses: left("search engines find out by the sitemap"),
};

/** Tables that the search makes for itself, and the database. */
export const isMadeByTheDatabase = (table: string): boolean => /^(search_|sqlite_|kysely_)/.test(table);

/** The tables that an export holds, in its order: people, then what they wrote, then what was counted. */
export function exportedTables(): [name: keyof Database, policy: Exported][] {
  return Object.entries(tables).flatMap(([name, policy]) =>
    "without" in policy ? [] : [[name as keyof Database, policy]],
  );
}
