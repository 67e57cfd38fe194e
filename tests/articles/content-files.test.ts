import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, type Db, inTransaction } from "#db/client.ts";
import { isPostgres } from "#db/either.ts";
import { changeArticle, lockArticle } from "~/articles/change-article.server.ts";
import { exportContent } from "~/articles/content-files/export-content.server.ts";
import { type ImportContent, importContent } from "~/articles/content-files/import-content.server.ts";
import { prepareArticle } from "~/articles/prepare-article.server.ts";
import { publishArticle, saveDraft } from "~/articles/write-article.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { engineOf } from "~/search/engine-of.server.ts";
import { openMigrated } from "../support/database.ts";
import { createAgent, createArticle } from "../support/factories.ts";
import { dropPostgresDatabase } from "../support/postgres.ts";
import { ORIGIN } from "../support/site.ts";

const INDEX = "---\norder: 1\nnames:\n  en: Guides\n  ru: Как сделать\n---\n";
const article = (title: string, body = "Text.", keys = "") =>
  `---\ntitle: ${title}\nsummary: In short.\nlanguage: en\n${keys}---\n\n${body}\n`;

let root: string;
let folder: string;
let db: Db;
const open: (() => Promise<void>)[] = [];

async function openAnother(): Promise<Db> {
  const file = join(mkdtempSync(join(root, "db-")), "glasno.sqlite");
  const another = await openMigrated(file);
  open.push(async () => {
    await closeDatabase(another);
    await dropPostgresDatabase(file);
  });
  return another;
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "glasno-content-"));
  folder = join(root, "articles");
  db = await openAnother();
  write("guides/index.md", INDEX);
  return async () => {
    for (const close of open.splice(0)) await close();
    rmSync(root, { recursive: true });
  };
});
afterAll(stopMarkdownWorkers);

function write(path: string, text: string | Uint8Array, to = folder): void {
  mkdirSync(dirname(join(to, path)), { recursive: true });
  writeFileSync(join(to, path), text);
}

const read = (options: Partial<ImportContent> = {}, into = db) =>
  importContent(into, { folders: [{ origin: "import", folder }], siteOrigin: ORIGIN, now: 1_000, ...options });

async function find(slug: string, from = db) {
  return from.selectFrom("articles").selectAll().where("slug", "=", slug).executeTakeFirstOrThrow();
}

const revisions = () => db.selectFrom("article_revisions").selectAll().orderBy("id").execute();

async function everything(from: Db): Promise<unknown[]> {
  const articles = await from.selectFrom("articles").selectAll().orderBy("id").execute();
  const categories = await from.selectFrom("article_categories").selectAll().orderBy("id").execute();
  return [articles, categories, await from.selectFrom("article_revisions").selectAll().orderBy("id").execute()];
}

async function exported(from = db): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { path, text } of exportContent(from)) files.set(path.slice("articles/".length), text);
  return files;
}

const onDisk = () =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => [name.replaceAll("\\", "/"), readFileSync(join(folder, name), "utf8")]),
  );

/** What an agent does in the editor. */
async function editOnSite(slug: string, body: string, verb = publishArticle): Promise<void> {
  const agent = await createAgent(db);
  const { id, title, summary, language } = await find(slug);
  const text = await prepareArticle(db, { title, summary, language, body, category: "guides" }, ORIGIN);
  const now = Date.UTC(2026, 10, 22);
  await inTransaction(db, async (trx) => verb(trx, await lockArticle(trx, id), { text, agentId: agent.id, now }));
}

async function changeOnSite(slug: string, change: Parameters<typeof changeArticle>[2]): Promise<void> {
  const { id } = await find(slug);
  await inTransaction(db, async (trx) => changeArticle(trx, await lockArticle(trx, id), change, 2_000));
}

describe("an import", () => {
  test("publishes new articles, keeps drafts, and has them found", async () => {
    write("guides/keys.md", article("Keys", "Canaries sing."));
    write("guides/later.md", article("Later", "Text.", "draft: true\n"));
    expect(await read()).toMatchObject({ added: 2, updated: 0, problems: [], conflicts: [], notes: [] });
    const keys = await find("keys");
    expect(keys).toMatchObject({ title: "Keys", published_at: 1_000, html: "<p>Canaries sing.</p>" });
    expect(await find("later")).toMatchObject({ published_at: null, first_published_at: null });
    const match = { lists: [[{ word: "canari", stems: ["canari"], isStop: false }]] };
    expect(await engineOf(db).listLast(db, "search_articles", { match, most: 9, now: Date.now() })).toEqual([keys.id]);
    expect(await revisions()).toHaveLength(2);
  });

  test("run again changes nothing", async () => {
    write("guides/keys.md", article("Keys", "[b](later.md)"));
    write("guides/later.md", article("Later", "Text.", "draft: true\n"));
    await read();
    const before = await everything(db);
    expect(await read({ now: 2_000 })).toMatchObject({ added: 0, updated: 0, unchanged: 3, steps: [] });
    expect(await everything(db)).toEqual(before);
  });

  test("finds links and originals that come later in the folder", async () => {
    write(
      "guides/a.md",
      article("А", "[z](z.md#s-b), [o](../other/o.md)", "translation_of: z\n").replace("en\n", "ru\n"),
    );
    write("guides/z.md", article("Z"));
    write("other/index.md", INDEX);
    write("other/o.md", article("O"));
    expect(await read()).toMatchObject({ added: 3, problems: [], notes: [] });
    const [a, z, o] = [await find("a"), await find("z"), await find("o")];
    expect(a.translation_of_id).toBe(z.id);
    expect(a.html).toContain(`href="/articles/${z.id}-z#s-b"`);
    expect(a.html).toContain(`href="/articles/${o.id}-o"`);
  });

  test("mends the links of articles that waited for a new one", async () => {
    write("guides/a.md", article("A", "[z](z.md)"));
    expect((await read()).notes).toEqual(["guides/a.md links to guides/z.md, which is not there"]);
    write("guides/z.md", article("Z"));
    await read({ now: 2_000 });
    expect((await find("a")).html).toContain(`href="/articles/${(await find("z")).id}-z"`);
    expect(await revisions()).toHaveLength(2);
  });

  test("takes a changed file as a new revision", async () => {
    write("guides/keys.md", article("Keys"));
    await read();
    write("guides/keys.md", article("Keys", "New."));
    expect(await read({ now: 2_000 })).toMatchObject({ added: 0, updated: 1 });
    expect(await find("keys")).toMatchObject({ html: "<p>New.</p>", changed_at: 2_000, published_at: 1_000 });
    expect((await revisions()).map(({ body, agent_id }) => [body, agent_id])).toEqual([
      ["Text.", null],
      ["New.", null],
    ]);
  });

  test("takes a published article back that is a draft now", async () => {
    write("guides/keys.md", article("Keys"));
    await read();
    write("guides/keys.md", article("Keys", "Text.", "draft: true\n"));
    await read();
    expect(await find("keys")).toMatchObject({ published_at: null, first_published_at: 1_000 });
    const { rows } = await sql`select ${sql.ref(isPostgres(db) ? "id" : "rowid")} from search_articles`.execute(db);
    expect(rows).toEqual([]);
  });

  test("goes on after files it cannot take, and says what to do about each", async () => {
    write("guides/good.md", article("Good"));
    write("guides/no-title.md", "---\nlanguage: en\n---\nText");
    write("guides/latin.md", new Uint8Array([0x2d, 0xe9]));
    write("guides/huge.md", "x".repeat(300_000));
    write("guides/Big Name.md", article("Big"));
    write("guides/lost.md", article("Lost", "Text.", "translation_of: gone\n"));
    write("guides/same.md", article("Same", "Text.", "translation_of: good\n"));
    write("nameless/a.md", article("A"));
    write("12-rules/index.md", INDEX);
    write("loose.md", article("Loose"));
    const report = await read();
    expect(report.added).toBe(1);
    const told = report.problems.join("\n");
    for (const problem of [
      "guides/no-title.md: it needs a line `title: …`. It is left out",
      "guides/latin.md: it is not UTF-8",
      "guides/huge.md: it has more than 256 KB",
      "guides/Big Name.md: a file's name has small Latin letters",
      "guides/lost.md: there is no guides/gone.md, which it translates",
      "guides/same.md: guides/good.md, which it translates, has the same language, en",
      "nameless/a.md: there is no nameless/index.md",
      "12-rules/index.md: a folder's name cannot begin with a number",
      "loose.md: put it into the folder of its category",
    ]) {
      expect(told).toContain(problem);
    }
    expect(report.problems).toHaveLength(9);
  });

  test("that was stopped is finished by the next", async () => {
    for (let n = 0; n < 12; n++) write(`guides/a-${n}.md`, article(`A ${n}`, `Text ${n}.`));
    // It asks before it begins, before the rows, and before each few texts.
    let asked = 0;
    const signal = {
      get aborted() {
        return ++asked > 3;
      },
    } as AbortSignal;
    await read({ signal });
    const half = await db.selectFrom("articles").select("id").where("published_at", "is", null).execute();
    expect(half).toHaveLength(8);
    await read({ now: 2_000 });
    expect(await db.selectFrom("articles").select("id").where("published_at", "is", null).execute()).toEqual([]);
    expect(await revisions()).toHaveLength(12);
    expect((await read()).steps).toEqual([]);
  });

  test("keeps an article whose file is gone, and says so", async () => {
    write("guides/keys.md", article("Keys"));
    await read();
    rmSync(join(folder, "guides/keys.md"));
    expect((await read()).notes).toEqual(["These have no file any more and stay on the site: guides/keys.md"]);
    expect((await find("keys")).published_at).toBe(1_000);
  });

  test("only says what it would do in a dry run", async () => {
    write("guides/keys.md", article("Keys"));
    const before = await everything(db);
    expect((await read({ isDryRun: true })).steps).toEqual(["new: guides/index.md", "new: guides/keys.md"]);
    expect(await everything(db)).toEqual(before);
  });
});

describe("an article that was edited on the site", () => {
  const edits: [string, string, () => Promise<void>][] = [
    ["in its text", "was also edited on the site, on 2026-11-22", () => editOnSite("keys", "Ours.")],
    ["as a draft that waits", "has a draft on the site, of 2026-11-22", () => editOnSite("keys", "Ours.", saveDraft)],
    ["by taking it back", "was also edited on the site", () => changeOnSite("keys", { published_at: null })],
    ["by removing it", "was removed on the site", () => changeOnSite("keys", { removed_at: 2_000 })],
    ["by another slug", "is guides/tokens.md on the site now", () => changeOnSite("keys", { slug: "tokens" })],
  ];

  beforeEach(async () => {
    write("guides/keys.md", article("Keys"));
    await read();
  });

  test.each(edits)("%s is not touched by a changed file", async (_, line, edit) => {
    await edit();
    write("guides/keys.md", article("Keys", "Theirs."));
    const before = await everything(db);
    const report = await read({ now: 3_000 });
    expect(report).toMatchObject({ added: 0, updated: 0, problems: [] });
    expect(report.conflicts).toEqual([expect.stringContaining(`guides/keys.md ${line}`)]);
    expect(report.conflicts[0]).toContain("--take-files");
    expect(await everything(db)).toEqual(before);
  });

  test.each(edits)("%s follows the file when it is told to", async (_, __, edit) => {
    await edit();
    write("guides/keys.md", article("Keys", "Theirs."));
    expect(await read({ now: 3_000, takeFiles: true })).toMatchObject({ updated: 1, conflicts: [] });
    expect(await find("keys")).toMatchObject({ body: "Theirs.", removed_at: null });
    expect((await find("keys")).published_at).not.toBeNull();
    expect((await read()).steps).toEqual([]);
  });

  test.each(edits)("%s is no conflict while its file stays the same", async (_, __, edit) => {
    await edit();
    const before = await everything(db);
    expect(await read()).toMatchObject({ unchanged: 2, conflicts: [] });
    expect(await everything(db)).toEqual(before);
  });

  test("is no conflict with a file that says the same, and that file counts from then on", async () => {
    await editOnSite("keys", "Ours.");
    write("guides/keys.md", article('"Keys"', "Ours."));
    expect(await read()).toMatchObject({ alike: 1, updated: 0, conflicts: [] });
    write("guides/keys.md", article("Keys", "Theirs."));
    expect(await read()).toMatchObject({ updated: 1, conflicts: [] });
  });

  test("is exported with what changed, and imported again without a conflict", async () => {
    await editOnSite("keys", "Ours.");
    const text = (await exported()).get("guides/keys.md") ?? "";
    expect(text).toBe(article("Keys", "Ours."));
    write("guides/keys.md", text);
    expect(await read()).toMatchObject({ alike: 1, conflicts: [] });
  });
});

test("a file does not replace an article that was written on the site under its name", async () => {
  await read();
  await createArticle(db, { slug: "keys", title: "Ours" });
  write("guides/keys.md", article("Keys"));
  expect((await read()).conflicts).toEqual([expect.stringContaining("guides/keys.md was also written on the site")]);
  expect((await find("keys")).title).toBe("Ours");
});

test("what the team imported is never replaced by a text of the program, nor asked about", async () => {
  const program = { origin: "program", folder: join(root, "program") } as const;
  write("guides/index.md", INDEX, program.folder);
  write("guides/keys.md", article("Keys", "Of the program."), program.folder);
  await read({ folders: [program] });
  write("guides/keys.md", article("Keys", "Of the team."));
  expect(await read()).toMatchObject({ updated: 1 });
  write("guides/keys.md", article("Keys", "Of a newer program."), program.folder);
  expect(await read({ folders: [program] })).toMatchObject({ left: 1, updated: 0, conflicts: [] });
  expect((await find("keys")).body).toBe("Of the team.");
});

test("a file in the data folder stands for the one of the program", async () => {
  const folders = [
    { origin: "data", folder: join(root, "data") },
    { origin: "program", folder: join(root, "program") },
  ] as const;
  write("guides/index.md", INDEX, folders[1].folder);
  write("guides/keys.md", article("Keys", "Of the program."), folders[1].folder);
  await read({ folders });
  write("guides/keys.md", article("Keys", "Of the team."), folders[0].folder);
  expect(await read({ folders })).toMatchObject({ updated: 1 });
  expect(await find("keys")).toMatchObject({ body: "Of the team.", source_path: "data/guides/keys.md" });
});

test("a category that was renamed on the site keeps its name", async () => {
  await read();
  await inTransaction(db, (trx) => trx.updateTable("article_categories").set({ names: '{"en":"Ours"}' }).execute());
  write("guides/index.md", INDEX.replace("Guides", "Theirs"));
  expect((await read()).conflicts).toEqual([expect.stringContaining("guides/index.md was also edited on the site")]);
  expect(await read({ takeFiles: true })).toMatchObject({ conflicts: [] });
  const [category] = await db.selectFrom("article_categories").select("names").execute();
  expect(JSON.parse(category?.names ?? "")).toEqual({ en: "Theirs", ru: "Как сделать" });
});

const nasty: [string, string][] = [
  ["guides/windows.md", article("Windows").replaceAll("\n", "\r\n")],
  ["guides/mark.md", `\uFEFF${article("Mark")}`],
  ["guides/open-end.md", article("No line end").trimEnd()],
  ["guides/dashes.md", article("Dashes", "a\n\n---\n\n\tb  \n```\n---\n```\n\n\n")],
  [
    "guides/comments.md",
    "---\n# one\nlanguage: uk # two\nown: [1]\norder: 007\ntitle: >-\n  Ключі\n  🔑\n---\nТекст\u00A0\n",
  ],
  ["guides/long.md", article("Long", "слово ".repeat(9_000))],
  ["guides/draft.md", article("Draft", "Text.", "draft: true\n")],
  ["guides/translated.md", article("Windows").replace("en\n", "ru\ntranslation_of: ../guides/windows.md\n")],
];

describe("a round trip", () => {
  beforeEach(async () => {
    write("guides/index.md", `\uFEFF${INDEX}\r\n# end`);
    for (const [path, text] of nasty) write(path, text);
    expect(await read()).toMatchObject({ added: nasty.length, problems: [] });
  });

  test("changes no byte of what an author wrote", async () => {
    expect(await exported()).toEqual(onDisk());
  });

  test("brings equal articles into an empty site", async () => {
    await editOnSite("windows", "Edited.\n\nTwice.");
    await changeOnSite("comments", { position: 5, title: "Новые: ключи" });
    await createArticle(db, { slug: "made-here", title: "№ 1: made here", body: "[w](windows.md)" });
    const files = await exported();
    rmSync(folder, { recursive: true });
    for (const [path, text] of files) write(path, text);
    const another = await openAnother();
    expect(await read({}, another)).toMatchObject({ added: nasty.length + 1, problems: [] });
    expect(await exported(another)).toEqual(files);
    const facts = (from: Db) =>
      from
        .selectFrom("articles")
        .select(["slug", "title", "summary", "body", "language", "position"])
        .orderBy("slug")
        .execute();
    expect(await facts(another)).toEqual(await facts(db));
  });

  test("leaves out what was removed", async () => {
    await changeOnSite("windows", { removed_at: 2_000 });
    expect((await exported()).has("guides/windows.md")).toBe(false);
  });
});
