/** npm run migrate:postgres: everything of a SQLite file into an empty database of PostgreSQL, counted and compared. */
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { isMissing, isPostgresUrl } from "#db/address.ts";
import type { Changed } from "~/exports/fit-postgres.ts";
import type { MovedTable } from "~/exports/move-rows.server.ts";
import { count } from "./count.ts";
import { printLines } from "./print-lines.ts";

const USAGE = `Usage: npm run migrate:postgres -- [postgres://user:password@host/database]

  Copies the SQLite database of DATA_DIR into an empty database of PostgreSQL, reads it back and compares, and builds
  the search index there. The site has to stand still. Without an address it takes the one in DATABASE_URL. The file
  stays as it is; stopped halfway, nothing has come over.`;

function readAddress(): string {
  try {
    const [given, ...more] = parseArgs({ allowPositionals: true, options: {} }).positionals;
    if (more.length > 0) throw new Error(`One database at a time; ${more.length + 1} are named`);
    const address = given ?? process.env.DATABASE_URL ?? "";
    if (!isPostgresUrl(address)) throw new Error("An address is needed, like postgres://user:password@host/database");
    if (!URL.canParse(address))
      throw new Error("This address cannot be read: signs like @ : / in a password as %-codes");
    return address;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function move(address: string): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { nameOfServer } = await import("#db/server-trouble.ts");
  const { moveToPostgres } = await import("~/exports/move-to-postgres.server.ts");
  if (isMissing(config.databaseFile)) throw new Error(`There is no database ${config.databaseFile}`);
  // Without a terminal the last lines say it all.
  const bar = new SingleBar({
    format: "{bar} {value} of {total} {what}, {eta_formatted} to go",
    hideCursor: true,
    noTTYOutput: false,
  });
  if (process.stderr.isTTY) bar.start(0, 0, { what: "rows" });
  const started = performance.now();
  const { tables, changed } = await moveToPostgres(config, address, {
    now: Date.now(),
    onProgress(what, done, total) {
      bar.setTotal(total);
      bar.update(done, { what });
    },
  }).finally(() => bar.stop());
  printTables(tables);
  printLines("What PostgreSQL does not take as it was", changed.map(sayChange));
  console.log(
    `\nBrought to the database ${nameOfServer(address)}, compared and indexed in ` +
      `${((performance.now() - started) / 1000).toFixed(1)} s. What comes next:\n` +
      "  Start the site with DATABASE_URL set to that address, and with the same DATA_DIR: secret, files, logo and own\n" +
      "  texts stay there. On another machine, take DATA_DIR along, or the secret and files from it.\n" +
      `  ${config.databaseFile} is as it was, and no longer needed. Keep it as a backup of this moment, but start no\n` +
      "  site on it: what people write there would not be here.",
  );
}

function printTables(tables: MovedTable[]): void {
  const some = tables.filter(({ rows }) => rows > 0);
  const [names, rows] = [some.map(({ name }) => name), some.map((table) => table.rows.toLocaleString("en"))];
  const widths = [names, rows].map((cells) => Math.max(5, ...cells.map((cell) => cell.length))) as [number, number];
  const line = (name: string, count: string, hash: string) =>
    console.log(`${name.padEnd(widths[0])}  ${count.padStart(widths[1])}  ${hash}`);
  line("table", "rows", "SHA-256 in both");
  for (const [at, { sha256 }] of some.entries()) line(names[at] ?? "", rows[at] ?? "", sha256.slice(0, 16));
  const empty = tables.filter(({ rows }) => rows === 0).map(({ name }) => name);
  if (empty.length > 0) console.log(`Empty in both: ${empty.join(", ")}`);
  console.log(`${count(tables.length, "table")}, ${count(sum(tables), "row")}: the same in both`);
}

const sum = (tables: MovedTable[]) => tables.reduce((total, { rows }) => total + rows, 0);

const sayChange = ({ table, column, rows, first, what }: Changed) =>
  `${table}.${column} of ${count(rows, "row")}, the first ${first}: ${what}`;

const address = readAddress();
try {
  await move(address);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
