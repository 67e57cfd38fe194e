import { type Db, inTransaction } from "#db/client.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { statusesOf } from "~/tickets/ticket.ts";
import type { Person, Team, Visitors } from "./people.ts";
import { Subject, type Subjects } from "./subjects.ts";

export interface Writing {
  subjects: Subjects;
  visitors: Visitors;
  team: Team;
  db: Db;
  isOver: () => boolean;
  rest: () => Promise<void>;
  /** Who gets no answer sends the same again: only what is then done once is sent. */
  sendsAgain?: boolean;
}

/** Fewer than a page of a thread shows, or its end would move to the next. */
const MOST_REPLIES = 40;

const titled = (key: string, version: number) => `Stale ${key} title ${version}`;
const worded = (key: string, version: number) => `Stale ${key} text ${version}. ${asksSomething()}`;

const syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split(" ");
const word = () => Array.from({ length: 3 }, () => syllables[Math.floor(Math.random() * syllables.length)]).join("");

/** A text that nobody has sent before: what many networks say in the same words is held. */
const asksSomething = () =>
  `How do I find ${word()} in the settings of my account? The page of ${word()} does not load: ${Array.from({ length: 20 }, word).join(" ")}.`;

/** One ticket after the other: opened, talked about, hidden and shown again, until the time is over. */
export async function writeTickets(writing: Writing, first: Opened): Promise<void> {
  for (let opened = first; !writing.isOver(); opened = await openTicket(writing)) {
    const { ticket, author } = opened;
    while (!writing.isOver() && ticket.now.replies < MOST_REPLIES) {
      const verbs = writing.sendsAgain ? safeVerbs : everyVerb;
      const verb = verbs[Math.floor(Math.random() * verbs.length)] as Verb;
      await verb({ ...writing, author, ticket });
      await writing.rest();
    }
  }
}

interface Opened {
  ticket: Subject;
  author: Person;
}

export async function openTicket({ visitors, subjects }: Writing): Promise<Opened> {
  const author = visitors.person();
  const key = subjects.name("t");
  const form = await author.open("/tickets/new?kind=idea");
  const sent = await author.press(form, "send", { kind: "idea", title: titled(key, 1), body: worded(key, 1) });
  const id = Number(/\/tickets\/(\d+)-/.exec(sent.location ?? "")?.[1]);
  return { author, ticket: subjects.add(new Subject(key, id, { status: "new" })) };
}

type Verb = (at: Writing & Opened) => Promise<void>;

const pathOf = ({ key, id, now }: Subject) => `/tickets/${id}-stale-${key}-title-${now.title}`;

const reply: Verb = ({ subjects, visitors, ticket }) => {
  const replies = ticket.now.replies + 1;
  const fields = { intent: "reply", "reply-body": `Stale ${ticket.key} reply ${replies}. ${asksSomething()}` };
  return subjects.change(ticket, { replies }, () => send(visitors.person(), ticket, fields));
};

const replyWithStatus: Verb = ({ subjects, team, ticket }) => {
  const [replies, status] = [ticket.now.replies + 1, otherStatus(ticket)];
  const fields = { intent: "reply", "reply-body": `Stale ${ticket.key} reply ${replies}`, status, reason: "So it is." };
  return subjects.change(ticket, { replies, status }, () => send(team, ticket, fields));
};

const vote: Verb = ({ subjects, visitors, ticket }) =>
  subjects.change(ticket, { votes: ticket.now.votes + 1 }, async () => {
    await visitors.person().post(`${pathOf(ticket)}/vote`, { intent: "vote" });
  });

const status: Verb = ({ subjects, team, ticket }) => {
  const status = otherStatus(ticket);
  return subjects.change(ticket, { status }, () =>
    send(team, ticket, { intent: "status", status, reason: "So it is." }),
  );
};

const close: Verb = async (at) => {
  const { subjects, team, author, ticket } = at;
  await subjects.change(ticket, { status: "started" }, () =>
    send(team, ticket, { intent: "status", status: "started", reason: "" }),
  );
  await subjects.change(ticket, { status: "declined" }, () => send(author, ticket, { intent: "close", reason: "" }));
};

const edit: Verb = ({ subjects, author, ticket }) => {
  const [title, text] = [ticket.now.title + 1, ticket.now.text + 1];
  const fields = { intent: "edit", title: titled(ticket.key, title), body: worded(ticket.key, text) };
  return subjects.change(ticket, { title, text }, () => send(author, ticket, fields));
};

/** Away for everybody, and back. `hide` and `show` say who does it and how. */
const hideAndShow =
  (hide: Verb, show: Verb): Verb =>
  async (at) => {
    await at.subjects.change(at.ticket, { isVisible: false }, () => hide(at));
    await at.subjects.change(at.ticket, { isVisible: true }, () => show(at));
  };

const by =
  (who: "author" | "team", intent: string): Verb =>
  (at) =>
    send(at[who], at.ticket, { intent });

/** By another process, as a command would. */
const hold: Verb = ({ db, ticket }) =>
  inTransaction(db, async (trx) => {
    const row = await lockTicket(trx, ticket.id);
    await changeTicket(trx, row, { moderation: "held" }, { now: Date.now(), seenBy: "everyone" });
  });

const safeVerbs: Verb[] = [reply, reply, replyWithStatus, vote];

const everyVerb: Verb[] = [
  reply,
  reply,
  replyWithStatus,
  vote,
  vote,
  status,
  close,
  edit,
  hideAndShow(by("author", "make-private"), by("author", "make-public")),
  hideAndShow(by("team", "make-private"), by("author", "make-public")),
  hideAndShow(by("author", "remove"), by("author", "restore")),
  hideAndShow(by("team", "remove"), by("team", "restore")),
  hideAndShow(by("team", "spam"), by("team", "fine")),
  hideAndShow(hold, by("team", "fine")),
];

const send = async (who: Person, ticket: Subject, fields: Record<string, string>) => {
  // The address from before the change: that is what the sender's page says.
  await who.post(`/tickets/${ticket.id}`, fields);
};

function otherStatus({ now }: Subject): string {
  const others = statusesOf("idea").filter((key) => key !== now.status);
  return others[Math.floor(Math.random() * others.length)] as string;
}
