import { type IndexEntry, voteLevel } from "~/search/entry.ts";
import { type Language, languages, makeText, pick, random } from "./made-up-words.ts";

export const NOW = Date.UTC(2026, 10, 1);
const CATEGORIES = 5;
const AT_ONCE = 10_000;
/** Every tenth ticket has ten replies, the others have one: about what the forums of others have, 1.9 each. */
export const TEN_REPLIES_EVERY = 10;
/** Made once and used again and again: the index does not hold them. */
const REPLY_TEXTS = 2_000;
const phases = [
  ["question", "new", "new"],
  ["question", "answered", "done"],
  ["problem", "fixed", "done"],
  ["problem", "confirmed", "working"],
  ["idea", "planned", "planned"],
  ["thanks", "received", "done"],
] as const;

export type Value = string | number | null;
export type MadeUpRow = Record<string, Value>;

/** Rows for tables, and entries for the index of one kind, that belong together. */
export interface Piece {
  rows: Record<string, MadeUpRow[]>;
  kind: "ticket" | "article";
  entries: IndexEntry[];
  /** Tickets that are there with this piece. */
  done: number;
}

export interface Size {
  tickets: number;
  articles: number;
  withReplies?: boolean;
}

/** Tickets, replies and articles of made-up words for an empty forum, as the rooms write them: the same in each program. */
export function* madeUpRows({ tickets, articles, withReplies = true }: Size): Generator<Piece> {
  const replyTexts = Object.fromEntries(
    languages.map((language) => [language, Array.from({ length: REPLY_TEXTS }, () => makeText(language, 60).text)]),
  ) as Record<Language, string[]>;
  yield { ...sections(articles), kind: "article", done: 0 };
  for (let done = 0; done < tickets; done += AT_ONCE) {
    const piece: Piece = { rows: { tickets: [], replies: [] }, kind: "ticket", entries: [], done };
    const until = Math.min(done + AT_ONCE, tickets);
    for (let id = done + 1; id <= until; id++) addTicket(piece, id, withReplies, replyTexts);
    yield { ...piece, done: until };
  }
}

function sections(articles: number): Pick<Piece, "rows" | "entries"> {
  const section = { id: 1, slug: "made-up", names: "{}", position: 1, created_at: NOW, changed_at: NOW };
  const categories = Array.from({ length: CATEGORIES }, (_, at) => {
    return { slug: `c${at + 1}`, name: `Category ${at + 1}`, position: at + 1, created_at: NOW };
  });
  const rows: MadeUpRow[] = [];
  const entries: IndexEntry[] = [];
  for (let id = 1; id <= articles; id++) {
    const language = pick(languages);
    const [title, body] = [makeText(language, 5), makeText(language, 300)];
    rows.push({
      ...{ id, category_id: 1, slug: `a${id}`, language, position: id, title: title.text, summary: "", body: "" },
      ...{ html: `<p>${body.text}</p>`, contents: "[]", published_at: NOW, created_at: NOW, changed_at: NOW },
      public_changed_at: NOW,
    });
    entries.push({ id, title: title.stems.join(" "), body: body.stems.join(" "), level: 0 });
  }
  return { rows: { article_categories: [section], categories, articles: rows }, entries };
}

function addTicket(
  { rows, entries }: Piece,
  id: number,
  withReplies: boolean,
  replyTexts: Record<Language, string[]>,
): void {
  const language = pick(languages);
  const [title, body] = [makeText(language, 6), makeText(language, 60)];
  const [kind, status, phase] = pick(phases);
  const votes = Math.floor(random() ** 8 * 200);
  const at = NOW - Math.floor(random() * 3e10);
  const replies = !withReplies || kind === "thanks" ? 0 : id % TEN_REPLIES_EVERY === 0 ? 10 : 1;
  const answer = phase === "done" && replies > 0 ? makeText(language, 12).text : null;
  rows.tickets?.push({
    ...{ id, kind, title: title.text, slug: "made-up", body: "", html: `<p>${body.text}</p>`, language, status, phase },
    ...{ excerpt: body.text.slice(0, 200), status_changed_at: at, visibility: "public", moderation: "published" },
    ...{ published_at: at, requester_name: "Somebody", category_id: 1 + Math.floor(random() * CATEGORIES) },
    ...{ waiting_since: phase === "new" || phase === "working" ? at : null, answer_excerpt: answer },
    ...{ has_team_reply: answer !== null || replies > 1 ? 1 : 0, reply_count: replies, vote_count: votes },
    ...{ created_at: at, last_activity_at: at + replies, public_changed_at: at + replies },
  });
  for (let one = 1; one <= replies; one++) {
    const text = pick(replyTexts[language]);
    rows.replies?.push({
      ...{ ticket_id: id, kind: one % 3 === 0 ? "comment" : "answer", body: "", html: `<p>${text}</p>`, language },
      ...{ excerpt: text.slice(0, 200), author_name: "Somebody", moderation: "published", vote_count: one % 4 },
      created_at: at + one,
    });
  }
  entries.push({ id, title: title.stems.join(" "), body: body.stems.join(" "), level: voteLevel(votes) });
}
