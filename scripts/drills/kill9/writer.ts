import { Browser, type TestPage } from "../../../tests/support/browser.ts";
import { readForm } from "../../../tests/support/html-form.ts";
import { ORIGIN } from "../stale-pages/people.ts";

/** A write that the site said it received. */
export interface Answered {
  what: "ticket" | "file" | "reply" | "vote";
  /** Stands in the text; for a vote the ticket's. */
  key: string;
  ticketId: number;
}

/** A form as it was sent: sent again, it is the same write. */
interface Sent {
  what: Answered["what"];
  key: string;
  ticketId?: number;
  send: (browser: Browser) => Promise<TestPage>;
}

const FILE_BYTES = 200_000;
const subjects = ["invoice", "printer", "calendar", "password", "export", "battery", "keyboard", "delivery", "window"];
const troubles = ["stops after a while", "shows an old date", "is missing since Monday", "loses what I typed"];
const any = (words: string[]) => words[Math.floor(Math.random() * words.length)] as string;

/** One visitor who opens tickets, with and without a file, answers and votes, and keeps count of what was answered. */
export class Writer {
  readonly answered: Answered[] = [];
  sentAgain = 0;
  private waiting: Sent | undefined;
  private count = 0;
  private address = 0;
  private readonly tickets: { id: number; key: string }[] = [];
  private readonly voted = new Set<number>();
  private readonly cookies = new Map<string, string>();

  constructor(private readonly number: number) {}

  /** Writes until the site is gone. */
  async writeUntilDead(port: number): Promise<void> {
    try {
      await this.sendAgain(port);
      for (;;) {
        this.waiting = await this.next(port);
        await this.send(port, this.waiting);
      }
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** What got no answer before the kill, word for word. */
  async sendAgain(port: number): Promise<void> {
    if (!this.waiting) return;
    this.sentAgain += 1;
    await this.send(port, this.waiting);
  }

  private async send(port: number, sent: Sent): Promise<void> {
    const page = await this.withBrowser(port, sent.send);
    if (page.status !== 303) throw new Error(`a ${sent.what} was answered with ${page.status}`);
    const { what, key } = sent;
    const ticketId = sent.ticketId ?? Number(/\/tickets\/(\d+)/.exec(page.location ?? "")?.[1]);
    this.answered.push({ what, key, ticketId });
    if (sent.ticketId === undefined) this.tickets.push({ id: ticketId, key });
    this.waiting = undefined;
  }

  private async next(port: number): Promise<Sent> {
    const key = `k${this.number}x${++this.count}z`;
    const ticket = this.tickets.at(-1);
    const turn = Math.random();
    if (ticket && turn < 0.4) {
      const fields = { intent: "reply", "reply-body": `${key}: the ${any(subjects)} ${any(troubles)} here too` };
      return {
        what: "reply",
        key,
        ticketId: ticket.id,
        send: (browser) => browser.post(`/tickets/${ticket.id}`, fields),
      };
    }
    if (ticket && turn < 0.6 && !this.voted.has(ticket.id)) {
      this.voted.add(ticket.id);
      const address = `/tickets/${ticket.id}/vote`;
      const send = (browser: Browser) => browser.post(address, { intent: "vote" });
      return { what: "vote", key: ticket.key, ticketId: ticket.id, send };
    }
    const form = await this.withBrowser(port, (browser) => browser.open("/tickets/new?kind=idea"));
    const { action, fields } = readForm(form.html, "send");
    const all = {
      ...fields,
      kind: "idea",
      intent: "send",
      title: `${key} the ${any(subjects)} ${any(troubles)}`,
      body: `${key}: since the ${any(subjects)} was changed, the ${any(subjects)} ${any(troubles)}.`,
    };
    if (turn < 0.85) return { what: "ticket", key, send: (browser) => browser.post(action, all) };
    const text = `${key} ${"line of a log\n".repeat(FILE_BYTES / 14)}`;
    return { what: "file", key, send: (browser) => browser.upload(action, withFile(all, `${key}.txt`, text)) };
  }

  /** From a network that nobody has used yet: the site lets each do only so much. */
  private async withBrowser(port: number, use: (browser: Browser) => Promise<TestPage>): Promise<TestPage> {
    const n = ++this.address;
    const browser = new Browser(port, ORIGIN, `${20 + this.number}.${(n >> 8) & 255}.${n & 255}.1`);
    for (const [name, value] of this.cookies) browser.cookies.set(name, value);
    const page = await use(browser);
    for (const [name, value] of browser.cookies) this.cookies.set(name, value);
    return page;
  }
}

function withFile(fields: Record<string, string>, name: string, text: string): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) if (field !== "files") form.append(field, value);
  form.append("files", new File([text], name, { type: "text/plain" }));
  return form;
}

/** fetch says so of a connection that was refused or broke off. */
const isGone = (error: unknown): boolean =>
  error instanceof TypeError || /terminated|ECONN|socket/i.test(String((error as Error).message));
