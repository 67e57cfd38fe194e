import { putText } from "./put-text.ts";
import { say, statusLine } from "./status-line.ts";

const AFTER_MS = 300;
/** Two colons, a name and a space, at the beginning of a line or behind a space: `std::vector ` is none. */
const NAMED = /(?:^|\s)::([\p{L}\p{M}\p{N}_-]+) $/u;

/** Canned answers and articles come and go into the reply without a new page, and `::name ` becomes the answer. */
export function insertInPlace(): void {
  const box = document.querySelector<HTMLElement>("[data-inserts]");
  const form = box?.closest("form");
  const text = form?.querySelector<HTMLTextAreaElement>("#reply-body");
  const find = box?.querySelector<HTMLInputElement>("#find");
  const list = box?.querySelector<HTMLElement>("[data-inserts-list]");
  const used = form?.querySelector<HTMLInputElement>("input[name=canned]");
  if (!box || !text || !find || !list || !used) return;
  box.querySelector("[data-inserts-shortcut]")?.removeAttribute("hidden");

  const count = statusLine("vh");
  list.before(count);
  const address = (query: string) => `${box.dataset.inserts}&q=${encodeURIComponent(query)}`;
  const ask = (query: string) =>
    fetch(address(query)).then(
      (response) => (response.ok ? response.text() : undefined),
      () => undefined,
    );

  let shown = find.value.trim();
  let timer = 0;
  const search = async () => {
    clearTimeout(timer);
    const query = find.value.trim();
    if (query === shown) return;
    shown = query;
    const html = await ask(query);
    if (html === undefined || query !== shown) return;
    list.innerHTML = html; // our own page, from our own origin
    say(count, list.querySelector("p")?.textContent ?? "");
  };
  find.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(search, AFTER_MS);
  });

  const put = (button: HTMLElement, from?: number) => {
    putText(text, button.dataset.text ?? "", from);
    const [, id] = /canned-(\d+)$/.exec((button as HTMLButtonElement).value) ?? [];
    if (id) used.value = [used.value, id].filter(Boolean).join(",");
  };
  // A press of the keyboard comes as a click too, Enter in the field as a click of its button.
  box.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("button");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.text === undefined) search();
    else put(button);
  });

  text.addEventListener("input", async () => {
    const typed = text.value.slice(0, text.selectionEnd);
    const [, name = ""] = NAMED.exec(typed) ?? [];
    if (!name) return;
    const answer = document.createElement("div");
    answer.innerHTML = (await ask(`::${name}`)) ?? "";
    const button = answer.querySelector<HTMLElement>(`[data-name="${CSS.escape(name.toLowerCase())}"]`);
    // Whoever typed on meanwhile did not mean it.
    if (button && text.value.slice(0, text.selectionEnd) === typed) put(button, typed.length - `::${name} `.length);
  });
}
