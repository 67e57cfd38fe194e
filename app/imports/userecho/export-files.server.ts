import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The files that lie beside the lists of an export: pictures and attachments of its texts. */
export interface ExportFiles {
  /** The file that an address of the old forum led to; undefined where it is not in the folder. */
  find(url: URL): ExportFile | undefined;
}

export interface ExportFile {
  name: string;
  read(): Buffer;
}

/** How UserEcho's own addresses of attachments begin. A text of a visitor can name no other file of the folder. */
const ATTACHMENT = /^\/s\/|\/attachments\//;

/**
 * Looks through the folder's own folders; links in it are not followed. A file is found by its path, or, where it was
 * put elsewhere, by its name, which is a hash.
 */
export function findExportFiles(folder: string): ExportFiles {
  const byPath = new Map<string, string>();
  const byName = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const inside = path.relative(folder, file).split(path.sep).join("/");
    if (!entry.isFile() || !inside.includes("/")) continue;
    byPath.set(`/${inside}`, file);
    byName.set(entry.name, file);
  }
  return {
    find({ pathname }) {
      const wanted = decoded(pathname);
      if (!ATTACHMENT.test(wanted)) return undefined;
      const name = path.posix.basename(wanted);
      const file = byPath.get(wanted) ?? byName.get(name);
      return file === undefined ? undefined : { name, read: () => readFileSync(file) };
    },
  };
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
