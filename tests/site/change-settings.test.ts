import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, type Db } from "#db/client.ts";
import { wordsIn } from "~/i18n/words.ts";
import { addCategory, listCategories } from "~/site/categories.server.ts";
import { changeSettings, type SettingsChange } from "~/site/change-settings.server.ts";
import { loadSite } from "~/site/load-site.server.ts";
import { openMigrated } from "../support/database.ts";

const now = Date.UTC(2026, 0, 5);
const facts = { origin: "http://localhost:3000", locale: "en", timezone: "UTC", siteName: undefined } as const;
const statuses = [
  { key: "new", kinds: ["question", "problem"] },
  { key: "fixed", kinds: ["problem"] },
];

let root: string;
let db: Db;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "glasno-"));
  db = await openMigrated(join(root, "glasno.sqlite"));
});

afterEach(async () => {
  await closeDatabase(db);
  rmSync(root, { recursive: true });
});

function send(fields: Record<string, string>, more: Partial<SettingsChange> = {}) {
  const form = new URLSearchParams(fields);
  const logo = { tooLarge: false };
  return changeSettings(db, {
    form,
    logo,
    folder: join(root, "files/site"),
    statuses,
    locale: "en",
    origin: facts.origin,
    now,
    ...more,
  });
}

const site = () => loadSite(db, facts);

/** What a person reads at the fields of a form that came back. */
function messages({ errors }: Awaited<ReturnType<typeof send>>): Record<string, string> {
  const t = wordsIn("en");
  return Object.fromEntries(errors.map(({ field, message, values }) => [field, t(message, values)]));
}

describe("the name of the site", () => {
  test("is saved without the spaces around it", async () => {
    expect(await send({ intent: "name", name: "  Locia \t help\r\n" })).toMatchObject({ section: "name", errors: [] });
    expect((await site()).name).toBe("Locia help");
  });

  test("is not taken away by an empty field", async () => {
    await send({ intent: "name", name: "Locia" });
    expect(messages(await send({ intent: "name", name: "   " }))).toEqual({
      "site-name": "Write the name of the site",
    });
    expect((await site()).name).toBe("Locia");
  });

  test("comes back as typed when it is too long", async () => {
    const change = await send({ intent: "name", name: "x".repeat(61) });
    expect(messages(change)).toEqual({ "site-name": "Shorten this to 60 characters" });
    expect(change.typed.name).toHaveLength(61);
  });
});

describe("the call to action", () => {
  test("needs a label and an address, and two empty fields take it away", async () => {
    await send({ intent: "call-to-action", label: "Try it", url: "https://example.com/try" });
    expect((await site()).callToAction).toEqual({ label: "Try it", url: "https://example.com/try" });
    await send({ intent: "call-to-action", label: "", url: " " });
    expect((await site()).callToAction).toBeNull();
  });

  test.each([
    ["a label alone", { label: "Try it", url: "" }, ["url"]],
    ["an address alone", { label: "", url: "https://example.com" }, ["label"]],
    ["a script", { label: "Try it", url: "javascript:alert(1)" }, ["url"]],
    ["a script behind a space and a break", { label: "Try it", url: " java\nscript:alert(1)" }, ["url"]],
    ["a file", { label: "Try it", url: "file:///etc/passwd" }, ["url"]],
    ["a path of another scheme", { label: "Try it", url: "//example.com" }, ["url"]],
    ["an address without https://", { label: "Try it", url: "example.com" }, ["url"]],
    ["an address that reads as another host", { label: "Try it", url: "https://locia.app@evil.example" }, ["url"]],
  ])("is not made of %s", async (_, fields, bad) => {
    const change = await send({ intent: "call-to-action", ...fields });
    expect(change.errors.map(({ field }) => field)).toEqual(bad);
    expect(change.typed).toMatchObject({ label: fields.label });
    expect((await site()).callToAction).toBeNull();
  });
});

describe("the accent", () => {
  test("is saved in one spelling", async () => {
    await send({ intent: "accent", accent: "7A00A8" });
    expect((await site()).accent).toBe("#7a00a8");
  });

  test("that cannot be read comes back with the nearest darker colour, which is taken", async () => {
    const change = await send({ intent: "accent", accent: "#ffcc00" });
    expect((await site()).accent).toBeNull();
    expect(change.typed.accent).toBe("#ffcc00");
    const offered = String(change.nearest);
    expect(messages(change).accent).toMatch(/^Take a darker colour: .* 1\.32 .* 4\.5\./);
    expect(messages(change).accent).toContain(offered);

    expect((await send({ intent: "accent", accent: offered })).errors).toEqual([]);
    expect((await site()).accent).toBe(offered);
  });

  test.each(["", "red", "#12345", "#0b5b7a}"])("is not %j", async (accent) => {
    await send({ intent: "accent", accent: "#7a00a8" });
    expect(messages(await send({ intent: "accent", accent })).accent).toContain("six digits");
    expect((await site()).accent).toBe("#7a00a8");
  });

  test("goes back to the design's own", async () => {
    await send({ intent: "accent", accent: "#7a00a8" });
    await send({ intent: "accent-default" });
    expect((await site()).accent).toBeNull();
  });
});

describe("the logo", () => {
  test("is set and removed", async () => {
    const file = await sharp({ create: { width: 10, height: 10, channels: 3, background: "#000" } })
      .png()
      .toBuffer();
    expect((await send({ intent: "logo" }, { logo: { file, tooLarge: false } })).errors).toEqual([]);
    expect((await site()).logo).toMatchObject({ width: 10, height: 10 });
    await send({ intent: "logo-remove" });
    expect((await site()).logo).toBeNull();
  });

  test.each([
    ["nothing was chosen", { tooLarge: false }, "Choose a picture first"],
    ["it is too large", { tooLarge: true }, "Choose a picture of up to 1 MB"],
    ["it is no picture", { file: Buffer.from("hello"), tooLarge: false }, "Choose a PNG, JPEG or WebP of up to 16"],
  ])("says at the field that %s", async (_, logo, message) => {
    expect(messages(await send({ intent: "logo" }, { logo })).logo).toContain(message);
    expect((await site()).logo).toBeNull();
  });
});

describe("categories", () => {
  const add = async (name: string) => String((await addCategory(db, { name, locale: "en", now }))?.id);

  test("are added, renamed, moved, archived and brought back", async () => {
    await send({ intent: "category-add", name: "API" });
    await send({ intent: "category-add", name: "Billing" });
    const [api, billing] = (await listCategories(db)).map(({ id }) => String(id));
    await send({ intent: "category-rename", category: String(api), name: "The API" });
    await send({ intent: "category-up", category: String(billing) });
    expect((await site()).categories.map(({ name }) => name)).toEqual(["Billing", "The API"]);
    await send({ intent: "category-down", category: String(billing) });
    await send({ intent: "category-archive", category: String(api) });
    expect((await site()).categories.map(({ name }) => name)).toEqual(["Billing"]);
    await send({ intent: "category-restore", category: String(api) });
    expect((await site()).categories.map(({ name }) => name)).toEqual(["Billing", "The API"]);
  });

  test("a name that is taken comes back at the field it was typed in", async () => {
    await add("API");
    const id = await add("Billing");
    const added = await send({ intent: "category-add", name: "api" });
    const renamed = await send({ intent: "category-rename", category: id, name: "API" });
    expect(Object.keys(messages(added))).toEqual(["new-category"]);
    expect(Object.keys(messages(renamed))).toEqual([`category-${id}`]);
    expect([added.typed.name, renamed.typed.name]).toEqual(["api", "API"]);
    expect(messages(renamed)[`category-${id}`]).toContain("Choose another name");
  });

  test.each(["category-add", "category-rename"])("%s asks for a name", async (intent) => {
    const category = await add("API");
    expect(Object.values(messages(await send({ intent, category, name: " " })))).toEqual([
      "Write the name of the category",
    ]);
  });

  test.each(["", "x", "-1", "1.5"])("the category %j is refused", async (category) => {
    await expect(send({ intent: "category-up", category })).rejects.toMatchObject({ status: 400 });
  });
});

describe("words for statuses", () => {
  test("only what was filled in is kept, and an empty field brings the usual word back", async () => {
    await send({
      intent: "status-labels",
      "label-new-en": "Fresh",
      "label-new-ru": " ",
      "label-fixed-uk": "Полагодили",
    });
    expect((await site()).statusLabels).toEqual({ new: { en: "Fresh" }, fixed: { uk: "Полагодили" } });
    await send({ intent: "status-labels", "label-new-en": "" });
    expect((await site()).statusLabels).toEqual({});
  });

  test("a status that does not exist is not kept", async () => {
    await send({ intent: "status-labels", "label-nonsense-en": "x", "label-__proto__-en": "x" });
    expect((await site()).statusLabels).toEqual({});
  });

  test("a word that is too long is named", async () => {
    const change = await send({ intent: "status-labels", "label-new-en": "x".repeat(41) });
    expect(messages(change)).toEqual({ "label-new-en": "Shorten this to 40 characters" });
  });
});

test.each(["", "constructor", "delete everything"])("the intent %j is refused", async (intent) => {
  await expect(send({ intent })).rejects.toMatchObject({ status: 400 });
});
