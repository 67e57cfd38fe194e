import { isReferenceHost } from "./common-hosts.ts";
import { EVIDENCE } from "./evidence.ts";
import { isOwnTrouble } from "./own-trouble.ts";
import { speaksOfOwn } from "./own-voice.ts";
import { type Family, families } from "./phrase-families.ts";
import { placesOf } from "./places.ts";
import { plugs } from "./plug.ts";
import { looksLikeRequest } from "./request-shape.ts";
import type { Signal } from "./signal.ts";

/** What each idea weighs: about the logarithm of how much likelier it stands in spam than in a question. */
const familyWeights: Record<Family, number> = {
  income: 3,
  recruiting: 2.25,
  elsewhere: 2,
  audience: 3,
  prize: 2,
  premium: 3,
  adult: 3,
  gambling: 3,
  trading: 2.5,
  shady: 3,
  promotion: 3,
  appeal: 2,
};

const SHORTENED =
  /^(?:bit\.ly|goo\.gl|tinyurl\.com|t\.co|ow\.ly|is\.gd|cutt\.ly|clck\.ru|vk\.cc|shorturl\.at|rb\.gy|u\.to|adf\.ly|bitly\.com|tiny\.cc|[\w-]+\.page\.link|linktr\.ee|taplink\.cc|.*short.*\.[a-z]{2,4})$/u;
const MESSENGER =
  /^(?:t\.me|telegram\.me|telegram\.dog|wa\.me|api\.whatsapp\.com|chat\.whatsapp\.com|viber\.com|join\.skype\.com|discord\.gg)$/u;
const AUDIENCE_HOST =
  /(?:^|\.)(?:facebook\.com|fb\.com|fb\.me|instagram\.com|twitter\.com|x\.com|tiktok\.com|vk\.com|ok\.ru|soundcloud\.com|twitch\.tv|vimeo\.com|youtube\.com|youtu\.be|plus\.google\.com|gofundme\.com|kickstarter\.com|patreon\.com|flipagram\.com|reverbnation\.com|dailymotion\.com|tumblr\.com|pinterest\.com|onlyfans\.com|change\.org|avaaz\.org|surveymonkey\.com)$/u;
const BUSY_EMOJI =
  /[\u{1f4a3}-\u{1f4b9}\u{1f525}\u{1f680}\u{1f381}\u{1f389}\u{1f38a}\u{1f3b0}\u{1f446}-\u{1f449}\u{1f4a5}\u{1f4af}\u{1f48e}\u{1f48b}\u{1f51e}\u{1f4cc}\u{1f4e2}\u{1f4e3}\u{1f4e9}\u{1f4f2}\u{1f351}\u{1f346}\u{1f608}\u{1f911}\u{1f929}\u{1f31f}\u{1f3c6}\u{1f4c8}\u{1f91d}\u{1f514}\u{1f53d}\u{25b6}\u{27a1}\u{2705}\u{2728}\u{26a1}\u{2757}\u{203c}\u{2b50}\u{25aa}\u{2714}\u{1f197}\u{1f534}\u{1f7e2}\u{1f4dd}\u{270d}\u{1f447}]/gu;
const EMOJI = /\p{Extended_Pictographic}/gu;
const SHOUT = /[!‼❗]{2,}|[!‼❗].{0,200}[!‼❗].{0,200}[!‼❗]/su;
const MONEY = /(?:[$€£₽₴₹💲]\s?\d)|(?:\d\s?(?:[$€£₽₴₹💲]|usd|usdt|руб|грн|доллар|долар))/iu;
const IN_MESSENGER =
  / (?:telegram|телеграм[^ ]{0,3}|whatsapp|whats app|вацап|ватсап|вотсап|viber|вайбер[^ ]{0,2}|skype|kik|snapchat|wechat|тг|tg) /u;
const OTHER_LETTERS = /[^\P{L}\p{Script=Latin}\p{Script=Cyrillic}]/gu;
const CALL_BACK = / (?:call me back|перезвон[^ ]{1,5}|передзвон[^ ]{1,5}|зателефонуйте мені|позвоните мне) /u;
const SUBSCRIBE = / (?:subscr?ib(?:e|er|ers|ed|ing|le|ee)|suscribe|sucscribe|youtuber?s?|you tube) /u;
const UPPER = /\p{Lu}/gu;
const familySignals: Signal[] = Object.entries(families).map(([name, pattern]) => ({
  name,
  weight: familyWeights[name as Family],
  test: ({ plain }) => pattern.test(plain),
}));

/** Signals of the text alone. */
export const textSignals: Signal[] = [
  ...familySignals,
  signal("links", 1, ({ hosts }) => hosts.some((host) => !isReferenceHost(host))),
  signal("new_hosts", 0.75, ({ hosts }, { newHosts }) => hosts.some((host) => newHosts.includes(host))),
  signal("no_request", 0.75, (text) => !looksLikeRequest(text)),
  // A place of which nothing is said belongs to nobody's trouble.
  signal("own_trouble", -3.5, (text, { newHosts }) => !placesOf(text, newHosts).hasBare && isOwnTrouble(text)),
  signal("own_voice", -2.25, (text, { newHosts }) => !placesOf(text, newHosts).hasBare && speaksOfOwn(text)),
  signal("plug", 1.5, plugs),
  signal("bare_place", 0.5, (text, { newHosts }) => placesOf(text, newHosts).hasBare),
  signal("evidence", -1.75, ({ clean, hosts }) => hosts.length <= 2 && EVIDENCE.test(clean)),
  signal("call_me_back", -2, ({ plain }) => CALL_BACK.test(plain)),
  signal("subscribe", 1.25, ({ plain }) => SUBSCRIBE.test(plain)),
  signal("many_links", 1.5, ({ hosts }) => hosts.length >= 3),
  signal("little_but_links", 2.5, ({ hosts, words }) => hosts.length > 0 && words.length < 6),
  signal("short_links", 2.5, ({ hosts }) => hosts.some((host) => SHORTENED.test(host))),
  signal("messenger_links", 2.5, ({ hosts }) => hosts.some((host) => MESSENGER.test(host))),
  signal("audience_links", 1.5, ({ hosts }) => hosts.some((host) => AUDIENCE_HOST.test(host))),
  signal("handles", 1.5, ({ handles }) => handles.length > 0),
  signal("messenger_and_number", 2, ({ phones, plain }) => phones.length > 0 && IN_MESSENGER.test(plain)),
  signal("phones", 1, ({ phones }) => phones.length > 0),
  signal("money", 0.5, ({ clean }) => MONEY.test(clean)),
  signal("busy_emoji", 2, ({ clean }) => count(clean, BUSY_EMOJI) >= 2),
  signal("many_emoji", 1, ({ clean }) => count(clean, EMOJI) >= 4),
  signal("shouting", 0.75, ({ clean }) => SHOUT.test(clean)),
  signal("capitals", 1, ({ clean, letters }) => letters >= 16 && count(clean, UPPER) > letters * 0.6),
  signal("hidden_characters", 3, ({ disguise }) => disguise.hidden >= 2),
  signal("mixed_alphabets", 3, ({ disguise }) => disguise.mixedWords >= 2),
  signal("mixed_alphabet_once", 1, ({ disguise }) => disguise.mixedWords === 1),
  signal("spaced_letters", 3, ({ disguise }) => disguise.spaced >= 8),
  signal("styled_letters", 3, ({ disguise }) => disguise.styled >= 4),
  signal("digits_for_letters", 1.5, ({ disguise }) => disguise.leetWords >= 2),
  signal("spelled_hosts", 2.5, ({ disguise }) => disguise.spelledHosts > 0),
  signal("other_script", 2.5, ({ clean, letters }) => count(clean, OTHER_LETTERS) > letters * 0.3),
];

function signal(name: string, weight: number, test: Signal["test"]): Signal {
  return { name, weight, test };
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
