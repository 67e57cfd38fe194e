import { type Kysely, sql } from "kysely";
import { createSearchTable, isPostgres } from "./column-types.ts";

/**
 * The tickets that several people voted for, once more and in the order of votes: of a word that half of all tickets
 * have, the newest come from the large tables and the best known from here. And windows on the words of the index
 * (fts5vocab, they hold nothing themselves), where a misspelt word is looked up. What is here already comes in by a job.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Its words are looked up in the tables themselves.
  if (isPostgres(db)) return createSearchTable(db, "search_ticket_voted");
  await sql`create virtual table search_ticket_voted using fts5(title, body,
    content='', contentless_delete=1, detail=column, tokenize="ascii tokenchars '_.+#-'")`.execute(db);
  await sql`create virtual table search_ticket_words using fts5vocab('search_ticket_titles', 'row')`.execute(db);
  await sql`create virtual table search_article_words using fts5vocab('search_articles', 'row')`.execute(db);
  await sql`insert into jobs (name, payload, run_at, attempts, created_at)
    select 'build the search index', '{}', 0, 0, 0
    where (exists (select 1 from tickets) or exists (select 1 from articles))
      and not exists (select 1 from jobs where name = 'build the search index')`.execute(db);
}
