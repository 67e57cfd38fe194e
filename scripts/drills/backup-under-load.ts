/**
 * npm run drill -- backup-under-load [--backups 10]: visitors and agents write while backups are made. Each has to hold
 * every write that was answered before it began, with its files, in a sound database, for its owner's eyes only.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createAdmin, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { backUpAndLook } from "./backup-under-load/back-up.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { gatherWriters } from "./writers/gather-writers.ts";
import { SILENT_SITE } from "./writers/silent-site.ts";

const USAGE = "usage: npm run drill -- backup-under-load [--backups 10]";
const BETWEEN_MS = 1_000;

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { backups: { type: "string", default: "10" } } });
  const { backups, whole, answered, held, refused, faults } = await drillBackups(
    Math.round(readNumber("backups", values.backups, USAGE)),
  );
  console.log(
    `${whole} of ${backups} backups whole  the last holds ${held} writes, of ${answered} that were answered in all  ` +
      `${refused.length} refused  ${faults.length} faults`,
  );
  return printFaults(faults, refused);
}

async function drillBackups(backups: number) {
  const root = makeTemporaryFolder("drill");
  const dataDir = path.join(root, "data");
  const writers = gatherWriters({ visitors: 8, agents: 2, hasMail: true });
  const faults: string[] = [];
  let [whole, held] = [0, 0];
  let isOver = false;
  let site: RunningSite | undefined;
  try {
    site = await runSite({ dataDir, ...SILENT_SITE });
    const { port } = site;
    await createAdmin({ ...site, origin: ORIGIN });
    for (const agent of writers.agents) await agent.begin(port);
    const writing = Promise.all(writers.all.map((writer) => writer.write(port, { isOver: () => isOver })));
    writing.catch(() => undefined);
    for (let n = 1; n <= backups; n++) {
      await sleep(BETWEEN_MS);
      const look = await backUpAndLook({ dataDir, folder: path.join(root, `${n}`), answered: writers.answered });
      held = look.held;
      if (look.faults.length === 0) whole += 1;
      faults.push(...look.faults.map((fault) => `backup ${n}: ${fault}`));
    }
    isOver = true;
    if ((await writing).includes("gone")) faults.push("the site broke a connection off");
    return { backups, whole, held, answered: writers.countAnswered(), refused: writers.refused(), faults };
  } finally {
    isOver = true;
    await site?.stop().catch(() => undefined);
    rmSync(root, { recursive: true, force: true });
  }
}
