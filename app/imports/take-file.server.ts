import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Db, Trx } from "#db/client.ts";
import type { FileOwner } from "~/files/attach-files.server.ts";
import { unfinishedFolderOf } from "~/files/file-store.server.ts";
import { takeFiles } from "~/files/take-files.server.ts";
import { MAX_FILE_BYTES } from "~/http/upload.ts";
import { stranger } from "~/people/viewer.ts";
import { filePath } from "~/urls.ts";
import type { FileToKeep } from "./import.ts";

/** Stands for the store while links of the old forum are moved: no path of ours may be taken for one of its own. */
const HERE = "kept-file:";

export interface FileTaker {
  /** Adds the file's number to `own`, those of its text. Returns the address to write into the text. */
  take(file: FileToKeep, own: number[]): Promise<string | undefined>;
  /** A line for each that could not be taken. */
  lost: string[];
  count(): number;
}

/** Takes files as those of a form are taken: checked by their content, and pictures drawn anew. */
export function makeFileTaker(db: Db, { folder, now }: { folder: string | undefined; now: number }): FileTaker {
  const lost: string[] = [];
  let count = 0;
  // One by one: only so many may wait for being looked at.
  let last: Promise<unknown> = Promise.resolve();

  async function takeNow({ name, at, content }: FileToKeep, own: number[]): Promise<string | undefined> {
    const lose = (why: string) => {
      lost.push(`${at}: ${name}, ${why}`);
      return undefined;
    };
    if (!folder) return lose("there is no place for files");
    if (content.length > MAX_FILE_BYTES) return lose("larger than a file may be");
    const unfinished = unfinishedFolderOf(folder);
    const file = path.join(unfinished, randomUUID());
    await mkdir(unfinished, { recursive: true });
    await writeFile(file, content, { mode: 0o600 });
    try {
      const ask = { form: new URLSearchParams(), uploads: [{ name, file }], viewer: stranger, folder, now };
      const { kept, errors } = await takeFiles(db, { ...ask, secret: "" });
      const [taken] = kept;
      if (!taken) return lose(problems[errors[0]?.message ?? ""] ?? "it cannot be read");
      own.push(taken.id);
      count += 1;
      return HERE + filePath(taken).slice(1);
    } finally {
      await rm(file, { force: true });
    }
  }

  return {
    take(file, own) {
      const taking = last.then(() => takeNow(file, own));
      last = taking.catch(() => undefined);
      return taking;
    },
    lost,
    count: () => count,
  };
}

const problems: Record<string, string> = {
  "files:error.unknown": "of a kind that is not taken",
  "files:error.pixels": "a picture of too many pixels",
};

/** The text with the addresses of its files, once its links are moved. */
export function withKeptFiles(markdown: string, own: readonly number[]): string {
  return own.length === 0 ? markdown : markdown.replaceAll(`](${HERE}`, "](/");
}

/** Gives the files of a text to it. */
export async function ownFiles(trx: Trx, ids: readonly number[], owner: FileOwner): Promise<void> {
  if (ids.length === 0) return;
  await trx.updateTable("attachments").set(owner).where("id", "in", ids).execute();
}
