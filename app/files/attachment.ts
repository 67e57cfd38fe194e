import { filePath } from "~/urls.ts";

/** Files that one text may have. */
export const MAX_FILES = 5;
/** Characters of the words that stand for a picture. */
export const MAX_ALT = 300;

/** A picture or file as a page shows it. */
export interface FileView {
  id: number;
  name: string;
  /** Where it is, at its full size. */
  path: string;
  size: number;
  picture: PictureView | null;
}

export interface PictureView {
  /** What the page shows: the picture, or a smaller drawing of it. */
  shownPath: string;
  /** Pixels at full size. */
  width: number;
  height: number;
  /** What its sender says is on it; may be empty. */
  alt: string;
}

/** A file that came with a form which is not sent yet: the form carries its reference. */
export interface KeptFile extends FileView {
  /** Signed: only who has the form may use it. */
  reference: string;
  /** Tells the same file sent twice. */
  hash: string;
}

/** The columns that a view is made of. */
export interface FileFacts {
  id: number;
  name: string;
  size: number;
  width: number | null;
  height: number | null;
  small_hash: string | null;
  alt: string;
}

/** @param key opens a file that belongs to no text yet */
export function fileView({ id, name, size, width, height, small_hash, alt }: FileFacts, key?: string): FileView {
  const hasSmall = small_hash !== null;
  return {
    id,
    name,
    path: filePath({ id, name }, { key }),
    size,
    picture:
      width === null || height === null
        ? null
        : { shownPath: filePath({ id, name }, { isSmall: hasSmall, key }), width, height, alt },
  };
}

/** Whether a text shows the file in its midst, by its address: then it is not shown once more below. */
export function isPlacedIn(html: string, { id }: { id: number }): boolean {
  return html.includes(`"/files/${id}/`);
}
