const KB = 1024;

/**
 * Markdown can multiply: 4 KB of table source makes 4.7 MB of HTML. A page must not grow so by one reply, and the
 * sanitiser's time grows with it, so the cap is asked before it and after it.
 */
export function breaksOutputCap(source: string, html: string): boolean {
  if (html.length > KB * KB) return true;
  return html.length > 64 * KB && html.length > 20 * source.length;
}

/** The longest source that is rendered at all, in UTF-16 units. Forms allow less. */
export const longestSource = 64 * KB;
