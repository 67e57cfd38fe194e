import type { Db } from "#db/client.ts";
import type { OwnPush } from "./own-push.ts";
import { pushKeys } from "./push-keys.server.ts";

/** How a page offers a ticket's news to this browser. */
export async function findOwnPush(
  db: Db,
  ticketId: number,
  { visitor, secret }: { visitor: { id: number } | null; secret: string },
): Promise<OwnPush> {
  const key = pushKeys(secret).publicKey;
  if (!visitor) return { key, isOn: false };
  const follow = await db
    .selectFrom("push_follows")
    .innerJoin("push_browsers", "push_browsers.id", "push_follows.browser_id")
    .select("push_follows.id")
    .where("push_browsers.visitor_id", "=", visitor.id)
    .where("push_follows.ticket_id", "=", ticketId)
    .executeTakeFirst();
  return { key, isOn: follow !== undefined };
}
