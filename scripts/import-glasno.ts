/** npm run import -- glasno: what `npm run export` wrote comes into an empty site that stands still. */
import { rmSync } from "node:fs";
import { SingleBar } from "cli-progress";
import type { Counts } from "~/exports/count-rows.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

export async function importGlasnoFrom(folder: string, { isDryRun }: { isDryRun: boolean }): Promise<void> {
  if (!isDryRun) return bring(folder);
  const { tryExport } = await import("~/exports/bring-back.server.ts");
  const scratch = makeTemporaryFolder("trial");
  try {
    print(await tryExport(folder, scratch));
    console.log("\nA dry run: nothing was written");
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function bring(folder: string): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { bringBack } = await import("~/exports/bring-back.server.ts");
  // Without a terminal the last line says it all.
  const bar = new SingleBar({
    format: "{bar} {value} of {total} {what}, {eta_formatted} to go",
    hideCursor: true,
    noTTYOutput: false,
  });
  if (process.stderr.isTTY) bar.start(0, 0, { what: "rows" });
  const started = performance.now();
  const counts = await bringBack(
    folder,
    { ...config, mayChangeSecret: !process.env.SECRET },
    {
      now: Date.now(),
      onProgress(what, done, total) {
        bar.setTotal(total);
        bar.update(done, { what });
      },
    },
  ).finally(() => bar.stop());
  print(counts);
  console.log(
    `\nBrought in and indexed in ${((performance.now() - started) / 1000).toFixed(1)} s. Start it: npm start`,
  );
}

function print({ tickets, replies, rows }: Counts): void {
  console.log(`Tickets: ${list(tickets)}\nReplies: ${list(replies)}\nOther rows: ${list(rows)}`);
}

function list(counts: Record<string, number>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.map(([what, count]) => `${count} ${what.replaceAll("_", " ")}`).join(", ") || "none";
}
