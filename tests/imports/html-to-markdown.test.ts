import { expect, test } from "vitest";
import { htmlToMarkdown } from "~/imports/stackexchange/html-to-markdown.server.ts";
import { markdownToHtml } from "~/markdown/markdown-to-html.server.ts";

test.each([
  ["paragraphs", "<p>One\nline</p>\n\n<p>Two</p>\n", "One line\n\nTwo"],
  ["a list", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "-   a\n-   b"],
  ["a quote", "<blockquote>\n<p>said</p>\n</blockquote>", "> said"],
  ["a heading", "<h2>Part</h2>", "## Part"],
  ["struck words", "<p><s>old</s> <del>gone</del> <strike>out</strike></p>", "~~old~~ ~~gone~~ ~~out~~"],
  ["keys and small signs", "<p><kbd>Ctrl</kbd> H<sub>2</sub>O</p>", "<kbd>Ctrl</kbd> H<sub>2</sub>O"],
  [
    "code with its tongue",
    '<pre class="lang-py prettyprint-override"><code>if a &lt; b:\n</code></pre>',
    "```py\nif a < b:\n```",
  ],
  ["a link", '<p><a href="https://example.com/a_b" rel="nofollow">words</a></p>', "[words](https://example.com/a_b)"],
  [
    "an address as a link",
    '<p><a href="https://example.com/a_b">https://example.com/a_b</a></p>',
    "<https://example.com/a_b>",
  ],
])("%s", (_, html, markdown) => {
  expect(htmlToMarkdown(html)).toBe(markdown);
});

test.each([
  ["a tag that was shown", "<p>Use &lt;b&gt;bold&lt;/b&gt; and &lt;script&gt;</p>", "Use <b>bold</b> and <script>"],
  ["a reference that was shown", "<p>Write &amp;lt; for it</p>", "Write &lt; for it"],
  [
    "signs of Markdown",
    "<p>2 * 3 * 4, a_b_c, # no, ~1980~, [x](y), `tick`</p>",
    "2 * 3 * 4, a_b_c, # no, ~1980~, [x](y), `tick`",
  ],
  ["a number that starts a line", "<p>1984. A year</p>", "1984. A year"],
])("%s reads the same after the way to Markdown and back", (_, html, text) => {
  expect(markdownToHtml(htmlToMarkdown(html), { voice: "visitor", siteOrigin: "http://localhost" }).excerpt).toBe(text);
});

test("a table is still a table", () => {
  const html =
    "<p>See</p>\n<table>\n<thead><tr><th>a</th></tr></thead>\n\n<tbody><tr><td>1 &lt; 2</td></tr></tbody></table>";
  const shown = markdownToHtml(htmlToMarkdown(html), { voice: "visitor", siteOrigin: "http://localhost" }).html;
  expect(shown).toContain("<td>1 &lt; 2</td>");
});
