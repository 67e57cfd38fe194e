import { openSqlite } from "#db/dialects/sqlite.ts";
import { voteLevel } from "~/search/entry.ts";
import { type Language, languages, makeText, pick, random } from "./made-up-words.ts";
import { withoutIndexes } from "./without-indexes.ts";

const AT_ONCE = 10_000;
export const NOW = Date.UTC(2026, 10, 1);
const CATEGORIES = 5;
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

/**
 * Fills a migrated database with tickets, replies and articles of made-up words, and the index with them, row by row:
 * through the rooms a million would take an hour. The entries and counts are those that the rooms write.
 */
export function fillForum(
  file: string,
  { tickets, articles, withReplies = true }: { tickets: number; articles: number; withReplies?: boolean },
  onProgress: (done: number) => void = () => {},
): void {
  const db = openSqlite(file, { readonly: false });
  db.pragma("synchronous = OFF");
  const insert = (table: string, columns: string) =>
    db.prepare(`insert into ${table} (${columns}) values (${columns.replace(/\w+/g, "?")})`);
  const ticket = insert(
    "tickets",
    "kind, title, slug, body, html, excerpt, language, status, phase, status_changed_at, visibility, moderation, published_at, requester_name, category_id, waiting_since, answer_excerpt, has_team_reply, reply_count, vote_count, created_at, last_activity_at, public_changed_at",
  );
  const reply = insert(
    "replies",
    "ticket_id, kind, body, html, excerpt, language, author_name, moderation, vote_count, created_at",
  );
  const article = insert(
    "articles",
    "category_id, slug, language, position, title, summary, body, html, contents, published_at, created_at, changed_at, public_changed_at",
  );
  const entries = {
    tickets: insert("search_tickets", "rowid, title, body"),
    titles: insert("search_ticket_titles", "rowid, title"),
    articles: insert("search_articles", "rowid, title, body"),
    articleTitles: insert("search_article_titles", "rowid, title"),
    voted: db.prepare("insert into search_ticket_voted (rowid, title, body) values ((? << 40) + ?, ?, ?)"),
  };
  const replyTexts = Object.fromEntries(
    languages.map((language) => [language, Array.from({ length: REPLY_TEXTS }, () => makeText(language, 60).text)]),
  ) as Record<Language, string[]>;

  const addTicket = (number: number) => {
    const language = pick(languages);
    const [title, body] = [makeText(language, 6), makeText(language, 60)];
    const [kind, status, phase] = pick(phases);
    const votes = Math.floor(random() ** 8 * 200);
    const at = NOW - Math.floor(random() * 3e10);
    const replies = !withReplies || kind === "thanks" ? 0 : number % TEN_REPLIES_EVERY === 0 ? 10 : 1;
    const answer = phase === "done" && replies > 0 ? makeText(language, 12).text : null;
    const waits = phase === "new" || phase === "working" ? at : null;
    const id = BigInt(
      ticket.run(
        ...[kind, title.text, "made-up", "", `<p>${body.text}</p>`, body.text.slice(0, 200), language, status, phase],
        ...[at, "public", "published", at, "Somebody", 1 + Math.floor(random() * CATEGORIES), waits, answer],
        ...[answer !== null || replies > 1 ? 1 : 0, replies, votes, at, at + replies, at + replies],
      ).lastInsertRowid,
    );
    for (let one = 1; one <= replies; one++) {
      const text = pick(replyTexts[language]);
      reply.run(
        ...[id, one % 3 === 0 ? "comment" : "answer", "", `<p>${text}</p>`, text.slice(0, 200), language],
        ...["Somebody", "published", one % 4, at + one],
      );
    }
    const [titleStems, bodyStems] = [title.stems.join(" "), body.stems.join(" ")];
    entries.tickets.run(id, titleStems, bodyStems);
    entries.titles.run(id, titleStems);
    if (voteLevel(votes) > 0) entries.voted.run(BigInt(voteLevel(votes)), id, titleStems, bodyStems);
  };
  const addArticle = (number: number) => {
    const language = pick(languages);
    const [title, body] = [makeText(language, 5), makeText(language, 300)];
    const facts = [title.text, "", "", `<p>${body.text}</p>`, "[]", NOW, NOW, NOW, NOW];
    const id = BigInt(article.run(1, `a${number}`, language, number, ...facts).lastInsertRowid);
    entries.articles.run(id, title.stems.join(" "), body.stems.join(" "));
    entries.articleTitles.run(id, title.stems.join(" "));
  };

  const section = "insert into article_categories (id, slug, names, position, created_at, changed_at)";
  db.prepare(`${section} values (1, 'made-up', '{}', 1, ?, ?)`).run(NOW, NOW);
  const category = insert("categories", "slug, name, position, created_at");
  for (let one = 1; one <= CATEGORIES; one++) category.run(`c${one}`, `Category ${one}`, one, NOW);
  db.transaction(() => {
    for (let number = 1; number <= articles; number++) addArticle(number);
  })();
  withoutIndexes(db, ["tickets", "replies"], () => {
    for (let done = 0; done < tickets; done += AT_ONCE) {
      const many = Math.min(AT_ONCE, tickets - done);
      db.transaction(() => {
        for (let one = 1; one <= many; one++) addTicket(done + one);
      })();
      onProgress(done + many);
    }
  });
  db.exec(`insert into ticket_counts (kind, status, phase, category_id, count)
    select kind, status, phase, category_id, count(*) from tickets group by 1, 2, 3, 4`);
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}
