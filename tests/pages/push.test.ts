import { beforeAll, describe, expect, test } from "vitest";
import { pushKeys } from "~/push/push-keys.server.ts";
import {
  deskPushPath,
  eraseMinePath,
  minePath,
  ownTextsPath,
  pushWorkerPath,
  ticketFollowPath,
  ticketPath,
  wishesPath,
} from "~/urls.ts";
import { createAgent, createReply, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { startPushService } from "../support/push-service.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const desk = site.browser();
const service = await startPushService();
beforeAll(async () => {
  await signInAs(db, desk, agent);
  await service.stop();
});

let browsers = 0;
/** What a browser gives, at a push service that nobody calls. */
const given = () => ({
  ...service.subscribe(),
  endpoint: `https://push.services.mozilla.com/wpush/v2/${++browsers}`,
  intent: "push",
});
const rows = () => db.selectFrom("push_browsers").selectAll().orderBy("id").execute();

test("a ticket's page offers news in the browser, by a form that a script shows, with the site's key", async () => {
  const ticket = await createTicket(db);
  const { html } = await site.browser().open(ticketPath(ticket));
  expect(html).toMatch(/<form [^>]*hidden=""[^>]*data-push="B[\w-]{86}"/);
  expect(html).toContain(pushKeys(site.secret).publicKey);
});

test("a private ticket's page shows nothing of it where no script runs", async () => {
  const browser = site.browser();
  const ticket = await createTicket(db, { viewer: await createVisitor(db, browser), visibility: "private" });
  const { html } = await browser.open(ticketPath(ticket));
  expect(html).toMatch(/<section class="panel" id="follow"[^>]*hidden=""/);
});

test("the worker is given out at the root, looked at anew each time, and the pages may start it", async () => {
  const worker = await site.browser().open(pushWorkerPath());
  expect([worker.status, worker.headers.get("content-type"), worker.headers.get("cache-control")]).toEqual([
    ...[200, "text/javascript; charset=utf-8", "no-cache"],
  ]);
  expect(worker.headers.get("content-security-policy")).toContain("worker-src 'self'");
  expect(Buffer.byteLength(worker.html)).toBeLessThan(2_000);
});

describe("a reader who pressed the button", () => {
  test("is known from then on, sees that it is on, and stops it by one press", async () => {
    const ticket = await createTicket(db, { title: "Where is the export?" });
    const browser = site.browser();
    const asked = await browser.post(ticketFollowPath(ticket), given());
    expect([asked.status, asked.location]).toEqual([303, `${ticketPath(ticket)}#follow`]);
    const on = await browser.follow(asked);
    expect(on.html).not.toContain("data-push=");
    expect(on.html).toContain("This browser shows the news of this ticket.");
    const mine = await browser.open(minePath());
    expect(mine.html).toMatch(/This browser shows the news of<\/h2>.*Where is the export\?/s);
    const stopped = await browser.follow(await browser.press(mine, "push-stop"));
    expect(stopped.html).not.toContain("This browser shows");
    expect((await browser.open(ticketPath(ticket))).html).toContain("data-push=");
  });

  test("has it in their personal data, and nothing is left of it once everything is erased", async () => {
    const browser = site.browser();
    const ticket = await createTicket(db, { viewer: await createVisitor(db, browser) });
    const subscription = given();
    await browser.post(ticketFollowPath(ticket), subscription);
    const own = JSON.parse((await browser.open(ownTextsPath("json"))).html);
    expect(own.push).toEqual([{ endpoint: subscription.endpoint, at: expect.any(String), tickets: [ticket.id] }]);
    expect((await browser.open(ownTextsPath("md"))).html).toContain(subscription.endpoint);
    const page = await browser.open(eraseMinePath());
    await browser.press(page, "erase", { sure: "yes" });
    expect((await rows()).map(({ endpoint }) => endpoint)).not.toContain(subscription.endpoint);
  });

  test("is asked for no more than a network may ask for", async () => {
    const ticket = await createTicket(db);
    const browser = site.browser();
    let { status } = await browser.post(ticketFollowPath(ticket), given());
    for (let tries = 0; status === 303 && tries < 40; tries++) {
      ({ status } = await browser.post(ticketFollowPath(ticket), given()));
    }
    expect(status).toBe(429);
  });
});

test.each([
  ["an address inside the network", { endpoint: "https://10.0.0.1/x" }],
  ["no key", { p256dh: "" }],
  ["the address of another's browser", { endpoint: "https://push.services.mozilla.com/wpush/v2/of-another" }],
])("%s is refused, and nobody becomes known by it", async (_, wrong) => {
  const ticket = await createTicket(db);
  const another = { ...given(), endpoint: "https://push.services.mozilla.com/wpush/v2/of-another" };
  await site.browser().post(ticketFollowPath(ticket), another);
  const [before, visitors] = [await rows(), await db.selectFrom("visitors").select("id").execute()];
  const { status, headers } = await site.browser().post(ticketFollowPath(ticket), { ...given(), ...wrong });
  expect([status, headers.get("set-cookie")]).toEqual([400, null]);
  expect(await rows()).toEqual(before);
  expect(await db.selectFrom("visitors").select("id").execute()).toEqual(visitors);
});

test("a ticket that nobody may read is followed by nobody", async () => {
  const ticket = await createTicket(db, { visibility: "private" });
  expect((await site.browser().post(ticketFollowPath(ticket), given())).status).toBe(404);
});

test("an answer asks for a push in its own transaction", async () => {
  const ticket = await createTicket(db);
  await site.browser().post(ticketFollowPath(ticket), given());
  await createReply(db, ticket, { viewer: { visitor: null, agent }, body: "Here is how" });
  const jobs = await db.selectFrom("jobs").select("payload").where("name", "=", "gather news").execute();
  expect(jobs.map(({ payload }) => JSON.parse(payload).ticketId)).toContain(ticket.id);
});

test("an agent whose browser is on chooses what it shows, and a new ticket is pushed to it", async () => {
  expect((await desk.open(wishesPath())).html).not.toContain('id="opened-push"');
  const asked = await desk.post(deskPushPath(), given());
  expect([asked.status, asked.location]).toEqual([303, wishesPath()]);
  const page = await desk.open(wishesPath());
  expect(page.html).toContain("This browser shows the news of the desk");
  await desk.press(page, "save", { "opened-push": "1" });
  const ticket = await createTicket(db);
  const pushes = await db.selectFrom("pushes").select("news").where("ticket_id", "=", ticket.id).execute();
  expect(pushes.map(({ news }) => JSON.parse(news))).toEqual([{ team: "opened" }]);
  await desk.press(await desk.open(wishesPath()), "push-stop");
  await createTicket(db, { title: "Once more" });
  expect(await db.selectFrom("pushes").select("id").execute()).toEqual([]);
});
