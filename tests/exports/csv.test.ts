import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, type Db, inTransaction } from "#db/client.ts";
import { timeCell, writeCsv } from "~/exports/csv.ts";
import { writeCsvFiles } from "~/exports/write-csv.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { openMigrated } from "../support/database.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket } from "../support/factories.ts";
import { addressOf, dropPostgresDatabase } from "../support/postgres.ts";

const root = mkdtempSync(path.join(tmpdir(), "glasno-csv-"));
const databaseFile = path.join(root, "glasno.sqlite");
let db: Db;
let open: Record<string, string>;
let inside: Record<string, string>;

beforeAll(async () => {
  db = await openMigrated(databaseFile);
  const agent = await createAgent(db);
  const ticket = await createTicket(db, { title: "=1+1", body: "Не приходит **письмо**,\nвот: `@SUM(A1)`" });
  await createReply(db, ticket, { body: "Seen by all", viewer: asAgent(agent) });
  await createReply(db, ticket, { body: "canary note", kind: "note", viewer: asAgent(agent) });
  const held = await createReply(db, ticket, { body: "canary held reply" });
  const gone = await createReply(db, ticket, { body: "canary removed reply" });
  await inTransaction(db, async (trx) => {
    await trx.updateTable("replies").set({ moderation: "held" }).where("id", "=", held).execute();
    await trx.updateTable("replies").set({ removed_at: 1 }).where("id", "=", gone).execute();
  });
  const hidden = await createTicket(db, { title: "canary private", visibility: "private" });
  await createReply(db, hidden, { body: "canary private reply" });
  await createTicket(db, { title: "canary held", moderation: "held" });
  await createTicket(db, { title: "canary removed", removed_at: 1, removed_as: "by_team" });
  await createTicket(db, { title: "canary merged", merged_into_id: ticket.id });
  await createArticle(db, { title: "Published" });
  await createArticle(db, { title: "canary draft", isDraft: true });
  const write = async (name: string, isPrivate: boolean) => {
    const folder = path.join(root, name);
    await writeCsvFiles(
      { databaseUrl: addressOf(databaseFile), origin: "http://forum.test", separator: ",", isPrivate },
      folder,
    );
    const read = (sheet: string) => [sheet, readFileSync(path.join(folder, `${sheet}.csv`), "utf8")];
    return Object.fromEntries(["tickets", "replies", "articles"].map(read));
  };
  open = await write("open", false);
  inside = await write("inside", true);
});

afterAll(async () => {
  await closeDatabase(db);
  await stopMarkdownWorkers();
  await dropPostgresDatabase(databaseFile);
  rmSync(root, { recursive: true, force: true });
});

const rows = (csv = "") => csv.split("\r\n").slice(0, -1);

test("a spreadsheet gets what everybody may read, and nothing else", () => {
  expect([open.tickets, open.replies, open.articles].map((csv) => rows(csv).length)).toEqual([2, 2, 2]);
  expect(Object.values(open).join()).not.toContain("canary");
  expect(open.tickets).not.toContain("visibility");
});

test("asked for it, it gets everything, and why strangers do not see it", () => {
  expect([inside.tickets, inside.replies, inside.articles].map((csv) => rows(csv).length)).toEqual([6, 6, 3]);
  for (const word of ["private", "held", "removed", "merged"]) expect(inside.tickets).toContain(`canary ${word}`);
  for (const word of ["note", "held", "removed", "private"]) expect(inside.replies).toContain(`canary ${word}`);
  expect(rows(inside.tickets)[0]).toMatch(/"visibility","moderation","removed_utc","merged_into"/);
  expect(statSync(path.join(root, "inside/tickets.csv")).mode & 0o077).toBe(0);
});

test("Excel reads it as Unicode, a row a line, with the text as readers see it", () => {
  expect(readFileSync(path.join(root, "open/tickets.csv")).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(rows(open.tickets)[1]).toMatch(
    /^(\d+),"http:[/][/]forum.test[/]tickets[/]\1-1-1","question","'=1[+]1","Не приходит письмо, вот: @SUM[(]A1[)]",/,
  );
});

test.each([
  ["=1+1", `"'=1+1"`],
  ["+380 44 123", `"'+380 44 123"`],
  ["-2+3", `"'-2+3"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["\t=1", `"'=1"`],
  ["\r=1", `"'=1"`],
  [" =1", `"'=1"`],
  ["＝1", `"'＝1"`],
  ["a;=1", `"a;'=1"`],
  ["a, -1", `"a,' -1"`],
  ['a","=1', `"a"",""=1"`],
  ["a\n=1", '"a =1"'],
  ["a = b, c - d", '"a = b, c - d"'],
  ["", '""'],
])("the cell %j stands in the file as %s", (cell, written) => {
  expect(writeCsv([[cell]], ",")).toBe(`${written}\r\n`);
});

test("numbers, times and nothing are no formulas", () => {
  expect(writeCsv([[-5, timeCell(Date.UTC(2026, 0, 2, 3, 4, 5)), null]], ";")).toBe('-5;"2026-01-02 03:04:05";\r\n');
});
