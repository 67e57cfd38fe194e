import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openJsonRows } from "~/imports/userecho/json-rows.server.ts";

function rowsOf(text: string) {
  const name = path.join(mkdtempSync(path.join(tmpdir(), "glasno-json-")), "topics.json");
  writeFileSync(name, text);
  const file = openJsonRows(name);
  return [...file.rows()].map((read) => {
    if ("problem" in read) return [read.row, "broken"];
    expect(file.rowAt(read.place)).toEqual(read.value);
    return [read.row, read.value];
  });
}

const [one, three] = [{ id: 1, text: 'Привіт, "}, {" \\ 😀', tags: [{ id: 1 }, {}] }, { id: 3 }];
const whole = JSON.stringify([one, three]);

test.each([
  ["in one line", whole],
  ["in many lines", JSON.stringify([one, three], null, 2)],
  ["with a mark at its beginning", `\uFEFF${whole}`],
  ["in an envelope", `{"status":"success","data":${whole},"details":{"count":2}}`],
])("a list %s is read, and each row again by its place", (_, text) => {
  expect(rowsOf(text)).toEqual([
    [1, one],
    [2, three],
  ]);
});

test.each([
  ["a word without quotes", '{"id": two}'],
  ["a comma too many", '{"id": 2,}'],
  ["brackets that do not fit", '{"id": 2, "tags": [1, 2}'],
  ["a quote that is never closed", '{"id": 2, "text": "lost }'],
  ["a line in the middle of a text", '{"id": 2, "text": "lost\nand found"}'],
])("%s costs its own row only", (_, broken) => {
  const rows = [JSON.stringify(one), broken, JSON.stringify(three)];
  for (const between of [",\n", ",\n  "]) {
    const read = rowsOf(`[\n${rows.join(between)}\n]`);
    expect(read.filter(([, row]) => row !== "broken").map(([, row]) => row)).toEqual([one, three]);
    expect(read[1]).toEqual([2, "broken"]);
  }
});

test("a file that was cut off keeps what stands before", () => {
  expect(rowsOf(whole.slice(0, -6))).toEqual([
    [1, one],
    [2, "broken"],
  ]);
  expect(rowsOf("[]")).toEqual([]);
});

test("what is not a row is a row all the same, for somebody else to refuse", () => {
  expect(rowsOf('[null, 12, "text", [1], {"id":1}]').map(([, row]) => row)).toEqual([null, 12, "text", [1], { id: 1 }]);
});
