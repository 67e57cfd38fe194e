import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { TextArea, TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { NewTicketForm } from "~/tickets/new-ticket-form.tsx";
import { newTicketPath, signOutPath } from "~/urls.ts";
import { smallSite } from "./small-site.tsx";

const site = smallSite();
const words = wordsIn("en");
const TICKET = "/tickets/12-cannot-log-in";

beforeEach(() => {
  site.show(newTicketPath(), <NewTicketForm typed={{}} errors={[]} isForSomebody={false} />);
  site.show(TICKET, <Reply />);
});

/** The controls that matter here; the name is there already, as for somebody who wrote before. */
function Reply({ draft = "reply", text }: { draft?: string; text?: string }) {
  return (
    <PostForm draft={draft} action={TICKET}>
      <input type="radio" id="reply-kind-answer" name="reply-kind" value="answer" defaultChecked />
      <input type="radio" id="reply-kind-note" name="reply-kind" value="note" />
      <TextArea id="reply-body" label="Text" defaultValue={text} />
      <TextField id="reply-name" label="Name" autoComplete="name" defaultValue="Ann" />
      <input type="hidden" id="seen" name="seen" value="7" />
      <input type="password" id="password" name="password" />
      <button type="submit">Send</button>
    </PostForm>
  );
}

/** Types, and leaves: what had not been kept by then is kept when the page goes. */
async function typeAndLeave(path: string, fields: Record<string, string>): Promise<void> {
  const page = await site.open(path);
  for (const [id, text] of Object.entries(fields)) await page.fill(`#${id}`, text);
  await site.leave();
}

const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

test("what was typed is there again, with its choices and a line that says so", async () => {
  const first = await site.open(newTicketPath());
  await first.check("#kind-problem");
  await first.check("#visibility-private");
  await first.selectOption("#category", "3");
  await first.fill("#title", "Cannot log in");
  await first.fill("#body", "It says no.\n\nTwice.");
  await site.leave();

  const page = await site.open(newTicketPath());
  expect(await page.inputValue("#title")).toBe("Cannot log in");
  expect(await page.inputValue("#body")).toBe("It says no.\n\nTwice.");
  expect(await page.inputValue("#category")).toBe("3");
  expect(await page.isChecked("#kind-problem")).toBe(true);
  expect(await page.isChecked("#visibility-private")).toBe(true);
  await page
    .getByRole("status")
    .filter({ hasText: words("browser:draft.restored") })
    .waitFor();
});

test("a text is kept while it is typed, without leaving the page", async () => {
  const page = await site.open(newTicketPath());
  await page.fill("#title", "Cannot log in");
  await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes("Cannot log in"));
});

test("clearing empties the form, forgets the draft and leads to the first field", async () => {
  await typeAndLeave(newTicketPath(), { title: "Cannot log in" });
  const page = await site.open(newTicketPath());
  await page.click(".draft-note button");
  expect(await page.inputValue("#title")).toBe("");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("title");
  expect(await page.locator(".draft-note").count()).toBe(0);
  await page.waitForFunction(() => localStorage.length === 0);
});

test("an emptied form leaves no draft", async () => {
  await typeAndLeave(newTicketPath(), { title: "Cannot log in" });
  await typeAndLeave(newTicketPath(), { title: "" });
  expect(await kept(await site.open(TICKET))).toBe("{}");
});

test("a text that the server sent stays as it is", async () => {
  await typeAndLeave(TICKET, { "reply-body": "Mine" });
  site.show(TICKET, <Reply text="From the server" />);
  const page = await site.open(TICKET);
  expect(await page.inputValue("#reply-body")).toBe("From the server");
  expect(await page.locator(".draft-note").count()).toBe(0);
});

test("the kind that a link asks for is not replaced by the draft's", async () => {
  const first = await site.open(newTicketPath());
  await first.check("#kind-problem");
  await first.fill("#title", "Cannot log in");
  await site.leave();
  site.show(newTicketPath(), <NewTicketForm typed={{ kind: "idea" }} errors={[]} isForSomebody={false} />);
  const page = await site.open(newTicketPath("idea"));
  expect(await page.inputValue("#title")).toBe("Cannot log in");
  expect(await page.isChecked("#kind-idea")).toBe(true);
});

test("a choice or a name alone is no draft", async () => {
  const page = await site.open(newTicketPath());
  await page.check("#kind-idea");
  await page.fill("#name", "Ann");
  await site.leave();
  expect(await kept(await site.open(newTicketPath()))).toBe("{}");
});

test("nothing hidden and no password is kept", async () => {
  await typeAndLeave(TICKET, { "reply-body": "Mine", password: "a secret" });
  const draft = await kept(await site.open(TICKET));
  expect(draft).toContain("Mine");
  expect(draft).not.toMatch(/secret|token|seen/);
});

test("a sent ticket leaves no draft behind its confirmation", async () => {
  site.show(
    "/received",
    <a data-draft-sent="true" href="/">
      Open
    </a>,
  );
  site.redirect(newTicketPath(), "/received");
  const page = await site.open(newTicketPath());
  await page.fill("#title", "Cannot log in");
  await page.locator("[data-send]").click();
  await page.waitForURL("**/received");
  expect(await kept(page)).toBe("{}");
});

test("a reply that is in the thread leaves no draft", async () => {
  site.redirect(TICKET, `${TICKET}#reply-5`);
  const page = await site.open(TICKET);
  await page.fill("#reply-body", "Mine");
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL("**#reply-5");
  expect(await kept(page)).toBe("{}");
  expect(await page.inputValue("#reply-body")).toBe("");
});

test("a reply that came back with an error keeps its draft", async () => {
  site.redirect(TICKET, `${TICKET}?again#reply-form`);
  const page = await site.open(TICKET);
  await page.fill("#reply-body", "Mine");
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL("**#reply-form");
  expect(await kept(page)).toContain("Mine");
});

test("a link to somebody's reply does not take the draft away", async () => {
  await typeAndLeave(TICKET, { "reply-body": "Mine" });
  const page = await site.open(`${TICKET}#reply-5`);
  expect(await page.inputValue("#reply-body")).toBe("Mine");
});

test("another ticket's form stays empty", async () => {
  await typeAndLeave(TICKET, { "reply-body": "Mine" });
  site.show("/tickets/13-another", <Reply />);
  expect(await (await site.open("/tickets/13-another")).inputValue("#reply-body")).toBe("");
});

test("a note for the team comes back as a note, and never in the public reply", async () => {
  site.show(TICKET, <Reply draft="answer" />, "desk");
  const first = await site.open(TICKET);
  await first.check("#reply-kind-note");
  await first.fill("#reply-body", "He is angry");
  await site.leave();
  expect(await (await site.open(TICKET)).isChecked("#reply-kind-note")).toBe(true);
  await site.leave();
  site.show(TICKET, <Reply />);
  expect(await (await site.open(TICKET)).inputValue("#reply-body")).toBe("");
});

test("signing out takes the drafts along", async () => {
  await typeAndLeave(TICKET, { "reply-body": "Mine" });
  const signOut = (
    <PostForm action={signOutPath()}>
      <button type="submit">Sign out</button>
    </PostForm>
  );
  site.show("/desk", signOut, "desk");
  const page = await site.open("/desk");
  expect(await kept(page)).toContain("Mine");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForFunction(() => localStorage.length === 0);
});

test("a draft is forgotten after 30 days", async () => {
  await typeAndLeave(TICKET, { "reply-body": "Mine" });
  const page = await site.openAnew(TICKET, () => {
    const { now } = Date;
    Date.now = () => now() + 30 * 24 * 60 * 60 * 1000 + 1000;
  });
  expect(await page.inputValue("#reply-body")).toBe("");
  expect(await kept(page)).toBe("{}");
});

test("a browser that refuses to store still shows and sends the form", async () => {
  const page = await site.openAnew(newTicketPath(), () => {
    const refuse = {
      get: () => {
        throw new DOMException("no", "SecurityError");
      },
    };
    Object.defineProperties(window, { localStorage: refuse, sessionStorage: refuse });
  });
  await page.fill("#title", "Cannot log in");
  await page.waitForTimeout(400);
  await page.locator("[data-send]").click();
  await expect.poll(() => site.posts.length).toBe(1);
});
