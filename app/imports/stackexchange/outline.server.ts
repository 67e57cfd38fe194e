import { existsSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { type PostLink, postLinksIn } from "./addresses.ts";
import { convertHtml, stopConverting } from "./convert-html.server.ts";
import type { PostFacts, QuestionFacts } from "./map-post.ts";
import { openRowFile, type RowFile } from "./read-rows.server.ts";
import { commentRow, postRow, postTypes, problemOf, userRow } from "./rows.ts";

/** A dump's folder without its texts, which are read again when they are needed: small enough to be kept. */
export interface Outline {
  /** By id. */
  questions: Map<number, QuestionFacts>;
  answers: Map<number, PostFacts>;
  names: Map<number, string>;
  /** Every link to a post of some Stack Exchange site. */
  links: PostLink[];
  counts: { users: number; comments: number };
  /** "Posts.xml line 12: Id is missing". */
  broken: string[];
  orphans: string[];
  /** How many posts there are of types that are neither question nor answer. */
  otherTypes: Map<number, number>;
  missingFiles: string[];
  close(): void;
}

/** Reads a folder of the dump once, row by row. Throws where it has no Posts.xml. */
export function readOutline(folder: string): Outline {
  const postsFile = path.join(folder, "Posts.xml");
  if (!existsSync(postsFile)) throw new Error(`There is no Posts.xml in ${folder}`);
  const posts = openRowFile(postsFile);
  const comments = openIfThere(folder, "Comments.xml");
  const users = openIfThere(folder, "Users.xml");
  const outline: Outline = {
    questions: new Map(),
    answers: new Map(),
    names: new Map(),
    links: [],
    counts: { users: 0, comments: 0 },
    broken: [],
    orphans: [],
    otherTypes: new Map(),
    missingFiles: [],
    close() {
      posts.close();
      comments?.close();
      void stopConverting();
    },
  };
  if (!users) outline.missingFiles.push("Users.xml");
  if (!comments) outline.missingFiles.push("Comments.xml");

  if (users) readUsers(users, outline);
  users?.close();
  const others = readPosts(posts, outline);
  if (comments) readComments(comments, outline, others);
  return outline;
}

function openIfThere(folder: string, name: string): RowFile | undefined {
  const file = path.join(folder, name);
  return existsSync(file) ? openRowFile(file) : undefined;
}

/** Every row that fits its columns; the others are put down in `broken`. */
function* parsed<Schema extends z.ZodType>(file: RowFile, name: string, schema: Schema, broken: string[]) {
  for (const read of file.rows()) {
    const at = `${name} line ${read.line}`;
    if ("problem" in read) {
      broken.push(`${at}: ${read.problem}`);
      continue;
    }
    const { success, data, error } = schema.safeParse(read.row);
    if (success) yield { at, row: read.row, place: read.place, values: data as z.output<Schema> };
    else broken.push(`${at}: ${problemOf(error)}`);
  }
}

function readUsers(file: RowFile, { names, counts, broken }: Outline): void {
  for (const { values } of parsed(file, "Users.xml", userRow, broken)) {
    names.set(values.Id, values.DisplayName);
    counts.users += 1;
  }
}

/** Returns the ids of posts that are neither question nor answer. */
function readPosts(posts: RowFile, { questions, answers, links, otherTypes, broken, orphans }: Outline) {
  const others = new Set<number>();
  const asked: { at: string; answer: PostFacts }[] = [];
  for (const { at, row, place, values } of parsed(posts, "Posts.xml", postRow, broken)) {
    const post = { ...values, comments: [], readText: () => convertHtml(posts.rowAt(place).Body ?? "") };
    if (questions.has(post.Id) || answers.has(post.Id) || others.has(post.Id)) {
      broken.push(`${at}: Id ${post.Id} was there before`);
      continue;
    }
    if (post.PostTypeId === postTypes.question) {
      const Title = post.Title?.trim();
      if (Title) questions.set(post.Id, { ...post, Title, answers: [] });
      else broken.push(`${at}: Title is missing`);
    } else if (post.PostTypeId === postTypes.answer) {
      answers.set(post.Id, post);
      asked.push({ at, answer: post });
    } else {
      others.add(post.Id);
      otherTypes.set(post.PostTypeId, (otherTypes.get(post.PostTypeId) ?? 0) + 1);
    }
    links.push(...postLinksIn(row.Body ?? ""));
  }
  // An answer may stand before its question.
  for (const { at, answer } of asked) {
    const question = questions.get(answer.ParentId ?? Number.NaN);
    if (question) question.answers.push(answer);
    else {
      orphans.push(`${at}: an answer to ${answer.ParentId ?? "nothing"}, which is not among the questions`);
      answers.delete(answer.Id);
    }
  }
  return others;
}

function readComments(file: RowFile, outline: Outline, others: Set<number>): void {
  const { questions, answers, counts, links, broken, orphans } = outline;
  const seen = new Set<number>();
  for (const { at, row, place, values } of parsed(file, "Comments.xml", commentRow, broken)) {
    if (seen.has(values.Id)) {
      broken.push(`${at}: Id ${values.Id} was there before`);
      continue;
    }
    seen.add(values.Id);
    const post = questions.get(values.PostId) ?? answers.get(values.PostId);
    if (!post) {
      const what = others.has(values.PostId) ? "is neither question nor answer" : "is not among the posts";
      orphans.push(`${at}: a comment on ${values.PostId}, which ${what}`);
      continue;
    }
    post.comments.push({ ...values, readText: async () => file.rowAt(place).Text?.trim() ?? "" });
    counts.comments += 1;
    links.push(...postLinksIn(row.Text ?? ""));
  }
}
