import { sitemapPath } from "~/urls.ts";

/** What no crawler needs: the team's side, and pages without end. */
const closed = ["/desk/", "/search", "/go?", "/tickets/*/report", "/*?sort=", "/*&sort="];

/** Parameters that change nothing on a page. Yandex takes their addresses for the one without them. */
const noise = "utm_source&utm_medium&utm_campaign&utm_content&utm_term&yclid&gclid&fbclid&ref&_openstat";

/**
 * robots.txt. A crawler obeys only the group that names it most exactly, so each repeats what is closed.
 * Crawlers that train language models are welcome too: what is written here in the open is there to be found.
 */
export function robotsText(origin: string): string {
  const rules = closed.map((path) => `Disallow: ${path}`);
  const everybody = ["User-agent: *", ...rules];
  const yandex = ["User-agent: Yandex", ...rules, `Clean-param: ${noise}`];
  return `${[...everybody, "", ...yandex, "", `Sitemap: ${origin}${sitemapPath()}`].join("\n")}\n`;
}
