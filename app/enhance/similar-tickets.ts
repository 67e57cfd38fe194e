import { say, statusLine } from "./status-line.ts";

const FROM_CHARACTERS = 10;
const AFTER_MS = 400;

/** While somebody types a title: what others have asked already, below it. Never the same question twice. */
export function showSimilarTickets(): void {
  const place = document.querySelector<HTMLElement>("[data-similar]");
  const title = place?.closest("form")?.querySelector<HTMLInputElement>("#title");
  if (!place || !title) return;

  const count = statusLine("vh");
  const list = document.createElement("div");
  list.append(...place.childNodes);
  place.append(count, list);

  const known = new Map<string, Promise<string>>();
  let timer = 0;
  let shown = title.value.trim();
  const show = async () => {
    const asked = title.value.trim();
    if (asked === shown || asked.length < FROM_CHARACTERS) return;
    shown = asked;
    const address = `${place.dataset.similar}?title=${encodeURIComponent(asked)}`;
    const answer =
      known.get(asked) ??
      fetch(address).then(
        (response) => (response.ok ? response.text() : ""),
        () => "",
      );
    known.set(asked, answer);
    const html = await answer;
    // Somebody may be reading one; and an answer that comes late is about other words.
    if (asked !== shown || list.querySelector("[open]")) return;
    list.innerHTML = html; // our own page, from our own origin
    addFormOfButtons(place.dataset.answered);
    say(count, list.querySelector("p")?.textContent ?? "");
  };
  title.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(show, AFTER_MS);
  });
}

/** The buttons in the list belong to a form of their own, which cannot stand inside the ticket's. */
function addFormOfButtons(action = ""): void {
  if (document.getElementById("answered")) return;
  const form = document.createElement("form");
  Object.assign(form, { id: "answered", method: "post", action });
  document.body.append(form);
}
