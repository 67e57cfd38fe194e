/** Pictures that are drawn anew. Everything else is a file to take away. */
export const pictureTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/** What may be sent besides, by what its content is, and the ending it is kept with. */
const otherTypes: Record<string, string> = {
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/gzip": "gz",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "video/quicktime": "mov",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
};

export function endingOf(type: string): string | undefined {
  return Object.hasOwn(otherTypes, type) ? otherTypes[type] : undefined;
}

/** Endings that a text keeps: no program runs them when somebody opens them. All other texts become `.txt`. */
const textEndings = ["txt", "log", "json", "har", "csv", "tsv", "md", "yml", "yaml", "toml", "ini", "diff", "patch"];

export const TEXT = "text/plain";

export function textEnding(name: string): string {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return textEndings.includes(ending) ? ending : "txt";
}

/** What the file button offers; the server goes by the content. */
export const acceptedEndings = [
  ...pictureTypes,
  ...[...Object.values(otherTypes), ...textEndings].map((ending) => `.${ending}`),
].join(",");
