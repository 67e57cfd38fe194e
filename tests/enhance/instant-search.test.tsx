import { beforeEach, expect, test } from "vitest";
import { ArticleIndex } from "~/articles/article-index.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { stemsOf } from "~/search/analysis.ts";
import { packFile } from "~/search/instant-file.ts";
import { articlePath, articlesPath, instantIndexPath } from "~/urls.ts";
import { smallSite } from "./small-site.tsx";

const site = smallSite();
const words = wordsIn("en");

const articles = [
  { id: 1, slug: "refunds", title: "How to give money back", summary: "Refunds <b>in short</b>", language: "en" },
  { id: 2, slug: "keys", title: "Ключи доступа", summary: "Где взять ключ", language: "ru" },
  { id: 3, slug: "payouts", title: "When payouts arrive", summary: "Money on its way", language: "en" },
];
const file = packFile(
  articles.map((article) => {
    const title = stemsOf(article.title, article.language, { withStopWords: true });
    const head = [...stemsOf(article.summary, article.language)].filter((stem) => !title.has(stem));
    return { ...article, original: article.id, stems: { title, head: new Set(head), body: new Set<string>() } };
  }),
);

const shelf = { slug: "guides", name: "Guides", count: 1, articles: [] };
const show = () => site.show(articlesPath(), <ArticleIndex shelves={[shelf]} isAgent={false} instantHash="abc" />);

beforeEach(() => {
  show();
  site.put(instantIndexPath("abc"), JSON.stringify(file));
});

const lines = ".ticket-card__title a";

test("the file comes when the field is used, and answers stand below it while somebody types", async () => {
  const asked: string[] = [];
  const page = await site.open(articlesPath());
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.waitForTimeout(50);
  expect(asked).toEqual([]);
  await page.focus("#q");
  await expect.poll(() => asked).toEqual(["/articles.js", instantIndexPath("abc")]);
  await page.locator("#q").pressSequentially("mon");
  await expect.poll(() => page.locator(lines).allTextContents()).toEqual([articles[0]?.title, articles[2]?.title]);
  await page
    .getByRole("status")
    .filter({ hasText: words("browser:instant.found", { count: 2 }) })
    .waitFor();
  expect(await page.locator(lines).first().getAttribute("href")).toBe(articlePath({ id: 1, slug: "refunds" }));
  expect(await page.locator(".ticket-card .hint").first().textContent()).toBe("Refunds <b>in short</b>");
});

test("Tab and the arrow go into the answers, Escape closes them and leaves the words", async () => {
  const page = await site.open(articlesPath());
  await page.locator("#q").pressSequentially("payouts");
  await page.locator(lines).waitFor();
  await page.press("#q", "ArrowDown");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("When payouts arrive");
  await page.keyboard.press("Escape");
  expect(await page.locator(lines).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("q");
  expect(await page.inputValue("#q")).toBe("payouts");
});

test("an article in another language says so, also one that the wrong keyboard layout asked for", async () => {
  const page = await site.open(articlesPath());
  await page.locator("#q").pressSequentially("rk.x");
  await page.locator(lines).waitFor();
  expect(await page.locator(lines).getAttribute("lang")).toBe("ru");
  expect(await page.locator(".ticket-card .meta").textContent()).toBe(wordsIn("ru")("articles:language_short"));
  await page
    .getByRole("status")
    .filter({ hasText: "«" })
    .or(page.getByRole("status").filter({ hasText: "ключ" }))
    .waitFor();
});

test("Enter asks the server, with the same words", async () => {
  const page = await site.open(articlesPath());
  await page.locator("#q").pressSequentially("payouts");
  await page.locator(lines).waitFor();
  site.put("/search", "<!doctype html><title>Results</title>");
  await page.press("#q", "Enter");
  await page.waitForURL("**/search?q=payouts&in=articles");
});

test("without the file nothing is said, and the form works", async () => {
  site.put(instantIndexPath("abc"), "not JSON");
  const page = await site.open(articlesPath());
  await page.locator("#q").pressSequentially("payouts");
  await page.waitForTimeout(300);
  expect(await page.locator(".ticket-list, [role=status]").count()).toBe(0);
});
