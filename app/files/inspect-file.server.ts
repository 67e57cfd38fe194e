import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import { type DrawnPicture, drawPicture } from "./draw-picture.server.ts";
import { endingOf, pictureTypes, TEXT } from "./file-types.ts";

export type Inspected =
  | ({ kind: "picture" } & DrawnPicture)
  /** `ending`: null for a text, whose name says it. */
  | { kind: "file"; type: string; ending: string | null }
  | { kind: "refused"; reason: "empty" | "unknown" | "broken" | "pixels" };

/** What a file is, by its content; a picture is drawn anew beside it. */
export async function inspectFile(file: string): Promise<Inspected> {
  if ((await stat(file)).size === 0) return { kind: "refused", reason: "empty" };
  const type = await fileTypeFromFile(file).catch(() => ({ mime: "broken" }));
  if (type && pictureTypes.includes(type.mime)) return inspectPicture(file);
  const ending = endingOf(type?.mime ?? "");
  if (type && ending) return { kind: "file", type: type.mime, ending };
  // Nothing but a text has no marks at its beginning; XML has, and is one.
  if ((!type || type.mime === "application/xml") && isText(await readFile(file))) {
    return { kind: "file", type: TEXT, ending: null };
  }
  return { kind: "refused", reason: "unknown" };
}

async function inspectPicture(file: string): Promise<Inspected> {
  try {
    return { kind: "picture", ...(await drawPicture(file)) };
  } catch (error) {
    return { kind: "refused", reason: error instanceof RangeError ? "pixels" : "broken" };
  }
}

/** Tab, line ends, form feed and the escape of coloured logs: nothing else of the control characters is text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const notText = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/;

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !notText.test(bytes.toString("utf8"));
}
