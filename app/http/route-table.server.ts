import type { ServerBuild } from "@remix-run/node";
import type { RouteHandle } from "./page.ts";

export interface FoundRoute {
  id: string;
  /** Its address with words for what differs: /tickets/:ref */
  path: string;
  handle: RouteHandle | undefined;
}

export type FindRoute = (path: string) => FoundRoute | undefined;

/** Tells which route answers a path, before the framework does: static parts win over parameters, as there. */
export function makeRouteTable(routes: ServerBuild["routes"]): FindRoute {
  const fullPath = (id: string): string => {
    const route = routes[id];
    if (!route) return "";
    return [route.parentId ? fullPath(route.parentId) : "", route.path ?? ""].filter(Boolean).join("/");
  };
  const entries: (FoundRoute & { pattern: RegExp; weight: string })[] = [];
  for (const [id, route] of Object.entries(routes)) {
    if (!route || id === "root" || (route.path === undefined && !route.index)) continue;
    const parts = fullPath(id).split("/").filter(Boolean);
    // A slash at the end is let through, as there: the route leads to the address without it.
    const pattern = new RegExp(`^/${parts.map(partPattern).join("/")}/?$`, "i");
    const weight = parts.map(partWeight).join("");
    const path = `/${parts.join("/")}`;
    entries.push({ id, path, pattern, handle: route.module.handle as RouteHandle | undefined, weight });
  }
  entries.sort((one, other) => (one.weight < other.weight ? -1 : 1));
  return (path) => entries.find(({ pattern }) => pattern.test(path));
}

/** A parameter may have an ending: ":ref.atom". */
const PARAMETER = /^:[\w-]+/;

/** "0" sorts before "1": static, parameter with an ending, parameter, anything. */
function partWeight(part: string): string {
  if (part === "*") return "3";
  const parameter = PARAMETER.exec(part)?.[0];
  if (!parameter) return "0";
  return parameter === part ? "2" : "1";
}

function partPattern(part: string): string {
  if (part === "*") return ".*";
  const parameter = PARAMETER.exec(part)?.[0] ?? "";
  const ending = part.slice(parameter.length).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return parameter ? `[^/]+${ending}` : ending;
}
