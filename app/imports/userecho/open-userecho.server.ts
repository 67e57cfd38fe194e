import type { Locale } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { WordMap } from "../former-words.ts";
import type { Forum, ReadBody } from "../import.ts";
import { stopConverting } from "../stackexchange/convert-html.server.ts";
import { addressesOf, originsOf } from "./addresses.ts";
import { findExportFiles } from "./export-files.server.ts";
import { readHtml, wordsOfHtml } from "./html-body.server.ts";
import { mapArticle } from "./map-article.ts";
import { type MapContext, mapTopic } from "./map-topic.ts";
import { readOutline } from "./outline.server.ts";
import { findParts } from "./parts.ts";
import { reportOf } from "./report.server.ts";
import { textOf } from "./rows.ts";
import { findTeamMembers } from "./team.ts";

export interface UserEchoOptions {
  /** Of the sentences that say why a ticket was closed. */
  locale: Locale;
  /** E-mails of the team here, in lower case: who has one of them there is the team too. */
  teamEmails?: ReadonlySet<string>;
  /** What the old forum's own words mean. */
  words?: WordMap;
}

/**
 * Reads the folder of an unpacked UserEcho export: topics.json, comments.json, forums.json, users.json, and the files
 * beside them.
 * @throws where there is no topics.json, or nothing in it
 */
export function openUserEcho(folder: string, { locale, teamEmails = new Set(), words = {} }: UserEchoOptions): Forum {
  const outline = readOutline(folder);
  if (outline.topics.size === 0) {
    const why = outline.broken[0] ? `: the first of ${outline.broken.length} broken rows is ${outline.broken[0]}` : "";
    throw new Error(`There is no topic in ${folder}${why}`);
  }
  const topics = [...outline.topics.values()].sort((a, b) => a.created - b.created || Number(a.id) - Number(b.id));
  for (const { comments } of topics) comments.sort((a, b) => a.created - b.created || Number(a.id) - Number(b.id));
  const origins = originsOf(topics);
  const source = { origin: origins[0], files: findExportFiles(folder) };
  const team = findTeamMembers(topics, { ...outline, teamEmails });
  const parts = findParts(topics, outline);
  const read =
    (at: string, html: () => string): ReadBody =>
    async (keep) =>
      readHtml(html(), source, { at, keep });
  const t = wordsIn(locale);
  const host = origins[0] ? new URL(origins[0]).host : t("imports:somewhere");

  const context: MapContext = {
    userOf: (id) => outline.users.get(id ?? ""),
    teamMember: (author) => team.get(author.email ?? ""),
    isPublic: parts.isPublic,
    categoryOf: parts.categoryOf,
    oldPathsOf: parts.oldPathsOf,
    reasonOf: (cause) => t(`imports:reason.${cause}`, { site: host }),
    readTopic: (topic) => read(topic.at, () => textOf.topic(topic.readRow())),
    readComment: (comment) => read(comment.at, () => textOf.comment(comment.readRow())),
    readOfficialAnswer: (topic) =>
      textOf.officialAnswer(topic.readRow()).trim()
        ? read(topic.at, () => textOf.officialAnswer(topic.readRow()))
        : undefined,
    titleOf: (topic) => topic.header.trim() || wordsOfHtml(textOf.topic(topic.readRow())) || t("imports:untitled"),
    words,
  };
  const tickets = topics.filter((topic) => !parts.isArticle(topic)).map((topic) => mapTopic(topic, context));
  const articles = topics
    .filter(parts.isArticle)
    .map((topic) => mapArticle(topic, { ...context, partOf: parts.nameOf }));

  return {
    format: "userecho",
    name: origins[0] ? new URL(origins[0]).host : new Date(topics[0]?.created ?? 0).toISOString(),
    tickets,
    articles,
    lists: parts.lists(),
    addresses: addressesOf(origins, parts.topicAt),
    report: reportOf(outline, { tickets, articles, team: [...team.values()], words, source, parts }),
    close: () => void stopConverting(),
  };
}
