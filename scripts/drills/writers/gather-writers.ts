import { AgentWriter } from "./agent.ts";
import { VisitorWriter, type WrittenTicket } from "./visitor.ts";
import type { Answered, BrowserAt, Writer } from "./writer.ts";

/** Visitors, and agents who answer them. */
export interface Writers {
  all: Writer[];
  agents: AgentWriter[];
  answered(): Answered[];
  countAnswered(): number;
  refused(): string[];
  countNotTaken(): number;
}

interface Who {
  visitors: number;
  agents: number;
  /** The site sends mails, so that visitors can follow tickets. */
  hasMail?: boolean;
  browserAt?: BrowserAt;
}

export function gatherWriters({ visitors, agents, hasMail = false, browserAt }: Who): Writers {
  const opened: WrittenTicket[] = [];
  const team = Array.from({ length: agents }, (_, n) => new AgentWriter(n, opened));
  const all: Writer[] = [
    ...Array.from({ length: visitors }, (_, n) => new VisitorWriter(agents + n, opened, hasMail)),
    ...team,
  ];
  if (browserAt) for (const writer of all) writer.browserAt = browserAt;
  return {
    all,
    agents: team,
    answered: () => all.flatMap(({ answered }) => answered),
    countAnswered: () => all.reduce((sum, { answered }) => sum + answered.length, 0),
    countNotTaken: () => all.reduce((sum, { notTaken }) => sum + notTaken, 0),
    refused: () => all.flatMap(({ refused }) => refused),
  };
}
