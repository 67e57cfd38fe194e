import { say, statusLine } from "./status-line.ts";

/** Beside a field with `data-copy` (the button's word) and `data-copied` (what it says then): a button that copies. */
export function addCopyButtons(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = field.dataset.copy ?? "";
    const line = statusLine("hint");
    button.addEventListener("click", async () => {
      if (await copy(field)) say(line, field.dataset.copied ?? "");
    });
    (field.closest(".field") ?? field).after(button, line);
  }
}

/** The clipboard's own interface needs https. Without it the old command; if that fails, the text stands selected. */
async function copy(field: HTMLInputElement): Promise<boolean> {
  if (await copyText(field.value)) return true;
  field.select();
  return document.execCommand("copy");
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
