import { Webhook } from "standardwebhooks";
import type { HookRow } from "#db/schema.ts";
import { type HookSecret, unsealHook } from "./hook-secret.server.ts";
import { type ChatMessage, chatBody } from "./message-chat.ts";
import { type Answer, type Outgoing, postOnce } from "./send-request.server.ts";

export type Message = { chat: ChatMessage } | { id: string; payload: string };

/** The hook's address cannot be read any more: the site has another secret than the one that sealed it. */
const UNREADABLE: Answer = { status: null, failure: "address", waitMs: 0 };

/** Calls a chat or a program once. */
export async function sendMessage(
  hook: Pick<HookRow, "id" | "kind" | "sealed">,
  message: Message,
  { secret, outgoing, now }: { secret: string; outgoing: Outgoing; now: number },
): Promise<Answer> {
  const own = unsealHook(secret, hook.id, hook.sealed);
  if (!own) return UNREADABLE;
  if ("chat" in message) {
    if (hook.kind === "webhook") throw new Error("a program is told one thing at a time");
    const body = chatBody(hook.kind, message.chat, own);
    return postOnce(addressOf(own, outgoing), { body, headers: {} }, outgoing);
  }
  return postOnce(addressOf(own, outgoing), { body: message.payload, headers: signed(own, message, now) }, outgoing);
}

function addressOf({ url, token }: HookSecret, { telegramUrl }: Outgoing): string {
  return url ?? `${telegramUrl.replace(/\/$/, "")}/bot${token}/sendMessage`;
}

/** The id stays the same at every try; the time is that of this one, so that nobody can send it again later. */
function signed({ key = "" }: HookSecret, { id, payload }: { id: string; payload: string }, now: number) {
  const at = new Date(now);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(key).sign(id, at, payload),
  };
}
