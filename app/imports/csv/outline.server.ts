import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { readCsv } from "./csv-rows.server.ts";
import type { Comment, Outline } from "./outline.ts";
import { commentRow, postRow, problemOf, voteRow } from "./rows.ts";

/**
 * Reads posts.csv of a folder, and comments.csv, notes.csv and votes.csv where they are there; or one file of posts.
 * @throws where there are no posts
 */
export function readOutline(given: string): Outline {
  const isFile = statSync(given).isFile();
  const folder = isFile ? path.dirname(given) : given;
  const postsName = isFile ? path.basename(given) : "posts.csv";
  if (!existsSync(path.join(folder, postsName))) throw new Error(`There is no posts.csv in ${folder}`);
  const outline: Outline = {
    posts: new Map(),
    saysVisibility: false,
    commentsSayVisibility: false,
    broken: [],
    orphans: [],
    unknownColumns: [],
  };
  const read = <Schema extends z.ZodObject>(name: string, schema: Schema) => {
    const file = path.join(folder, name);
    return (name === postsName || !isFile) && existsSync(file) ? rowsOf(file, name, schema, outline) : undefined;
  };

  const posts = read(postsName, postRow);
  outline.saysVisibility = posts?.columns.includes("visibility") ?? false;
  for (const post of posts?.rows ?? []) {
    if (outline.posts.has(post.id)) outline.broken.push(`${post.at}: id ${post.id} was there before`);
    else outline.posts.set(post.id, { ...post, comments: [], voters: new Set() });
  }
  const comments = read("comments.csv", commentRow);
  outline.commentsSayVisibility = comments?.columns.includes("visibility") ?? false;
  addComments(outline, comments?.rows ?? [], false);
  addComments(outline, read("notes.csv", commentRow)?.rows ?? [], true);
  for (const { post_id, voter_email, at } of read("votes.csv", voteRow)?.rows ?? []) {
    const post = outline.posts.get(post_id);
    if (post) post.voters.add(voter_email.toLowerCase() || at);
    else outline.orphans.push(`${at}: a vote for ${post_id}, which is not among the posts`);
  }
  return outline;
}

function rowsOf<Schema extends z.ZodObject>(file: string, name: string, schema: Schema, outline: Outline) {
  const { columns, rows } = readCsv(file, name, outline.broken);
  const unknown = columns.filter((column) => !(column in schema.shape));
  outline.unknownColumns.push(...unknown.map((column) => `${name}: ${column}`));
  const read: (z.output<Schema> & { at: string })[] = [];
  for (const { at, row } of rows) {
    const { success, data, error } = schema.safeParse(row);
    if (success) read.push({ ...data, at });
    else outline.broken.push(`${at}: ${problemOf(error)}`);
  }
  return { columns, rows: read };
}

function addComments(
  { posts, broken, orphans }: Outline,
  rows: (z.output<typeof commentRow> & { at: string })[],
  isNote: boolean,
): void {
  const seen = new Set<string>();
  const what = isNote ? "note" : "comment";
  for (const row of rows) {
    const post = posts.get(row.post_id);
    const externalId = `${what}:${row.id || hashOf(row)}`;
    if (!post) orphans.push(`${row.at}: a ${what} on ${row.post_id}, which is not among the posts`);
    else if (seen.has(externalId)) broken.push(`${row.at}: ${row.id ? `id ${row.id}` : "the same"} was there before`);
    else post.comments.push({ ...row, externalId, isNote });
    seen.add(externalId);
  }
}

/** Stands for the number that a row does not have. */
function hashOf({
  post_id,
  author_email,
  author_name,
  created_at,
  body,
  body_html,
}: Omit<Comment, "externalId" | "isNote">) {
  const words = JSON.stringify([post_id, author_email, author_name, created_at, body, body_html]);
  return createHash("sha256").update(words).digest("base64url").slice(0, 22);
}
