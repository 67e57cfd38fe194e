import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import { renderMarkdown, stopMarkdownWorkers } from "~/markdown/render-markdown.server";
import { hasSamples, readSamples } from "../support/samples";
import { findViolations } from "./allowed-html-oracle";

const options = { voice: "visitor", siteOrigin: "https://help.example.com" } as const;
afterAll(stopMarkdownWorkers);

/** An unfinished tag with room for attributes: marked with line breaks looks at the spaces for many seconds. */
const endless = `<a${" ".repeat(60_000)}`;

test("a text comes back as HTML with its excerpt", async () => {
  expect(await renderMarkdown("**Hello**\nthere", options)).toEqual({
    html: "<p><strong>Hello</strong><br />there</p>",
    excerpt: "Hello there",
    complete: true,
  });
});

test("a text over the limit is shown as typed, and the next one renders", async () => {
  const started = performance.now();
  const tooMuch = await renderMarkdown(`a <b>\n*c* ${endless}`, options);
  expect(tooMuch.complete).toBe(false);
  expect(tooMuch.html).toBe("<p>a &lt;b&gt;<br>*c* &lt;a</p>");
  expect(tooMuch.excerpt).toBe("a <b> *c* <a");
  expect(performance.now() - started).toBeGreaterThan(900);
  expect((await renderMarkdown("*next*", options)).html).toBe("<p><em>next</em></p>");
});

test.each([
  ["HTML that outgrows its source", `|${"a|".repeat(500)}\n|${"-|".repeat(500)}\n${"x\n".repeat(500)}`],
  ["quotes a thousand deep", `${"> ".repeat(20_000)}a`],
  ["a source over 64 KB", "a ".repeat(33_000)],
])("%s is shown as typed", async (_case, source) => {
  const rendered = await renderMarkdown(source, options);
  expect(rendered.complete).toBe(false);
  expect(findViolations(rendered.html)).toEqual([]);
});

test("what is shown as typed keeps its paragraphs and lines, and loses invisible characters", async () => {
  const { html } = await renderMarkdown(`a\r\nb\u202e\n\n\n<i>"c"\n\n${"d ".repeat(33_000)}`, options);
  expect(html).toMatch(/^<p>a<br>b<\/p>\n<p>&lt;i&gt;&quot;c&quot;<\/p>\n<p>d d /);
});

test("many texts at once come back each to its own", async () => {
  const texts = Array.from({ length: 50 }, (_, index) => `text ${index}`);
  const rendered = await Promise.all(texts.map((text) => renderMarkdown(text, options)));
  expect(rendered.map(({ html }) => html)).toEqual(texts.map((text) => `<p>${text}</p>`));
});

test("a process ends by itself while the threads are idle", () => {
  const script = `
    import { renderMarkdown } from "./app/markdown/render-markdown.server.ts";
    void renderMarkdown("*a*", ${JSON.stringify(options)}).then(({ html }) => console.log(html));`;
  const answer = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    encoding: "utf8",
    timeout: 15_000,
  });
  expect(answer).toBe("<p><em>a</em></p>\n");
});

describe.skipIf(!hasSamples)("collected inputs against the renderer", () => {
  const inputs = hasSamples
    ? ["pathological-4k.jsonl", "marked-redos.json"].flatMap((file) =>
        readSamples<{ name: string; text: string }>("markdown", file),
      )
    : [];

  test("each gets its answer within the limit, and none makes the site wait", async () => {
    expect(inputs.length).toBeGreaterThan(60);
    await renderMarkdown("warm", options);
    let ticks = 0;
    const clock = setInterval(() => (ticks += 1), 10);
    const slow: string[] = [];
    for (const { name, text } of inputs) {
      ticks = 0;
      const started = performance.now();
      const { html } = await renderMarkdown(text, options);
      const took = performance.now() - started;
      // A second for the text; the rest is for a new thread on a machine that has other things to do.
      if (took > 5_000) slow.push(`${name}: answered after ${took} ms`);
      // On an idle machine fifty times as many. Rendered on this thread there would be none.
      if (ticks < Math.floor(took / 500)) slow.push(`${name}: ${ticks} ticks in ${took} ms`);
      expect(findViolations(html), name).toEqual([]);
      expect(html.length, name).toBeLessThan(Math.max(64 * 1024, 20 * text.length));
    }
    clearInterval(clock);
    expect(slow).toEqual([]);
  }, 120_000);
});
