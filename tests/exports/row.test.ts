import { expect, test } from "vitest";
import { readRow, writeRow } from "~/exports/row.ts";

const columns = [
  { name: "id", type: "integer" },
  { name: "score", type: "number" },
  { name: "details", type: "text" },
  { name: "created_at", type: "integer" },
] as const;
const names = columns.map(({ name }) => name);
const AT = Date.UTC(2026, 10, 22, 9, 30, 0, 7);

test("a row is a line: times as ISO 8601, JSON as itself", () => {
  expect(writeRow(names, [7, -0.5, '{"from":"new","list":[1]}', AT], ["details"])).toBe(
    '{"id":7,"score":-0.5,"details":{"from":"new","list":[1]},"created_at":"2026-11-22T09:30:00.007Z"}',
  );
});

test.each([
  ["an object", '{"a":1}'],
  ["a list", "[1,2]"],
  ["a text in JSON", '"a"'],
  ["JSON with spaces", '{ "a": 1 }'],
  ["JSON with a number too long for us", '{"a":12345678901234567890}'],
  ["no JSON at all", "{"],
  ["null, said in JSON", "null"],
  ["nothing", null],
  ["half a surrogate pair's other half", "🙂\u2028"],
])("%s in a column of JSON comes back to the byte", (_, text) => {
  const line = writeRow(names, [1, 0.1, text, AT], ["details"]);
  expect(line).not.toContain("\n");
  expect(readRow(line, columns)).toEqual([1, 0.1, text, AT]);
});

test.each([0, -1, AT, 8.64e15 + 1, 1.5])("the time %d comes back", (at) => {
  const number = [{ name: "created_at", type: "number" }] as const;
  expect(readRow(writeRow(["created_at"], [at], []), number)).toEqual([at]);
});

const line = '{"id":7,"score":1,"details":"x","created_at":"2026-11-22T09:30:00.007Z"}';

test.each([
  ["no JSON", line.slice(1), "it is no JSON object"],
  ["a list", "[1]", "it is no JSON object"],
  ["a column too much", line.replace("{", '{"x":1,'), "there is no column x"],
  ["a column too few", line.replace('"id":7,', ""), "id is missing"],
  ["a number that is a text", line.replace("7", '"7"'), "id is no whole number"],
  ["half a number", line.replace("7", "7.5"), "id is no whole number"],
  ["a truth", line.replace('"score":1', '"score":true'), "score is no number"],
  ["a text that is a number", line.replace('"x"', "5"), "details is no text"],
  ["a time that is none", line.replace("2026", "soon"), "created_at is no time"],
])("%s is refused by its name", (_, text, message) => {
  expect(() => readRow(text, columns)).toThrow(message);
});
