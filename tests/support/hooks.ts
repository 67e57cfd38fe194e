import type { Db } from "#db/client.ts";
import type { HookEvent, HookKind } from "~/hooks/hook-events.ts";
import type { HookValues } from "~/hooks/hook-form.ts";
import { addHook } from "~/hooks/hooks.server.ts";
import { sendDeliveries } from "~/hooks/send-deliveries.server.ts";
import { loadSite } from "~/site/load-site.server.ts";

const SECRET = "a secret that only tests know, 32 long";

interface HookFacts extends Partial<HookValues> {
  kind?: HookKind;
  events?: HookEvent[];
  secret?: Record<string, string>;
}

/** A chat or a program that is told what it wants to hear; only what the test is about is passed. */
export async function createHook(
  db: Db,
  { kind = "webhook", ...facts }: HookFacts = {},
  { secret = SECRET, now = Date.now() } = {},
): Promise<{ id: number; key: string }> {
  const values = { name: kind, events: [], categoryId: null, showsPrivate: false, secret: {}, ...facts };
  const { id, key = "" } = await addHook(db, { kind, values, secret, doer: { agentId: null, now } });
  return { id, key };
}

/** Does what the running site does by itself: tells every chat and program what is due at that time. */
export async function tellHooks(
  db: Db,
  { now = Date.now(), allowInner = ["127.0.0.1"], telegramUrl = "", secret = SECRET, locale = "en" as const } = {},
): Promise<number> {
  const site = await loadSite(db, { origin: "http://forum.test", locale, timezone: "UTC", siteName: "Forum" });
  return sendDeliveries(db, { secret, site, outgoing: { telegramUrl, allowInner }, now: () => now });
}
