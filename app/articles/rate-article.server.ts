import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { findOrMakeVisitor, type Writer } from "~/people/make-visitor.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import type { Reason } from "./feedback.ts";

export interface Rating {
  articleId: number;
  helped: boolean;
  reason?: Reason | null;
  words?: string | null;
  viewer: Viewer;
  /** Stands for address and day where no cookie came back: one rating of those for each article. */
  addressKey: string;
  now: number;
}

/**
 * Counts whether an article helped: once a visitor, who may change their mind. Where no cookie comes back the first
 * word of an address counts, and a reason may follow it.
 */
export async function rateArticle(db: Db, rating: Rating): Promise<Writer> {
  const { articleId, viewer, now } = rating;
  return inQuietTransaction(db, async (trx) => {
    const earlier = await findEarlier(trx, rating);
    const said = {
      helped: rating.helped ? 1 : 0,
      reason: rating.reason ?? null,
      words: rating.words ?? null,
      created_at: now,
    };
    // Behind one address are many people, and what another of them wrote is not lost.
    const saysMore = !viewer.visitor && said.words !== null && saysElse(earlier, said);
    if (!earlier || saysMore) {
      const writer = await findOrMakeVisitor(trx, viewer, null, now);
      const address_key = viewer.visitor ? null : rating.addressKey;
      await trx
        .insertInto("article_feedback")
        .values({ article_id: articleId, visitor_id: writer.visitorId, address_key, ...said })
        .execute();
      return writer;
    }
    const isMissingReason = !rating.helped && earlier.helped === 0 && earlier.reason === null && earlier.words === null;
    if (viewer.visitor || isMissingReason) {
      const isPressedAgain = !rating.helped && earlier.helped === 0 && !said.reason && !said.words;
      if (!isPressedAgain) await trx.updateTable("article_feedback").set(said).where("id", "=", earlier.id).execute();
    }
    return { visitorId: viewer.visitor?.id ?? 0 };
  });
}

type Said = { reason: string | null; words: string | null };

function saysElse(earlier: Said | undefined, said: Said): boolean {
  const isSilent = !earlier || (earlier.reason === null && earlier.words === null);
  return !isSilent && (earlier.reason !== said.reason || earlier.words !== said.words);
}

async function findEarlier(trx: Trx, { articleId, viewer, addressKey }: Rating) {
  return trx
    .selectFrom("article_feedback")
    .selectAll()
    .where("article_id", "=", articleId)
    .where((eb) => (viewer.visitor ? eb("visitor_id", "=", viewer.visitor.id) : eb("address_key", "=", addressKey)))
    .orderBy("id", "desc")
    .executeTakeFirst();
}
