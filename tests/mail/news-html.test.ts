import { expect, test } from "vitest";
import { mailHtml } from "~/mail/news-html.server.ts";

test.each([
  [
    "a picture is a link to it",
    '<p><img src="/files/1/a.webp" alt="The screen" loading="lazy"></p>',
    '<p><a href="https://x.test/files/1/a.webp">The screen</a></p>',
  ],
  [
    "a link within the site has the whole address",
    '<a href="/articles/1-a#b">How</a>',
    '<a href="https://x.test/articles/1-a#b">How</a>',
  ],
  [
    "a place on the page is a place of the site",
    '<a href="#reply-1">There</a>',
    '<a href="https://x.test/#reply-1">There</a>',
  ],
  [
    "colours of code stay at home",
    '<pre><code class="hl"><span class="k">if</span></code></pre>',
    "<pre><code>if</code></pre>",
  ],
  [
    "nothing that runs gets in",
    '<p onclick="x()">a<script>x()</script><a href="javascript:x()">b</a></p>',
    "<p>a<a>b</a></p>",
  ],
])("%s", (_label, html, mailed) => {
  expect(mailHtml(html, "https://x.test")).toBe(mailed);
});
