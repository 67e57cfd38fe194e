import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { Browser } from "../../../tests/support/browser.ts";
import { ORIGIN } from "../stale-pages/people.ts";
import type { Answered } from "../writers/writer.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** No work waits for longer, and no session lasts longer. */
const LONGEST_WAIT_MS = 8 * DAY_MS;
const LONGEST_SESSION_MS = 31 * DAY_MS;

/** Pages that say when something was, or for how long. */
const PUBLIC_PAGES = [
  "/",
  "/tickets",
  "/tickets?sort=active",
  "/search?q=invoice",
  "/articles",
  "/feed.json",
  "/thanks",
];
const DESK_PAGES = ["/desk", "/desk/settings", "/desk/people", "/desk/audit", "/desk/review", "/desk/search/readers"];

/** What a clock may have put in disorder in the database: numbers, conversations, lengths of time, work, sessions. */
export async function findWrongTimes(db: Db, { now, answered }: { now: number; answered: Answered[][] }) {
  const checks: [string, ReturnType<typeof sql<{ id: number | string }>>][] = [
    [
      "a reply stands before one that was there, in ticket",
      sql`select distinct later.ticket_id as id from replies later
      join replies earlier on earlier.ticket_id = later.ticket_id and earlier.id < later.id
        and earlier.created_at > later.created_at`,
    ],
    [
      "a negative time until the answer, in ticket",
      sql`select id from tickets where first_answer_ms < 0
      union select ticket_id from replies where answer_ms < 0`,
    ],
    ["work that waits for too long:", sql`select name as id from jobs where run_at > ${now + LONGEST_WAIT_MS}`],
    [
      "no backup within a day: the next is asked for in ms",
      sql`select run_at - ${now} as id from jobs
      where name = 'make a backup' and run_at > ${now + DAY_MS + 60_000}`,
    ],
    [
      "a session that lasts too long:",
      sql`select id from agent_sessions
      where expires_at > ${now + LONGEST_SESSION_MS}`,
    ],
  ];
  const found: string[] = [];
  for (const [what, query] of checks) {
    for (const { id } of (await query.execute(db)).rows) found.push(`${what} ${id}`);
  }
  for (const written of answered) {
    const ids = written.filter(({ what }) => what === "ticket" || what === "file").map(({ id }) => id);
    const isUp = ids.every((id, n) => n === 0 || id > (ids[n - 1] as number));
    if (!isUp) found.push(`tickets of one person have the numbers ${ids.join(", ")}`);
  }
  return found;
}

/** What people see: pages that fail, times below nothing, feeds whose entries do not stand in order. */
export async function findWrongPages(port: number, { team, ticketId }: { team: Browser; ticketId: number }) {
  const stranger = new Browser(port, ORIGIN, "60.1.1.1");
  const found: string[] = [];
  const look = async (browser: Browser, path: string) => {
    const page = await browser.follow(await browser.open(path));
    if (page.status !== 200) found.push(`${path} was answered with ${page.status}`);
    const said = page.html.replace(/<[^>]*>/g, " ");
    const negative = /[-\u2212]\s?\d+\s?(second|minute|hour|day|month|year)s?\b|Infinity|NaN|Invalid Date/i.exec(
      said,
    )?.[0];
    if (negative) found.push(`${path} says “${negative}”`);
    return page.html;
  };
  for (const path of PUBLIC_PAGES) await look(stranger, path);
  for (const path of DESK_PAGES) await look(team, path);
  const replies = [...(await look(stranger, `/tickets/${ticketId}`)).matchAll(/id="reply-(\d+)"/g)].map(([, id]) =>
    Number(id),
  );
  if (!isSorted(replies, 1))
    found.push(`the page of ticket ${ticketId} shows replies in the order ${replies.join(", ")}`);
  // Newest first: an article by when it changed, a reply by when it came.
  const articles = await look(stranger, "/articles/feed.atom");
  if (!isSorted(timesIn(articles, "updated"), -1)) found.push("the feed of articles is not in order");
  const ticket = await look(stranger, `/tickets/${ticketId}.atom`);
  if (!isSorted(timesIn(ticket, "published"), -1)) found.push(`the feed of ticket ${ticketId} is not in order`);
  return found;
}

function timesIn(atom: string, element: string): number[] {
  const entries = atom.split("<entry>").slice(1);
  return entries.map((entry) => Date.parse(new RegExp(`<${element}>([^<]+)<`).exec(entry)?.[1] ?? ""));
}

const isSorted = (values: number[], direction: 1 | -1): boolean =>
  values.every((value, n) => n === 0 || direction * (value - (values[n - 1] as number)) >= 0);
