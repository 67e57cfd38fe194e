import { type Db, inTransaction } from "#db/client.ts";
import { indexTicketsById } from "~/tickets/index-ticket.server.ts";
import type { OldAddresses } from "./import.ts";
import { type LinkTarget, moveLinks } from "./links.ts";
import { prepareTexts } from "./prepare-texts.server.ts";

interface Move {
  addresses: OldAddresses;
  find(externalId: string): LinkTarget | undefined;
  site: { origin: string; locale: string };
}

const PAGE = 500;
/** Updates in one transaction: some milliseconds. */
const AT_ONCE = 20;

/**
 * Moves the links of stored texts that lead to what came in after them. Asks the texts themselves, so it does not
 * matter which run brought them. Returns how many texts it changed.
 */
export async function moveStoredLinks(db: Db, source: string, { addresses, find, site }: Move): Promise<number> {
  let count = 0;
  // A path in a stored text is one of ours: those of the old forum were given its origin when they came in.
  const withoutPaths = { ...addresses, origin: undefined };
  for (let after = ""; ; ) {
    const page = await listTexts(db, source, after);
    const moved = page
      .map((text) => ({ ...text, moved: moveLinks(text.body, withoutPaths, find) }))
      .filter((text) => text.moved !== text.body);
    const texts = await prepareTexts(
      moved.map((text) => ({ body: text.moved, voice: text.agent_id === null ? "visitor" : "team" })),
      site,
    );
    for (let at = 0; at < texts.length; at += AT_ONCE) {
      await inTransaction(db, async (trx) => {
        const ids = new Set<number>();
        for (const [index, to] of texts.slice(at, at + AT_ONCE).entries()) {
          const { ticket_id, reply_id, body, excerpt } = moved[at + index] as (typeof moved)[number];
          const change = { body: to.body, html: to.html, excerpt: to.excerpt };
          if (reply_id === null) {
            // Nobody may have edited it meanwhile.
            await trx.updateTable("tickets").set(change).where("id", "=", ticket_id).where("body", "=", body).execute();
          } else {
            await trx.updateTable("replies").set(change).where("id", "=", reply_id).where("body", "=", body).execute();
            await trx
              .updateTable("tickets")
              .set({ answer_excerpt: to.excerpt })
              .where("id", "=", ticket_id)
              .where("answer_excerpt", "=", excerpt)
              .execute();
          }
          ids.add(ticket_id);
        }
        await indexTicketsById(trx, [...ids]);
      });
    }
    count += texts.length;
    if (page.length < PAGE) return count;
    after = page.at(-1)?.external_id ?? after;
  }
}

async function listTexts(db: Db, source: string, after: string) {
  return db
    .selectFrom("imported_posts")
    .innerJoin("tickets", "tickets.id", "imported_posts.ticket_id")
    .leftJoin("replies", "replies.id", "imported_posts.reply_id")
    .select((eb) => [
      "external_id",
      "imported_posts.ticket_id",
      "reply_id",
      "agent_id",
      eb.fn.coalesce("replies.body", "tickets.body").as("body"),
      eb.fn.coalesce("replies.excerpt", "tickets.excerpt").as("excerpt"),
    ])
    .where("source", "=", source)
    .where("external_id", ">", after)
    .orderBy("external_id")
    .limit(PAGE)
    .execute();
}
