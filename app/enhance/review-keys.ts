import { quietly } from "./draft-store.ts";

const PRESSED_AT = "review pressed at";

/**
 * Keys for the review, while the focus is in a post (WCAG 2.1.4): j and k go to the next and the one before, f and s
 * press its buttons. Without it they are pressed like any others.
 */
export function pressInReview(): void {
  const list = document.querySelector("[data-review-keys]");
  if (list) focusNext(list);
  list?.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event as KeyboardEvent;
    const post = (target as Element).closest("[data-review-post]");
    if (!post || ctrlKey || metaKey || altKey) return;
    const posts = postsIn(list);
    const at = posts.indexOf(post);
    const step = { j: 1, k: -1 }[key];
    if (step) focusPost(posts[at + step]);
    const intent = { f: "fine", s: "spam" }[key];
    if (!intent) return;
    quietly(() => sessionStorage.setItem(PRESSED_AT, String(at)));
    post.querySelector<HTMLElement>(`button[value="${intent}"]`)?.click();
  });
}

/** Whoever pressed a key goes on where they were: the next post has come up to the place of the pressed one. */
function focusNext(list: Element): void {
  const at = quietly(() => sessionStorage.getItem(PRESSED_AT));
  quietly(() => sessionStorage.removeItem(PRESSED_AT));
  if (at === null || at === undefined) return;
  const posts = postsIn(list);
  focusPost(posts[Math.min(Number(at), posts.length - 1)]);
}

const postsIn = (list: Element) => [...list.querySelectorAll("[data-review-post]")];
const focusPost = (post?: Element) => post?.querySelector<HTMLElement>("a")?.focus();
