import { dropDraft, quietly } from "./draft-store.ts";

const SENDING = "sending";

/** Remembers, in this tab, which draft is on its way. */
export function noteSending(key: string): void {
  quietly(() => sessionStorage.setItem(SENDING, key));
}

/**
 * The next page tells whether it arrived: the confirmation says so by `data-draft-sent`, a thread by showing the new
 * reply. Any other page (an error, a preview) leaves the draft alone.
 */
export function dropSentDraft(): void {
  const key = quietly(() => sessionStorage.getItem(SENDING));
  quietly(() => sessionStorage.removeItem(SENDING));
  const hasArrived = document.querySelector("[data-draft-sent]") !== null || /^#reply-\d+$/.test(location.hash);
  if (key && hasArrived) dropDraft(key);
}
