import { Browser } from "../../../tests/support/browser.ts";
import { ORIGIN } from "../stale-pages/people.ts";
import { anyNetwork } from "./old-keys.ts";

/** Reports that a network may send within a span, see keep-limits. */
const MOST = 20;
const SPAN_SECONDS = 600;

/** Somebody who reports a ticket until they are told to wait. Others reach the same ticket from elsewhere. */
export class Insister {
  private readonly network = anyNetwork();

  async insist(port: number, ticketId: number): Promise<{ taken: number; waitSeconds: number }> {
    const browser = new Browser(port, ORIGIN, this.network);
    for (let taken = 0; taken <= MOST; taken++) {
      const { status, headers } = await browser.post(`/tickets/${ticketId}/report`, { intent: "report", why: "other" });
      if (status === 429) return { taken, waitSeconds: Number(headers.get("retry-after")) };
      if (status !== 303) throw new Error(`a report was answered with ${status}`);
    }
    return { taken: MOST + 1, waitSeconds: 0 };
  }
}

/** What is wrong with limits: somebody is let through for ever, or has to wait for longer than the limit's span. */
export async function findWrongLimits(port: number, ticketId: number, people: Insister[]): Promise<string[]> {
  const found: string[] = [];
  for (const person of people) {
    const { taken, waitSeconds } = await person.insist(port, ticketId);
    if (taken > MOST) found.push(`${taken} reports from one network, and nobody was told to wait`);
    if (waitSeconds > SPAN_SECONDS) found.push(`somebody was told to wait for ${waitSeconds} seconds`);
  }
  return found;
}
