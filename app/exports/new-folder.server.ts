import { existsSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Fills a new folder that only its owner may open, beside its place until it is whole. What is there already is left
 * alone: throws an Error with one line.
 */
export async function inNewFolder<Result>(folder: string, fill: (made: string) => Promise<Result>): Promise<Result> {
  const place = path.resolve(folder);
  if (existsSync(place) && readdirSync(place).length > 0) {
    throw new Error(`${folder} has something in it: name a new folder`);
  }
  await mkdir(path.dirname(place), { recursive: true });
  const made = await mkdtemp(`${place}-unfinished-`);
  try {
    const result = await fill(made);
    if (existsSync(place)) await rm(place, { recursive: true });
    await rename(made, place);
    return result;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}
