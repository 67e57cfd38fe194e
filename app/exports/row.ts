import type { Column } from "#db/fill-database.ts";
import type { Value } from "#db/read-snapshot.ts";

/*
 * A row of the database as one line of JSON, and back: times as ISO 8601, JSON as itself, everything else as it is.
 */

/** What is done with the values of a row. What it throws is told with the file and the line. */
export type TakeRow = (values: Value[]) => void;

/** Times are milliseconds since 1970 in the database. */
const isTime = (column: string) => column.endsWith("_at") || column === "waiting_since";

/** One line, without its end. */
export function writeRow(columns: readonly string[], values: Value[], json: readonly string[]): string {
  const row: Record<string, unknown> = {};
  for (const [at, column] of columns.entries()) {
    const value = values[at] ?? null;
    if (typeof value === "number" && isTime(column)) row[column] = writeTime(value);
    else if (typeof value === "string" && json.includes(column)) row[column] = unpack(value);
    else row[column] = value;
  }
  return JSON.stringify(row);
}

/** What no calendar knows stays a number. */
function writeTime(milliseconds: number): string | number {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) || date.getTime() !== milliseconds ? milliseconds : date.toISOString();
}

/** An object or a list where writing it again gives the same text, to the byte; else the text. */
function unpack(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}

/** The values of a line, in the order of `columns`. Throws an Error that says what is wrong with it. */
export function readRow(line: string, columns: readonly Column[]): Value[] {
  const row = parse(line);
  const extra = Object.keys(row).find((key) => !columns.some(({ name }) => name === key));
  if (extra !== undefined) throw new Error(`there is no column ${extra}`);
  return columns.map((column) => {
    if (!Object.hasOwn(row, column.name)) throw new Error(`${column.name} is missing`);
    return readValue(row[column.name], column);
  });
}

function parse(line: string): Record<string, unknown> {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === "object" && row !== null && !Array.isArray(row)) return row as Record<string, unknown>;
  } catch {}
  throw new Error("it is no JSON object");
}

function readValue(value: unknown, { name, type }: Column): Value {
  if (value === null) return null;
  if (type === "text") return readText(value, name);
  if (typeof value === "string" && isTime(name)) return readTime(value, name);
  const isNumber = type === "integer" ? Number.isSafeInteger(value) : typeof value === "number";
  if (!isNumber) throw new Error(`${name} is no ${type === "integer" ? "whole number" : "number"}`);
  return value as number;
}

function readText(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "object") return JSON.stringify(value);
  throw new Error(`${name} is no text`);
}

function readTime(value: string, name: string): number {
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new Error(`${name} is no time`);
  return time;
}
