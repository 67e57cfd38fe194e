import { words } from "./words.ts";

/** A picture opens over the page at its full size; Escape, a press anywhere, or the button closes it. */
export function openPicturesInPlace(): void {
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(target instanceof HTMLImageElement)) return;
    const link = target.closest<HTMLAnchorElement>('a[href^="/files/"]');
    if (!link || !window.HTMLDialogElement) return;
    event.preventDefault();
    show(link.href, target.alt);
  });
}

function show(address: string, alt: string): void {
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  dialog.ariaLabel = alt;
  const picture = document.createElement("img");
  picture.src = address;
  picture.alt = alt;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = words.close ?? "";
  dialog.append(button, picture);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
