import { describe, expect, test } from "vitest";
import { hasSamples, readSamples } from "../support/samples";
import { findViolations } from "./allowed-html-oracle";
import { asTeam, asVisitor } from "./render";

test.each([
  ["<svg><a>x</a></svg>", "<svg>"],
  ['<p class="agent">x</p>', '<p class="agent">'],
  ['<a href="javascript:x">x</a>', '<a href="javascript:x">'],
  ['<img src="https://a.example/">', '<img src="https://a.example/">'],
  ["</div></li></ol><b>x</b>", "<b> outside of its place"],
  ["<li>x", "the page around is moved"],
  ["<td>x</td>", "<td> outside of its place"],
])("the check itself sees what is wrong with %s", (html, violation) => {
  expect(findViolations(html)).toContain(violation);
});

test.each([
  ["</div></li></ol></main>"],
  ["<li>a</li><dd>b</dd><tr><td>c</td></tr></table></td>"],
  ["<ul><li><table><tr><td><li>x<table><td></table></table>"],
  ["<details><summary><h3><h4></summary><a href=/x><p><a href=/y></details>"],
  ["<table><tr><td>\n\n```js\nlet a = '</code></pre></td>'\n```\n\n</table></table></td>"],
  [`${"<blockquote><ul><li>".repeat(40)}<h1>x<td>y`],
])("%s stays in its place", (source) => {
  expect(findViolations(asVisitor(source))).toEqual([]);
});

describe.skipIf(!hasSamples)("collected payloads", () => {
  const payloads = hasSamples
    ? readSamples<{ payload: string }>("abuse", "xss-dev.jsonl").map(({ payload }) => payload)
    : [];
  const places: ((payload: string) => string)[] = [
    (payload) => `see ${payload} here`,
    (payload) => `[a](${payload}) ![b](<${payload}> "${payload}")`,
    (payload) => `\`\`\`html\n${payload}\n\`\`\`\n\n| a |\n|-|\n| ${payload} |`,
  ];

  test.each([
    ["as a text", () => (payload: string) => payload],
    ["in a line, a link or a cell", (index: number) => places[index % places.length] ?? String],
  ])(
    "leave nothing forbidden %s",
    (_where, wrapFor) => {
      expect(payloads.length).toBeGreaterThan(5_000);
      const found = payloads.flatMap((payload, index) => {
        const render = index % 2 ? asVisitor : asTeam;
        return findViolations(render(wrapFor(index)(payload))).map((violation) => ({ payload, violation }));
      });
      expect(found).toEqual([]);
    },
    120_000,
  );

  test("leave nothing forbidden in the examples of the specifications", () => {
    const examples = ["commonmark-spec.json", "gfm-spec.json"].flatMap((file) =>
      readSamples<{ markdown: string }>("markdown", file),
    );
    for (const { markdown } of examples) expect(findViolations(asVisitor(markdown)), markdown).toEqual([]);
  });
});
