import { rm, stat } from "node:fs/promises";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { DiskTrouble } from "#db/disk-trouble.ts";
import type { AttachmentRow } from "#db/schema.ts";
import type { FieldError } from "~/http/form.ts";
import type { Upload } from "~/http/upload.ts";
import type { Viewer } from "~/people/viewer.ts";
import { fileView, type KeptFile, MAX_FILES } from "./attachment.ts";
import { parseFileForm } from "./file-form.ts";
import { safeFileName } from "./file-name.ts";
import { storeFile } from "./file-store.server.ts";
import { textEnding } from "./file-types.ts";
import { inspect } from "./inspector.server.ts";
import { fileReference, readFileReference } from "./reference.server.ts";

interface Ask {
  form: URLSearchParams;
  uploads: Upload[];
  viewer: Viewer;
  /** Where files are kept. */
  folder: string;
  secret: string;
  now: number;
}

export interface SentFiles {
  /** Those of this form and of the one before it, still without a text that they belong to. */
  kept: KeptFile[];
  errors: FieldError[];
}

/**
 * Takes the files of a form, before anything is decided about its text: if it comes back, they are there already. Each
 * is checked by its content, drawn anew where it is a picture, and on the disk before its row is.
 */
export async function takeFiles(db: Db, ask: Ask): Promise<SentFiles> {
  const errors: FieldError[] = [];
  const kept = await findKept(db, ask);
  const { alt } = parseFileForm(ask.form);
  for (const upload of ask.uploads) {
    if (kept.length >= MAX_FILES) {
      errors.push({ field: "files", message: "files:error.too_many", values: { most: MAX_FILES } });
      break;
    }
    const taken = await takeFile(db, upload, alt, ask);
    if ("problem" in taken)
      errors.push({ field: "files", message: `files:error.${taken.problem}`, values: { name: shortName(upload) } });
    else kept.push(taken);
  }
  // One line of errors a field: the first says what to do.
  return { kept, errors: errors.slice(0, 1) };
}

async function takeFile(db: Db, upload: Upload, alt: string, ask: Ask): Promise<KeptFile | { problem: string }> {
  if (upload.failed === "disk") throw new DiskTrouble("a file could not be written");
  if (upload.failed) return { problem: upload.failed };
  const found = await inspect(upload.file);
  if (found.kind === "busy") return { problem: "busy" };
  if (found.kind === "refused") return { problem: found.reason };
  try {
    return await addRow(db, ask, await store(upload, found, alt, ask));
  } finally {
    await Promise.all(["full", "small"].map((drawn) => rm(`${upload.file}.${drawn}`, { force: true })));
  }
}

type Found = Extract<Awaited<ReturnType<typeof inspect>>, { kind: "picture" | "file" }>;
type NewFile = Pick<AttachmentRow, "name" | "type" | "size" | "hash" | "small_hash" | "width" | "height" | "alt">;

async function store({ name, file }: Upload, found: Found, alt: string, { folder }: Ask): Promise<NewFile> {
  if (found.kind === "file") {
    const { size } = await stat(file);
    const safe = safeFileName(name, found.ending ?? textEnding(name));
    const hash = await storeFile(folder, file);
    return { name: safe, type: found.type, size, hash, small_hash: null, width: null, height: null, alt: "" };
  }
  const { width, height, hasSmall } = found;
  const { size } = await stat(`${file}.full`);
  return {
    name: safeFileName(name, "webp", { width, height }),
    type: "image/webp",
    size,
    hash: await storeFile(folder, `${file}.full`),
    small_hash: hasSmall ? await storeFile(folder, `${file}.small`) : null,
    width,
    height,
    alt,
  };
}

async function addRow(db: Db, { viewer, secret, now }: Ask, file: NewFile): Promise<KeptFile> {
  const by = { visitor_id: viewer.visitor?.id ?? null, agent_id: viewer.agent?.id ?? null };
  const row = await inQuietTransaction(db, (trx) =>
    trx
      .insertInto("attachments")
      .values({ ...file, ...by, created_at: now })
      .returningAll()
      .executeTakeFirstOrThrow(),
  );
  return keptFile(row, secret);
}

/** The files that came with the form the last time, but for those that its sender has taken out again. */
async function findKept(db: Db, { form, secret, now }: Ask): Promise<KeptFile[]> {
  const { references, alts, removed } = parseFileForm(form);
  const ids = references.map((reference) => readFileReference(secret, reference, now)).filter((id) => id !== undefined);
  const wanted = ids.filter((id) => !removed.includes(id)).slice(0, MAX_FILES);
  if (wanted.length === 0) return [];
  const rows = await db
    .selectFrom("attachments")
    .selectAll()
    .where("id", "in", wanted)
    .where("ticket_id", "is", null)
    .where("reply_id", "is", null)
    .where("article_id", "is", null)
    .orderBy("id")
    .execute();
  return rows.map((row) => keptFile({ ...row, alt: alts.get(row.id) ?? row.alt }, secret));
}

function keptFile(row: AttachmentRow, secret: string): KeptFile {
  const reference = fileReference(secret, row);
  return { ...fileView(row, reference), reference, hash: row.hash };
}

/** As the sender knows it, but not endless. */
const shortName = ({ name }: Upload) => (name.length > 60 ? `${name.slice(0, 59)}…` : name);
