import type { Browser, TestPage } from "../../../tests/support/browser.ts";
import { readForm } from "../../../tests/support/html-form.ts";
import { longTrouble, trouble } from "./words.ts";
import { type Answered, type Sent, Writer } from "./writer.ts";

const FILE_BYTES = 200_000;
const MOST_REPLIES = 30;

export interface WrittenTicket {
  id: number;
  key: string;
}

/** Opens tickets, with and without a file, and then replies, votes, follows, mends the text and closes the newest. */
export class VisitorWriter extends Writer {
  /** Those that are open, the newest last. */
  private readonly tickets: WrittenTicket[] = [];
  private readonly voted = new Set<number>();
  private replies = 0;

  /** @param opened where others find the tickets */
  constructor(
    number: number,
    private readonly opened: WrittenTicket[],
    private readonly hasMail: boolean,
  ) {
    super(number);
  }

  protected async prepare(port: number): Promise<Sent> {
    const ticket = this.tickets.at(-1);
    const turn = Math.random();
    if (ticket && turn < 0.35 && this.replies < MOST_REPLIES) return this.reply(ticket);
    if (ticket && turn < 0.5 && !this.voted.has(ticket.id)) return this.vote(ticket);
    if (ticket && turn < 0.65) return this.edit(ticket);
    if (ticket && turn < 0.7) return this.close(ticket);
    if (ticket && turn < 0.75 && this.hasMail) return this.follow(ticket);
    return this.open(port, turn > 0.87);
  }

  protected answeredWith({ what, key, id }: Answered): void {
    if (what === "close") this.tickets.pop();
    if (what === "reply") this.replies += 1;
    if (what !== "ticket" && what !== "file") return;
    this.replies = 0;
    this.tickets.push({ id, key });
    this.opened.push({ id, key });
  }

  private reply({ id }: WrittenTicket): Sent {
    const key = this.nextKey();
    const fields = { intent: "reply", "reply-body": `${trouble(key)} here too` };
    return { what: "reply", key, id, send: (browser) => browser.post(`/tickets/${id}`, fields) };
  }

  private vote({ id, key }: WrittenTicket): Sent {
    this.voted.add(id);
    return { what: "vote", key, id, send: (browser) => browser.post(`/tickets/${id}/vote`, { intent: "vote" }) };
  }

  private follow({ id }: WrittenTicket): Sent {
    const key = this.nextKey();
    const fields = { intent: "follow", email: `${key}@example.com` };
    return { what: "follow", key, id, send: (browser) => browser.post(`/tickets/${id}/follow`, fields) };
  }

  /** The title keeps the key that the ticket is found by. */
  private edit(ticket: WrittenTicket): Sent {
    const key = this.nextKey();
    const fields = { intent: "edit", title: trouble(ticket.key), body: longTrouble(key) };
    return { what: "edit", key, id: ticket.id, send: (browser) => browser.post(`/tickets/${ticket.id}`, fields) };
  }

  private close({ id, key }: WrittenTicket): Sent {
    const fields = { intent: "close", reason: "" };
    return { what: "close", key, id, send: (browser) => browser.post(`/tickets/${id}`, fields), endsIt: true };
  }

  private async open(port: number, hasFile: boolean): Promise<Sent> {
    const key = this.nextKey();
    const form = await this.withBrowser(port, (browser) => browser.open("/tickets/new?kind=idea"));
    if (form.status !== 200) throw new Error(`the form of a new ticket was answered with ${form.status}`);
    const { action, fields } = readForm(form.html, "send");
    const all = { ...fields, kind: "idea", intent: "send", title: trouble(key), body: longTrouble(key) };
    if (!hasFile) return { what: "ticket", key, send: (browser) => asAuthor(browser, browser.post(action, all)) };
    const text = `${key} ${"line of a log\n".repeat(FILE_BYTES / 14)}`;
    const sent = withFile(all, `${key}.txt`, text);
    return { what: "file", key, send: (browser) => asAuthor(browser, browser.upload(action, sent)) };
  }
}

/** Whose cookie went with the answer that never came opens the secret link, which the confirmation shows. */
async function asAuthor(browser: Browser, sending: Promise<TestPage>): Promise<TestPage> {
  const page = await sending;
  if (page.status !== 303 || browser.cookies.size > 0) return page;
  const link = /\/m\/[\w.~-]+/.exec((await browser.open(page.location as string)).html)?.[0];
  if (!link) throw new Error("the confirmation shows no secret link");
  await browser.open(link);
  return page;
}

function withFile(fields: Record<string, string>, name: string, text: string): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) if (field !== "files") form.append(field, value);
  form.append("files", new File([text], name, { type: "text/plain" }));
  return form;
}
