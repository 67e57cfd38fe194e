import type { InstantFile } from "~/search/instant-file.ts";
import { type InstantIndex, readInstantIndex } from "~/search/instant-index.ts";
import { findInstantly } from "~/search/query-instant.ts";
import { type InstantWords, instantList } from "./instant-list.ts";
import { say, statusLine } from "./status-line.ts";

const FROM_LETTERS = 2;
const AFTER_MS = 100;
const MOST_SHOWN = 8;

/** Answers in the form with `data-instant`, the address of the articles' file. Enter still asks the server. */
export async function answerInstantly(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>("form[data-instant]");
  const field = form?.querySelector<HTMLInputElement>("input[type=search]");
  if (!form || !field) return;
  const index = await fetchIndex(form.dataset.instant ?? "");
  if (!index) return;
  const words: InstantWords = JSON.parse(form.dataset.instantWords ?? "");

  const place = document.createElement("div");
  place.className = "instant-answers";
  const line = statusLine("hint");
  const list = document.createElement("ul");
  list.className = "ticket-list ticket-results";
  form.after(place);
  place.append(line);

  let shown = "";
  const show = () => {
    const query = field.value.trim();
    if (query === shown) return;
    shown = query;
    list.remove();
    if (query.length < FROM_LETTERS) {
      say(line);
      return;
    }
    const locale = document.documentElement.lang;
    const { articles, switched } = findInstantly(index, { query: field.value, locale, limit: MOST_SHOWN });
    const meant = switched === null ? [] : [words.switched.replace("{query}", switched)];
    say(line, [...meant, words.found[articles.length] ?? ""].join(" "));
    list.replaceChildren(...instantList(articles, words, locale));
    if (articles.length > 0) place.append(list);
  };
  const close = () => {
    list.remove();
    say(line);
    field.focus();
  };

  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(show, AFTER_MS);
  });
  for (const part of [form, place] as HTMLElement[]) {
    part.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && list.isConnected) {
        event.preventDefault(); // the browser would empty the field
        close();
      }
      if (event.key === "ArrowDown" && event.target === field && list.isConnected) {
        event.preventDefault();
        // The answers to the last letters may still be due, and would take the focus away with the list.
        clearTimeout(timer);
        show();
        list.querySelector("a")?.focus();
      }
    });
  }
  show(); // what was typed while this came
}

/** Undefined where the articles have changed since the page was made, or nothing comes: the form works all the same. */
async function fetchIndex(address: string): Promise<InstantIndex | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? readInstantIndex((await response.json()) as InstantFile) : undefined;
  } catch {
    return undefined;
  }
}
