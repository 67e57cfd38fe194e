import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { askForPublication } from "~/tickets/change-visibility.server.ts";
import { editReply, editTicket } from "~/tickets/edit-text.server.ts";
import { findReply } from "~/tickets/find-reply.server.ts";
import { sorts } from "~/tickets/list-filter.ts";
import { removeTicket, restoreTicket, setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { allStatuses, kinds, phases } from "~/tickets/ticket.ts";
import { ticketPath, ticketReceivedPath } from "~/urls.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { startSite } from "../support/site.ts";
import { neverPublic, oncePublic } from "./hidden-states.ts";

const site = await startSite();
const { db } = site;

/** Words that no stranger may ever read, by what they are. */
const canaries = new Map<string, string>();
const canary = (what: string) => {
  const word = `canary${canaries.size}zq`;
  canaries.set(what, word);
  return word;
};

const pages: string[] = ["/", "/thanks", "/mine", "/tickets/new", "/nowhere", "/desk/sign-in", "/tickets/999999-never"];

beforeAll(async () => {
  const agent = await createAgent(db, { name: "Anna Koval" });
  canaries.set("an agent's e-mail", agent.email);
  const author = await createVisitor(db);
  const by = { agentId: agent.id };
  const now = Date.now();
  const common = { by, now, site: { origin: "http://forum.test", locale: "en" } };

  for (const { state, make } of [...neverPublic, ...oncePublic]) {
    const ticket = await make({ db, author, agent, title: `Title ${canary(state)}` });
    pages.push(`/tickets/${ticket.id}`, `/tickets/${ticket.id}/received`, `/tickets/${ticket.id}/vote`);
  }

  const { id: category_id } = await inTransaction(db, (trx) =>
    trx
      .insertInto("categories")
      .values({ slug: "billing", name: "Billing", position: 1, created_at: now })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  for (const kind of kinds) {
    const ticket = await createTicket(db, {
      viewer: author,
      kind,
      category_id,
      title: `Public ${kind}`,
      body: "Known",
    });
    canaries.set(`the secret link of the ${kind}`, secretLinkToken(ticket, site.secret).split(/-(.*)/)[1] ?? "");
    const reply = (facts: object) => createReply(db, ticket, facts);
    await reply({ body: "Everyone may read this" });
    await reply({ viewer: asAgent(agent), body: "The team says so", isOfficial: true });
    await reply({ viewer: asAgent(agent), kind: "note", body: canary(`a note on the ${kind}`) });
    const edited = await reply({ viewer: asAgent(agent), body: canary(`the text before the edit, ${kind}`) });
    const row = await findReply(db, ticket.id, edited);
    if (row) await editReply(db, row, { ...common, body: "Mended words", voice: "team" });
    const removed = await reply({ viewer: asAgent(agent), body: canary(`a removed reply, ${kind}`) });
    await setReplyRemoved(db, { ticketId: ticket.id, replyId: removed, isRemoved: true, by, now });
    const held = await reply({ body: canary(`a held reply, ${kind}`) });
    await inTransaction(db, (trx) =>
      trx.updateTable("replies").set({ moderation: "held" }).where("id", "=", held).execute(),
    );
    const changed = await createTicket(db, { kind, title: canary(`a title before the edit, ${kind}`), body: "b" });
    const now_ = await editTicket(db, changed.id, { ...common, title: `New ${kind}`, body: "c", voice: "visitor" });
    pages.push(
      ticketPath(ticket),
      `${ticketPath(ticket)}?after=${edited}`,
      ticketPath(now_),
      ticketReceivedPath(ticket),
    );
    pages.push(`${ticketPath(ticket)}?edit=ticket`, `${ticketPath(ticket)}?edit=${edited}`);
  }

  const gone = await createTicket(db, { title: "Removed with a reason" });
  await removeTicket(db, gone.id, { reason: canary("why the team removed it"), ...common });
  const back = await createTicket(db, { title: "Removed and brought back" });
  await removeTicket(db, back.id, { reason: canary("why it was away"), ...common });
  await restoreTicket(db, back.id, common);
  pages.push(ticketPath(back));
  const asked = await createTicket(db, { visibility: "private", title: canary("asked to be public") });
  await askForPublication(db, asked.id, common);
  pages.push(`/tickets/${gone.id}`, `/tickets/${asked.id}`);

  for (const sort of sorts) pages.push(`/tickets?sort=${sort}`);
  for (const kind of kinds) for (const phase of ["open", ...phases]) pages.push(`/tickets?kind=${kind}&phase=${phase}`);
  for (const status of allStatuses) pages.push(`/tickets?status=${status}&category=billing&sort=active`);
});

describe.each(["a stranger", "another author"])("%s", (who) => {
  test("finds no word on any page that is not for everyone", async () => {
    const browser = site.browser();
    if (who === "another author") await createTicket(db, { viewer: await createVisitor(db, browser) });
    const found: string[] = [];
    const readable = new Set<string>();
    for (const path of pages) {
      const { html, headers, status } = await browser.open(path);
      const told = `${html} ${[...headers].join(" ")}`;
      for (const [what, word] of canaries) if (told.includes(word)) found.push(`${path} tells ${what}`);
      if (status === 200) readable.add(path);
      for (const word of ["Everyone may read this", "Mended words"]) if (html.includes(word)) readable.add(word);
    }
    expect(found).toEqual([]);
    expect(readable).toContain("Everyone may read this");
    expect(readable).toContain("Mended words");
    expect(readable.size).toBeGreaterThan(60);
  });
});

test("an agent finds the notes and the texts before the edits: the words are there to be found", async () => {
  const agent = await createAgent(db);
  const browser = site.browser();
  await signInAs(db, browser, agent);
  const told = (
    await Promise.all(pages.map(async (path) => (await browser.follow(await browser.open(path))).html))
  ).join();
  const unseen = [...canaries].filter(([, word]) => !told.includes(word)).map(([what]) => what);
  expect(unseen.filter((what) => !/link|e-mail|merged into a public/.test(what))).toEqual([]);
});
