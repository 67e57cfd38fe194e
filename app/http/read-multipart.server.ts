import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import path from "node:path";
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import { isDiskTrouble } from "#db/disk-trouble.ts";
import { MAX_BODY_BYTES } from "./read-body.server.ts";
import { MAX_FILE_BYTES, type Upload } from "./upload.ts";

/** Five files and a text, and some more: a file that is a little too large is told by its name, the form kept. */
const MAX_UPLOAD_BYTES = 64 * 1024 * 1024;
/** What is over that is read on and thrown away, so that the browser gets to see the answer; but not for ever. */
const MAX_DRAINED_BYTES = 2 * MAX_UPLOAD_BYTES;
/** More than a form of ours has; how many fields and files are taken is decided behind this. */
const limits = {
  fieldNameSize: 100,
  fieldSize: MAX_BODY_BYTES,
  fields: 60,
  fileSize: MAX_FILE_BYTES,
  files: 10,
  parts: 70,
  headerPairs: 20,
  headerSize: 16 * 1024,
};

export interface Multipart {
  form: URLSearchParams;
  /** In a temporary folder: whoever asked for them takes them away. */
  uploads: Upload[];
  /** What came before the limit is there. */
  tooLarge: boolean;
  malformed: boolean;
}

/** Whether the form has files that are to be read as they come, and not as one piece. */
export const isMultipart = ({ headers }: IncomingMessage): boolean =>
  /^multipart\/form-data\b/i.test(headers["content-type"] ?? "");

/**
 * Reads a form with files. Files go to `folder` while they come, so that memory stays as it is. Never throws for what
 * the client sent; where the client goes away in the middle, its files are gone with it.
 */
export async function readMultipart(request: IncomingMessage, folder: string): Promise<Multipart> {
  const result: Multipart = { form: new URLSearchParams(), uploads: [], tooLarge: false, malformed: false };
  const parser = makeParser(request);
  if (!parser) return { ...result, malformed: true };
  // Where the disk takes no folder it takes no file either: each says so below, and the text is read all the same.
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  const files: { stream: BusboyFileStream; written: Promise<void> }[] = [];
  let textBytes = 0;
  parser.on("field", (name, value, _, isCut) => {
    textBytes += value.length;
    if (isCut || textBytes > MAX_BODY_BYTES) result.tooLarge = true;
    else if (name) result.form.append(name, value);
  });
  parser.on("file", (_, stream, name) => {
    // A control without a file is sent as one without a name.
    if (!name) return void stream.resume();
    const upload: Upload = { name, file: path.join(folder, randomUUID()) };
    result.uploads.push(upload);
    files.push({ stream, written: writeUpload(stream, upload) });
  });
  const giveUp = () => {
    result.malformed = true;
  };
  parser.on("error", giveUp).on("partsLimit", giveUp).on("filesLimit", giveUp).on("fieldsLimit", giveUp);
  try {
    await feed(request, parser, result);
  } catch (error) {
    for (const { stream } of files) stream.destroy();
    await Promise.all(files.map(({ written }) => written));
    await removeUploads(result.uploads);
    throw error;
  }
  // A part that was cut off never ends by itself.
  if (result.tooLarge || result.malformed) for (const { stream } of files) stream.destroy();
  await Promise.all(files.map(({ written }) => written));
  return result;
}

function makeParser(request: IncomingMessage): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: { ...request.headers, "content-type": request.headers["content-type"] ?? "" },
      limits,
    });
  } catch {
    return undefined;
  }
}

/** Gives the body to the parser, as far as it is one that we take. Throws where the client went away. */
async function feed(request: IncomingMessage, parser: BusboyInstance, result: Multipart): Promise<void> {
  const isOver = () => result.tooLarge || result.malformed;
  const ended = new Promise<void>((done) => parser.once("finish", done).once("error", () => done()));
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_DRAINED_BYTES) break;
    if (size > MAX_UPLOAD_BYTES) result.tooLarge = true;
    if (isOver() || parser.write(chunk)) continue;
    await Promise.race([new Promise<void>((done) => parser.once("drain", done)), ended]);
  }
  if (isOver()) return;
  parser.end();
  await ended;
}

/** Ends when the file is written, or cannot be: then what is left of it is read on, so that the rest of the form comes. */
function writeUpload(stream: BusboyFileStream, upload: Upload): Promise<void> {
  stream.once("limit", () => {
    upload.failed = "too_large";
  });
  const file = createWriteStream(upload.file, { flags: "wx", mode: 0o600 });
  return new Promise((done) => {
    file.once("close", done).once("error", (error) => {
      upload.failed ??= isDiskTrouble(error) ? "disk" : "not_written";
      // Not a pipeline: that would destroy the part, and the form behind it would never be read.
      stream.unpipe(file).resume();
    });
    stream
      .on("error", () => undefined)
      .once("close", () => {
        if (stream.readableEnded) return;
        upload.failed ??= "not_written";
        file.destroy();
      });
    stream.pipe(file);
  });
}

/** Nothing of what was not taken stays. */
export async function removeUploads(uploads: Upload[]): Promise<void> {
  await Promise.all(uploads.map(({ file }) => rm(file, { force: true }).catch(() => undefined)));
}
