import { existsSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { type JsonPlace, type JsonRows, openJsonRows } from "./json-rows.server.ts";
import type { Outline, Placed } from "./outline.ts";
import { saysPrivacy } from "./privacy.ts";
import { commentRow, forumRow, problemOf, topicRow, userRow } from "./rows.ts";

/** Reads the four lists of an export. Throws where there is no topics.json. */
export function readOutline(folder: string): Outline {
  if (!existsSync(path.join(folder, "topics.json"))) throw new Error(`There is no topics.json in ${folder}`);
  const outline: Outline = {
    forums: new Map(),
    topics: new Map(),
    users: new Map(),
    topicsSayPrivacy: false,
    broken: [],
    orphans: [],
    missingFiles: [],
  };
  const open = (name: string): JsonRows | undefined => {
    if (existsSync(path.join(folder, name))) return openJsonRows(path.join(folder, name));
    outline.missingFiles.push(name);
    return undefined;
  };
  for (const row of parsed(open("forums.json"), "forums.json", forumRow, outline)) outline.forums.set(row.id, row);
  for (const row of parsed(open("users.json"), "users.json", userRow, outline)) outline.users.set(row.id, row);
  for (const row of parsed(open("topics.json"), "topics.json", topicRow, outline)) {
    outline.topics.set(row.id, { ...row, comments: [] });
    outline.topicsSayPrivacy ||= saysPrivacy(row);
  }
  for (const row of parsed(open("comments.json"), "comments.json", commentRow, outline)) {
    const topic = outline.topics.get(row.topic_id);
    if (topic) topic.comments.push(row);
    else outline.orphans.push(`${row.at}: a comment on ${row.topic_id}, which is not among the topics`);
  }
  return outline;
}

const texts = ["description", "comment", "text", "admin_comment"];

/** Every row that fits its columns, the first of each id; the others are put down in `broken`. */
function* parsed<Schema extends z.ZodType<{ id: string }>>(
  file: JsonRows | undefined,
  name: string,
  schema: Schema,
  { broken }: Outline,
): Generator<Placed<z.output<Schema>>> {
  const seen = new Set<string>();
  for (const read of file?.rows() ?? []) {
    const at = `${name} row ${read.row}`;
    if ("problem" in read) {
      broken.push(`${at}: ${read.problem}`);
      continue;
    }
    const { success, data, error } = schema.safeParse(withoutTexts(read.value));
    if (!success) broken.push(`${at}: ${problemOf(error)}`);
    else if (seen.has(data.id)) broken.push(`${at}: id ${data.id} was there before`);
    else {
      seen.add(data.id);
      const place: JsonPlace = read.place;
      yield { ...data, at, readRow: () => file?.rowAt(place) };
    }
  }
}

function withoutTexts(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([column]) => !texts.includes(column)));
}
