import { mkdirSync } from "node:fs";
import path from "node:path";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { type Measuring, measureGrowth } from "./measure-growth.ts";
import { measureMixed } from "./measure-mixed.ts";
import { measurePages } from "./measure-pages.ts";
import { measureWeight } from "./measure-weight.ts";
import { startSite } from "./running-server.ts";
import { printHead, printRow, type Row } from "./table.ts";

interface Forum {
  file: string;
  tickets: number;
}

/** The built site as a process of its own, on both forums: prints the table that README keeps. */
export async function measureSite(small: Forum, large: Forum, folder: string, mixedSeconds: number): Promise<void> {
  const open = async (name: string, { file, tickets }: Forum): Promise<Measuring> => {
    const dataDir = path.join(folder, name);
    mkdirSync(dataDir);
    return { db: openDatabase(file), site: await startSite(dataDir, file), tickets };
  };
  const [few, many] = [await open("small", small), await open("large", large)];
  const start: Row = {
    what: `start to first answer, ${large.tickets} tickets`,
    measured: `${(many.site.startMs / 1000).toFixed(2)} s`,
    wanted: "< 2 s",
    more: `${(few.site.startMs / 1000).toFixed(2)} s with ${small.tickets}`,
  };
  try {
    printHead();
    printRow(start);
    printRow(await measureWeight(many.db, many.site));
    for (const row of await measurePages(many.db, many.site, folder)) printRow(row);
    for await (const row of measureGrowth(few, many)) printRow(row);
    for (const row of await measureMixed(many.db, many.site, large.tickets, mixedSeconds)) printRow(row);
  } finally {
    await Promise.all([few, many].flatMap(({ db, site }) => [site.stop(), closeDatabase(db)]));
  }
}
