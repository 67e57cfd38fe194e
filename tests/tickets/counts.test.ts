import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { acceptReply } from "~/tickets/accept-reply.server.ts";
import { changeFacts } from "~/tickets/change-facts.server.ts";
import { moderateTicket, setVisibility } from "~/tickets/change-visibility.server.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { mergeTickets, unmergeTicket } from "~/tickets/merge-tickets.server.ts";
import { removeTicket, restoreTicket, setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import { kinds, statusesOf } from "~/tickets/ticket.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import { castVote } from "~/tickets/vote.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { randomNumbers } from "./random.ts";
import { NOW, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const by = { agentId: agent.id };

/** The same numbers, counted from the tickets, replies and votes themselves. */
async function recount() {
  const rows = await db
    .selectFrom("tickets")
    .select((eb) => ["kind", "status", "phase", "category_id", eb.fn.countAll<number>().as("count")])
    .where(isListed)
    .groupBy(["kind", "status", "phase", "category_id"])
    .execute();
  return rows.map((row) => ({ ...row, category_id: row.category_id ?? 0 }));
}

async function wrongNumbers() {
  const tickets = await db.selectFrom("tickets").select(["id", "reply_count", "vote_count", "base_votes"]).execute();
  const replies = await db
    .selectFrom("replies")
    .select("ticket_id")
    .where("kind", "<>", "note")
    .where("removed_at", "is", null)
    .execute();
  const votes = await db.selectFrom("votes").select("target_id").where("target", "=", "ticket").execute();
  const count = <Row>(rows: Row[], fits: (row: Row) => boolean) => rows.filter(fits).length;
  return tickets.filter(
    ({ id, reply_count, vote_count, base_votes }) =>
      reply_count !== count(replies, (row) => row.ticket_id === id) ||
      vote_count !== base_votes + count(votes, (row) => row.target_id === id),
  );
}

const sorted = (rows: { kind: string; status: string; category_id: number }[]) =>
  rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

test.each([1, 20_261_102])(
  "the stored numbers are those of a recount after any 300 operations (seed %i)",
  async (seed) => {
    const random = randomNumbers(seed);
    const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One;
    const categories = [null, await createCategory(`a-${seed}`), await createCategory(`b-${seed}`)];
    const visitors = [await createVisitor(db), await createVisitor(db), await createVisitor(db)];
    const ids: number[] = [];
    const replies: { ticketId: number; replyId: number }[] = [];
    let now = NOW;

    const open = async () => {
      const kind = pick(kinds);
      const visibility = pick(["public", "public", "public", "private"] as const);
      const facts = {
        kind,
        visibility,
        category_id: pick(categories),
        viewer: pick(visitors),
        base_votes: pick([0, 3]),
      };
      const { id, base_votes } = await createTicket(db, { ...facts, vote_count: facts.base_votes, now });
      expect(base_votes).toBe(facts.base_votes);
      ids.push(id);
    };
    const operations: (() => Promise<unknown>)[] = [
      open,
      async () => {
        const { id, kind } = await ticketRow(db, pick(ids));
        await changeStatus(db, id, { status: pick(statusesOf(kind)), reason: "So it is", by, now });
      },
      () => changeFacts(db, pick(ids), { kind: pick(kinds), categoryId: pick(categories) }, { ...by, now }),
      () => setVisibility(db, pick(ids), pick(["public", "private"]), { by, now }),
      () => moderateTicket(db, pick(ids), pick(["spam", "fine"]), { by, now }),
      () => removeTicket(db, pick(ids), { by, now }),
      () => restoreTicket(db, pick(ids), { by, now }),
      () => mergeTickets(db, { from: pick(ids), into: pick(ids), ...by, now }),
      async () => {
        const from = pick(ids);
        await unmergeTicket(db, { from, into: (await ticketRow(db, from)).merged_into_id ?? 0, ...by, now });
      },
      async () => {
        const ticket = await ticketRow(db, pick(ids));
        if (ticket.merged_into_id !== null) return;
        const viewer = pick([asAgent(agent), pick(visitors)]);
        const kind = viewer.agent ? pick(["answer", "note"] as const) : "answer";
        replies.push({
          ticketId: ticket.id,
          replyId: await createReply(db, ticket, { viewer, kind, body: `${now}`, now }),
        });
      },
      async () => {
        const { replyId } = pick(replies) ?? { replyId: 0 };
        const row = await db.selectFrom("replies").select("ticket_id").where("id", "=", replyId).executeTakeFirst();
        if (!row) return;
        const change = { ticketId: row.ticket_id, replyId, by, now };
        if (random() < 0.5) await acceptReply(db, change);
        else await setReplyRemoved(db, { ...change, isRemoved: random() < 0.5 });
      },
      async () => {
        const ticket = await ticketRow(db, pick(ids));
        const wanted = pick(["vote", "vote", "unvote"] as const);
        await castVote(db, { ticket, wanted, viewer: pick(visitors), addressKey: "x", now });
      },
    ];

    for (let n = 0; n < 10; n++) await open();
    for (let n = 0; n < 300; n++) {
      now += 1_000;
      await pick(operations)();
      if (n % 25 === 24) {
        expect(sorted(await listCounts(db)), `after ${n + 1}`).toEqual(sorted(await recount()));
        expect(await wrongNumbers(), `after ${n + 1}`).toEqual([]);
      }
    }
    const merged = await db.selectFrom("tickets").select(["id", "merged_into_id"]).execute();
    const chained = merged.filter((row) =>
      merged.some((other) => other.id === row.merged_into_id && other.merged_into_id),
    );
    expect(chained).toEqual([]);
    const states = await db.selectFrom("tickets").select(["removed_at", "merged_into_id", "visibility"]).execute();
    expect(states.some(({ removed_at }) => removed_at) && states.some(({ merged_into_id }) => merged_into_id)).toBe(
      true,
    );
  },
);

async function createCategory(slug: string): Promise<number> {
  const { id } = await inTransaction(db, (trx) =>
    trx
      .insertInto("categories")
      .values({ slug, name: slug, position: 1, created_at: NOW })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  return id;
}
