import { type Origin, originOf } from "./file-place.ts";

/** What to do about a file and what the site has under its name. */
export type Verdict = "unchanged" | "left" | "alike" | "edited" | "changed";

interface Compared<Facts> {
  file: { origin: Origin; text: string };
  /** What the file says. */
  says: Facts;
  site: { source_path: string | null; source_text: string | null };
  /** What the site says. */
  has: Facts;
  parse(source: string): Facts;
  isSame(one: Facts, other: Facts): boolean;
  /** Where what the site says does not tell all: a removal, a draft that waits. */
  isTouched: boolean;
}

/**
 * A file against the site. Edited there is what does not say any more what its file said when it was read last; what
 * was written there never had one.
 */
export function compare<Facts>({ file, says, site, has, parse, isSame, isTouched }: Compared<Facts>): Verdict {
  if (site.source_text === file.text) return "unchanged";
  if (isOlderOrigin(file.origin, site.source_path)) return "left";
  // An import that was stopped halfway: nobody has seen it yet.
  if (site.source_text === "" && !isTouched) return "changed";
  if (!isTouched && isSame(says, has)) return "alike";
  if (isTouched || !site.source_text || (file.origin === "data" && originOf(site.source_path ?? "") === "import")) {
    return "edited";
  }
  try {
    return isSame(parse(site.source_text), has) ? "changed" : "edited";
  } catch {
    return "edited";
  }
}

/** The texts that come with the program never replace what the team brought under their name. */
function isOlderOrigin(origin: Origin, sourcePath: string | null): boolean {
  return origin === "program" && sourcePath !== null && originOf(sourcePath) !== "program";
}
