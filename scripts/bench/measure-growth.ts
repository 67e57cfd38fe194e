import { type Db, inTransaction } from "#db/client.ts";
import { startSession } from "~/people/sessions.server.ts";
import { cursorText } from "~/tickets/list-filter.ts";
import { queueViews } from "~/tickets/queue-view.ts";
import { homePath, queuePath, searchPath, ticketsPath } from "~/urls.ts";
import { load, median, type Sent } from "./load.ts";
import { NOW } from "./made-up-rows.ts";
import { languages, makeText, pick, random } from "./made-up-words.ts";
import type { RunningServer } from "./running-server.ts";
import type { Row } from "./table.ts";

/** A forum and its site, one small and one large. */
export interface Measuring {
  db: Db;
  site: RunningServer;
  tickets: number;
}

const ROUNDS = 3;
const REQUESTS = 100;
const CONNECTIONS = 4;
/** Past the kept pages: what is measured is what making a page takes. */
const headers = { cookie: "visitor=unknown" };

/** What pages take of the large forum beside the small one, in turn. */
export async function* measureGrowth(small: Measuring, large: Measuring): AsyncGenerator<Row> {
  const agents = new Map([
    [small, await signIn(small.db)],
    [large, await signIn(large.db)],
  ]);
  const pages: [string, (forum: Measuring) => Sent][] = [
    ["home", () => ({ path: homePath(), headers })],
    ["list", () => ({ path: ticketsPath(), headers })],
    ["list by any filter and order", () => ({ path: ticketsPath(anyFilter()), headers })],
    [
      "list, a later page",
      ({ tickets }) => ({ path: ticketsPath({ ...anyFilter(), after: anyPlace(tickets) }), headers }),
    ],
    ["search for two words", () => ({ path: searchPath({ q: makeText(pick(languages), 2).text }), headers })],
    [
      "the desk's queue, any view",
      (forum) => ({ path: queuePath({ view: pick(queueViews) }), headers: agents.get(forum) }),
    ],
  ];
  for (const [what, next] of pages) {
    const ratios: number[] = [];
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      // A page past the end of a filter is a 404 and no error here.
      const ask = ({ site }: Measuring, sent: () => Sent) =>
        load(site, { connections: CONNECTIONS, requests: REQUESTS }, sent, [200, 404]);
      const [less, more] = [await ask(small, () => next(small)), await ask(large, () => next(large))];
      if (less.errors + more.errors > 0) throw new Error(`${what} failed`);
      if (round === 0) continue;
      ratios.push(more.processorMs / less.processorMs);
      times.push(more.processorMs);
    }
    yield {
      what: `${what}, ${large.tickets} tickets beside ${small.tickets}`,
      measured: `${median(ratios).toFixed(2)} × the time`,
      wanted: "≤ 1.5 ×",
      more: `${median(times).toFixed(1)} ms of the processor`,
    };
  }
}

function anyFilter() {
  return pick([
    { kind: "problem" },
    { kind: "idea", sort: "votes" },
    { phase: "open" },
    { phase: "done", sort: "active" },
    { status: "answered" },
    { category: "c3", sort: "votes" },
    { kind: "question", category: "c2" },
    { kind: "problem", phase: "open", sort: "active" },
    { sort: "active" },
    { sort: "votes" },
  ]);
}

/** A cursor of any order: where it is of another, the list begins somewhere else, which is as good. */
function anyPlace(tickets: number): string {
  const id = 1 + Math.floor(random() * tickets);
  return cursorText(
    pick([
      { value: id, id },
      { value: NOW - Math.floor(random() * 3e10), id },
      { value: 1, id },
    ]),
  );
}

async function signIn(db: Db): Promise<Record<string, string>> {
  const now = Date.now();
  const token = await inTransaction(db, async (trx) => {
    const { id } = await trx
      .insertInto("agents")
      .values({ name: "Anna", email: `anna-${now}@example.com`, role: "agent", password_hash: "", created_at: now })
      .returning("id")
      .executeTakeFirstOrThrow();
    return startSession(trx, { agentId: id, userAgent: null, now });
  });
  return { cookie: `agent=${token}` };
}
