/** Words for what the browser adds to any page: they stand at the script that adds it. */
export const words: DOMStringMap = document.querySelector<HTMLElement>("script[data-copy]")?.dataset ?? {};
