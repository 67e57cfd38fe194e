/*
 * A list of our own (November 2026): the libraries for it take google.com.example.net for Google, and know neither
 * Ecosia nor those that answer in sentences. To add one, write its host here, without www. and m.
 */

/** One host, the same in all countries. */
const hosts = new Set([
  ...["bing.com", "cn.bing.com", "duckduckgo.com", "html.duckduckgo.com", "lite.duckduckgo.com", "noai.duckduckgo.com"],
  ...["baidu.com", "search.yahoo.com", "r.search.yahoo.com", "search.yahoo.co.jp", "search.aol.com", "ask.com"],
  ...["ecosia.org", "qwant.com", "lite.qwant.com", "search.brave.com", "startpage.com", "kagi.com", "mojeek.com"],
  ...[
    "swisscows.com",
    "metager.org",
    "metager.de",
    "presearch.com",
    "you.com",
    "ya.ru",
    "go.mail.ru",
    "nova.rambler.ru",
  ],
  ...["search.ukr.net", "meta.ua", "search.seznam.cz", "search.naver.com", "search.daum.net", "sogou.com", "so.com"],
  ...["perplexity.ai", "chatgpt.com", "chat.openai.com", "copilot.microsoft.com", "gemini.google.com", "claude.ai"],
  ...["chat.deepseek.com", "chat.mistral.ai", "grok.com", "duck.ai"],
]);

/** A host in each country: google.de, google.co.uk, google.com.ua. */
const international = new Set(["google", "yandex"]);
const COUNTRY = /^(?:com|[a-z]{2}|com?\.[a-z]{2})$/;

/** Yahoo's countries stand before the name: uk.search.yahoo.com. */
const COUNTRY_BEFORE = /^[a-z]{2}\.search\.yahoo\.com$/;

/** Apps name themselves instead of a site. */
const apps = new Set(["com.google.android.googlequicksearchbox"]);

/** Whether a page was opened from the results of a search engine, by what the browser says in `Referer`. */
export function isFromSearch(referer: string): boolean {
  if (!URL.canParse(referer)) return false;
  const { protocol, hostname } = new URL(referer);
  if (protocol === "android-app:") return apps.has(hostname);
  if (protocol !== "https:" && protocol !== "http:") return false;
  const host = hostname.replace(/^(?:www|m)\./, "");
  const [name = "", ...ending] = host.split(".");
  const isInCountry = international.has(name) && COUNTRY.test(ending.join("."));
  return hosts.has(host) || isInCountry || COUNTRY_BEFORE.test(host);
}
