import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FindRoute } from "./route-table.server.ts";

/** What a request is called in the log and in figures: nothing of it is its sender's but numbers. */
export interface Asked {
  /** The proxy's X-Request-Id where it is trusted, else our own. */
  id: string;
  /** /tickets/:ref/vote */
  route: string;
  /** /tickets/41/vote */
  path: string;
}

/** Files of `public` and of the build, and what no route knows. */
export const FILES = "/:file";
const UNKNOWN = "/*";
/** Answered by metrics/answer-watchers.server.ts. */
const WATCHED = ["/healthz", "/readyz", "/metrics"];

/** The same name each time that a request is asked for it. @param trustProxy how many proxies stand in front; with none, whoever asks cannot choose its name */
export function makeAsked(findRoute: FindRoute, trustProxy: number): (request: IncomingMessage) => Asked {
  const known = new WeakMap<IncomingMessage, Asked>();
  const read = (request: IncomingMessage): Asked => {
    const sent = trustProxy > 0 ? request.headers["x-request-id"] : undefined;
    const id = typeof sent === "string" && /^[\w.-]{1,100}$/.test(sent) ? sent : randomUUID();
    const address = decoded(request.url ?? "");
    const route = WATCHED.find((path) => path === address) ?? findRoute(address)?.path ?? UNKNOWN;
    return { id, route, path: loggedPath(route, address) };
  };
  return (request) => {
    const asked = known.get(request) ?? read(request);
    known.set(request, asked);
    return asked;
  };
}

function decoded(url: string): string {
  const path = url.split("?", 1)[0] ?? "";
  try {
    return path.includes("%") ? decodeURIComponent(path) : path;
  } catch {
    return "";
  }
}

/**
 * The path with numbers only. Secret links and one-time addresses carry their secret in it, a ticket's its title, a
 * file's its name, and what is at no address of ours may be one of these, misspelt.
 */
export function loggedPath(route: string, path: string): string {
  const parts = path.split("/");
  const shown = (parameter: string, part = "") => {
    const number = /^:(?:ref|id)\b/.test(parameter) ? /^\d{1,15}(?=$|[-.])/.exec(part)?.[0] : undefined;
    return number === undefined ? "…" : number + parameter.replace(/^:\w+/, "");
  };
  return route
    .split("/")
    .map((part, at) => (part.startsWith(":") ? shown(part, parts[at]) : part.replace("*", "…")))
    .join("/");
}
