import type { Floors, State, Subject, Subjects } from "./subjects.ts";

export interface Got {
  path: string;
  status: number;
  text: string;
  location: string | null;
}

/** "Stale t5 title 12" as a text or in an address; an article's address has no version. */
const MENTION = /\bstale[ -]([ta]\d+)\b(?:[ -](title|text|reply)[ -](\d+))?/gi;
const COMPLETE = /^\/(tickets|feed\.(atom|json)|sitemap-tickets-0\.xml|articles|sitemap-articles\.xml)$/;
/** A list shows 30, and what is being opened or hidden just now may be among them. */
const NEWEST = 12;

/** What the page shows that nobody may see any more who asked for it when `floors` was taken: a line for each. */
export function findStale(page: Got, subjects: Subjects, floors: Floors): string[] {
  return [
    ...staleMentions(page, subjects, floors),
    ...missing(page, subjects, floors),
    ...ownPage(page, subjects, floors),
  ];
}

/** Every mention, wherever it stands: a title in a list, an address in a sitemap, a text in a feed. */
function staleMentions({ text, location }: Got, subjects: Subjects, floors: Floors): string[] {
  const faults = new Set<string>();
  for (const [words, key = "", what, version] of `${text} ${location ?? ""}`.matchAll(MENTION)) {
    const subject = subjects.all.get(key.toLowerCase());
    if (!subject) continue; // being opened
    const possible = subjects.possible(subject, floors);
    const isPossible = possible.some(
      (state) => state.isVisible && (what === "title" || what === "text" ? state[what] === Number(version) : true),
    );
    if (!isPossible) faults.add(`shows “${words}”, ${wanted(possible)}`);
  }
  return [...faults];
}

/** What is visible must be in the lists, the newest at least: before all that is older, whoever wrote that. */
function missing({ path, status, text }: Got, subjects: Subjects, floors: Floors): string[] {
  if (!COMPLETE.test(path)) return [];
  if (status !== 200) return [`answered ${status}`];
  // Feeds go by activity.
  if (subjects.othersWrite && path.startsWith("/feed.")) return [];
  const isOfTickets = !path.includes("articles");
  const shown = [...text.matchAll(isOfTickets ? /\/tickets\/(\d+)/g : /\/articles\/(\d+)/g)].map(([, id]) =>
    Number(id),
  );
  const oldest = shown.length > 0 ? Math.min(...shown) : 0;
  const newest = [...subjects.all.values()]
    .filter(({ key, id, isTicket }) => isTicket === isOfTickets && id > oldest && floors.has(key))
    .sort((one, other) => other.id - one.id)
    .slice(0, NEWEST);
  return newest
    .filter((subject) => subjects.possible(subject, floors).every(({ isVisible }) => isVisible))
    .filter(({ key }) => !new RegExp(`stale[ -]${key}\\b`, "i").test(text))
    .map((subject) => `lacks ${subject.key}, ${wanted(subjects.possible(subject, floors))}`);
}

/** The page of one ticket or article: whether it is there, and its replies, votes and status. */
function ownPage({ path, status, text }: Got, subjects: Subjects, floors: Floors): string[] {
  const [, room, id] = /^\/(tickets|articles)\/(\d+)[-.]/.exec(path) ?? [];
  const subject = [...subjects.all.values()].find(
    (one) => one.id === Number(id) && one.isTicket === (room === "tickets"),
  );
  if (!subject) return [];
  const possible = subjects.possible(subject, floors);
  const isThere = status === 200 || status === 301;
  if (!isThere && status !== 404 && status !== 410) return [`answered ${status}`];
  if (!possible.some(({ isVisible }) => isVisible === isThere)) return [`answered ${status}, ${wanted(possible)}`];
  if (status !== 200 || !subject.isTicket) return [];
  const shown = path.endsWith(".atom") ? { replies: countReplies(subject, text) } : readTicket(subject, text);
  return Object.entries(shown)
    .filter(([name, value]) => !possible.some((state) => state[name as keyof State] === value))
    .map(([name, value]) => `shows ${name} ${value}, ${wanted(possible)}`);
}

function readTicket(subject: Subject, html: string): Partial<State> {
  return {
    replies: countReplies(subject, html),
    votes: Number(/<b>(\d+)<\/b>/.exec(html.slice(html.indexOf("vote-button")))?.[1]),
    status: /data-status="(\w+)"/.exec(html)?.[1] ?? "",
  };
}

/** The replies have numbers: the highest that is shown. */
function countReplies({ key }: Subject, text: string): number {
  return Math.max(0, ...[...text.matchAll(new RegExp(`Stale ${key} reply (\\d+)`, "g"))].map(([, n]) => Number(n)));
}

const wanted = (possible: State[]) =>
  `expected ${possible
    .slice(0, 3)
    .map((state) => JSON.stringify(state))
    .join(" or ")}`;
