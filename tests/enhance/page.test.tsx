import { beforeEach, expect, test } from "vitest";
import { Moment } from "~/components/moment.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { NewTicketForm } from "~/tickets/new-ticket-form.tsx";
import { SecretLink } from "~/tickets/secret-link.tsx";
import { newTicketPath } from "~/urls.ts";
import { smallSite } from "./small-site.tsx";

const site = smallSite();
const words = wordsIn("en");
const SECRET_LINK = "https://help.example/m/abc";
const HOUR = 60 * 60 * 1000;
const errors = [
  { field: "title", message: "forms:error.title_missing" },
  { field: "kind", message: "forms:error.kind_missing" },
];

beforeEach(() => site.show(newTicketPath(), <NewTicketForm typed={{}} errors={[]} isForSomebody={false} />));

const intents = () => site.posts.map(({ form }) => form.get("intent"));

test.each([
  ["errors", { errors }, "error-summary"],
  ["a preview", { errors: [], preview: { title: "Log in", html: "<p>Text</p>" } }, "preview"],
])("the focus is on %s when the page comes", async (_label, again, className) => {
  site.show(newTicketPath(), <NewTicketForm typed={{}} isForSomebody={false} {...again} />);
  const page = await site.open(newTicketPath());
  expect(await page.evaluate(() => document.activeElement?.className)).toBe(className);
});

test("a page without news leaves the focus where it is", async () => {
  const page = await site.open(newTicketPath());
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
});

test.each([
  ["a field", "#title", "title"],
  ["the chosen one of a group", "#kind", "kind-idea"],
])("a link of the error summary leads into %s, with its label in sight", async (_label, href, id) => {
  site.show(newTicketPath(), <NewTicketForm typed={{ kind: "idea" }} errors={errors} isForSomebody={false} />);
  const page = await site.open(newTicketPath());
  await page.setViewportSize({ width: 320, height: 200 });
  await page.click(`.error-summary a[href="${href}"]`);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(id);
  const label = page.locator(`.field:has(#${id}) > label, fieldset:has(#${id}) > legend`);
  expect((await label.boundingBox())?.y).toBeGreaterThan(-1);
});

test("a second press sends nothing more, and no button is disabled", async () => {
  const page = await site.open(newTicketPath());
  const [send, preview] = await page.evaluate(() => {
    const buttons = document.querySelectorAll<HTMLButtonElement>("form button[type=submit]");
    for (const press of [0, 0, 1]) buttons[press]?.click();
    return [...buttons].map(({ disabled, ariaDisabled }) => ({ disabled, ariaDisabled }));
  });
  await expect.poll(intents).toEqual(["send"]);
  expect(send).toEqual({ disabled: false, ariaDisabled: "true" });
  expect(preview).toEqual({ disabled: false, ariaDisabled: null });
});

test("a page that Back shows again can be sent again at once", async () => {
  const page = await site.open(newTicketPath());
  const disabled = await page.evaluate(() => {
    const send = document.querySelector<HTMLButtonElement>("form button[type=submit]");
    send?.click();
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    return send?.ariaDisabled;
  });
  expect(disabled).toBe(null);
  await expect.poll(intents).toEqual(["send"]);
  await page.locator("[data-send]").click();
  await expect.poll(intents).toEqual(["send", "send"]);
});

test.each(["Control+Enter", "Meta+Enter"])("%s sends from the text", async (keys) => {
  const page = await site.open(newTicketPath());
  await page.fill("#title", "Cannot log in");
  await page.fill("#body", "Twice");
  await page.press("#body", keys);
  await expect.poll(intents).toEqual(["send"]);
  expect(site.posts[0]?.form.get("body")).toBe("Twice");
});

test("Enter alone is a new line", async () => {
  const page = await site.open(newTicketPath());
  await page.fill("#body", "Twice");
  await page.press("#body", "Enter");
  expect(await page.inputValue("#body")).toBe("Twice\n");
  expect(site.posts).toEqual([]);
});

test("the button that sends says what it sends", async () => {
  const page = await site.open(newTicketPath());
  const send = page.locator("[data-send]");
  expect(await send.textContent()).toBe(words("tickets:new.send.question"));
  await page.check("#kind-thanks");
  expect(await send.textContent()).toBe(words("tickets:new.send.thanks"));
});

test("a draft's kind names the button as well", async () => {
  const first = await site.open(newTicketPath());
  await first.check("#kind-problem");
  await first.fill("#title", "Cannot log in");
  await site.leave();
  const page = await site.open(newTicketPath());
  expect(await page.locator("[data-send]").textContent()).toBe(words("tickets:new.send.problem"));
  await page.click(".draft-note button");
  await expect.poll(() => page.locator("[data-send]").textContent()).toBe(words("tickets:new.send.question"));
});

test("the secret link is copied by a button, which says so", async () => {
  site.show("/link", <SecretLink url={SECRET_LINK} />);
  const page = await site.open("/link");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: words("site:copy") }).click();
  await page
    .getByRole("status")
    .filter({ hasText: words("site:copied") })
    .waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(SECRET_LINK);
});

test("where the clipboard is closed to scripts the link stands selected", async () => {
  site.show("/link", <SecretLink url={SECRET_LINK} />);
  const page = await site.openAnew("/link", () => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.getByRole("button", { name: words("site:copy") }).click();
  await page
    .getByRole("status")
    .filter({ hasText: words("site:copied") })
    .waitFor();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(SECRET_LINK);
});

test("a time tells how long ago it was, and its text stays", async () => {
  site.show("/time", <Moment at={Date.now() - 2 * HOUR} />);
  const page = await site.open("/time");
  const before = await page.locator("time").textContent();
  await page.hover("time");
  expect(await page.locator("time").getAttribute("title")).toBe("2 hours ago");
  expect(await page.locator("time").textContent()).toBe(before);
});
