import { kindOf, statusOf, type WordMap } from "../former-words.ts";
import type { ArticleToImport, ReadReport, TeamMember, TicketToImport } from "../import.ts";
import { type FileSource, referencesIn } from "./html-body.server.ts";
import type { Outline, Topic } from "./outline.ts";
import type { Parts } from "./parts.ts";
import { textOf } from "./rows.ts";

interface Mapped {
  tickets: TicketToImport[];
  articles: ArticleToImport[];
  team: TeamMember[];
  words: WordMap;
  source: FileSource;
  parts: Parts;
}

/** What was found, counted by who may read it, and what has no place here. */
export function reportOf(outline: Outline, mapped: Mapped): ReadReport {
  const { broken, orphans, users } = outline;
  const { tickets, articles, team } = mapped;
  const replies = (visibility: string) =>
    tickets.filter((ticket) => ticket.visibility === visibility).flatMap((ticket) => ticket.replies);
  const read = (visibility: string) => replies(visibility).filter(({ kind }) => kind !== "note").length;
  const found = {
    "public tickets": tickets.filter(({ visibility }) => visibility === "public").length,
    "private tickets": tickets.filter(({ visibility }) => visibility === "private").length,
    "public replies": read("public"),
    "replies in private tickets": read("private"),
    "notes for the team": tickets.flatMap((ticket) => ticket.replies).filter(({ kind }) => kind === "note").length,
    articles: articles.filter(({ isPublic }) => isPublic).length,
    "drafts of articles": articles.filter(({ isPublic }) => !isPublic).length,
    users: users.size,
  };
  const members = team.map(({ name, email }) => `The team: ${name} <${email}>`.replace("  ", " "));
  return {
    found,
    broken,
    orphans,
    mapped: [...mappedWords(outline, mapped), ...members],
    notMapped: notMapped(outline, mapped),
  };
}

function mappedWords({ topics }: Outline, { words, parts }: Mapped): string[] {
  const lines = new Map<string, number>();
  for (const topic of topics.values()) {
    if (parts.isArticle(topic)) continue;
    const kind = kindOf(topic.type, words) ?? "question";
    count(lines, `${named("Type", topic.type)}: ${kind}`);
    const status = statusOf(topic.status, kind, words)?.key ?? "unknown, so it goes by who has answered";
    if (kind !== "thanks") count(lines, `${named("Status", topic.status)} of a ${kind}: ${status}`);
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([line, times]) => `${line} (${times})`);
}

function named(what: string, word: Topic["type"]): string {
  if (!word?.name && !word?.id) return `No ${what.toLowerCase()}`;
  return word.name ? `${what} “${word.name}”` : `${what} ${word.id}`;
}

function notMapped(outline: Outline, { articles, source, parts }: Mapped): string[] {
  const { forums, missingFiles, topicsSayPrivacy } = outline;
  const topics = [...outline.topics.values()];
  const lost = topics.filter(({ forum_id }) => !forums.has(forum_id ?? "")).length;
  const underArticles = topics.filter(parts.isArticle).reduce((sum, { comments }) => sum + comments.length, 0);
  const belowZero = topics.filter(({ vote_diff, vote_count }) => (vote_diff ?? vote_count ?? 0) < 0).length;
  const tagged = topics.filter(({ tags }) => (tags ?? []).length > 0).length;
  const { elsewhere, official } = lookThrough(topics, source);
  return [
    ...missingFiles.map((name) => `There is no ${name}`),
    !topicsSayPrivacy &&
      forums.size > 0 &&
      "The topics do not say whether they are private: those of public forums come in public. Look at some before you go on",
    lost > 0 && `Topics of forums that are not in forums.json, brought in as private: ${lost}`,
    underArticles > 0 && `Comments under the ${articles.length} articles, which take none: ${underArticles}`,
    official > 0 &&
      `Answers in admin_comment, brought in as notes since nothing says that they are public: ${official}`,
    tagged > 0 && `Topics with tags, which have no place here: ${tagged}`,
    belowZero > 0 && `Scores below zero, which become 0: ${belowZero}`,
    elsewhere.length > 0 &&
      `Pictures and files that are not in the folder, linked to where they were: ${elsewhere.length}`,
    ...elsewhere.slice(0, MOST_NAMED),
  ].filter((line) => line !== false);
}

const MOST_NAMED = 20;

function lookThrough(topics: Topic[], source: FileSource): { elsewhere: string[]; official: number } {
  const elsewhere: string[] = [];
  let official = 0;
  for (const topic of topics) {
    const row = topic.readRow();
    if (textOf.officialAnswer(row).trim()) official += 1;
    const texts = [[topic.at, textOf.topic(row)] as const];
    for (const comment of topic.comments) texts.push([comment.at, textOf.comment(comment.readRow())]);
    for (const [at, html] of texts) {
      if (/<(?:img|a)\b/i.test(html))
        elsewhere.push(...referencesIn(html, source).elsewhere.map((address) => `${at}: ${address}`));
    }
  }
  return { elsewhere, official };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
