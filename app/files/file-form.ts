import type { FieldError, ParsedForm } from "~/http/form.ts";
import { MAX_ALT, MAX_FILES } from "./attachment.ts";

/** What a form says about files, besides the files themselves. */
export interface FileForm {
  /** What is on the pictures that come with it. */
  alt: string;
  /** Files that came with it before. */
  references: string[];
  /** New words for pictures, by the number of the file. */
  alts: Map<number, string>;
  /** Files that are to go. */
  removed: number[];
}

/** Names of controls: `files-alt`, `kept-files`, `file-alt-12`, `remove-file-12`. */
export function parseFileForm(form: URLSearchParams): FileForm {
  const alts = new Map<number, string>();
  const removed: number[] = [];
  for (const [name, value] of form) {
    const id = Number(/^(?:file-alt|remove-file)-(\d{1,15})$/.exec(name)?.[1]);
    if (!id) continue;
    if (name.startsWith("remove")) removed.push(id);
    else alts.set(id, altOf(value));
  }
  const references = (form.get("kept-files") ?? "")
    .split(" ")
    .filter(Boolean)
    .slice(0, 2 * MAX_FILES);
  return { alt: altOf(form.get("files-alt") ?? ""), references, alts, removed };
}

function altOf(value: string): string {
  return value
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_ALT);
}

/** A form whose files did not all come through is no finished form. */
export function withFileErrors<Values>(
  parsed: ParsedForm<Values>,
  files: { errors: FieldError[] },
): ParsedForm<Values> {
  if (files.errors.length === 0) return parsed;
  return { typed: parsed.typed, errors: [...parsed.errors, ...files.errors] };
}
