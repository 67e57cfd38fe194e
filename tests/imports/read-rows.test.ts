import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openRowFile } from "~/imports/stackexchange/read-rows.server.ts";

function rowsOf(text: string) {
  const name = path.join(mkdtempSync(path.join(tmpdir(), "glasno-rows-")), "Posts.xml");
  writeFileSync(name, text);
  const file = openRowFile(name);
  const read = [...file.rows()];
  const again = read.map((found) => ("place" in found ? file.rowAt(found.place) : undefined));
  file.close();
  expect(again).toEqual(read.map((found) => ("row" in found ? found.row : undefined)));
  return read.map((found) => [found.line, "row" in found ? found.row : found.problem]);
}

const head = '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<posts>\n';

test("every row is read with its line, and found again by its place", () => {
  const text = `${head}  <row Id="1" Body="Привіт, &lt;b&gt; &amp;amp; 😀&#xA;second" />\n\n  <row Id="2" />\n</posts>`;
  expect(rowsOf(text)).toEqual([
    [3, { Id: "1", Body: "Привіт, <b> &amp; 😀\nsecond" }],
    [5, { Id: "2" }],
  ]);
});

test.each([
  ["an open quote", '<row Id="2" Body="lost />', /^not well-formed XML/],
  ["a bare ampersand", '<row Id="2" Body="a & b" />', /^not well-formed XML/],
  ["a doubled attribute", '<row Id="2" Id="3" />', /^not well-formed XML \(duplicate/],
  ["words between rows", "what is this?", /not a row/],
  ["another element", '<post Id="2" />', /instead of <row>|not a row/],
])("%s costs its own line only", (_, broken, problem) => {
  expect(rowsOf(`${head}<row Id="1" />\n${broken}\n<row Id="4" />\n</posts>\n`)).toEqual([
    [3, { Id: "1" }],
    [4, expect.stringMatching(problem)],
    [5, { Id: "4" }],
  ]);
});

test("a file that ends in the middle of a row keeps the rows before it", () => {
  const rows = rowsOf(`${head}<row Id="1" />\n<row Id="2" Body="and th`);
  expect(rows).toEqual([
    [3, { Id: "1" }],
    [4, expect.any(String)],
  ]);
});

test("rows that share a line, and rows that take several, are read as well", () => {
  expect(
    rowsOf('<?xml version="1.0"?><posts><row Id="1" /><row Id="2" />\n<row\n  Id="3"\n  Body="x"\n/>\n</posts>'),
  ).toEqual([
    [1, { Id: "1" }],
    [1, { Id: "2" }],
    [2, { Id: "3", Body: "x" }],
  ]);
});

test("control characters, which XML forbids, are left out", () => {
  expect(rowsOf(`${head}<row Id="1" Body="a&#x1F;b\u0002c" />\n</posts>`)).toEqual([[3, { Id: "1", Body: "abc" }]]);
});

test("rows are found on both sides of what is read at once", () => {
  const long = "я".repeat(700_000);
  const rows = rowsOf(`${head}<row Id="1" Body="${long}" />\n<row Id="2" Body="${long}" />\n<row Id="3" />\n</posts>`);
  expect(rows).toEqual([
    [3, { Id: "1", Body: long }],
    [4, { Id: "2", Body: long }],
    [5, { Id: "3" }],
  ]);
});
