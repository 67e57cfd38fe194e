import { expect, test } from "vitest";
import { isFromSearch } from "~/readers/search-engines.ts";

test.each([
  "https://www.google.com/",
  "https://google.de/",
  "https://www.google.co.uk/",
  "https://www.google.com.ua/search?q=x",
  "android-app://com.google.android.googlequicksearchbox/",
  "https://www.bing.com/",
  "https://yandex.ru/",
  "https://yandex.com.tr/search/",
  "https://ya.ru/",
  "https://m.yandex.kz/",
  "https://duckduckgo.com/",
  "https://m.baidu.com/",
  "https://uk.search.yahoo.com/",
  "https://r.search.yahoo.com/",
  "https://www.ecosia.org/",
  "https://www.startpage.com/",
  "https://search.brave.com/",
  "https://go.mail.ru/",
  "https://search.seznam.cz/",
  "https://m.search.naver.com/",
  "https://kagi.com/",
  "https://www.perplexity.ai/",
  "https://chatgpt.com/",
  "HTTPS://WWW.GOOGLE.COM/",
])("%s is a search engine", (referer) => {
  expect(isFromSearch(referer)).toBe(true);
});

test.each([
  "https://google.evil.com/",
  "https://www.google.com.evil.com/",
  "https://google.com.evil.ru/",
  "https://notgoogle.com/",
  "https://mail.google.com/",
  "https://docs.google.com/",
  "https://google/",
  "https://evil.com/google.com",
  "https://evil.com/?https://google.com/",
  "https://google.com@evil.com/",
  "https://bing.com.evil.com/",
  "https://xbing.com/",
  "https://mail.yahoo.com/",
  "https://e.mail.ru/",
  "https://evil.search.yahoo.com.evil.com/",
  "android-app://com.evil/",
  "javascript:google.com",
  "google.com",
  "",
])("%s is none", (referer) => {
  expect(isFromSearch(referer)).toBe(false);
});
