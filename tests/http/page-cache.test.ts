import { expect, test } from "vitest";
import { keepPage } from "~/http/kept-page.server.ts";
import { isKept, makePageCache } from "~/http/page-cache.server.ts";

const page =
  (text: string, ...tags: string[]) =>
  async () =>
    keepPage({ html: Buffer.from(text), tags, changedAt: undefined, headers: [], sent: { whole: 0, notModified: 0 } });

function cache() {
  return makePageCache(() => {});
}

const textOf = (found: Awaited<ReturnType<ReturnType<typeof cache>["fill"]>> | undefined) =>
  found && isKept(found) ? found.bodies.identity.bytes.toString() : undefined;

test("a page is kept until one of its tags is dropped", async () => {
  const pages = cache();
  await pages.fill("/a", page("a", "ticket:1", "tickets"));
  await pages.fill("/b", page("b", "ticket:2"));
  pages.drop(new Set(["ticket:1"]));
  expect([textOf(pages.find("/a")), textOf(pages.find("/b"))]).toEqual([undefined, "b"]);
});

test("a write that names nothing drops everything", async () => {
  const pages = cache();
  await pages.fill("/a", page("a", "ticket:1"));
  pages.drop("everything");
  expect(pages.find("/a")).toBeUndefined();
});

test("many who ask at once get one render", async () => {
  const pages = cache();
  let renders = 0;
  const render = () => {
    renders++;
    return page("a", "tickets")();
  };
  await Promise.all([pages.fill("/a", render), pages.fill("/a", render), pages.fill("/a", render)]);
  expect(renders).toBe(1);
});

test("what became stale while it was rendered is not kept", async () => {
  const pages = cache();
  const rendering = pages.fill("/a", page("old", "ticket:1"));
  pages.drop(new Set(["ticket:9"]));
  expect(textOf(await rendering)).toBe("old");
  expect(pages.find("/a")).toBeUndefined();
});

test("who asks after a change gets no render from before it", async () => {
  const pages = cache();
  const before = pages.fill("/a", page("old", "ticket:1"));
  pages.drop(new Set(["ticket:1"]));
  const after = pages.fill("/a", page("new", "ticket:1"));
  expect([textOf(await before), textOf(await after), textOf(pages.find("/a"))]).toEqual(["old", "new", "new"]);
});

test("a change by another process, noticed at the end of a render, keeps the page out", async () => {
  let drop = () => {};
  const pages = makePageCache(() => drop());
  drop = () => pages.drop(new Set(["ticket:1"]));
  await pages.fill("/a", page("old", "ticket:1"));
  expect(pages.find("/a")).toBeUndefined();
});
