import type { Trx } from "#db/client.ts";
import { hashToken, randomToken } from "~/http/signing.server.ts";
import type { Viewer } from "./viewer.ts";

/** The writer of something: their visitor, and the token of the cookie to set where they are new. */
export interface Writer {
  visitorId: number;
  newToken?: string;
}

/** The viewer's visitor, made on their first write. A name they give is remembered, so that no form asks again. */
export async function findOrMakeVisitor(trx: Trx, viewer: Viewer, name: string | null, now: number): Promise<Writer> {
  if (viewer.visitor) {
    if (name && name !== viewer.visitor.name) {
      await trx.updateTable("visitors").set({ name }).where("id", "=", viewer.visitor.id).execute();
    }
    return { visitorId: viewer.visitor.id };
  }
  const newToken = randomToken();
  const { id } = await trx
    .insertInto("visitors")
    .values({ token_hash: hashToken(newToken), name, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { visitorId: id, newToken };
}
