import { expect, test } from "vitest";
import { excerptOf } from "~/markdown/excerpt";

test.each([
  ["tags are gone, blocks are apart", "<h3>A</h3><p>b<br />c <b>d</b>e</p><ul><li>f</li></ul>", "A b c de f"],
  ["it is text, not HTML", "<p>a &lt;b&gt; &amp;amp; &quot;c&quot;</p>", 'a <b> &amp; "c"'],
  ["code blocks are left out", '<p>a</p><pre tabindex="0"><code>x = 1\n</code></pre><p>b <code>c</code></p>', "a b c"],
  ["a text of code alone has none", "<pre><code>x</code></pre>", ""],
  ["200 characters are not cut", `<p>${"a".repeat(200)}</p>`, "a".repeat(200)],
  ["one endless word is cut anywhere", `<p>${"a".repeat(201)}</p>`, `${"a".repeat(199)}…`],
  ["but not within a character", `<p>${"😀".repeat(150)}</p>`, `${"😀".repeat(99)}…`],
])("%s", (_fact, html, excerpt) => {
  expect(excerptOf(html)).toBe(excerpt);
});

test("a long text is cut at a word, without the comma after it", () => {
  const excerpt = excerptOf(`<p>${"слово, ".repeat(60)}</p>`);
  expect(excerpt.length).toBeLessThanOrEqual(200);
  expect(excerpt).toMatch(/слово…$/);
});
