import { randomUUID } from "node:crypto";
import { type Db, inTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { type Agent, stranger, type Viewer } from "~/people/viewer.ts";
import { acceptReply } from "~/tickets/accept-reply.server.ts";
import { changeFacts, needsNoAnswer } from "~/tickets/change-facts.server.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { openTicket } from "~/tickets/open-ticket.server.ts";
import { removeTicket } from "~/tickets/remove-ticket.server.ts";
import { replyToTicket } from "~/tickets/reply-to-ticket.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import type { ReplyKind } from "~/tickets/ticket.ts";
import type { Actor } from "~/tickets/ticket-events.server.ts";
import { isRequester } from "~/tickets/viewing.ts";
import { findRights } from "~/tickets/visibility.server.ts";
import { castVote } from "~/tickets/vote.server.ts";
import type { Step, Story, StoryTicket } from "./story.ts";
import type { StoryTexts, TicketTexts } from "./story-texts.ts";

export interface Cast {
  story: Story;
  /** The words of a ticket's language: the site's own, or one of the two others. */
  textsOf(ticket: StoryTicket): StoryTexts;
  agents: Map<string, Agent>;
  categoryIds: Map<string, number>;
  site: { origin: string; locale: string };
}

interface Moment {
  at: number;
  happen(): Promise<unknown>;
}

/** Lets everything happen in the order of its time, by the same writes that the pages use. Returns how many tickets there are. */
export async function playStory(db: Db, cast: Cast, now: number): Promise<number> {
  const stage = new Stage(db, cast);
  const moments = cast.story.tickets.flatMap((ticket) => momentsOf(stage, ticket, now));
  for (const { happen } of moments.sort((a, b) => a.at - b.at)) await happen();
  return cast.story.tickets.length;
}

function momentsOf(stage: Stage, ticket: StoryTicket, now: number): Moment[] {
  const openedAt = now - ticket.opened;
  const moments: Moment[] = [{ at: openedAt, happen: () => stage.open(ticket, openedAt) }];
  let time = openedAt;
  for (const step of ticket.steps) {
    time += step.after;
    const times = "votes" in step ? Array.from({ length: step.votes }, (_, i) => (step.within * i) / step.votes) : [0];
    for (const later of times) {
      const at = Math.round(time + later);
      if (at > now) throw new Error(`in the story of ${ticket.key} something happens in the future`);
      moments.push({ at, happen: () => stage.play(ticket, step, at) });
    }
  }
  return moments;
}

/** Who and what is known so far. */
class Stage {
  private readonly ticketIds = new Map<string, number>();
  private readonly replyIds = new Map<string, number>();
  private readonly visitors = new Map<string, Viewer>();

  constructor(
    private readonly db: Db,
    private readonly cast: Cast,
  ) {}

  async open(ticket: StoryTicket, now: number): Promise<void> {
    const { title, body } = this.words(ticket);
    const name = this.nameOf(ticket, ticket.by);
    const opened = await openTicket(this.db, {
      kind: ticket.kind,
      visibility: ticket.visibility,
      title,
      body,
      name,
      viewer: this.viewerOf(ticket, "author"),
      categoryId: this.cast.categoryIds.get(ticket.category ?? "") ?? null,
      nonce: randomUUID(),
      now,
      site: this.cast.site,
    });
    this.ticketIds.set(ticket.key, opened.ticket.id);
    this.remember(ticket, "author", opened.writer?.visitorId, name);
  }

  async play(ticket: StoryTicket, step: Step, now: number): Promise<unknown> {
    const { db } = this;
    const row = await this.find(ticket.key);
    const by = this.actorOf(ticket, step.by);
    const agentId = by.agentId ?? 0;
    if ("reply" in step) return this.reply(ticket, row, step, now);
    if ("note" in step) return this.reply(ticket, row, { ...step, reply: step.note, kind: "note" }, now);
    if ("status" in step) {
      const reason = this.part(ticket, step.reason);
      return changeStatus(db, row.id, { status: step.status, reason, by, now });
    }
    if ("accept" in step) {
      return acceptReply(db, { ticketId: row.id, replyId: this.replyId(ticket, step.accept), by, now });
    }
    if ("assign" in step) {
      return changeFacts(db, row.id, { assigneeId: this.agent(step.assign).id }, { agentId, now });
    }
    if ("dismiss" in step) return needsNoAnswer(db, row.id, { agentId, now });
    if ("mergeInto" in step) {
      const into = (await this.find(step.mergeInto)).id;
      const problem = await mergeTickets(db, { from: row.id, into, agentId, now });
      if (problem) throw new Error(problem);
      return;
    }
    if ("remove" in step) return removeTicket(db, row.id, { reason: this.part(ticket, step.remove), by, now });
    if ("votes" in step) {
      const replyId = step.for && this.replyId(ticket, step.for);
      const vote = { ticket: row, replyId: replyId || undefined, wanted: "vote" as const };
      return castVote(db, { ...vote, viewer: stranger, addressKey: randomUUID(), now });
    }
    // What is held was never public.
    const change = { moderation: step.moderation, ...(step.moderation === "held" && { published_at: null }) };
    return inTransaction(db, async (trx) =>
      changeTicket(trx, await lockTicket(trx, row.id), change, { now, seenBy: "everyone" }),
    );
  }

  private async reply(
    ticket: StoryTicket,
    row: TicketRow,
    step: { by: string; reply: string; kind?: ReplyKind; official?: boolean; status?: string; reason?: string },
    now: number,
  ): Promise<void> {
    const viewer = this.viewerOf(ticket, step.by);
    const rights = { ...(await findRights(this.db, viewer, row)), isAgent: viewer.agent !== null };
    const name = viewer.agent ? null : this.nameOf(ticket, step.by);
    const outcome = await replyToTicket(this.db, {
      ticket: row,
      viewer,
      rights,
      kind: step.kind ?? (isRequester(rights) ? "comment" : "answer"),
      body: this.part(ticket, step.reply) ?? "",
      name,
      isUnsolved: false,
      isOfficial: step.official ?? false,
      status: step.status ? { key: step.status, reason: this.part(ticket, step.reason) } : undefined,
      addressPrefix: randomUUID(),
      now,
      site: this.cast.site,
    });
    if ("stale" in outcome) throw new Error(`a reply in ${ticket.key} was stopped`);
    this.replyIds.set(`${ticket.key} ${step.reply}`, outcome.reply.id);
    this.remember(ticket, step.by, outcome.writer?.visitorId, name);
  }

  private async find(key: string): Promise<TicketRow> {
    const id = this.ticketIds.get(key) ?? 0;
    return this.db.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  }

  private words(ticket: StoryTicket): TicketTexts {
    const words = this.cast.textsOf(ticket).tickets.get(ticket.key);
    if (!words) throw new Error(`the ticket ${ticket.key} has no text`);
    return words;
  }

  private part(ticket: StoryTicket, key: string | undefined): string | null {
    if (key === undefined) return null;
    const text = this.words(ticket).parts.get(key);
    if (!text) throw new Error(`the ticket ${ticket.key} has no text ${key}`);
    return text;
  }

  private replyId(ticket: StoryTicket, key: string): number {
    const id = this.replyIds.get(`${ticket.key} ${key}`);
    if (!id) throw new Error(`the ticket ${ticket.key} has no reply ${key} yet`);
    return id;
  }

  private agent(key: string): Agent {
    const agent = this.cast.agents.get(key);
    if (!agent) throw new Error(`nobody on the team is called ${key}`);
    return agent;
  }

  /** Nobody's name: they did not give one. */
  private nameOf(ticket: StoryTicket, who: string): string | null {
    return this.cast.textsOf(ticket).names.visitors[who === "author" ? ticket.by : who] ?? null;
  }

  private viewerOf(ticket: StoryTicket, who: string): Viewer {
    const agent = this.cast.agents.get(who);
    if (agent) return { visitor: null, agent };
    return this.visitors.get(who === "author" ? ticket.by : who) ?? stranger;
  }

  private actorOf(ticket: StoryTicket, who: string): Actor {
    const { agent, visitor } = this.viewerOf(ticket, who);
    return agent ? { agentId: agent.id } : { visitorId: visitor?.id };
  }

  private remember(ticket: StoryTicket, who: string, visitorId: number | undefined, name: string | null): void {
    if (visitorId === undefined) return;
    const visitor = { id: visitorId, name };
    this.visitors.set(who === "author" ? ticket.by : who, { visitor, agent: null });
  }
}
