import { expect, test } from "vitest";
import type { Value } from "#db/read-snapshot.ts";
import { type Changed, fitRows } from "~/exports/fit-postgres.ts";

const table = {
  name: "tickets",
  columns: ["id", "title", "created_at", "score"],
  key: ["id"],
  types: new Map([
    ["id", "bigint"],
    ["title", "text"],
    ["created_at", "bigint"],
    ["score", "double precision"],
  ]),
};

test("only what PostgreSQL does not take is changed, and each change is named", () => {
  const rows: Value[][] = [
    [1, "as it was \u0001 \u2028 🙂", 5, 0.5],
    [2, "\0one\0two", 5.6, null],
    [3, "three\0", null, 2.25],
  ];
  const changed: Changed[] = [];
  fitRows(table, rows, changed);
  expect(rows).toEqual([
    [1, "as it was \u0001 \u2028 🙂", 5, 0.5],
    [2, "onetwo", 6, null],
    [3, "three", null, 2.25],
  ]);
  expect(changed).toEqual([
    { table: "tickets", column: "title", rows: 2, first: "2", what: "its NUL characters were taken out" },
    { table: "tickets", column: "created_at", rows: 1, first: "2", what: "it was rounded to a whole number" },
  ]);
});
