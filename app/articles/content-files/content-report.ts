/** What an import did, or would do, and what it left to people: a sentence each, beginning with the file. */
export interface ContentReport {
  added: number;
  updated: number;
  /** Files that the site had read before, to the byte. */
  unchanged: number;
  /** Changed files whose new text the site had already. */
  alike: number;
  /** Texts of the program that the team has its own of. */
  left: number;
  /** "new: guides/keys.md" */
  steps: string[];
  /** Changed both in the file and on the site. */
  conflicts: string[];
  /** Left out, with what to do. */
  problems: string[];
  /** Brought in, but look at it. */
  notes: string[];
}

export function emptyReport(): ContentReport {
  const lines = { steps: [], conflicts: [], problems: [], notes: [] };
  return { added: 0, updated: 0, unchanged: 0, alike: 0, left: 0, ...lines };
}

interface Edited {
  path: string;
  /** Where the site has it now. */
  isAt: string;
  isRemoved: boolean;
  /** A published article with a newer text that only agents see. */
  hasDraft: boolean;
  /** False for what was written on the site from the start. */
  cameFromFile: boolean;
  since: number;
}

/** Why a file was left alone, and what to do about it. */
export function describeConflict({ path, isAt, isRemoved, hasDraft, cameFromFile, since }: Edited): string {
  const day = new Date(since).toISOString().slice(0, 10);
  if (isRemoved)
    return `${path} was removed on the site: restore it there, or import with --take-files to bring it back`;
  if (hasDraft) {
    return `${path} has a draft on the site, of ${day}, that is not published: publish it, or import with --take-files to put the file above it`;
  }
  const what = !cameFromFile
    ? `was also written on the site, on ${day}`
    : isAt === path
      ? `was also edited on the site, on ${day}`
      : `is ${isAt} on the site now`;
  return `${path} ${what}: \`npm run export -- content <folder>\` writes the site's text to a file; merge the two, then import with --take-files to replace it`;
}
