import type { Db } from "#db/client.ts";
import { findArticle } from "~/articles/find-article.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import { findTicket } from "~/tickets/visibility.server.ts";
import { articlePath, ticketPath } from "~/urls.ts";
import { oldPathsOf } from "./old-paths.ts";

/**
 * Where something that came from another forum is now, as one of our paths, for an address that it had there. Undefined
 * where it never was, and just the same where this viewer may not read it.
 */
export async function findOldAddress(
  db: Db,
  url: URL,
  { findViewer, now }: { findViewer(): Promise<Viewer>; now: number },
): Promise<string | undefined> {
  const paths = oldPathsOf(url);
  if (paths.length === 0) return undefined;
  const rows = await db.selectFrom("old_addresses").selectAll().where("path", "in", paths).execute();
  if (rows.length === 0) return undefined;
  const viewer = await findViewer();
  const exact = rows.toSorted((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path));
  for (const { ticket_id, article_id, list } of exact) {
    if (list !== null) return list;
    const place =
      ticket_id === null
        ? await findArticlePath(db, viewer, article_id)
        : await findTicketPath(db, viewer, ticket_id, now);
    if (place) return place;
  }
  return undefined;
}

async function findTicketPath(db: Db, viewer: Viewer, id: number, now: number): Promise<string | undefined> {
  const found = await findTicket(db, viewer, id, now);
  if ("movedTo" in found) return ticketPath(found.movedTo);
  return "ticket" in found ? ticketPath(found.ticket) : undefined;
}

async function findArticlePath(db: Db, viewer: Viewer, id: number | null): Promise<string | undefined> {
  const found = await findArticle(db, viewer, String(id));
  return "article" in found ? articlePath(found.article) : undefined;
}
