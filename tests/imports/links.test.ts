import { describe, expect, test } from "vitest";
import { moveLinks } from "~/imports/links.ts";
import { addressesOf, ownHosts, postLinksIn } from "~/imports/stackexchange/addresses.ts";

const hosts = ["history.meta.stackexchange.com", "meta.history.stackexchange.com"];
const addresses = addressesOf(hosts, (id) => id === 34 || id === 35);
const here: Record<string, { path: string; title: string }> = {
  "post:12": { path: "/tickets/1-sources", title: "Sources, [please]" },
  "post:34": { path: "/tickets/1-sources#reply-7", title: "Sources, [please]" },
  "comment:56": { path: "/tickets/1-sources#reply-8", title: "Sources, [please]" },
};
const move = (text: string) => moveLinks(text, addresses, (externalId) => here[externalId]);
const old = "https://history.meta.stackexchange.com";

describe("what an address becomes", () => {
  test.each([
    ["a question", "/questions/12/should-we", "/tickets/1-sources"],
    ["a question's number", "/q/12", "/tickets/1-sources"],
    ["a question shared by somebody", "/q/12/99", "/tickets/1-sources"],
    ["an answer", "/a/34", "/tickets/1-sources#reply-7"],
    ["an answer under its question", "/questions/12/should-we/34#34", "/tickets/1-sources#reply-7"],
    ["an answer by its anchor", "/questions/12/should-we#34", "/tickets/1-sources#reply-7"],
    ["a comment", "/questions/12/should-we#comment56_34", "/tickets/1-sources#reply-8"],
    ["a comment we do not have", "/questions/12/should-we#comment57_34", "/tickets/1-sources"],
    ["an answer we do not have", "/questions/12/should-we/35#35", "/tickets/1-sources"],
    ["a question whose title is a number", "/questions/12/1910", "/tickets/1-sources"],
    ["an address with a query", "/questions/12/should-we?noredirect=1", "/tickets/1-sources"],
  ])("%s", (_, address, path) => {
    expect(move(`see [there](${old}${address}), please`)).toBe(`see [there](${path}), please`);
  });

  test.each([
    ["a question that is not here", `[there](${old}/questions/13/other)`],
    ["a list", `[there](${old}/questions/tagged/12)`],
    ["a question of a sister site", "[there](https://history.stackexchange.com/questions/12/should-we)"],
    ["a person", `[them](${old}/users/12/anna)`],
  ])("%s keeps its address", (_, text) => {
    expect(move(text)).toBe(text);
  });
});

describe("how a link is written", () => {
  test.each([
    [
      "a bare address gets the title for its words",
      `See ${old}/q/12.`,
      "See [Sources, \\[please\\]](/tickets/1-sources).",
    ],
    ["an address in brackets too", `<${old}/q/12>`, "[Sources, \\[please\\]](/tickets/1-sources)"],
    ["words that are the address too", `[${old}/q/12](${old}/q/12)`, "[Sources, \\[please\\]](/tickets/1-sources)"],
    ["a link's title stays", `[there](${old}/q/12 "more")`, '[there](/tickets/1-sources "more")'],
    [
      "the host's other name is the same host",
      "[a](http://meta.history.stackexchange.com/q/12)",
      "[a](/tickets/1-sources)",
    ],
    ["a path is one of the old forum", "[a](/questions/12/x)", "[a](/tickets/1-sources)"],
    ["a path to anything else gets the old origin", "[help](/help/tagging)", `[help](${old}/help/tagging)`],
    ["an address without its scheme gets one", "[a](//example.com/x)", "[a](https://example.com/x)"],
    [
      "a picture's link",
      `[![a](https://i.stack.imgur.com/a.png)](${old}/q/12)`,
      "[![a](https://i.stack.imgur.com/a.png)](/tickets/1-sources)",
    ],
    [
      "code is left alone",
      `\`${old}/q/12\`\n\n\`\`\`\n${old}/q/12\n\`\`\``,
      `\`${old}/q/12\`\n\n\`\`\`\n${old}/q/12\n\`\`\``,
    ],
    [
      "an attribute of HTML",
      `<dl><dt><a href="${old}/q/12">x</a></dt></dl>`,
      '<dl><dt><a href="/tickets/1-sources">x</a></dt></dl>',
    ],
  ])("%s", (_, before, after) => {
    expect(move(before)).toBe(after);
  });

  test("a path stays where the forum's own address is unknown", () => {
    const unknown = addressesOf([], () => false);
    const moved = moveLinks("[a](/questions/12/x) [b](/help)", unknown, (externalId) => here[externalId]);
    expect(moved).toBe("[a](/tickets/1-sources) [b](/help)");
  });
});

test("a forum's own hosts are those whose links carry the titles of its questions", () => {
  const titles = new Map([
    [1, "Should we include sources in answers?"],
    [2, "Война и мир: о чём это?"],
  ]);
  const links = postLinksIn(
    [
      '<a href="https://meta.example.com/questions/1/should-we-include-sources-in-answers">',
      "https://meta.example.com/questions/2/%d0%92%d0%be%d0%b9%d0%bd%d0%b0-%d0%b8-%d0%bc%d0%b8%d1%80",
      "[x](http://old.example.com/questions/1/should-we-include-sources/7#7)",
      "https://sister.example.com/questions/1/who-was-caesar https://sister.example.com/questions/2/who-was-brutus",
      "https://other.example.com/q/1 https://meta.example.com/questions/77/not-ours",
    ].join(" "),
  );
  expect(ownHosts(links, (id) => titles.get(id))).toEqual(["meta.example.com", "old.example.com"]);
});
