/** What a writer may use, in Markdown or as raw HTML. Whatever else looks like a tag is shown as it was typed. */
export const writersTags = [
  ..."a b blockquote br code dd del details dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre".split(" "),
  ..."q s strong sub summary sup table tbody td th thead tr ul".split(" "),
];

/** What can be in the HTML that leaves the sanitiser. `span` is the highlighter's alone; h1 is the page's. */
export const allowedTags = [...writersTags.filter((tag) => tag !== "h1"), "span"];

export const allowedAttributes = {
  a: ["href", "title", "rel"],
  img: ["src", "alt", "title", "width", "height", "loading"],
  ol: ["start"],
  // The presentational attribute and not a class: the same HTML goes into mail and feeds, where no stylesheet is.
  td: [{ name: "align", values: ["left", "center", "right"] }],
  th: [{ name: "align", values: ["left", "center", "right"] }],
  span: ["class"],
  code: ["class"],
};

/**
 * Elements that close something of the page when they stand alone: a stray `<li>` ends the `<li>` around the reply,
 * a stray `<td>` the cell around it. So they need one of these around them, within the same text.
 */
export const neededAround: Record<string, string[]> = {
  li: ["ul", "ol"],
  dt: ["dl"],
  dd: ["dl"],
  summary: ["details"],
  thead: ["table"],
  tbody: ["table"],
  tr: ["table"],
  th: ["table"],
  td: ["table"],
};
