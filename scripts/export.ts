/** npm run export: everything as files, tables for spreadsheets, or the articles alone. The site may go on running. */
import { parseArgs } from "node:util";
import { exportContentTo, exportCsvTo, exportEverythingTo } from "./export-formats.ts";

const formats = ["glasno", "csv", "content"] as const;

const USAGE = `Usage: npm run export -- [<format>] <folder> [--private] [--separator ";"] [--force]

  glasno    everything, and what is meant where no format is named; \`npm run import -- glasno <folder>\` restores it
  csv       tickets.csv, replies.csv and articles.csv for a spreadsheet, with what everybody may read
  content   the articles alone: articles/<category>/<slug>.md; \`npm run import -- content <folder>\` reads them again

  --private     csv only: also what only the team may read
  --separator   csv only: between cells; a comma, or a semicolon where SITE_LOCALE is ru or uk, as Excel has it there
  --force       content only: also into a folder that has something in it: files of the same names are replaced,
                nothing is deleted`;

interface Arguments {
  format: (typeof formats)[number];
  folder: string;
  isForced: boolean;
  isPrivate: boolean;
  separator: string | undefined;
}

function readArguments(): Arguments {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        force: { type: "boolean", default: false },
        private: { type: "boolean", default: false },
        separator: { type: "string" },
      },
    });
    const named = formats.find((one) => one === positionals[0]);
    const [folder, ...more] = named ? positionals.slice(1) : positionals;
    if (!folder) throw new Error("A folder is needed");
    if (more.length > 0 && !named) throw new Error(`The format ${folder} is unknown`);
    if (more.length > 0) throw new Error(`One folder at a time; ${more[0]} is too much`);
    const format = named ?? "glasno";
    const { separator } = values;
    if (values.force && format !== "content") throw new Error("--force goes with content only");
    if ((values.private || separator !== undefined) && format !== "csv") {
      throw new Error(`--${values.private ? "private" : "separator"} goes with csv only`);
    }
    if (separator !== undefined && ![",", ";", "\t"].includes(separator)) {
      throw new Error("--separator takes a comma, a semicolon or a tab");
    }
    return { format, folder, isForced: values.force, isPrivate: values.private, separator };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function run({ format, folder, isForced, isPrivate, separator }: Arguments): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { isMissing } = await import("#db/address.ts");
  if (isMissing(config.databaseUrl)) throw new Error(`There is no database ${config.databaseFile}`);
  if (format === "content") await exportContentTo(folder, { isForced });
  else if (format === "csv") await exportCsvTo(folder, { isPrivate, separator });
  else await exportEverythingTo(folder);
}

const wanted = readArguments();
try {
  await run(wanted);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
