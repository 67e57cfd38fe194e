/** Everything of one visitor, as they take it out. */
export interface OwnTexts {
  /** The site and the moment of the copy. */
  site: string;
  copiedAt: string;
  /** The name that forms fill in; null where none was given. */
  name: string | null;
  /** When this browser wrote or voted first. */
  knownSince: string;
  /** Addresses that were given for the news of a ticket. */
  mail: { address: string; ticket: number; at: string; confirmedAt: string | null; stoppedAt: string | null }[];
  /** How this browser is written to when there is news, and of which tickets. */
  push: { endpoint: string; at: string; tickets: number[] }[];
  tickets: OwnTicket[];
  replies: OwnReply[];
  votes: { for: "ticket" | "reply"; number: number; at: string }[];
  /** What was pressed and said under articles. */
  articles: { article: number; helped: boolean; reason: string | null; words: string | null; at: string }[];
}

interface OwnText {
  number: number;
  address: string;
  text: string;
  name: string | null;
  at: string;
  editedAt: string | null;
  removedAt: string | null;
  /** Pictures and files that stand at it, each with the address where its author gets it. */
  files: { name: string; address: string; bytes: number }[];
  /** What it was before it was changed. */
  earlier: { title: string | null; text: string; at: string }[];
}

export interface OwnTicket extends OwnText {
  kind: string;
  title: string;
  status: string;
  visibility: "public" | "private";
}

export interface OwnReply extends OwnText {
  ticket: number;
  kind: string;
}

/** The same to read: one Markdown document. */
export function ownTextsAsMarkdown(own: OwnTexts, words: { title: string; reply: string; earlier: string }): string {
  const parts = [`# ${words.title}`, `${own.site}, ${own.copiedAt}`];
  parts.push(own.mail.map(({ address, ticket, at }) => `- ${address}: ${ticket} (${at})`).join("\n"));
  parts.push(own.push.map(({ endpoint, tickets, at }) => `- ${endpoint}: ${tickets.join(", ")} (${at})`).join("\n"));
  for (const ticket of own.tickets) {
    parts.push(`## ${ticket.number}. ${ticket.title}`, facts(ticket, [ticket.kind, ticket.status, ticket.visibility]));
    parts.push(ticket.text, filesOf(ticket), ...earlierOf(ticket, words.earlier));
  }
  for (const reply of own.replies) {
    parts.push(`## ${words.reply} ${reply.number}`, facts(reply, [reply.kind]), reply.text);
    parts.push(filesOf(reply), ...earlierOf(reply, words.earlier));
  }
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

const facts = ({ address, at }: OwnText, more: string[]) => `${address} (${[at, ...more].join(", ")})`;

const filesOf = ({ files }: OwnText) => files.map(({ name, address }) => `- ${name}: ${address}`).join("\n");

const earlierOf = ({ earlier }: OwnText, words: string) =>
  earlier.flatMap(({ title, text, at }) => [`### ${words} ${at}`, title ?? "", text]);
