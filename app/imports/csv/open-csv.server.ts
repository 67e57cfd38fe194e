import type { Locale } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { kindOf, statusOf, type WordMap } from "../former-words.ts";
import { type Forum, type ReadReport, type TicketToImport, UNKNOWN_ORIGIN } from "../import.ts";
import { oldPathsOf } from "../old-paths.ts";
import { convertHtml, stopConverting } from "../stackexchange/convert-html.server.ts";
import { mapPost } from "./map-post.ts";
import { readOutline } from "./outline.server.ts";
import type { Outline, Post } from "./outline.ts";

export interface CsvOptions {
  locale: Locale;
  /** E-mails of the team here, in lower case. */
  teamEmails?: ReadonlySet<string>;
  words?: WordMap;
}

/**
 * Reads a forum that somebody put into spreadsheets: a folder with posts.csv, or that file alone. The columns are in
 * rows.ts and in the README.
 * @throws where there is no post
 */
export function openCsv(given: string, { locale, teamEmails = new Set(), words = {} }: CsvOptions): Forum {
  const outline = readOutline(given);
  if (outline.posts.size === 0) {
    const why = outline.broken[0] ? `: the first of ${outline.broken.length} broken rows is ${outline.broken[0]}` : "";
    throw new Error(`There is no post in ${given}${why}`);
  }
  const posts = [...outline.posts.values()].sort((a, b) => a.created_at - b.created_at);
  const origins = [
    ...new Set(posts.flatMap(({ url }) => (/^https?:/.test(url) && URL.canParse(url) ? [new URL(url).origin] : []))),
  ];
  const hosts = new Set(origins.map((origin) => new URL(origin).host));
  const t = wordsIn(locale);
  const pathOf = ({ url }: Post) =>
    url && URL.canParse(url, UNKNOWN_ORIGIN) ? oldPathsOf(new URL(url, UNKNOWN_ORIGIN))[0] : undefined;
  const atPath = new Map(posts.map((post) => [pathOf(post), `post:${post.id}`]));
  const host = origins[0] ? new URL(origins[0]).host : undefined;
  const tickets = posts.map((post) =>
    mapPost(post, {
      teamEmails,
      words,
      commentsSayVisibility: outline.commentsSayVisibility,
      oldPath: pathOf(post),
      reasonOf: (cause) => t(`imports:reason.${cause}`, { site: host ?? t("imports:somewhere") }),
      readBody:
        ({ body, body_html }) =>
        async () =>
          body_html ? convertHtml(body_html) : body,
    }),
  );
  return {
    format: "csv",
    name: host ?? new Date(tickets[0]?.createdAt ?? 0).toISOString(),
    tickets,
    addresses: {
      origin: origins[0],
      postsAt: (url) => (hosts.has(url.host) ? oldPathsOf(url).flatMap((path) => atPath.get(path) ?? []) : []),
    },
    report: reportOf(outline, { tickets, words }),
    close: () => void stopConverting(),
  };
}

function reportOf(outline: Outline, { tickets, words }: { tickets: TicketToImport[]; words: WordMap }): ReadReport {
  const { broken, orphans, saysVisibility, unknownColumns } = outline;
  const of = (visibility: string) => tickets.filter((ticket) => ticket.visibility === visibility);
  const read = (visibility: string) =>
    of(visibility)
      .flatMap(({ replies }) => replies)
      .filter(({ kind }) => kind !== "note").length;
  const mapped = new Map<string, number>();
  for (const { type, status } of outline.posts.values()) {
    const kind = kindOf({ name: type }, words);
    const known = kind ?? "question";
    const lines = [
      ...(type || status ? [`Type “${type}”: ${kind ?? "question, since nobody knows the word"}`] : []),
      ...(status
        ? [
            `Status “${status}” of a ${known}: ${statusOf({ name: status }, known, words)?.key ?? "unknown, so it goes by who has answered"}`,
          ]
        : []),
    ];
    for (const line of lines) mapped.set(line, (mapped.get(line) ?? 0) + 1);
  }
  return {
    found: {
      "public tickets": of("public").length,
      "private tickets": of("private").length,
      "public replies": read("public"),
      "replies in private tickets": read("private"),
      "notes for the team": tickets.flatMap(({ replies }) => replies).filter(({ kind }) => kind === "note").length,
    },
    broken,
    orphans,
    mapped: [...mapped].sort(([a], [b]) => (a < b ? -1 : 1)).map(([line, times]) => `${line} (${times})`),
    notMapped: [
      ...(saysVisibility
        ? []
        : ["There is no column visibility, so everything comes in private: only `public` in it is public"]),
      ...unknownColumns.map((column) => `A column that nothing is made of, in ${column}`),
    ],
  };
}
