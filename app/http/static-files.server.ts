import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { pushWorkerPath } from "~/urls.ts";
import { chooseEncoding, compressWell } from "./compress.server.ts";
import { siteFile } from "./site-files.server.ts";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

const WORKER = path.resolve("public/build/push-worker.js");

export interface StaticFile {
  file: string;
  immutable: boolean;
  /** It may be new at any time: asked for at each use. */
  mayChange?: boolean;
}

interface Places {
  filesPlace: string;
  dataDir: string;
}

/**
 * Which file on the disk an address means, if any. Of what the build makes only the stylesheets and the browser's
 * scripts are given out: the compiler also writes React and every route's code there.
 */
export async function findStaticFile(url: string, places: Places): Promise<StaticFile | undefined> {
  const address = url.split("?", 1)[0] ?? "";
  const built = /^\/build\/(_assets\/[\w.-]+\.css|(?:public|desk|articles)-[\w-]+\.js)$/.exec(address);
  if (built) return { file: path.resolve("public/build", String(built[1])), immutable: true };
  if (address === pushWorkerPath()) return { file: WORKER, immutable: false, mayChange: true };
  const logo = /^\/files\/site\/([\w-]+\.(?:webp|png))$/.exec(address);
  if (logo) return { file: await siteFile(String(logo[1]), places), immutable: true };
  const plain = /^\/([\w-]+\.(?:svg|png|ico|txt|webmanifest))$/.exec(address);
  if (plain && plain[1] !== "robots.txt") return { file: path.resolve("public", String(plain[1])), immutable: false };
  return undefined;
}

/** Compressed files, by address and encoding. What the build makes is little, and never changes under its name. */
const compressed = new Map<string, Buffer>();

/** Sends the file; false when it is not there. */
export async function sendStaticFile(
  request: IncomingMessage,
  response: ServerResponse,
  { file, immutable, mayChange }: StaticFile,
): Promise<boolean> {
  const facts = await stat(file).catch(() => undefined);
  if (!facts?.isFile()) return false;
  const type = types[path.extname(file)] ?? "application/octet-stream";
  response.setHeader("Content-Type", type);
  const lasting = immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600";
  response.setHeader("Cache-Control", mayChange ? "no-cache" : lasting);
  const isHead = request.method === "HEAD";
  const encoding = immutable ? chooseEncoding(request, type, facts.size) : undefined;
  if (!encoding) {
    response.setHeader("Content-Length", facts.size);
    if (isHead) response.end();
    else createReadStream(file).pipe(response);
    return true;
  }
  const key = `${encoding} ${file}`;
  const bytes = compressed.get(key) ?? (await compressWell(await readFile(file), encoding));
  compressed.set(key, bytes);
  response.setHeader("Content-Encoding", encoding);
  response.setHeader("Vary", "Accept-Encoding");
  response.setHeader("Content-Length", bytes.length);
  response.end(isHead ? undefined : bytes);
  return true;
}
