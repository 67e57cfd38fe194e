import { createRequestHandler, defer, type RequestHandler, type ServerBuild } from "@remix-run/node";

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
    const loader = route?.module.loader;
    if (!route || !loader || !route.module.default) return [id, route] as const;
    const plain: typeof loader = async (args, ...rest) => {
      const data = await (loader as (...all: unknown[]) => unknown)(args, ...rest);
      const isPlain = typeof data === "object" && data !== null && !(data instanceof Response);
      return isPlain ? defer({ ...data, toJSON: () => undefined }) : data;
    };
    return [id, { ...route, module: { ...route.module, loader: plain } }] as const;
  });
  return { ...build, routes: Object.fromEntries(routes) };
}
