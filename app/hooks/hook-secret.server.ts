import { randomBytes } from "node:crypto";
import { seal, unseal } from "~/people/sealed.server.ts";

/** What only the site and the other side know. */
export interface HookSecret {
  /** Of Slack, Mattermost and programs; whoever has that of a chat can write there. */
  url?: string;
  /** Of a program: what it checks our signatures with. */
  key?: string;
  /** Of a Telegram bot. */
  token?: string;
  chat?: string;
}

export const sealHook = (secret: string, id: number, hook: HookSecret): string =>
  seal(secret, `hook ${id}`, JSON.stringify(hook));

/** Undefined where it was sealed with another secret of the site: it came in an export without it. */
export function unsealHook(secret: string, id: number, sealed: string): HookSecret | undefined {
  const text = unseal(secret, `hook ${id}`, sealed);
  return text === undefined ? undefined : JSON.parse(text);
}

/** As the Standard Webhooks specification writes it. */
export const newSigningKey = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** What of a hook's address may be shown. */
export const placeOf = ({ url, chat }: HookSecret): string => (url ? new URL(url).host : (chat ?? ""));
