/**
 * Keys for the review, while the focus is in a post (WCAG 2.1.4): j and k go to the next and the one before, f and s
 * press its buttons. Without it they are pressed like any others.
 */
export function pressInReview(): void {
  const list = document.querySelector("[data-review-keys]");
  list?.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event as KeyboardEvent;
    const post = (target as Element).closest("[data-review-post]");
    if (!post || ctrlKey || metaKey || altKey) return;
    const step = { j: 1, k: -1 }[key];
    if (step) {
      const posts = [...list.querySelectorAll("[data-review-post]")];
      posts[posts.indexOf(post) + step]?.querySelector<HTMLElement>("a")?.focus();
    }
    const intent = { f: "fine", s: "spam" }[key];
    if (intent) post.querySelector<HTMLElement>(`button[value="${intent}"]`)?.click();
  });
}
