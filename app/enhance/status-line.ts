/** A line that is read aloud when words come into it (WCAG 4.1.3). */
export function statusLine(className: string): HTMLElement {
  const line = document.createElement("p");
  line.className = className;
  line.setAttribute("role", "status");
  return line;
}

/** Screen readers notice a change of a line that they know: it stands empty for a moment first. */
export function say(line: HTMLElement, ...words: (string | Node)[]): void {
  line.replaceChildren();
  setTimeout(() => line.replaceChildren(...words), 100);
}
