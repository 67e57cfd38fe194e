import type { ForumRow } from "./rows.ts";

/*
 * Who may read what of an export. Only an exact PUBLIC is public: another word, another spelling, no word where others
 * have one, is private. The one public importer that there was before had this the wrong way round.
 */

const PUBLIC = "PUBLIC";

type Row = Record<string, unknown>;

/** Where a row says who may read it. */
const says = ["privacy_mode", "privacy", "visibility"];
/** Columns that must not be set. */
const denies = [
  "is_private",
  "private",
  "is_hidden",
  "hidden",
  "is_deleted",
  "deleted",
  "is_spam",
  "spam",
  "is_draft",
  "draft",
];

export function isPublicForum(forum: Pick<ForumRow, "type"> | undefined): boolean {
  return forum?.type?.name === PUBLIC && !isDenied(forum as Row);
}

/** A comment says it itself, or it is none for everybody. */
export function isPublicComment(row: Row): boolean {
  return row.privacy_mode === PUBLIC && !isDenied(row);
}

/** @param saysSo whether the topics of this file say who may read them: then one that does not is private */
export function isPublicTopic(row: Row, saysSo: boolean): boolean {
  return (!saysSo || saysPrivacy(row)) && !isDenied(row);
}

export function saysPrivacy(row: Row): boolean {
  return says.some((column) => column in row);
}

function isDenied(row: Row): boolean {
  const isOtherwise = says.some((column) => column in row && row[column] !== PUBLIC);
  const isSet = denies.some((column) => column in row && ![false, 0, null].includes(row[column] as never));
  const isNotPublic = ["is_public", "public"].some((column) => column in row && row[column] !== true);
  return isOtherwise || isSet || isNotPublic;
}
