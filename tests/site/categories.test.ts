import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, type Db } from "#db/client.ts";
import {
  addCategory,
  archiveCategory,
  listCategories,
  moveCategory,
  renameCategory,
  restoreCategory,
} from "~/site/categories.server.ts";
import { categorySlug } from "~/site/category-slug.ts";
import { loadSite } from "~/site/load-site.server.ts";
import { openMigrated } from "../support/database.ts";

const now = Date.UTC(2026, 0, 5);
const facts = { origin: "http://localhost:3000", locale: "en", timezone: "UTC", siteName: undefined } as const;

let folder: string;
let db: Db;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "glasno-"));
  db = await openMigrated(join(folder, "glasno.sqlite"));
});

afterEach(async () => {
  await closeDatabase(db);
  rmSync(folder, { recursive: true });
});

async function add(name: string): Promise<number> {
  const category = await addCategory(db, { name, locale: "en", now });
  if (!category) throw new Error(`${name} was not added`);
  return category.id;
}

const names = async () => (await listCategories(db)).filter(({ isArchived }) => !isArchived).map(({ name }) => name);
const shown = async () => (await loadSite(db, facts)).categories.map(({ name }) => name);

test("a new category stands behind the others", async () => {
  await add("API");
  await add("Billing");
  expect(await names()).toEqual(["API", "Billing"]);
});

test("a renamed category keeps its slug", async () => {
  const id = await add("Billing");
  expect(await renameCategory(db, { id, name: "Invoices" })).toBe(true);
  expect(await listCategories(db)).toEqual([{ id, slug: "billing", name: "Invoices", isArchived: false }]);
});

describe("a name is given once", () => {
  test("in whatever case, Cyrillic too", async () => {
    await add("Оплата");
    expect(await addCategory(db, { name: "ОПЛАТА", locale: "ru", now })).toBeUndefined();
    expect(await names()).toEqual(["Оплата"]);
  });

  test("an archived category holds its own", async () => {
    await archiveCategory(db, { id: await add("API"), now });
    expect(await addCategory(db, { name: "API", locale: "en", now })).toBeUndefined();
  });

  test("a category cannot take another's, but may change the case of its own", async () => {
    await add("API");
    const id = await add("billing");
    expect(await renameCategory(db, { id, name: "api" })).toBe(false);
    expect(await renameCategory(db, { id, name: "Billing" })).toBe(true);
    expect(await names()).toEqual(["API", "Billing"]);
  });
});

describe("slugs", () => {
  test("two names that read alike get two slugs", async () => {
    await add("C");
    await add("C++");
    await add("C#");
    expect((await listCategories(db)).map(({ slug }) => slug)).toEqual(["c", "c-2", "c-3"]);
  });

  test("a name without any letter we can write becomes category-<id>, which nobody else gets", async () => {
    await add("Category 2");
    const id = await add("日本語");
    expect(id).toBe(2);
    expect((await listCategories(db)).map(({ slug }) => slug)).toEqual(["category-2", "category-2-2"]);
  });

  test.each([
    ["Оплата и счета", "ru", "oplata-i-scheta"],
    ["Подъезд и щит", "ru", "podyezd-i-schit"],
    ["Ґанок, є їжак", "uk", "ganok-ye-yizhak"],
    ["Голосування", "uk", "holosuvannya"],
    ["Робота з ключами", "uk", "robota-z-klyuchamy"],
    ["Об’єднання", "uk", "obyednannya"],
    ["GitHub & API", "en", "github-and-api"],
    ["Don't panic", "en", "dont-panic"],
    ["💥", "en", ""],
  ] as const)("%s in %s is %j", (name, locale, slug) => {
    expect(categorySlug(name, locale)).toBe(slug);
  });

  test("a slug never looks like the address of an article", () => {
    expect(categorySlug("1 month free", "en")).toBe("category-1-month-free");
    expect(categorySlug("404", "en")).toBe("category-404");
    expect(categorySlug("1С Бухгалтерия", "ru")).toMatch(/^1s-/);
  });

  test("a long name is cut, without a hyphen at its end", () => {
    expect(categorySlug(`${"a".repeat(59)} bbb`, "en")).toBe("a".repeat(59));
  });
});

describe("order", () => {
  test("a category moves one place up or down", async () => {
    const [a, b, c] = [await add("A"), await add("B"), await add("C")];
    await moveCategory(db, { id: c, by: -1 });
    expect(await shown()).toEqual(["A", "C", "B"]);
    await moveCategory(db, { id: a, by: 1 });
    expect(await shown()).toEqual(["C", "A", "B"]);
    await moveCategory(db, { id: b, by: -1 });
    expect(await shown()).toEqual(["C", "B", "A"]);
  });

  test("at the ends of the list nothing moves", async () => {
    const [a, b] = [await add("A"), await add("B")];
    await moveCategory(db, { id: a, by: -1 });
    await moveCategory(db, { id: b, by: 1 });
    await moveCategory(db, { id: 999, by: 1 });
    expect(await shown()).toEqual(["A", "B"]);
  });

  test("an archived category is stepped over", async () => {
    const [, b, c] = [await add("A"), await add("B"), await add("C")];
    await archiveCategory(db, { id: b, now });
    await moveCategory(db, { id: c, by: -1 });
    expect(await shown()).toEqual(["C", "A"]);
  });
});

test("an archived category is offered nowhere and can come back, behind the others", async () => {
  const id = await add("A");
  await add("B");
  await archiveCategory(db, { id, now });
  expect(await shown()).toEqual(["B"]);
  await restoreCategory(db, { id });
  expect(await shown()).toEqual(["B", "A"]);
});

test("bringing back a category that was never archived leaves it where it is", async () => {
  const id = await add("A");
  await add("B");
  await restoreCategory(db, { id });
  expect(await shown()).toEqual(["A", "B"]);
});
