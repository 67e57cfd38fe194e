import { copyText } from "./copy-button.ts";
import { words } from "./words.ts";

/** At each block of code a button that copies it; where the clipboard is closed, the code stands selected. */
export function addCodeButtons(): void {
  for (const code of document.querySelectorAll<HTMLElement>(".body pre")) {
    const box = document.createElement("div");
    box.className = "code-box";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = words.copy ?? "";
    // What it says is read aloud when it changes.
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      if (await copyText(code.innerText.replace(/\n$/, ""))) button.textContent = words.copied ?? "";
      else getSelection()?.selectAllChildren(code);
    });
    code.replaceWith(box);
    box.append(code, button);
  }
}
