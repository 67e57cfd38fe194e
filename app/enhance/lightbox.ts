import { words } from "./words.ts";

/**
 * A picture opens over the page, as large as the window; Escape, a press anywhere, or the button closes it. A press on
 * the picture there leads to the file, which a browser shows pixel for pixel.
 */
export function openPicturesInPlace(): void {
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(target instanceof HTMLImageElement)) return;
    const link = target.closest<HTMLAnchorElement>('a[href^="/files/"]');
    if (!link || link.closest("dialog") || !window.HTMLDialogElement) return;
    event.preventDefault();
    show(link, target.alt);
  });
}

function show(link: HTMLAnchorElement, alt: string): void {
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  dialog.ariaLabel = alt;
  const picture = document.createElement("img");
  picture.src = link.href;
  picture.alt = alt;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = words.close ?? "";
  const toFile = document.createElement("a");
  toFile.href = link.href;
  toFile.append(picture);
  dialog.append(button, toFile);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
