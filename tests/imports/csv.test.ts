import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openCsv } from "~/imports/csv/open-csv.server.ts";
import { findOldAddress } from "~/imports/find-old-address.server.ts";
import { importForum } from "~/imports/import-forum.server.ts";
import { stopPreparing } from "~/imports/prepare-texts.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { stranger } from "~/people/viewer.ts";
import { openTestDatabase } from "../support/database.ts";

const db = await openTestDatabase();
afterAll(() => Promise.all([stopPreparing(), stopMarkdownWorkers()]));

function write(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "glasno-csv-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

const folder = write({
  "posts.csv": [
    "\uFEFFID;Title;Body;Type;Status;Visibility;Category;Vote_count;Author_name;Author_email;Created_at;Url;Mood",
    'p-1;Не приходит счёт;"Жду **неделю**;\nи ""ничего"", см. https://old.example.com/t/2";Проблема;in_progress;public;Оплата;3;Петро;p@example.com;2020-01-01 10:00;https://old.example.com/viewtopic.php?t=1;sad',
    "p-2;Тёмная тема;Хочу;idea;planned;PUBLIC;;;Ольга;o@example.com;2020-01-02;https://old.example.com/t/2;",
    "p-3;Без даты;;question;;public;;;;;вчера;;",
    "p-4;Спасибо;;thanks;;public;;;;;1577959200;;;one;two",
    "p-5;Дякую;Все працює;thanks;;public;;;;;1577959200;;",
    "p-6;Ждёт проверки;;question;;public;;;;;2020-01-05;;",
  ].join("\r\n"),
  "comments.csv": [
    "post_id,body,author_name,author_email,is_staff,created_at",
    "p-1,Смотрим,Анна,Anna@example.com,yes,2020-01-01T11:00:00Z",
    "p-1,Спасибо,Петро,p@example.com,,2020-01-01T12:00:00Z",
    "p-9,Куда?,,,,2020-01-01",
  ].join("\n"),
  "notes.csv":
    "post_id,body,author_name,author_email,created_at\np-1,=cmd zxnote,Анна,anna@example.com,2020-01-01T13:00:00Z\n",
  "votes.csv": "post_id,voter_email\np-5,a@example.com\np-5,A@example.com\np-5,b@example.com\n",
});
const bring = () => {
  const forum = openCsv(folder, { locale: "ru" });
  return importForum(db, forum, { site: { origin: "http://forum.test", locale: "ru" }, now: Date.UTC(2026, 0, 1) });
};

test("spreadsheets are read whatever sign divides their cells, and broken rows are named", () => {
  const { report } = openCsv(folder, { locale: "ru" });
  expect(report.found).toEqual({
    "public tickets": 3,
    "private tickets": 1,
    "public replies": 2,
    "replies in private tickets": 0,
    "notes for the team": 1,
  });
  expect(report.broken).toEqual([
    "posts.csv line 6: it has more cells than the first line",
    "posts.csv line 5: created_at is not a date",
  ]);
  expect(report.orphans).toEqual(["comments.csv line 4: a comment on p-9, which is not among the posts"]);
  expect(report.notMapped).toEqual(["A column that nothing is made of, in posts.csv: mood"]);
  expect(report.mapped).toContain("Type “Проблема”: problem (1)");
});

test("they come in with what they say, and a second time adds nothing", async () => {
  expect(await bring()).toMatchObject({ tickets: 4, replies: 3, newAccounts: ["Анна <anna@example.com>"] });
  const tickets = await db.selectFrom("tickets").selectAll().orderBy("id").execute();
  expect(
    tickets.map(({ title, kind, status, visibility, vote_count }) => [title, kind, status, visibility, vote_count]),
  ).toEqual([
    ["Не приходит счёт", "problem", "in_progress", "public", 3],
    ["Тёмная тема", "idea", "planned", "private", 0],
    ["Дякую", "thanks", "received", "public", 2],
    ["Ждёт проверки", "question", "new", "public", 0],
  ]);
  // The other one is private: a link to it would tell its title.
  expect(tickets[0]?.body).toBe('Жду **неделю**;\nи "ничего", см. https://old.example.com/t/2');
  const replies = await db
    .selectFrom("replies")
    .select(["kind", "body", "by_requester", "agent_id"])
    .orderBy("id")
    .execute();
  expect(replies).toEqual([
    { kind: "answer", body: "Смотрим", by_requester: 0, agent_id: 1 },
    { kind: "comment", body: "Спасибо", by_requester: 1, agent_id: null },
    { kind: "note", body: "=cmd zxnote", by_requester: 0, agent_id: 1 },
  ]);
  expect(tickets[0]).toMatchObject({ reply_count: 2, has_team_reply: 1 });
  expect(await bring()).toMatchObject({ tickets: 0, replies: 0, alreadyHere: 7 });
});

test("their old addresses lead home, by the query too; those of private ones lead nowhere", async () => {
  const find = (path: string) =>
    findOldAddress(db, new URL(path, "http://forum.test"), { findViewer: async () => stranger, now: Date.now() });
  expect(await find("/viewtopic.php?t=1")).toBe("/tickets/1-ne-prikhodit-schyot");
  expect(await find("/viewtopic.php?t=2")).toBeUndefined();
  expect(await find("/t/2")).toBeUndefined();
});

test("without a column that says who may read it, everything is private, and the report says so", () => {
  const { report } = openCsv(path.join(write({ "list.csv": "id,title,created_at\n1,One,2020-01-01\n" }), "list.csv"), {
    locale: "en",
  });
  expect(report.found).toMatchObject({ "public tickets": 0, "private tickets": 1 });
  expect(report.notMapped[0]).toContain("no column visibility");
});

test("a quote that is never closed is named, and what stands before it comes in", () => {
  const { report } = openCsv(write({ "posts.csv": 'id,title,created_at\n1,One,2020-01-01\n2,"Two,2020-01-01\n' }), {
    locale: "en",
  });
  expect(report.found).toMatchObject({ "private tickets": 1 });
  expect(report.broken).toEqual([expect.stringMatching(/^posts\.csv line \d: a quote is not closed/)]);
});
