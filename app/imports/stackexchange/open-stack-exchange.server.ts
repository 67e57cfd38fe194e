import path from "node:path";
import type { Locale } from "~/i18n/locale.ts";
import type { Forum, ReadReport } from "../import.ts";
import { addressesOf, ownHosts } from "./addresses.ts";
import { mapQuestion } from "./map-post.ts";
import { type Outline, readOutline } from "./outline.server.ts";
import { reasonOf } from "./reasons.ts";
import { type Cause, isMappedTag, isUnknownStatusTag } from "./status-of.ts";

/**
 * Reads a folder of the public Stack Exchange data dump: Posts.xml, Comments.xml, Users.xml.
 * @param locale of the sentences that say why a ticket was closed
 * @throws where there is no Posts.xml, or no question in it
 */
export function openStackExchange(folder: string, { locale }: { locale: Locale }): Forum {
  const outline = readOutline(folder);
  const { questions, answers, names } = outline;
  if (questions.size === 0) {
    outline.close();
    const why = outline.broken[0]
      ? `: ${outline.broken.length} rows cannot be read, the first is ${outline.broken[0]}`
      : "";
    throw new Error(`There is no question in ${path.join(folder, "Posts.xml")}${why}`);
  }

  const hosts = hostsOf(folder, outline);
  const context = {
    nameOf: (userId: number) => names.get(userId),
    reasonOf: (cause: Cause) => reasonOf(cause, { locale, host: hosts[0] }),
  };
  const tickets = [...questions.values()]
    .sort((a, b) => a.CreationDate - b.CreationDate || a.Id - b.Id)
    .map((question) => mapQuestion(question, context));

  return {
    format: "stackexchange",
    name: hosts[0] ?? new Date(tickets[0]?.createdAt ?? 0).toISOString(),
    tickets,
    addresses: addressesOf(hosts, (postId) => answers.has(postId)),
    report: reportOf(outline, hosts),
    close: outline.close,
  };
}

/** The dump's own folders are named after the site; else its texts tell. */
function hostsOf(folder: string, { questions, links }: Outline): string[] {
  const told = ownHosts(links, (postId) => questions.get(postId)?.Title);
  const named = path.basename(path.resolve(folder)).toLowerCase();
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|net|org)$/.test(named) ? [...new Set([named, ...told])] : told;
}

const typeNames: Record<number, string> = {
  3: "orphaned tag wiki",
  4: "tag wiki excerpt",
  5: "tag wiki",
  6: "moderator nomination",
  7: "wiki placeholder",
  8: "privilege wiki",
};

function reportOf(outline: Outline, hosts: string[]): ReadReport {
  const { questions, answers, counts, broken, orphans, otherTypes, missingFiles, links } = outline;
  const tags = new Map<string, number>();
  for (const { Tags } of questions.values()) {
    for (const tag of Tags) if (!isMappedTag(tag)) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  const byUse = [...tags].sort(([, a], [, b]) => b - a);
  const sum = (entries: Iterable<number>) => [...entries].reduce((total, count) => total + count, 0);
  const belowZero = [...questions.values(), ...answers.values()].filter(({ Score }) => Score < 0).length;
  const lost = links.filter(
    ({ host, postId }) => hosts.includes(host) && !questions.has(postId) && !answers.has(postId),
  ).length;
  const closed = [...questions.values()].filter(({ ClosedDate }) => ClosedDate !== undefined).length;

  const notMapped = [
    ...missingFiles.map((name) => `There is no ${name}`),
    ...[...otherTypes].map(([type, count]) => `Posts of type ${type} (${typeNames[type] ?? "unknown"}): ${count}`),
    ...byUse.filter(([tag]) => isUnknownStatusTag(tag)).map(([tag, count]) => `Status tag ${tag}, unknown: ${count}`),
    byUse.length > 0 &&
      `Tags without a place here, ${byUse.length} on ${sum(tags.values())} questions: ${shorten(byUse)}`,
    belowZero > 0 && `Scores below zero, which become 0: ${belowZero}`,
    closed > 0 && `Closed questions, whose reason the files do not hold: ${closed}`,
    lost > 0 && `Links to posts that are not in the files, which keep their address: ${lost}`,
    hosts.length === 0 && "The site's address: no text tells it, so its links are not recognised",
  ].filter((line) => line !== false);

  return {
    found: { questions: questions.size, answers: answers.size, comments: counts.comments, users: counts.users },
    broken,
    orphans,
    notMapped,
  };
}

function shorten(tags: [string, number][]): string {
  const shown = tags.slice(0, 12).map(([tag, count]) => `${tag} ${count}`);
  return tags.length > shown.length ? `${shown.join(", ")}…` : shown.join(", ");
}
