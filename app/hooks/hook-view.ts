import type { HookEvent, HookKind } from "./hook-events.ts";

export type HookSecretFields = "url" | "token" | "chat";

/** A chat or a program, as the list shows it. */
export interface HookView {
  id: number;
  kind: HookKind;
  name: string;
  /** A host, or the chat of a bot: all of its address that is ever shown. */
  place: string;
  /** off: an admin did that; stopped: it took nothing for a day. */
  state: "well" | "failing" | "off" | "stopped";
  /** Since when it is so, where it is not well. */
  since: number | null;
  lastSentAt: number | null;
  waiting: number;
}

export interface HookSettings extends HookView {
  events: HookEvent[];
  categoryId: number | null;
  showsPrivate: boolean;
}

/** One line of what a hook was told. */
export interface DeliveryView {
  id: number;
  event: string;
  at: number;
  ticket: number | null;
  article: number | null;
  state: "waiting" | "sent" | "failed" | "dropped";
  attempts: number;
  status: number | null;
  failure: string | null;
}
