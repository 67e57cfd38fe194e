import { type Db, inTransaction } from "#db/client.ts";
import { writeEntry } from "~/search/index-tables.server.ts";
import { indexTicketsById } from "~/tickets/index-ticket.server.ts";
import { documents } from "./documents.ts";

/** Writes the documents into an empty database and its index. Returns their names by "ticket 1", "article 2". */
export async function fillWithDocuments(db: Db, now: number): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto("article_categories")
      .values({ id: 1, slug: "all", names: "{}", position: 1, source_text: null, created_at: now, changed_at: now })
      .execute();
    for (const [position, document] of documents.entries()) {
      const { kind, language, title, text, answer, votes: vote_count } = document;
      const [slug, html] = ["x", `<p>${text}</p>`];
      const common = { title, slug, body: text, html, language, created_at: now, public_changed_at: now };
      if (kind === "article") {
        const { id } = await trx
          .insertInto("articles")
          .values({
            ...{ ...common, slug: document.name, summary: "", contents: "[]", category_id: 1, position },
            ...{ published_at: now, changed_at: now },
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        names.set(`article ${id}`, document.name);
        await writeEntry(trx, { kind, id, title, language, texts: [{ text, language }] });
        continue;
      }
      const { id } = await trx
        .insertInto("tickets")
        .values({
          ...{ ...common, kind: "question", excerpt: "", vote_count, answer_excerpt: answer },
          ...{ status: answer ? "answered" : "new", phase: answer ? "done" : "new", status_changed_at: now },
          ...{ visibility: "public", moderation: "published", last_activity_at: now },
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      names.set(`ticket ${id}`, document.name);
      if (answer) {
        await trx
          .insertInto("replies")
          .values({
            ...{ ticket_id: id, kind: "answer", body: answer, html: `<p>${answer}</p>`, excerpt: answer, language },
            ...{ moderation: "published", created_at: now },
          })
          .execute();
      }
      await indexTicketsById(trx, [id]);
    }
  });
  return names;
}
