import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { newerThanCode } from "#db/find-fault.ts";
import { type ExportManifest, FORMAT, MANIFEST, manifestSchema } from "./export-manifest.ts";
import { exportedTables } from "./tables.ts";

/** What an export says that it holds. Throws an Error with one line where this program cannot bring it back. */
export async function readManifest(folder: string): Promise<ExportManifest> {
  const file = path.join(folder, MANIFEST);
  if (!existsSync(file)) throw new Error(`${folder} is no export, or one that was broken off: it has no ${MANIFEST}`);
  const text = await readFile(file, "utf8");
  const manifest = parse(text);
  const { format } = manifest as { format?: unknown };
  if (typeof format === "number" && format > FORMAT) {
    throw new Error(`${folder} is of format ${format}, and this program reads ${FORMAT}: bring the program up to date`);
  }
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${file} is damaged: ${issue?.path.join(".")} ${issue?.message}`);
  }
  checkNames(parsed.data, folder);
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function checkNames({ schema, tables, program }: ExportManifest, folder: string): void {
  const newer = newerThanCode(schema);
  const known = new Set<string>(exportedTables().map(([name]) => name));
  const unknown = tables.filter(({ name }) => !known.has(name)).map(({ name }) => `${name}.jsonl`);
  if (newer.length > 0 || unknown.length > 0) {
    const what = [...newer, ...unknown].join(", ");
    throw new Error(`${folder} was made by a newer version of this program (${program}: ${what}): bring it up to date`);
  }
}
