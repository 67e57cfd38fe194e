import { type Kysely, sql } from "kysely";
import { createSearchTable, isPostgres } from "./column-types.ts";

/**
 * The search index, FTS5 over stems that app/search writes: per kind of document one table of titles and bodies, and a
 * small one of titles alone, since a column filter on the large one is slow. Contentless: the texts are in their own
 * tables already. No positions (detail=column): phrases are checked in code, and the index stays a third smaller.
 * The stems come cut, so the tokenizer only has to leave them whole.
 * Tickets that are here already come in by a job. In PostgreSQL, which begins empty, they are plain tables.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) {
    for (const name of ["search_tickets", "search_ticket_titles", "search_articles", "search_article_titles"])
      await createSearchTable(db, name);
    return;
  }
  const options = sql.raw(`content='', contentless_delete=1, detail=column, tokenize="ascii tokenchars '_.+#-'"`);
  for (const kind of ["ticket", "article"]) {
    await sql`create virtual table ${sql.table(`search_${kind}s`)} using fts5(title, body, ${options})`.execute(db);
    await sql`create virtual table ${sql.table(`search_${kind}_titles`)} using fts5(title, ${options})`.execute(db);
  }
  await sql`insert into jobs (name, payload, run_at, attempts, created_at)
    select 'build the search index', '{}', 0, 0, 0 where exists (select 1 from tickets)`.execute(db);
}
