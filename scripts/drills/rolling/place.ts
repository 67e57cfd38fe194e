import { type OwnPostgres, startPostgres } from "../../embedded-postgres.ts";
import { freePort } from "../../free-port.ts";
import { SILENT_SITE } from "../writers/silent-site.ts";
import { Fleet, gather, type Signal } from "./fleet.ts";
import { type ProxyName, type RunningProxy, startProxy } from "./proxy.ts";

/** Processes of one site on one PostgreSQL, and what stands in front of them. */
export interface Place {
  dataDir: string;
  databaseUrl: string;
  fleet: Fleet;
  proxy: RunningProxy;
  stop(): Promise<void>;
}

const WEBS = 2;
/** As deploy/nginx.conf asks: longer than nginx keeps a connection that nothing goes over (4 s). */
const DRAIN_MS = 5_000;

/** PostgreSQL waits for the disk with each commit, as it does by itself. */
export async function startPlace(
  { signal, proxy: name }: { signal: Signal; proxy: ProxyName },
  root: string,
  dataDir: string,
): Promise<Place> {
  const postgres: OwnPostgres = await startPostgres();
  let fleet: Fleet | undefined;
  let proxy: RunningProxy | undefined;
  const stop = async () => {
    await proxy?.stop();
    await fleet?.stop();
    await postgres.stop();
  };
  try {
    await postgres.createDatabase("forum");
    const databaseUrl = postgres.urlOf("forum");
    const settings = {
      ...SILENT_SITE,
      LOG_LEVEL: "error",
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      ...(signal === "SIGTERM" ? { DRAIN_MS: String(DRAIN_MS) } : {}),
    };
    const members = await gather(WEBS);
    fleet = new Fleet(members, settings);
    await fleet.start();
    const upstreams = members.filter(({ isWeb }) => isWeb).map(({ port }) => port);
    proxy = await startProxy(name, await freePort(), upstreams, root);
    return { dataDir, databaseUrl, fleet, proxy, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
