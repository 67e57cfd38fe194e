import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { collectFiles, YOUNG_MS } from "~/files/collect-files.server.ts";
import { storeFile } from "~/files/file-store.server.ts";
import { stopInspector } from "~/files/inspector.server.ts";
import { moderateTicket, setVisibility } from "~/tickets/change-visibility.server.ts";
import { removeTicket, setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import type { Browser, TestPage } from "../support/browser.ts";
import { createAgent, createTicket, createVisitor, LONG_TEXT, signInAs } from "../support/factories.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { gif, picture, png } from "../support/pictures.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const folder = path.join(site.dataDir, "files");
const agent = await createAgent(db);
const ticketOf = (page: TestPage) => Number(/\/tickets\/(\d+)-/.exec(String(page.location))?.[1]);
const by = { agentId: agent.id };
const now = () => Date.now();

const file = (bytes: Uint8Array | string, name: string) =>
  new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name);

/** Writes a ticket with these files, as a visitor does, and opens it. */
async function write(files: File[], fields: Record<string, string> = {}, intent = "send") {
  const browser = site.browser();
  const form = await browser.open("/tickets/new");
  const sent = await browser.pressWithFiles(form, intent, files, {
    title: "The map stays empty",
    ...fields,
  });
  return { browser, sent, id: ticketOf(sent), page: await browser.follow(sent) };
}

/** The addresses of pictures and files that a page shows at its texts. */
const filesOn = (html: string) =>
  findElements(
    html,
    ({ tagName, attrs }) => tagName === "a" && attrs.some(({ value }) => value.startsWith("/files/")),
  ).map((link) => attribute(link, "href") ?? "");

const open = async (browser: Browser, id: number) => browser.follow(await browser.open(`/tickets/${id}`));

/** Everything in the store, without what the site keeps of itself. */
const stored = () =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
        /^(..\/.{64}|unfinished\/.*)$/.test(name),
      )
    : [];

afterAll(stopInspector);

describe("a picture", () => {
  test("that comes with a ticket is drawn anew, shown with its size and words, and opens at full size", async () => {
    const photo = await picture(1800, 900)
      .jpeg()
      .withExifMerge({ IFD0: { Copyright: "a name nobody asked for" } })
      .toBuffer();
    const { id } = await write([file(photo, "Снимок экрана.JPG")], { "files-alt": "An empty map", body: LONG_TEXT });
    const page = await open(site.browser(), id);
    const [image] = findElements(
      page.html,
      ({ tagName, parentNode }) => tagName === "img" && parentNode?.nodeName === "a",
    );
    const attributes = Object.fromEntries(image?.attrs.map(({ name, value }) => [name, value]) ?? []);
    expect(attributes).toMatchObject({ width: "1800", height: "900", alt: "An empty map", loading: "lazy" });
    expect(attributes.src).toMatch(/\?size=small$/);

    const [address = ""] = filesOn(page.html);
    expect(decodeURIComponent(address)).toMatch(/^\/files\/\d+\/Снимок-экрана-1800x900\.webp$/);
    const response = await fetch(`http://127.0.0.1:${site.port}${address}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("content-type")).toBe("image/webp");
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 1800, height: 900 });
    expect(bytes.includes("a name nobody asked for")).toBe(false);
    const small = Buffer.from(await (await fetch(`http://127.0.0.1:${site.port}${address}?size=small`)).arrayBuffer());
    expect(await sharp(small).metadata()).toMatchObject({ width: 1400, height: 700 });
    expect(page.html).toContain(`<meta property="og:image" content="http://forum.test${address}"/>`);
  });

  test("that moves goes on moving", async () => {
    const { id } = await write([file(await gif(3), "moves.gif")]);
    const [address = ""] = filesOn((await open(site.browser(), id)).html);
    const bytes = Buffer.from(await (await fetch(`http://127.0.0.1:${site.port}${address}`)).arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", pages: 3, width: 30, height: 20 });
    expect(address).toMatch(/moves-30x20\.webp$/);
  });

  test("that stands on its side is stood up", async () => {
    const photo = await picture(60, 30).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { id } = await write([file(photo, "lies.jpg")]);
    expect(filesOn((await open(site.browser(), id)).html)[0]).toMatch(/lies-30x60\.webp$/);
  });

  test("is words enough for a reply, and the same reply sent twice is one", async () => {
    const ticket = await createTicket(db);
    const browser = site.browser();
    const page = await open(browser, ticket.id);
    const shot = [file(await png(31, 17), "a.png")];
    const first = await browser.pressWithFiles(page, "reply", shot, { "reply-body": "" });
    const second = await browser.pressWithFiles(page, "reply", shot, { "reply-body": "" });
    expect(first.location).toMatch(/#reply-\d+$/);
    expect(second.location).toBe(first.location);
    expect(filesOn((await open(site.browser(), ticket.id)).html)).toHaveLength(1);
  });
});

describe("a form that comes back", () => {
  test("keeps its files, with words for each, and sends them without choosing them again", async () => {
    const { browser, sent } = await write([file(await png(50, 40), "kept.png")], { title: " " });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain('href="#title"');
    const [thumbnail = ""] = [...sent.html.matchAll(/src="(\/files\/\d+\/[^"]+)"/g)].map(([, address]) =>
      String(address).replaceAll("&amp;", "&"),
    );
    expect((await browser.open(thumbnail)).status).toBe(200);
    expect((await site.browser().open(thumbnail.replace(/key=.*/, ""))).status).toBe(404);
    const alt = /name="(file-alt-\d+)"/.exec(sent.html)?.[1] ?? "";
    const done = await browser.press(sent, "send", { title: "Now with a title", [alt]: "A kept picture" });
    const page = await open(site.browser(), ticketOf(done));
    expect(filesOn(page.html)).toHaveLength(1);
    expect(page.html).toContain('alt="A kept picture"');
  });

  test("shows them in its preview, and lets go of one that its sender takes out", async () => {
    const two = [file(await png(21, 20), "one.png"), file(await png(22, 20), "two.png")];
    const { browser, sent } = await write(two, {}, "preview");
    expect(sent.status).toBe(200);
    expect(filesOn(sent.html)).toHaveLength(2);
    const box = /name="(remove-file-\d+)"/.exec(sent.html)?.[1] ?? "";
    const done = await browser.press(sent, "send", { [box]: "1" });
    expect(filesOn((await open(site.browser(), ticketOf(done))).html)).toEqual([expect.stringContaining("two-22x20")]);
  });

  test("says which file is too large, and keeps text and the other files", async () => {
    const large = file(new Uint8Array(10 * 1024 * 1024 + 1), "large.png");
    const { sent } = await write([file(await png(23, 20), "small.png"), large], { body: "My words" });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain("“large.png” is larger than 10 MB");
    expect(sent.html).toContain("My words");
    expect(sent.html).toContain("small-23x20.webp");
  });

  test("takes five files, and says that the sixth was left out", async () => {
    const six = await Promise.all([1, 2, 3, 4, 5, 6].map(async (n) => file(await png(30 + n, 20), `${n}.png`)));
    const { sent } = await write(six);
    expect(sent.status).toBe(400);
    expect(sent.html).toContain("at most 5 files");
    expect(sent.html.match(/name="remove-file-\d+"/g)).toHaveLength(5);
  });

  test("over all limits is a 413 with the text, and leaves nothing on the disk", async () => {
    const before = stored();
    const huge = Array.from({ length: 7 }, (_, index) => file(new Uint8Array(9_900_000), `${index}.bin`));
    const { sent } = await write(huge, { body: "Not lost" });
    expect(sent.status).toBe(413);
    expect(sent.html).toContain("Not lost");
    expect(stored()).toEqual(before);
  });

  test("of another's file takes nothing: a reference belongs to its signature", async () => {
    const { sent } = await write([file(await png(24, 20), "theirs.png")], { title: " " });
    const theirs = /name="kept-files" value="([^"]+)"/.exec(sent.html)?.[1] ?? "";
    const other = site.browser();
    const forged = theirs.replace(/\.[^.]+$/, ".forged");
    const done = await other.press(await other.open("/tickets/new"), "send", { title: "x", "kept-files": forged });
    expect(filesOn((await open(other, ticketOf(done))).html)).toEqual([]);
  });
});

test("a body that is no form is a 400", async () => {
  const boundary = { "Content-Type": "multipart/form-data; boundary=abc" };
  const browser = site.browser();
  for (const body of ["", '--abc\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\nhalf']) {
    const response = await fetch(`http://127.0.0.1:${site.port}/tickets/new`, {
      method: "POST",
      headers: { ...boundary, Origin: "http://forum.test", "X-Forwarded-For": browser.address },
      body,
    });
    expect(response.status).toBe(400);
  }
  const many = new FormData();
  for (let part = 0; part < 5_000; part++) many.append(`f${part}`, "");
  expect((await browser.upload("/tickets/new", many)).status).toBe(400);
});

describe("who sees a file", () => {
  let author: Browser;
  let id: number;
  let address: string;
  const status = async (browser: Browser) => (await browser.open(address)).status;
  const team = site.browser();

  beforeEach(async () => {
    const written = await write([file(await png(45, 25), "seen.png")]);
    author = written.browser;
    id = written.id;
    address = filesOn((await open(author, id)).html)[0] ?? "";
    await signInAs(db, team, agent);
  });

  test("everybody, of a public ticket: caches ask each time whether that is still so", async () => {
    const first = await site.browser().open(address);
    expect(first.status).toBe(200);
    expect(first.headers.get("cache-control")).toBe("public, no-cache");
    const etag = String(first.headers.get("etag"));
    expect((await site.browser().open(address, { "If-None-Match": etag })).status).toBe(304);
    await setVisibility(db, id, "private", { by, now: now() });
    expect((await site.browser().open(address, { "If-None-Match": etag })).status).toBe(404);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["private", () => setVisibility(db, id, "private", { by, now: now() })],
    ["removed", () => removeTicket(db, id, { by: {}, now: now() })],
    ["spam", () => moderateTicket(db, id, "spam", { by, now: now() })],
  ])("nobody but its readers, once the ticket is %s: the answer of a file that never was", async (_, hide) => {
    expect(await status(site.browser())).toBe(200);
    await hide();
    const refused = await site.browser().open(address);
    const never = await site.browser().open("/files/999999/never.webp");
    expect([refused.status, refused.html]).toEqual([404, never.html]);
    expect([...refused.headers.keys()]).toEqual([...never.headers.keys()]);
    expect(await status(await someVisitor())).toBe(404);
    expect(await status(author)).toBe(200);
    expect(await status(team)).toBe(200);
    expect((await author.open(address)).headers.get("cache-control")).toMatch(/no-store/);
  });

  test("a file of a note is the team's, one of a removed reply too", async () => {
    const page = await open(team, id);
    const shot = [file(await png(46, 25), "noted.png")];
    const note = await team.pressWithFiles(page, "reply", shot, { "reply-body": "Look", "reply-kind": "note" });
    address = filesOn((await team.follow(note)).html).find((one) => one.includes("noted")) ?? "";
    expect([await status(team), await status(author), await status(site.browser())]).toEqual([200, 404, 404]);

    const reply = await author.pressWithFiles(await open(author, id), "reply", [file(await png(47, 25), "said.png")], {
      "reply-body": "Here",
    });
    address = filesOn((await author.follow(reply)).html).find((one) => one.includes("said")) ?? "";
    expect(await status(site.browser())).toBe(200);
    const replyId = Number(/#reply-(\d+)/.exec(String(reply.location))?.[1]);
    await setReplyRemoved(db, { ticketId: id, replyId, isRemoved: true, by, now: now() });
    expect([await status(team), await status(site.browser())]).toEqual([200, 404]);
  });

  test("its author takes it away, and its address is closed at once; others cannot", async () => {
    const stranger = await open(site.browser(), id);
    const number = /\/files\/(\d+)\//.exec(address)?.[1];
    await site.browser().press(stranger, "reply", { "reply-body": "x", [`remove-file-${number}`]: "1" });
    expect(await status(site.browser())).toBe(200);

    const form = await author.open(`${(await author.open(`/tickets/${id}`)).location}?edit=ticket`);
    const done = await author.press(form, "edit", { [`file-alt-${number}`]: "Gone in a moment" });
    expect((await author.follow(done)).html).toContain('alt="Gone in a moment"');
    await author.press(form, "edit", { [`remove-file-${number}`]: "1" });
    expect([await status(author), await status(team)]).toEqual([404, 404]);
    expect(filesOn((await open(author, id)).html)).toEqual([]);
  });
});

describe("an article", () => {
  test("shows the picture where its text places it; a draft's is the team's", async () => {
    const team = site.browser();
    await signInAs(db, team, agent);
    const { createArticle } = await import("../support/factories.ts");
    const article = await createArticle(db, { isDraft: true, title: "With a picture" });
    const editor = await team.open(`/desk/articles/${article.id}`);
    const shown = await team.pressWithFiles(editor, "preview", [file(await png(52, 26), "step.png")]);
    const markdown = /value="(!\[step[^"]+)"/.exec(shown.html)?.[1] ?? "";
    const saved = await team.press(shown, "save", { body: `Press here:\n\n${markdown}` });
    expect(saved.status).toBe(303);
    const address = /\((.*)\)/.exec(markdown)?.[1] ?? "";
    expect((await site.browser().open(address)).status).toBe(404);
    expect((await team.open(address)).status).toBe(200);
    await team.press(await team.open(`/desk/articles/${article.id}`), "publish");
    const page = await site.browser().follow(await site.browser().open(`/articles/${article.id}`));
    expect(page.html).toContain(`<a href="${address}"><img src="${address}"`);
    expect(filesOn(page.html)).toEqual([address]);
    expect((await site.browser().open(address)).status).toBe(200);
  });
});

describe("what nobody asks for any more", () => {
  const later = now() + 3 * 24 * 60 * 60 * 1000;

  test("goes: forms never sent, files without a row, halves of uploads; what a text shows stays", async () => {
    const { id } = await write([file(await png(61, 30), "stays.png")]);
    await write([file(await png(62, 30), "never-sent.png")], { title: " " });
    // A process that died between the file and its row.
    mkdirSync(path.join(folder, "unfinished"), { recursive: true });
    writeFileSync(path.join(folder, "unfinished/orphan"), "bytes");
    const orphan = await storeFile(folder, path.join(folder, "unfinished/orphan"));
    writeFileSync(path.join(folder, "unfinished/half"), "half");
    await collectFiles(db, { folder, now: now() });
    expect(existsSync(path.join(folder, orphan.slice(0, 2), orphan))).toBe(true);

    await collectFiles(db, { folder, now: later });
    expect(existsSync(path.join(folder, orphan.slice(0, 2), orphan))).toBe(false);
    expect(existsSync(path.join(folder, "unfinished/half"))).toBe(false);
    const rows = await db.selectFrom("attachments").select(["hash", "small_hash", "name"]).execute();
    expect(rows.some(({ name }) => name.startsWith("never-sent"))).toBe(false);
    const hashes = rows.flatMap(({ hash, small_hash }) => [hash, ...(small_hash ? [small_hash] : [])]);
    expect(new Set(stored())).toEqual(new Set(hashes.map((hash) => `${hash.slice(0, 2)}/${hash}`)));
    const [address = ""] = filesOn((await open(site.browser(), id)).html);
    expect((await site.browser().open(address)).status).toBe(200);
  });

  test("an upload that breaks off leaves nothing", async () => {
    const { request } = await import("node:http");
    const boundary = "------------------------abc";
    await new Promise<void>((closed) => {
      const upload = request({
        port: site.port,
        host: "127.0.0.1",
        method: "POST",
        path: "/tickets/new",
        headers: { "Content-Type": `multipart/form-data; boundary=${boundary}`, "Content-Length": 5_000_000 },
      });
      upload.on("error", () => undefined).on("close", closed);
      upload.write(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n`);
      upload.write(Buffer.alloc(300_000));
      setTimeout(() => upload.destroy(), 200);
    });
    await expect.poll(() => readdirSync(path.join(folder, "unfinished"))).toEqual([]);
  });

  test("a young file waits: its row may be on the way", async () => {
    const young = path.join(folder, "ab", "ab".repeat(32));
    mkdirSync(path.dirname(young), { recursive: true });
    writeFileSync(young, "x");
    await collectFiles(db, { folder, now: now() + YOUNG_MS - 60_000 });
    expect(readFileSync(young, "utf8")).toBe("x");
    utimesSync(young, new Date(0), new Date(0));
    await collectFiles(db, { folder, now: now() });
    expect(existsSync(young)).toBe(false);
  });
});

async function someVisitor(): Promise<Browser> {
  const browser = site.browser();
  await createVisitor(db, browser);
  return browser;
}
