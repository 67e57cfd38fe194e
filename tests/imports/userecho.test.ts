import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, type Db, inTransaction } from "#db/client.ts";
import { stopInspector } from "~/files/inspector.server.ts";
import { type ImportResult, importForum } from "~/imports/import-forum.server.ts";
import { stopPreparing } from "~/imports/prepare-texts.server.ts";
import { openUserEcho } from "~/imports/userecho/open-userecho.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { openMigrated } from "../support/database.ts";
import { createAgent, createTicket, signInAs } from "../support/factories.ts";
import { ORIGIN, startSite } from "../support/site.ts";
import { secrets, writeUserEchoExport } from "./userecho-export.ts";

const site = await startSite({ SITE_LOCALE: "ru" });
const { db } = site;
const now = Date.UTC(2026, 0, 1);
let folder: string;
let first: ImportResult;

async function bring(options: { onProgress?(done: number): void } = {}, into: Db = db) {
  const forum = openUserEcho(folder, { locale: "ru", teamEmails: new Set(["anna@example.com"]) });
  try {
    const filesFolder = `${site.dataDir}/files`;
    return await importForum(into, forum, { site: { origin: ORIGIN, locale: "ru" }, filesFolder, now, ...options });
  } finally {
    forum.close();
  }
}

const rows = async () => ({
  tickets: await db.selectFrom("tickets").selectAll().orderBy("id").execute(),
  replies: await db.selectFrom("replies").selectAll().orderBy("id").execute(),
  articles: await db.selectFrom("articles").selectAll().orderBy("id").execute(),
  addresses: await db.selectFrom("old_addresses").selectAll().orderBy("path").execute(),
  files: await db.selectFrom("attachments").selectAll().orderBy("id").execute(),
  categories: await db.selectFrom("categories").selectAll().execute(),
});
type Rows = Awaited<ReturnType<typeof rows>>;
let all: Rows;
const ticket = (title: string) => {
  const found = all.tickets.find((row) => row.title.startsWith(title));
  if (!found) throw new Error(`there is no ${title}`);
  return found;
};

beforeAll(async () => {
  folder = await writeUserEchoExport();
  // Its numbers are others than those of the old forum.
  await createTicket(db, { title: "Was here before" });
  const agent = await createAgent(db, { name: "Анна Коваль" });
  await inTransaction(db, (trx) =>
    trx.updateTable("agents").set({ email: "anna@example.com" }).where("id", "=", agent.id).execute(),
  );
  first = await bring();
  all = await rows();
  return async () => {
    stopInspector();
    await Promise.all([stopPreparing(), stopMarkdownWorkers()]);
  };
}, 120_000);

describe("what is brought in", () => {
  test("is counted by who may read it before anything is written, with what is broken by its place", () => {
    const { report, close } = openUserEcho(folder, { locale: "ru", teamEmails: new Set(["anna@example.com"]) });
    close();
    expect(report.found).toEqual({
      "public tickets": 5,
      "private tickets": 5,
      "public replies": 4,
      "replies in private tickets": 1,
      "notes for the team": 4,
      articles: 1,
      "drafts of articles": 1,
      users: 4,
    });
    expect(report.broken).toEqual([
      "topics.json row 13: id is not a number",
      "topics.json row 14: created is not a date",
      expect.stringMatching(/^comments\.json row 10: not JSON/),
    ]);
    expect(report.orphans).toEqual(["comments.json row 8: a comment on 999, which is not among the topics"]);
    expect(report.mapped).toEqual([
      "No status of a problem: unknown, so it goes by who has answered (1)",
      "No status of a question: unknown, so it goes by who has answered (5)",
      "No type: question (5)",
      "Status “Planned” of a idea: planned (1)",
      "Status “Есть ответ” of a question: answered (1)",
      "Status “Отклонено” of a idea: declined (1)",
      "Type “Bug / Problem”: problem (1)",
      "Type “Idea”: idea (1)",
      "Type “Praise”: thanks (1)",
      "Type “Вопрос”: question (1)",
      "Type “Идея”: idea (1)",
      "The team: Анна <anna@example.com>",
      "The team: Иван из поддержки <ivan@example.com>",
    ]);
    expect(report.notMapped).toEqual([
      "Topics of forums that are not in forums.json, brought in as private: 1",
      "Comments under the 2 articles, which take none: 1",
      "Answers in admin_comment, brought in as notes since nothing says that they are public: 1",
      "Scores below zero, which become 0: 1",
      "Pictures and files that are not in the folder, linked to where they were: 2",
      "topics.json row 1: /s/attachments/9/lost.png",
      "topics.json row 1: https://elsewhere.example/x.png",
    ]);
  });

  test("has the counts that were told", () => {
    expect(first).toMatchObject({ tickets: 10, replies: 9, articles: 2, alreadyHere: 0, files: 3, lostFiles: [] });
    expect(all.tickets.filter(({ visibility }) => visibility === "public")).toHaveLength(6);
    expect(all.replies.filter(({ kind }) => kind === "note")).toHaveLength(4);
  });

  test("has kinds, statuses, votes, names, categories and dates", () => {
    const facts = ({ kind, status, status_reason, vote_count, requester_name }: Rows["tickets"][number]) => [
      kind,
      status,
      status_reason,
      vote_count,
      requester_name,
    ];
    expect(
      ["Як експортувати", "Тёмная", "Кнопка", "Спасибо", "Отклонённое"].map((title) => facts(ticket(title))),
    ).toEqual([
      ["question", "answered", null, 5, "Петро"],
      ["idea", "planned", null, 0, "Петро"],
      ["problem", "in_progress", null, 0, null],
      ["thanks", "received", null, 0, null],
      ["idea", "declined", "Отклонено на help.example.com.", 0, "Петро"],
    ]);
    const question = ticket("Як експортувати");
    expect(question).toMatchObject({
      language: "uk",
      created_at: Date.UTC(2019, 2, 21, 10),
      published_at: question.created_at,
      imported_at: now,
    });
    expect(all.categories).toMatchObject([{ name: "Оплата", slug: "oplata", id: question.category_id }]);
    expect(ticket(secrets.privateForum)).toMatchObject({
      visibility: "private",
      published_at: null,
      category_id: null,
    });
  });

  test("has the team's answers as the team's: by their accounts, and by accounts that nobody can sign in with", async () => {
    const question = ticket("Як експортувати");
    const own = all.replies.filter(({ ticket_id }) => ticket_id === question.id);
    expect(own.map(({ kind, author_name, by_requester }) => [kind, author_name, by_requester])).toEqual([
      ["answer", null, 0],
      ["comment", "Петро", 1],
      ["note", null, 0],
    ]);
    expect(question).toMatchObject({
      has_team_reply: 1,
      answer_by_team: 1,
      reply_count: 2,
      answer_excerpt: "Натисніть Експорт.",
    });
    expect(question.last_activity_at).toBe(Date.UTC(2019, 3, 2, 8, 30));
    const accounts = await db
      .selectFrom("agents")
      .select(["name", "disabled_at", "password_hash"])
      .where("email", "=", "ivan@example.com")
      .execute();
    expect(accounts).toEqual([{ name: "Иван из поддержки", disabled_at: now, password_hash: null }]);
    expect(first.newAccounts).toEqual(["Иван из поддержки <ivan@example.com>"]);
    const fixed = ticket("Кнопка");
    expect(all.replies.find(({ ticket_id }) => ticket_id === fixed.id)).toMatchObject({
      id: fixed.official_reply_id,
      kind: "answer",
    });
  });

  test("shows its pictures from here, and links to what could not be had", async () => {
    const { body, id } = ticket("Як експортувати");
    const idea = ticket("Тёмная");
    const [inside, beside] = all.files.filter(({ ticket_id }) => ticket_id === id);
    expect(body).toContain(`[тут](/tickets/${idea.id}-${idea.slug})`);
    expect(body).toContain("[там](https://help.example.com/topics/120-x)");
    expect(body).toContain(`![екран](/files/${inside?.id}/${inside?.name})`);
    expect(body).toContain(`![](/files/${beside?.id}/${beside?.name})`);
    expect(body).toContain("(https://help.example.com/s/attachments/9/lost.png)");
    expect(body).toContain("[b](https://help.example.com/s/chats.txt)");
    const page = await site.browser().follow(await site.browser().open(`/tickets/${id}`));
    expect(page.html).toContain(`src="/files/${inside?.id}/`);
    expect((await site.browser().open(`/files/${inside?.id}/${inside?.name}`)).status).toBe(200);
    const hidden = all.files.find(({ ticket_id }) => ticket_id === ticket(secrets.privateForum).id);
    expect((await site.browser().open(`/files/${hidden?.id}/${hidden?.name}`)).status).toBe(404);
  });

  test("has the articles of its knowledge base, with links to what came with them", async () => {
    const [article] = all.articles;
    const question = ticket("Як експортувати");
    expect(article).toMatchObject({
      title: "С чего начать",
      language: "ru",
      created_at: Date.UTC(2019, 2, 23, 10),
      first_published_at: Date.UTC(2019, 2, 23, 10),
    });
    expect(article?.body).toContain(`[вопрос](/tickets/${question.id}-${question.slug})`);
    expect(article?.body).toContain("[регламент](https://help.example.com/topics/131)");
    expect(all.articles[1]).toMatchObject({ title: secrets.privateArticle, published_at: null });
    expect((await site.browser().open(`/articles/${article?.id}-${article?.slug}`)).status).toBe(200);
  });
});

/** Every page that a stranger can find from the first ones, and what programs read. */
async function readEverything(): Promise<Map<string, string>> {
  const browser = site.browser();
  const pages = new Map<string, string>();
  const words = Object.values(secrets).map((secret) => `/search?q=${encodeURIComponent(secret)}`);
  const waiting = [
    "/",
    "/tickets",
    "/tickets/new",
    "/articles",
    "/thanks",
    "/sitemap.xml",
    "/feed.atom",
    "/feed.json",
    "/articles/feed.atom",
    ...words,
  ];
  for (const { id } of all.tickets) waiting.push(`/tickets/${id}`, `/tickets/${id}.atom`);
  for (const { id } of all.articles) waiting.push(`/articles/${id}`);
  for (const { path } of all.addresses) waiting.push(path);
  for (let path = waiting.shift(); path !== undefined && pages.size < 400; path = waiting.shift()) {
    const page = await browser.open(path);
    pages.set(path, `${page.html} ${[...page.headers].join(" ")}`);
    const linked = [...page.html.matchAll(/(?:href="|<loc>)(?:http:\/\/forum\.test)?(\/[^"#<]*)/g)].map(([, to = ""]) =>
      to.replaceAll("&amp;", "&"),
    );
    for (const to of [...linked, ...(page.location ? [page.location] : [])]) {
      if (!pages.has(to) && !waiting.includes(to) && !/^\/(?:build|files|desk|search)|from=search/.test(to))
        waiting.push(to);
    }
  }
  return pages;
}

test("nothing private is public: on no page, in no search, feed, sitemap, redirect or header", {
  timeout: 60_000,
}, async () => {
  const pages = await readEverything();
  const told: string[] = [];
  for (const [path, text] of pages) {
    // A search says the words that were searched for; what it found stands in its list.
    const found = path.startsWith("/search") ? (text.split('<ul class="ticket-list')[1] ?? "") : text;
    const read = found.replaceAll(/<\/?mark>/g, "");
    for (const [what, words] of Object.entries({ ...secrets, inside: "zxinside" })) {
      if (read.includes(words)) told.push(`${path} tells ${what}`);
    }
  }
  expect(told).toEqual([]);
  expect(pages.size).toBeGreaterThan(50);
  const everything = [...pages.values()].join(" ");
  for (const words of ["Тёмная тема", "Исправили в 2.1", "С чего начать", "Пожалуйста"])
    expect(everything).toContain(words);
});

test("the team reads all of it", async () => {
  const browser = site.browser();
  await signInAs(db, browser, await createAgent(db));
  const { id } = ticket("Як експортувати");
  expect((await browser.follow(await browser.open(`/tickets/${id}`))).html).toContain(secrets.privateComment);
  expect((await browser.follow(await browser.open("/topics/120"))).html).toContain(secrets.privateForum);
});

describe("old addresses", () => {
  const at = async (path: string) => {
    const { status, location } = await site.browser().open(path);
    return [status, location];
  };
  const lead = (path: string) => [301, path];

  test.each([
    "/communities/1/topics/101-yak-eksportuvati",
    "/communities/1-obschiy/topics/101-other-words/",
    "/communities/9/topics/101",
    "/topics/101-yak-eksportuvati/",
    "/topics/101?from=mail",
    "/topic/101-/",
    "/topic/98149-yak-eksportuvati/",
  ])("%s leads to the ticket in one hop", async (path) => {
    const { id, slug } = ticket("Як експортувати");
    expect(await at(path)).toEqual(lead(`/tickets/${id}-${slug}`));
  });

  test("a number of the first form leads home where the export still has it", async () => {
    const { id, slug } = ticket("Отклонённое");
    expect(await at("/topic/433445-/")).toEqual(lead(`/tickets/${id}-${slug}`));
  });

  test("articles, parts and categories lead home too", async () => {
    const [article] = all.articles;
    const home = lead(`/articles/${article?.id}-${article?.slug}`);
    expect(await at("/knowledge-bases/3-baza/articles/130-s-chego-nachat")).toEqual(home);
    expect(await at("/topics/130")).toEqual(home);
    expect(await at("/knowledge-bases/3-baza-znaniy")).toEqual(lead("/articles"));
    expect(await at("/knowledge-bases/3-baza/categories/31-pervye/articles")).toEqual(lead("/articles/pervye-shagi"));
    expect(await at("/communities/1-obschiy")).toEqual(lead("/tickets"));
    expect(await at("/forum/1-obschiy/filter-17845/order-top/")).toEqual(lead("/tickets"));
    expect(await at("/list/1-obschiy/?category=11")).toEqual(lead("/tickets?category=oplata"));
  });

  test.each([
    ["a private forum's topic", "/communities/2/topics/120-sekret"],
    ["a private topic", "/topics/110"],
    ["a topic that does not say it is public", "/topics/111"],
    ["a forum that is not PUBLIC to the letter", "/topics/121"],
    ["a draft", "/knowledge-bases/4/articles/131-vnutrenniy"],
    ["a private forum", "/communities/2"],
    ["a private knowledge base", "/knowledge-bases/4"],
    ["words of a private topic", "/topic/5-sekret/"],
  ])("%s answers like a number that never was", async (_, path) => {
    const [hidden, never] = [await site.browser().open(path), await site.browser().open("/topics/999999-never")];
    expect(hidden.status).toBe(404);
    expect(hidden.html).toBe(never.html);
    const plain = (headers: Headers) => [...headers].filter(([name]) => name !== "date");
    expect(plain(hidden.headers)).toEqual(plain(never.headers));
  });
});

test("brought in again adds nothing and changes nothing", async () => {
  expect(await bring()).toMatchObject({
    tickets: 0,
    replies: 0,
    articles: 0,
    files: 0,
    linksMoved: 0,
    alreadyHere: 21,
    newAccounts: [],
  });
  expect(await rows()).toEqual(all);
});

test("a run that is stopped in the middle goes on where it was, and ends with the same", {
  timeout: 60_000,
}, async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "glasno-import-")), "forum.sqlite");
  const half = await openMigrated(file);
  let done = 0;
  const stop = (texts: number) => {
    done = texts;
    if (texts > 0) throw new Error("stopped");
  };
  await expect(bring({ onProgress: stop }, half)).rejects.toThrow("stopped");
  const rest = await bring({}, half);
  expect(rest.alreadyHere).toBe(done);
  expect(done + rest.tickets + rest.replies + rest.articles).toBe(21);
  const told = (db: Db) =>
    db
      .selectFrom("tickets")
      .select(["title", "visibility", "status", "reply_count", "vote_count"])
      .where("imported_at", "is not", null)
      .orderBy("id")
      .execute();
  expect(await told(half)).toEqual(await told(db));
  expect(
    (await half.selectFrom("old_addresses").select("path").orderBy("path").execute()).map((row) => row.path),
  ).toEqual(all.addresses.map((row) => row.path));
  await closeDatabase(half);
});
