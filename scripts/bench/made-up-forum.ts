import { openSqlite } from "#db/dialects/sqlite.ts";
import { voteLevel } from "~/search/entry.ts";
import { languages, makeText, pick, random } from "./made-up-words.ts";

const AT_ONCE = 10_000;
export const NOW = Date.UTC(2026, 10, 1);
const phases = [
  ["question", "new", "new"],
  ["question", "answered", "done"],
  ["problem", "fixed", "done"],
  ["problem", "confirmed", "working"],
  ["idea", "planned", "planned"],
] as const;

/**
 * Fills a migrated database with tickets and articles of made-up words, and the index with them, row by row: through
 * the rooms a million would take an hour. The entries are those that app/search writes.
 */
export function fillForum(
  file: string,
  { tickets, articles }: { tickets: number; articles: number },
  onProgress: (done: number) => void = () => {},
): void {
  const db = openSqlite(file, { readonly: false });
  db.pragma("synchronous = OFF");
  const insert = (table: string, columns: string) =>
    db.prepare(`insert into ${table} (${columns}) values (${columns.replace(/\w+/g, "?")})`);
  const ticket = insert(
    "tickets",
    "kind, title, slug, body, html, excerpt, language, status, phase, status_changed_at, visibility, moderation, answer_excerpt, has_team_reply, vote_count, created_at, last_activity_at, public_changed_at",
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

  const addTicket = () => {
    const language = pick(languages);
    const [title, body] = [makeText(language, 6), makeText(language, 60)];
    const [kind, status, phase] = pick(phases);
    const votes = Math.floor(random() ** 8 * 200);
    const at = NOW - Math.floor(random() * 3e10);
    const answer = phase === "done" ? makeText(language, 12).text : null;
    const id = BigInt(
      ticket.run(
        ...[kind, title.text, "x", "", `<p>${body.text}</p>`, "", language, status, phase, at, "public"],
        ...["published", answer, answer === null ? 0 : 1, votes, at, at, at],
      ).lastInsertRowid,
    );
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

  const category = "insert into article_categories (id, slug, names, position, created_at, changed_at)";
  db.prepare(`${category} values (1, 'made-up', '{}', 1, ?, ?)`).run(NOW, NOW);
  db.transaction(() => {
    for (let number = 1; number <= articles; number++) addArticle(number);
  })();
  for (let done = 0; done < tickets; done += AT_ONCE) {
    const many = Math.min(AT_ONCE, tickets - done);
    db.transaction(() => {
      for (let one = 0; one < many; one++) addTicket();
    })();
    onProgress(done + many);
  }
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}
