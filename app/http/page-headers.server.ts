import type { Page, Policy } from "./page.ts";

/**
 * The headers that follow from who may see a page. Set by entry.server for documents, since headers of loaders and
 * of thrown responses do not reach the document by themselves.
 */
export function setPageHeaders(
  headers: Headers,
  {
    policy,
    page,
    isPost,
    hasCookie,
    status,
  }: { policy: Policy; page?: Page; isPost: boolean; hasCookie: boolean; status: number },
): void {
  // What comes back from a form has its sender's text on it, and a token to press once more with.
  const isPersonal = policy !== "public" || page?.personal === true || isPost;
  if (isPersonal) {
    headers.set("Cache-Control", "private, no-store");
    headers.set("X-Robots-Tag", "noindex, nofollow, noarchive");
    headers.set("Referrer-Policy", "same-origin");
    return;
  }
  // A visitor whom we know sees their own marks on public pages; what is out of order now is not in a minute.
  const isPassing = status >= 500 || (hasCookie && status >= 400);
  const kept = hasCookie ? "private, no-cache" : "public, no-cache";
  headers.set("Cache-Control", isPassing ? "private, no-store" : kept);
  if (page?.noindex || status >= 400) headers.set("X-Robots-Tag", "noindex");
}
