import type { ServerBuild } from "@remix-run/node";
import type { RouteHandle } from "./page.ts";

interface Entry {
  pattern: RegExp;
  handle: RouteHandle | undefined;
}

export type FindHandle = (path: string) => RouteHandle | undefined;

/** Tells which route answers a path, before the framework does: static parts win over parameters, as there. */
export function makeRouteTable(routes: ServerBuild["routes"]): FindHandle {
  const fullPath = (id: string): string => {
    const route = routes[id];
    if (!route) return "";
    return [route.parentId ? fullPath(route.parentId) : "", route.path ?? ""].filter(Boolean).join("/");
  };
  const entries: (Entry & { weight: string })[] = [];
  for (const [id, route] of Object.entries(routes)) {
    if (!route || id === "root" || (route.path === undefined && !route.index)) continue;
    const parts = fullPath(id).split("/").filter(Boolean);
    const pattern = new RegExp(`^/${parts.map(partPattern).join("/")}$`, "i");
    // "0" sorts before "1": static, parameter, anything.
    const weight = parts.map((part) => (part === "*" ? "2" : part.startsWith(":") ? "1" : "0")).join("");
    entries.push({ pattern, handle: route.module.handle as RouteHandle | undefined, weight });
  }
  entries.sort((one, other) => (one.weight < other.weight ? -1 : 1));
  return (path) => entries.find(({ pattern }) => pattern.test(path))?.handle;
}

function partPattern(part: string): string {
  if (part === "*") return ".*";
  if (part.startsWith(":")) return "[^/]+";
  return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
