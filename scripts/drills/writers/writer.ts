import { Browser, type TestPage } from "../../../tests/support/browser.ts";
import { isGone } from "../is-gone.ts";
import { ORIGIN } from "../stale-pages/people.ts";

export type What = "ticket" | "file" | "reply" | "vote" | "edit" | "close" | "follow" | "answer" | "mark" | "revision";

/** A write that the site said it received. */
export interface Answered {
  what: What;
  /** Stands in the text; for a vote and a closing the ticket's. */
  key: string;
  /** Of the ticket or, for a revision, of the article. */
  id: number;
  /** When it was sent first and when its answer was here, in milliseconds. */
  sentAt: number;
  at: number;
}

/** A form as it was sent: sent again, it is the same write. */
export interface Sent {
  what: What;
  key: string;
  /** Known but for a ticket that is being opened. */
  id?: number;
  send: (browser: Browser) => Promise<TestPage>;
  /** Sent again, it is refused because it was done: a ticket that is closed cannot be closed. */
  endsIt?: true;
}

export type BrowserAt = (port: number, address: string) => Browser;

/** Somebody who writes one thing after the other, and keeps count of what was answered. */
export abstract class Writer {
  readonly answered: Answered[] = [];
  /** What was answered with something else than "received". */
  readonly refused: string[] = [];
  sentAgain = 0;
  /** Files that the site had no time to look through. */
  notTaken = 0;
  /** How the writer gets to a page. */
  browserAt: BrowserAt = (port, address) => new Browser(port, ORIGIN, address);
  private waiting: (Sent & { sentAt: number }) | undefined;
  private written = 0;
  private address = 0;
  private readonly cookies = new Map<string, string>();

  constructor(protected readonly number: number) {}

  /** The next form, filled in and not sent yet. */
  protected abstract prepare(port: number): Promise<Sent>;

  /** Called with each write that was answered. */
  protected abstract answeredWith(written: Answered): void;

  /** Writes until the site is gone, or until it is over; with a rest after each write where one is given. */
  async write(port: number, { isOver = () => false, rest }: WriteUntil = {}): Promise<"over" | "gone"> {
    try {
      while (!isOver()) {
        if (this.waiting) await this.sendAgain(port);
        else await this.send(port, await this.prepareOne(port));
        await rest?.();
      }
      return "over";
    } catch (error) {
      if (!isGone(error)) throw error;
      return "gone";
    }
  }

  /** Fills a form in, for `sendAgain` to send. */
  async prepareOne(port: number): Promise<Sent & { sentAt: number }> {
    this.waiting = { ...(await this.prepare(port)), sentAt: 0 };
    return this.waiting;
  }

  /** What has no answer yet, word for word. */
  async sendAgain(port: number): Promise<void> {
    if (!this.waiting) return;
    if (this.waiting.sentAt) this.sentAgain += 1;
    await this.send(port, this.waiting);
  }

  private async send(port: number, sent: Sent & { sentAt: number }): Promise<void> {
    const isAgain = sent.sentAt > 0;
    sent.sentAt ||= Date.now();
    const page = await this.withBrowser(port, sent.send);
    this.waiting = undefined;
    const { what, key, sentAt } = sent;
    if (what === "file" && page.status === 400) {
      // The form is back with its text: a busy machine does not look through files in time.
      this.notTaken += 1;
      return;
    }
    if (page.status !== 303 && !(sent.endsIt && isAgain && page.status < 500)) {
      this.refused.push(`${what} ${key} was answered with ${page.status}`);
      return;
    }
    const id = sent.id ?? Number(/\/tickets\/(\d+)/.exec(page.location ?? "")?.[1]);
    // Rounded up: the answer was not here before that.
    const written = { what, key, id, sentAt, at: Date.now() + 1 };
    this.answered.push(written);
    this.answeredWith(written);
  }

  /** A key that no other write has. */
  protected nextKey(): string {
    this.written += 1;
    return `k${this.number}x${this.written}z`;
  }

  /** From a network that nobody has used yet: the site lets each do only so much. */
  protected async withBrowser<Result>(port: number, use: (browser: Browser) => Promise<Result>): Promise<Result> {
    const n = ++this.address;
    const browser = this.browserAt(port, `${20 + this.number}.${(n >> 8) & 255}.${n & 255}.1`);
    for (const [name, value] of this.cookies) browser.cookies.set(name, value);
    const result = await use(browser);
    for (const [name, value] of browser.cookies) this.cookies.set(name, value);
    return result;
  }
}

export interface WriteUntil {
  isOver?: () => boolean;
  rest?: () => Promise<void>;
}
