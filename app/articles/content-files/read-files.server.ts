import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type FilePlace, INDEX, nameProblem, type Origin, pathOf } from "./file-place.ts";

/** A folder of categories with files in them, laid out like content/articles. */
export interface ArticleFolder {
  origin: Origin;
  folder: string;
}

export interface FoundFile extends FilePlace {
  path: string;
  origin: Origin;
  /** The file to the byte, with its byte order mark if it has one. */
  text: string;
}

/** What an import tells the one who runs it: a sentence each, beginning with the file. */
export type Told = (line: string) => void;

const MOST_FILES = 5_000;
const MOST_BYTES = 256 * 1024;
/** Of all files that are looked at in one go. */
const MOST_BYTES_IN_ALL = 100 * 1024 * 1024;

/**
 * The files of some folders, one after the other, categories first. Where two folders have a file of one name, the
 * first folder's is taken. What cannot be read is told and left out.
 */
export async function* readFiles(folders: readonly ArticleFolder[], tell: Told): AsyncGenerator<FoundFile> {
  const found = new Map<string, { place: FilePlace; from: ArticleFolder }>();
  for (const from of folders) {
    for (const place of await listFiles(from.folder, tell)) {
      const path = pathOf(place);
      if (!found.has(path)) found.set(path, { place, from });
    }
  }
  if (found.size > MOST_FILES) tell(`${found.size} files are too many: the first ${MOST_FILES} are read`);
  let bytes = 0;
  for (const [path, { place, from }] of [...found].sort(categoriesFirst).slice(0, MOST_FILES)) {
    const text = await readText(join(from.folder, path), path, tell);
    if (text === undefined) continue;
    bytes += text.length;
    if (bytes > MOST_BYTES_IN_ALL) return tell(`${path}: the files before it are 100 MB; it and the rest are left out`);
    yield { ...place, path, origin: from.origin, text };
  }
}

type Entry = [path: string, found: { place: FilePlace }];

function categoriesFirst([one, { place: a }]: Entry, [other, { place: b }]: Entry): number {
  return Number(b.slug === INDEX) - Number(a.slug === INDEX) || (one < other ? -1 : 1);
}

async function listFiles(folder: string, tell: Told): Promise<FilePlace[]> {
  const places: FilePlace[] = [];
  for (const category of await list(folder)) {
    const isFolder = (await stat(join(folder, category)).catch(() => undefined))?.isDirectory();
    if (!isFolder) {
      if (category.endsWith(".md") && category !== "README.md")
        tell(`${category}: put it into the folder of its category`);
      continue;
    }
    for (const name of await list(join(folder, category))) {
      if (!name.endsWith(".md")) continue;
      const place = { category, slug: name.slice(0, -".md".length) };
      const problem = nameProblem(place);
      if (problem) tell(`${category}/${name}: ${problem}. It is left out`);
      else places.push(place);
    }
  }
  return places;
}

/** Hidden files are somebody else's. A folder that is not there has nothing in it. */
async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => !name.startsWith(".")).sort();
}

async function readText(file: string, path: string, tell: Told): Promise<string | undefined> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return undefined;
    if (facts.size > MOST_BYTES) throw new Error(`it has more than ${MOST_BYTES / 1024} KB: make two of it`);
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(file));
    if (text.includes("\0")) throw new Error("it has a zero byte in it: save it as text in UTF-8");
    return text;
  } catch (error) {
    const why = error instanceof TypeError ? "it is not UTF-8: save it as text in UTF-8" : (error as Error).message;
    tell(`${path}: ${why}. It is left out`);
    return undefined;
  }
}
