import { readForm } from "../../../tests/support/html-form.ts";
import { ADMIN } from "../../../tests/support/journey.ts";
import type { WrittenTicket } from "./visitor.ts";
import { longTrouble, trouble } from "./words.ts";
import { type Answered, type Sent, Writer } from "./writer.ts";

/** Answers the newest tickets with a status, marks them as fine, and publishes one article again and again. */
export class AgentWriter extends Writer {
  private article = 0;

  constructor(
    number: number,
    private readonly opened: WrittenTicket[],
  ) {
    super(number);
  }

  /** Signs in, where the session has ended. */
  async signIn(port: number): Promise<void> {
    await this.withBrowser(port, async (browser) => {
      const { email, password } = ADMIN;
      const form = await browser.open("/desk/sign-in");
      // Whoever is signed in is led to the desk.
      if (form.location === null) await browser.press(form, "sign-in", { email, password });
    });
  }

  /** Signs in, and publishes the article that is edited from then on. */
  async begin(port: number): Promise<void> {
    await this.signIn(port);
    await this.withBrowser(port, async (browser) => {
      const form = await browser.open("/desk/articles/new");
      const key = this.nextKey();
      const sent = await browser.press(form, "publish", { ...article(key), slug: `of-agent-${this.number}` });
      this.article = Number(/\/desk\/articles\/(\d+)/.exec(sent.location ?? "")?.[1]);
    });
    if (!this.article) throw new Error("the article of the drill was not published");
  }

  protected async prepare(port: number): Promise<Sent> {
    const ticket = this.opened.at(-1 - Math.floor(Math.random() * 5));
    const turn = Math.random();
    if (ticket && turn < 0.5) return this.answer(ticket);
    return ticket && turn < 0.65 ? this.mark(ticket) : this.edit(port);
  }

  protected answeredWith(_: Answered): void {}

  private answer({ id }: WrittenTicket): Sent {
    const key = this.nextKey();
    const fields = { intent: "reply", "reply-body": trouble(key), status: "under_review", reason: "" };
    return { what: "answer", key, id, send: (browser) => browser.post(`/tickets/${id}`, fields) };
  }

  private mark({ id, key }: WrittenTicket): Sent {
    return { what: "mark", key, id, send: (browser) => browser.post(`/tickets/${id}`, { intent: "fine" }) };
  }

  private async edit(port: number): Promise<Sent> {
    const key = this.nextKey();
    const page = await this.withBrowser(port, (browser) => browser.open(`/desk/articles/${this.article}`));
    const { action, fields } = readForm(page.html, "publish");
    const all = { ...fields, ...article(key), intent: "publish" };
    return { what: "revision", key, id: this.article, send: (browser) => browser.post(action, all) };
  }
}

const article = (key: string) => ({ title: trouble(key), summary: longTrouble(key), body: longTrouble(key) });
