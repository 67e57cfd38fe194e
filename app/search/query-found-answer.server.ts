import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import type { AnswerTarget } from "./found-answers.server.ts";

export interface FoundAnswer extends AnswerTarget {
  slug: string;
  title: string;
  language: string;
}

/** What a button names as "ticket-12" or "article-5", if strangers may find it; undefined for everything else. */
export async function findAnswer(db: Db, name: string | null): Promise<FoundAnswer | undefined> {
  const [, target, digits] = /^(ticket|article)-(\d{1,15})$/.exec(name ?? "") ?? [];
  const id = Number(digits);
  if (target === "ticket") {
    const ticket = await db
      .selectFrom("tickets")
      .select(["id", "slug", "title", "language"])
      .where("id", "=", id)
      .where(isListed)
      .executeTakeFirst();
    return ticket && { target, ...ticket };
  }
  if (target !== "article") return undefined;
  const article = await db
    .selectFrom("articles")
    .select(["id", "slug", "title", "language"])
    .where("id", "=", id)
    .where(isPublished)
    .executeTakeFirst();
  return article && { target, ...article };
}
