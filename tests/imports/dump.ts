import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

type Columns = Record<string, string | number>;

/** A row as the dump writes it. */
export function row(columns: Columns): string {
  const attributes = Object.entries(columns).map(([name, value]) => `${name}="${escaped(String(value))}"`);
  return `  <row ${attributes.join(" ")} />`;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/\n/g, "&#xA;");
}

let minutes = 0;
/** Later with every call. */
export function nextDate(): string {
  minutes += 1;
  return new Date(Date.UTC(2015, 0, 1, 0, minutes)).toISOString().slice(0, -1);
}

export function question(columns: Columns = {}): string {
  return row({
    PostTypeId: 1,
    CreationDate: nextDate(),
    Score: 0,
    Body: "<p>How do I do it?</p>",
    Title: "How do I do it?",
    Tags: "<support>",
    ...columns,
  });
}

export function answer(columns: Columns): string {
  return row({ PostTypeId: 2, CreationDate: nextDate(), Score: 0, Body: "<p>Like this.</p>", ...columns });
}

export function comment(columns: Columns): string {
  return row({ Score: 0, CreationDate: nextDate(), Text: "Thank you", ...columns });
}

interface Dump {
  posts: string[];
  comments?: string[];
  users?: string[];
}

/** Writes the three files, a row to a line: the first row is line 4. Returns the folder. */
export function writeDump({ posts, comments = [], users = [] }: Dump, name = "dump"): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "glasno-import-")), name);
  mkdirSync(folder);
  for (const [list, rows] of Object.entries({ posts, comments, users })) {
    const file = `${list.charAt(0).toUpperCase()}${list.slice(1)}.xml`;
    const head = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<!DOCTYPE ${list} SYSTEM '${list}.dtd'>\r\n<${list}>`;
    writeFileSync(path.join(folder, file), `${head}\r\n${rows.join("\r\n")}\r\n</${list}>`);
  }
  return folder;
}
