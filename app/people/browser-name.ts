/** First match wins: most browsers also name the ones they descend from. */
const BROWSERS: [string, RegExp][] = [
  ["Yandex", /YaBrowser\//],
  ["Opera", /OPR\/|Opera/],
  ["Edge", /Edg(e|A|iOS)?\//],
  ["Samsung Internet", /SamsungBrowser\//],
  ["Vivaldi", /Vivaldi\//],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Chrome", /Chrome\/|CriOS\/|Chromium\//],
  ["Safari", /Version\/.*Safari\//],
];

const SYSTEMS: [string, RegExp][] = [
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X|Macintosh/],
  ["ChromeOS", /CrOS/],
  ["Linux", /Linux|X11/],
];

const LONGEST = 60;

/** What a person calls the browser that sent this User-Agent: "Firefox, Windows". Unknown ones keep their own words. */
export function browserName(userAgent: string): string {
  const find = (list: [string, RegExp][]) => list.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const names = [find(BROWSERS), find(SYSTEMS)].filter(Boolean);
  if (names.length > 0) return names.join(", ");
  return userAgent.replace(/[^\x20-\x7e]/g, "").slice(0, LONGEST);
}
