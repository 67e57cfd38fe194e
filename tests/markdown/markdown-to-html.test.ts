import { describe, expect, test } from "vitest";
import { hasSamples, readSamples } from "../support/samples";
import { asTeam, asVisitor } from "./render";

const ugc = 'rel="ugc nofollow noopener"';

describe("what a visitor writes", () => {
  test.each([
    ["a line break is a line break", "one\ntwo", "<p>one<br />two</p>"],
    ["Windows line ends too", "one\r\ntwo", "<p>one<br />two</p>"],
    ["the page keeps its h1", "# A\n\n## B\n\n##### C", "<h3>A</h3>\n<h4>B</h4>\n<h5>C</h5>"],
    ["a raw h1 is demoted as well", "<h1>A</h1>", "<h3>A</h3>"],
    ["a task is a character, not a field", "- [x] a\n- [ ] b", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>"],
    ["allowed raw HTML stays", "press <kbd>F5</kbd>, H<sub>2</sub>O", "<p>press <kbd>F5</kbd>, H<sub>2</sub>O</p>"],
    ["attributes of raw HTML fall", '<b class="hljs-x" id="a" style="x" onclick="x">b</b>', "<p><b>b</b></p>"],
    ["an unknown tag is shown", "Array<string> in <MyTag a=1/>", "<p>Array&lt;string&gt; in &lt;MyTag a=1/&gt;</p>"],
    ["so is a script", "a <script>alert(1)</script>", "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>"],
    ["so is a forged highlight", 'a <span class="hljs-title">', '<p>a &lt;span class="hljs-title"&gt;</p>'],
    ["a class on code falls", '<code class="ours-0123456789ab-reply agent">a</code>', "<p><code>a</code></p>"],
    ["a comment is not shown", "a <!-- b --> c", "<p>a  c</p>"],
    [
      "an unfinished tag swallows nothing",
      '<p x="\n\nrest',
      '<pre tabindex="0"><code>&lt;p x="\n</code></pre>\n<p>rest</p>',
    ],
    ["a stray cell or list entry loses its tag", "<td>a</td>\n\n<li>b</li>", "ab"],
    ["a control character falls", "a\u0007b\u0000c", "<p>abc</p>"],
    ["a bidi override falls, also as a reference", "a\u202eb &#x202e;c &#8294;d", "<p>ab c d</p>"],
    ["the joiner of an emoji stays", "👩‍💻", "<p>👩‍💻</p>"],
    [
      "markup is not read in code",
      "`<b>` &amp; `a && b`",
      "<p><code>&lt;b&gt;</code> &amp; <code>a &amp;&amp; b</code></p>",
    ],
  ])("%s", (_fact, source, html) => {
    expect(asVisitor(source)).toBe(html);
  });

  test("pasted XML is shown as code, line by line", () => {
    expect(asVisitor("<config>\n  <a>1</a>\n</config>")).toBe(
      '<pre tabindex="0"><code>&lt;config&gt;\n  &lt;a&gt;1&lt;/a&gt;\n&lt;/config&gt;\n</code></pre>',
    );
  });

  test("a table scrolls within a box that the keyboard reaches", () => {
    const html = asVisitor("| a | b |\n|---|--:|\n| 1 | 2 |");
    expect(html).toMatch(/^<div class="table-scroll" tabindex="0"><table>/);
    expect(html).toMatch(/<\/table><\/div>$/);
    expect(html).toContain('<td align="right">2</td>');
  });

  test("quotes are flattened below the 32nd", () => {
    const html = asVisitor(`${"> ".repeat(60)}deep`);
    expect(html.match(/<blockquote>/g)).toHaveLength(32);
    expect(html).toContain("deep");
  });

  test("text after a heading that is nested too deep keeps its tags in pairs", () => {
    const html = asVisitor(`${"> ".repeat(60)}# deep\n\n**after**`);
    expect(html.match(/<blockquote>/g)).toHaveLength(html.match(/<\/blockquote>/g)?.length ?? 0);
    expect(html).not.toContain("</h3>");
  });
});

describe("links", () => {
  test.each([
    ["a bare address", "https://a.example/x", `<a href="https://a.example/x" ${ugc}>https://a.example/x</a>`],
    ["one in quotation marks", "«https://a.example/»", `«<a href="https://a.example/" ${ugc}>https://a.example/</a>»`],
    ["one that begins with www", "www.a.example", `<a href="http://www.a.example/" ${ugc}>www.a.example</a>`],
    ["a mail address", "me@a.example", `<a href="mailto:me@a.example" ${ugc}>me@a.example</a>`],
    ["our own site", "[a](https://help.example.com/tickets/1?x#y)", '<a href="/tickets/1?x#y">a</a>'],
    ["our own path", "[a](/articles)", '<a href="/articles">a</a>'],
    ["a place on the page", "[a](#reply-3)", '<a href="#reply-3">a</a>'],
    ["a host that only looks like ours", "[a](//evil.example)", `<a href="https://evil.example/" ${ugc}>a</a>`],
    [
      "a name before the host falls",
      "[a](https://bank.example@b.example)",
      `<a href="https://b.example/" ${ugc}>a</a>`,
    ],
    [
      "a raw one is treated the same",
      '<a href="https://a.example" target=x rel=me>a</a>',
      `<a href="https://a.example/" ${ugc}>a</a>`,
    ],
    ["a script is shown as typed", "[a](javascript:alert)", "[a](javascript:alert)"],
    ["our own path that is a host is shown as typed", "[a](/.//evil.example)", "[a](/.//evil.example)"],
    ["a relative path is shown as typed", "[a](other)", "[a](other)"],
    ["a raw script is only its text", '<a href="java&#x202e;script:alert(1)">a</a>', "a"],
  ])("%s", (_case, source, html) => {
    expect(asVisitor(source)).toBe(`<p>${html}</p>`);
  });

  test("the team's links are followed", () => {
    expect(asTeam("[a](https://a.example/)")).toBe('<p><a href="https://a.example/" rel="noopener">a</a></p>');
  });

  test("the team's headings start at h2", () => {
    expect(asTeam("# A\n\n## B\n\n### C")).toBe("<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>");
  });

  test("no level of headings is skipped", () => {
    expect(asVisitor("### A\n\n##### B\n\n#### C\n\n# D")).toBe("<h3>A</h3>\n<h4>B</h4>\n<h4>C</h4>\n<h3>D</h3>");
  });
});

describe("images", () => {
  const link = (text: string) => `<a href="https://i.example/a.png" ${ugc}>${text}</a>`;
  test.each([
    ["of another host is a link", "![alt](https://i.example/a.png)", link("alt")],
    ["without words is a link with its address", "![](https://i.example/a.png)", link("https://i.example/a.png")],
    ["as raw HTML is a link", '<img src="https://i.example/a.png" alt="alt"> b', `${link("alt")} b`],
    ["within a link is its text", "[![alt](https://i.example/b.png)](https://i.example/a.png)", link("alt")],
    ["of our own files stays", "![alt](/files/1/a.png)", '<img src="/files/1/a.png" alt="alt" loading="lazy" />'],
    [
      "that was uploaded here has its size, and opens",
      "![alt](/files/1/shot-20x10.webp)",
      '<a href="/files/1/shot-20x10.webp"><img src="/files/1/shot-20x10.webp" alt="alt" width="20" height="10" loading="lazy" /></a>',
    ],
    ["of another path of ours is a link", "![alt](/logout)", '<a href="/logout">alt</a>'],
    ["that tries to leave the folder is a link", "![alt](/files/../logout)", '<a href="/logout">alt</a>'],
    [
      "with data in its address is shown as typed",
      "![alt](data:image/png;base64,AA)",
      "![alt](data:image/png;base64,AA)",
    ],
    ["raw, with data, does not take the text after it", '<img src="data:x" alt="a"> b', " b"],
  ])("an image %s", (_case, source, html) => {
    expect(asVisitor(source)).toBe(`<p>${html}</p>`);
  });
});

describe("code", () => {
  test("a declared language is coloured", () => {
    expect(asVisitor("```js\nlet a = `b${1}`; // c\n```")).toBe(
      '<pre tabindex="0"><code class="language-javascript"><span class="hljs-keyword">let</span> a = ' +
        '<span class="hljs-string">`b${<span class="hljs-number">1</span>}`</span>; ' +
        '<span class="hljs-comment">// c</span>\n</code></pre>',
    );
  });

  test.each(
    "bash c cpp c++ csharp c# css diff dockerfile go html ini java js json kotlin markdown nginx php python ruby rust sh sql swift toml ts tsx xml yaml yml".split(
      " ",
    ),
  )("%s is known", (name) => {
    expect(asVisitor(`\`\`\`${name}\na\n\`\`\``)).toMatch(/<code class="language-[a-z]+">/);
  });

  test.each(["", "text", "plaintext", "brainfuck", '" onclick="x'])("the language %j stays plain", (name) => {
    expect(asVisitor(`\`\`\`${name}\nlet a = <b>\n\`\`\``)).toBe(
      '<pre tabindex="0"><code>let a = &lt;b&gt;\n</code></pre>',
    );
  });

  test("code that would be many times its size in colours stays plain", () => {
    const digits = `[${"1,".repeat(3000)}1]`;
    expect(asVisitor(`\`\`\`json\n${digits}\n\`\`\``)).toBe(
      `<pre tabindex="0"><code class="language-json">${digits}\n</code></pre>`,
    );
  });
});

test("HTML that outgrows its source is refused", () => {
  const table = `|${"a|".repeat(500)}\n|${"-|".repeat(500)}\n${"x\n".repeat(500)}`;
  expect(() => asVisitor(table)).toThrow("outgrew");
});

describe.skipIf(!hasSamples)("the specifications", () => {
  const examples = hasSamples
    ? ["commonmark-spec.json", "gfm-spec.json"].flatMap((file) => readSamples<{ markdown: string }>("markdown", file))
    : [];

  test("every example renders", () => {
    expect(examples.length).toBeGreaterThan(1_200);
    for (const { markdown } of examples) {
      expect(typeof asVisitor(markdown)).toBe("string");
      expect(typeof asTeam(markdown)).toBe("string");
    }
  });
});
