import { createHash } from "node:crypto";
import { hasIt } from "./kept-page.server.ts";

interface Facts {
  /** Media type, without its charset. */
  type: string;
  /** Milliseconds since 1970 UTC. */
  changedAt?: number;
  /** Tells one state of the body from another; without it the body itself does. */
  version?: string;
  /** The address may not stand among the results of a search. */
  noindex?: boolean;
}

/** What programs read: the same bytes for all, asked for anew each time, a cheap 304 where they have it. */
export function machineAnswer(body: string | ReadableStream, { type, changedAt, version, noindex }: Facts): Response {
  const headers = new Headers({ "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "public, no-cache" });
  if (changedAt) headers.set("Last-Modified", new Date(changedAt).toUTCString());
  if (version) headers.set("ETag", versionTag(version));
  if (noindex) headers.set("X-Robots-Tag", "noindex");
  return new Response(body, { headers });
}

/** Whether who asks has this state already: then nothing needs to be written at all. */
export function isKnown(request: Request, { version, changedAt }: { version?: string; changedAt?: number }): boolean {
  if (!version || !changedAt) return false;
  const asked = (name: string) => request.headers.get(name) ?? undefined;
  const headers = { "if-none-match": asked("if-none-match"), "if-modified-since": asked("if-modified-since") };
  return hasIt({ headers }, { etag: versionTag(version), changedAt: Math.floor(changedAt / 1000) });
}

/** 304 for what `isKnown`. */
export function stillTheSame({ version = "", changedAt = 0 }: { version?: string; changedAt?: number }): Response {
  const known = { ETag: versionTag(version), "Last-Modified": new Date(changedAt).toUTCString() };
  return new Response(null, { status: 304, headers: { ...known, "Cache-Control": "public, no-cache" } });
}

const versionTag = (version: string) => `W/"${createHash("sha256").update(version).digest("base64url").slice(0, 22)}"`;

/** A line for a program that has brought something; nobody keeps it. */
export function plainAnswer(status: number, line: string): Response {
  const headers = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
  };
  return new Response(`${line}\n`, { status, headers });
}

/** Programs get a line instead of a page. 404 never says whether there was something. */
export function machineRefusal(status: 404 | 410): Response {
  const body = status === 404 ? "Not found\n" : "Gone\n";
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(body, { status, headers: { ...headers, "X-Robots-Tag": "noindex" } });
}
