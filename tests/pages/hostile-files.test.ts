import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { stopInspector } from "~/files/inspector.server.ts";
import { tarWith, zipWith } from "../support/archives.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { gif, noise, png, pngThatSays, pngWithBomb } from "../support/pictures.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const folder = path.join(site.dataDir, "files");
const MB = 1024 * 1024;

afterAll(stopInspector);

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const xxe = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&f;</svg>`;
const jar = Buffer.from("504b0304140000000000", "hex");
const slip = zipWith("../../../../tmp/slipped", "slipped");

/** What the content is kept as: a picture, a text, a type of the list; null where it is not taken at all. */
const files: [string, () => Buffer | Promise<Buffer>, string | null][] = [
  ["an SVG with a script", () => Buffer.from(svg), "text/plain; charset=utf-8"],
  ["an SVG that reads a file", () => Buffer.from(xxe), "text/plain; charset=utf-8"],
  [
    "a page that calls itself a picture",
    () => Buffer.from("<!doctype html><script>alert(1)</script>"),
    "text/plain; charset=utf-8",
  ],
  ["a GIF that is a script", async () => Buffer.concat([await gif(1), Buffer.from("/*=1;alert(1)//")]), "image/webp"],
  ["a GIF with an archive behind it", async () => Buffer.concat([await gif(1), jar]), "image/webp"],
  [
    "a PDF with a script",
    () => Buffer.from("%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"),
    "application/pdf",
  ],
  [
    "EICAR",
    () => Buffer.from(["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("")),
    "text/plain; charset=utf-8",
  ],
  ["a PNG of 60000 by 60000", () => pngThatSays(60_000, 60_000), null],
  ["a PNG of 2³¹−1 by 2³¹−1", () => pngThatSays(2 ** 31 - 1, 2 ** 31 - 1), null],
  ["a PNG of 0 by 0", () => pngThatSays(0, 0), null],
  ["a PNG whose text unpacks to 20 MB", pngWithBomb, "image/webp"],
  ["a PNG that breaks off", async () => (await noise()).subarray(0, 4_000), null],
  ["a gzip that unpacks to 5 MB", () => gzipSync(Buffer.alloc(5 * MB)), "application/gzip"],
  ["a zip that climbs out of its folder", () => slip, "application/zip"],
  ["a tar that climbs out of its folder", () => tarWith("../../../../tmp/slipped"), null],
  ["a text in UTF-7", () => Buffer.from("+ADw-script+AD4-alert(1)+ADw-/script+AD4-"), "text/plain; charset=utf-8"],
  ["a text in UTF-16", () => Buffer.from("\ufeff<script>alert(1)</script>", "utf16le"), null],
  ["a program", () => readFileSync(process.execPath).subarray(0, 100_000), null],
  ["nothing", () => Buffer.alloc(0), null],
];

const names = [
  "../../../../etc/passwd.png",
  "..\\..\\windows\\system32\\x.png",
  "a\u0000b.png",
  "con.png",
  "NUL",
  "annexe\u202egnp.exe",
  `${"длинное".repeat(60)}.png`,
  "picture.png.exe",
  "x.php;.png",
  '"><img src=x onerror=alert(1)>.png',
  "line\r\nSet-Cookie: a=b.png",
  ".htaccess",
  "%2e%2e%2fetc%2fpasswd",
  "…",
];

/** Sends a file with a name as no library would, and returns the page that comes of it. */
async function send(bytes: Buffer, name: string) {
  const browser = site.browser();
  const form = await browser.open("/tickets/new");
  const boundary = "----abc123";
  const fields = {
    form_token: attribute(
      findElements(form.html, (one) => attribute(one, "name") === "form_token")[0] as never,
      "value",
    ),
    title: "Hostile",
    intent: "preview",
  };
  const text = Object.entries(fields).map(
    ([field, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name.replaceAll('"', "%22").replaceAll("\r\n", "%0D%0A")}"\r\nContent-Type: image/png\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(text.join("") + head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const response = await fetch(`http://127.0.0.1:${site.port}/tickets/new`, {
    method: "POST",
    body: new Uint8Array(body),
    headers: {
      "Content-Type": `multipart/form-data; boundary=${boundary}`,
      Origin: "http://forum.test",
      "X-Forwarded-For": browser.address,
    },
  });
  return { status: response.status, html: await response.text() };
}

const addressIn = (html: string) =>
  findElements(html, ({ tagName, attrs }) => tagName === "a" && attrs.some(({ value }) => value.startsWith("/files/")))
    .map((link) => attribute(link, "href"))
    .at(0);

describe("T4: hostile files", () => {
  test.each(files)("%s is drawn anew, only to be saved, or not taken", async (_, make, type) => {
    const { status, html } = await send(await make(), "upload.png");
    if (type === null) {
      expect(status).toBe(400);
      expect(html).toContain('href="#files"');
      expect(addressIn(html)).toBeUndefined();
      return;
    }
    expect(status).toBe(200);
    const response = await fetch(`http://127.0.0.1:${site.port}${addressIn(html)}`);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    const header = (name: string) => response.headers.get(name) ?? "";
    expect(header("content-type")).toBe(type);
    expect(header("x-content-type-options")).toBe("nosniff");
    expect(header("content-security-policy")).toMatch(/^sandbox; default-src 'none'(; style-src 'unsafe-inline')?$/);
    expect(header("content-disposition")).toMatch(type === "image/webp" ? /^inline; / : /^attachment; /);
    if (type === "image/webp") expect(bytes.toString("latin1")).not.toContain("alert");
    if (type.startsWith("text/")) expect(header("content-disposition")).toMatch(/\.txt"$/);
  });
});

describe("T4: hostile names", () => {
  test.each(names)("%j becomes one that is safe everywhere", async (name) => {
    const { status, html } = await send(await png(), name);
    expect(status).toBe(200);
    const address = String(addressIn(html));
    const kept = decodeURIComponent(String(address.split("?")[0]).split("/").at(-1) ?? "");
    expect(kept).toMatch(/^[\p{L}\p{N}\p{M}_-]+\.webp$/u);
    expect(kept).not.toMatch(/^(con|nul)[.]/i);
    expect(Buffer.byteLength(kept)).toBeLessThan(255);
    const response = await fetch(`http://127.0.0.1:${site.port}${address}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(findElements(html, ({ attrs }) => attrs.some((one) => one.name === "onerror"))).toEqual([]);
  });

  test("nothing is written but under the hash of its content", () => {
    const written = readdirSync(site.dataDir, { recursive: true, encoding: "utf8" }).filter((name) =>
      statSync(path.join(site.dataDir, name)).isFile(),
    );
    expect(
      written.filter((name) => !/^(glasno\.sqlite(-wal|-shm)?|files\/[0-9a-f]{2}\/[0-9a-f]{64})$/.test(name)),
    ).toEqual([]);
    expect(readdirSync(path.join(folder, "unfinished"))).toEqual([]);
    expect(existsSync("/tmp/slipped")).toBe(false);
  });
});
