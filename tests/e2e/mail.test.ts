import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { plainBrowser, runSite } from "../support/journey.ts";
import { startMailbox } from "../support/mailbox.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-mail-"));
const mailbox = await startMailbox();
afterAll(async () => {
  await mailbox.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const until = async (what: () => boolean, seconds: number) => {
  for (let waited = 0; !what() && waited < seconds * 10; waited++) await sleep(100);
};

// What each of them says is about something else, or the spam filter would see one text five times.
const TITLES = [
  "The export to Excel stops after a hundred rows",
  "Where is the button for a new invoice?",
  "Signing in by phone takes a minute",
  "Dark colours for the calendar",
  "How do I give a colleague access to one project?",
];

test("the site is killed while it hands a mail over: the next one sends what is left, and each goes out once", async () => {
  const env = { dataDir, SMTP_URL: mailbox.url, MAIL_FROM: "help@example.com" };
  const first = await runSite(env);
  const tries: string[] = [];
  let allWritten = () => {};
  const written = new Promise<void>((resolve) => {
    allWritten = resolve;
  });
  mailbox.answer.data = async (mail) => {
    await written;
    if (tries.push(mail.headers.get("message-id") ?? "") !== 3) return undefined;
    // It never hears the answer, and the server has not taken the mail.
    process.kill(first.pid, "SIGKILL");
    return "451 come back later";
  };
  for (const [number, title] of TITLES.entries()) {
    const browser = plainBrowser(first);
    const fields = { title, email: `p${number}@example.com`, visibility: "private" };
    await browser.press(await browser.open("/tickets/new"), "send", fields);
  }
  allWritten();
  await until(() => tries.length === 3, 30);
  expect(mailbox.mails).toHaveLength(2);

  const second = await runSite(env);
  await until(() => mailbox.mails.length === TITLES.length, 60);
  await sleep(1_500);
  expect(mailbox.mails.map(({ to }) => to[0]).sort()).toEqual(TITLES.map((_, number) => `p${number}@example.com`));
  // The one that was cut short came again under the same Message-ID.
  expect(tries.filter((id) => id === tries[2])).toHaveLength(2);
  expect(tries).toHaveLength(TITLES.length + 1);
  await second.stop();
}, 120_000);
