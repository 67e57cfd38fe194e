import type { TicketRow } from "#db/schema.ts";
import type { Locale } from "~/i18n/locale.ts";
import type { Site } from "~/site/site.ts";
import { statusView } from "./status.ts";
import type { TicketCardView } from "./ticket-card.ts";

/** The columns that a card needs. */
export const cardColumns = [
  "tickets.id",
  "tickets.slug",
  "tickets.title",
  "tickets.kind",
  "tickets.language",
  "tickets.status",
  "tickets.phase",
  "tickets.category_id",
  "tickets.answer_excerpt",
  "tickets.answer_by_team",
  "tickets.first_answer_ms",
  "tickets.reply_count",
  "tickets.vote_count",
  "tickets.created_at",
  "tickets.last_activity_at",
  "tickets.visibility",
] as const;

export type CardRow = Pick<
  TicketRow,
  | "id"
  | "slug"
  | "title"
  | "kind"
  | "language"
  | "status"
  | "phase"
  | "category_id"
  | "answer_excerpt"
  | "answer_by_team"
  | "first_answer_ms"
  | "reply_count"
  | "vote_count"
  | "created_at"
  | "last_activity_at"
  | "visibility"
>;

/** A ticket as lists show it, in the words of `locale`. */
export function cardView(row: CardRow, site: Site, locale: Locale = site.locale): TicketCardView {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    kind: row.kind,
    language: row.language,
    status: statusView(row.status, row.phase, locale, site.statusLabels),
    category: site.categories.find(({ id }) => id === row.category_id)?.name ?? null,
    answer: row.answer_excerpt ? { excerpt: row.answer_excerpt, byTeam: row.answer_by_team === 1 } : null,
    answeredInMs: row.first_answer_ms,
    replyCount: row.reply_count,
    voteCount: row.vote_count,
    createdAt: row.created_at,
    isPrivate: row.visibility === "private",
  };
}
