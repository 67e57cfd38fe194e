import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Db } from "#db/client.ts";
import { type KeptFile, MAX_FILES } from "~/files/attachment.ts";
import { unfinishedFolderOf } from "~/files/file-store.server.ts";
import { takeFiles } from "~/files/take-files.server.ts";
import { MAX_FILE_BYTES } from "~/http/upload.ts";
import type { Viewer } from "~/people/viewer.ts";
import type { MailFile } from "./mail.ts";

interface Place {
  viewer: Viewer;
  folder: string;
  secret: string;
  now: number;
}

/** The files of a mail by the rules of forms, each for itself: one that may not be does not keep the others away. */
export async function takeMailFiles(
  db: Db,
  files: MailFile[],
  place: Place,
): Promise<{ kept: KeptFile[]; leftOut: string[] }> {
  const kept: KeptFile[] = [];
  const leftOut: string[] = [];
  for (const file of files) {
    const taken = kept.length < MAX_FILES ? await takeOne(db, file, place) : undefined;
    if (taken) kept.push(taken);
    else leftOut.push(shortName(file.name));
  }
  return { kept, leftOut };
}

async function takeOne(
  db: Db,
  { name, content }: MailFile,
  { viewer, folder, secret, now }: Place,
): Promise<KeptFile | undefined> {
  if (content.byteLength > MAX_FILE_BYTES) return undefined;
  const unfinished = unfinishedFolderOf(folder);
  const file = path.join(unfinished, randomUUID());
  await mkdir(unfinished, { recursive: true });
  try {
    await writeFile(file, content, { flag: "wx", mode: 0o600 });
    const uploads = [{ name, file }];
    const { kept } = await takeFiles(db, { form: new URLSearchParams(), uploads, viewer, folder, secret, now });
    return kept[0];
  } finally {
    await rm(file, { force: true });
  }
}

const shortName = (name: string) => name.replace(/[\p{Cc}\s]+/gu, " ").slice(0, 60);
