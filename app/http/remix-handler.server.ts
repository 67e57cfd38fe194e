import {
  type ActionFunctionArgs,
  createRequestHandler,
  defer,
  type LoaderFunctionArgs,
  type RequestHandler,
  type ServerBuild,
} from "@remix-run/node";
import { isDiskTrouble, isLocked } from "#db/disk-trouble.ts";
import { isOutOfReach } from "#db/out-of-reach.ts";
import { refuse } from "./refusals.server.ts";

/**
 * The framework, asked for one route at a time: given all, it would sort them three times for each request before it
 * looks for the one that matches. Undefined stands for an address that only it can read (with `%` in it).
 */
export function makeRemixHandlers(build: ServerBuild): (routeId: string | undefined) => RequestHandler {
  const handlers = new Map<string | undefined, RequestHandler>();
  return (routeId) => {
    const known = handlers.get(routeId);
    if (known) return known;
    const handler = createRequestHandler(
      routeId === undefined ? withPlainData(build) : only(build, routeId),
      "production",
    );
    handlers.set(routeId, handler);
    return handler;
  };
}

/** The build as if it had no other routes than this one and those around it. */
function only(build: ServerBuild, routeId: string): ServerBuild {
  const ids = new Set<string>();
  for (let id: string | undefined = routeId; id !== undefined; id = build.routes[id]?.parentId) ids.add(id);
  const some = <Value>(all: Record<string, Value>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id)));
  return withPlainData({
    ...build,
    routes: some(build.routes),
    assets: { ...build.assets, routes: some(build.assets.routes) },
  });
}

/**
 * What loaders return goes to the page as it is. The framework would make JSON of it and read that again, and make JSON
 * once more for a browser that never hydrates; what is "deferred" it passes on, and this holds no promises.
 */
function withPlainData(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route] as const;
    const { loader, action, default: page } = route.module;
    const own = {
      loader: loader && orNotSaved(page ? plainData(loader as Handler) : (loader as Handler)),
      action: action && orNotSaved(action as Handler),
    };
    return [id, { ...route, module: { ...route.module, ...own } as typeof route.module }] as const;
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

type Handler = (args: LoaderFunctionArgs | ActionFunctionArgs) => unknown;

function plainData(loader: Handler): Handler {
  return async (args) => {
    const data = await loader(args);
    const isPlain = typeof data === "object" && data !== null && !(data instanceof Response);
    return isPlain ? defer({ ...data, toJSON: () => undefined }) : data;
  };
}

/**
 * Where the disk is full or read-only, another process keeps the database to itself, or the database's server is away, no
 * route has to know: the answer is 503, with the text that was sent.
 */
function orNotSaved(handler: Handler): Handler {
  return async (args) => {
    try {
      return await handler(args);
    } catch (error) {
      const reason = isOutOfReach(error) ? "away" : isDiskTrouble(error) || isLocked(error) ? "503" : undefined;
      throw reason ? refuse(reason, args.context.form, {}, { "Retry-After": "60" }) : error;
    }
  };
}
