import { type Db, inQuietTransaction } from "#db/client.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Site } from "~/site/site.ts";
import { findHook } from "./hooks.server.ts";
import { testPayload } from "./message-payload.ts";
import { newMessageId } from "./queue-deliveries.server.ts";
import { sendMessage } from "./send-message.server.ts";
import type { Outgoing } from "./send-request.server.ts";

/** Calls once and at once, so that an admin sees what comes of it: in the log, by its status. */
export async function sendTest(
  db: Db,
  { id, site, secret, outgoing, now }: { id: number; site: Site; secret: string; outgoing: Outgoing; now: number },
): Promise<boolean> {
  const hook = await findHook(db, id);
  if (!hook) return false;
  const messageId = newMessageId();
  const t = wordsIn(site.locale);
  const line = { heading: t("hooks:chat.test", { site: site.name }), url: `${site.origin}/`, text: null };
  const message = hook.kind === "webhook" ? { id: messageId, payload: testPayload(now) } : { chat: { lines: [line] } };
  const { status, failure } = await sendMessage(hook, message, { secret, outgoing, now });
  const isTaken = status !== null && status >= 200 && status < 300;
  await inQuietTransaction(db, (trx) =>
    trx
      .insertInto("deliveries")
      .values({
        ...{ hook_id: id, event: "test", subject: messageId, message_id: messageId },
        ...{ state: isTaken ? "sent" : "failed", attempts: 1, status, failure },
        ...{ send_at: now, tried_at: now, sent_at: isTaken ? now : null, created_at: now },
      })
      .execute(),
  );
  return isTaken;
}
