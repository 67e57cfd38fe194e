import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { closeDatabase, type Db, inTransaction, openDatabase } from "#db/client.ts";
import { makesStale } from "#db/stale.ts";
import { ticketPath } from "~/urls.ts";
import { FORGETFUL, startPostgres } from "../../scripts/embedded-postgres.ts";
import { createTicket } from "../support/factories.ts";
import { plainBrowser, runSite } from "../support/journey.ts";

/* Runs in npm run test:postgres alone, with a server of its own, which it stops under a site that goes on. */

const folder = mkdtempSync(join(tmpdir(), "glasno-away-"));
chmodSync(folder, 0o711); // as root, the server is somebody else
const start = (port?: number) => startPostgres({ folder: join(folder, "server"), port, settings: FORGETFUL });
let server = await start();
await server.createDatabase("forum");
const DATABASE_URL = server.urlOf("forum");
const site = await runSite({ dataDir: join(folder, "data"), DATABASE_URL });
/** Another process. */
const other: Db = openDatabase(DATABASE_URL);
const ticket = await createTicket(other, { title: "Kept and shown" });

afterAll(async () => {
  await closeDatabase(other);
  await site.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const look = () => plainBrowser(site).open(ticketPath(ticket));

async function rename(title: string): Promise<void> {
  await inTransaction(other, async (trx) => {
    makesStale(trx, `ticket:${ticket.id}`);
    await trx.updateTable("tickets").set({ title }).where("id", "=", ticket.id).execute();
  });
}

/** The longest that a kept page may be behind another process. */
const A_SECOND = 1_000;

test("a page is at most a second behind what another process wrote", async () => {
  for (const title of ["First words", "Second words"]) {
    await look();
    await rename(title);
    await sleep(A_SECOND);
    expect((await look()).html).toContain(title);
  }
});

const BODY = "Words that nobody wants to type twice";
/** Opens the form, and sends it when it is told to. */
async function write(title: string) {
  const browser = plainBrowser(site);
  const form = await browser.open("/tickets/new");
  return { form, send: () => browser.press(form, "send", { title, body: BODY }) };
}

/** Both at once; where there is no form any more, the refusal. */
async function writeAtOnce(title: string) {
  const { form, send } = await write(title);
  if (form.status !== 200) return { status: form.status, kept: true };
  const { status, html } = await send();
  return { status, kept: html.includes(BODY) };
}

test("while the server is away everybody gets the page that says so, with what they wrote, and no kept page", async () => {
  const before = await look();
  expect(before.status).toBe(200);
  const later = await write("Written meanwhile");
  const onTheirWay = Array.from({ length: 8 }, (_, turn) => writeAtOnce(`Written number ${turn}`));
  await Promise.race(onTheirWay);
  await server.stop();
  for (const { status, kept } of await Promise.all(onTheirWay)) {
    expect([303, 503]).toContain(status);
    if (status === 503) expect(kept).toBe(true);
  }
  await sleep(A_SECOND);
  const read = await look();
  expect(read.status).toBe(503);
  expect(read.html).toContain("We cannot open this right now");
  expect(read.html).not.toContain("Second words");
  expect(read.headers.get("retry-after")).toBe("60");
  expect(read.headers.get("cache-control")).toContain("no-store");
  const written = await later.send();
  expect(written.status).toBe(503);
  expect(written.html).toContain(BODY);
  expect((await plainBrowser(site).open("/healthz")).status).toBe(200);
  expect((await plainBrowser(site).open("/readyz")).status).toBe(503);
  expect((await plainBrowser(site).open("/")).status).toBe(503);
});

test("when it is back the same process reads, writes and hears", async () => {
  server = await start(server.port);
  await expect.poll(async () => (await look()).status).toBe(200);
  expect((await writeAtOnce("Written afterwards")).status).toBe(303);
  await sleep(2 * A_SECOND);
  await look();
  await rename("Third words");
  await sleep(A_SECOND);
  expect((await look()).html).toContain("Third words");
  expect(await site.stop()).toBe(0);
});
