import { isReferenceHost } from "./common-hosts.ts";
import { EVIDENCE } from "./evidence.ts";
import { isOwn } from "./own-trouble.ts";
import { phrases } from "./phrase.ts";
import type { ReadText } from "./read-text.ts";
import { isFailing } from "./request-shape.ts";
import { paragraphsOf, plainOf } from "./sentences.ts";
import { speaksOfSelf } from "./speaks-of-self.ts";

/** What is the writer's own, or shows what happened to it. */
const theirs = phrases(
  "our|my … site|website|shop|store|blog|page|pages|domain|server|forum|account|profile|number|phone|instance|app|staging|bot|channel, this page, for example here, looks like",
  "наш*|мой|моя|мое|моем|моего|моей|мою … сайт*|магазин*|блог*|страниц*|домен*|сервер*|форум*|аккаунт*|профил*|номер*|телефон*|бот*|канал*|групп*, эта|этой|этот страниц*|адрес*, у нас|меня … сайт*|магазин*|страниц*, вот как, номер",
  "наш*|мій|моя|моє|моєму|мого|моєї|мою … сайт*|магазин*|крамниц*|блог*|сторін*|домен*|сервер*|форум*|акаунт*|профіл*|номер*|телефон*|бот*|канал*|груп*, ця|цій|цю|цей сторін*|адрес*, у|в нас|мене … сайт*|магазин*|сторін*, ось як, номер",
);
const ACCOUNT = /(?<![\p{L}\p{N}.@/_-])@[a-z]\w{3,31}(?![\w.])/iu;
const PHONE = /(?<![\p{L}\d])\+?\d(?:[ ()-]{0,2}\d){8,13}(?!\d)/u;
/** A number to send to, and a host with a gap in it. */
const SHORT_NUMBER = /to (?!(?:19|20)\d\d(?!\d))\d{4,6}(?!\d)/iu;
const GAPPED_HOST = /\p{L}\. (?:com|net|org|tv|info|biz|xyz|shop|online|site|ru|ua)(?!\p{L})/iu;

/** Whether a text names anything to go to, to write to or to call, whoever's it is. */
export function namesPlace({ clean, hosts, handles, phones }: ReadText): boolean {
  if (handles.length + phones.length > 0 || !hosts.every(isReferenceHost)) return true;
  return SHORT_NUMBER.test(clean) || GAPPED_HOST.test(clean);
}

/** "Page: https://…" says of its address what the sentence before says. */
const LEAD = 4;
const PAGE = /^\s*(?:page|страница|сторінка)\s*:/iu;

/** What is pointed to as a reference, a rule, a manual, an example of what is meant. */
const reference = phrases(
  "manual|manuals|documentation|docs|driver|drivers|firmware|specification|spec|standard|instructions|guide|guideline*|rules|law|directive|requirement*|policy|policies|described|explained|explains|article|format|export|example|instance|report|proof|rate|rates|test|status|according|faq|changelog|release|thread|issue, says|say that, from the university|bank|office|maker|manufacturer|vendor|authority, must|obliged|mandatory|obligatory|required, on|with|using|to your, our|my … package|software|system|provider|printer|supplier|accountant|program|bank, spf|dkim|dns, pass|passes|passed, result|results|checked, like|similar|as the one|on|at|in|to, like the one",
  "документац*|драйвер*|прошивк*|спецификац*|стандарт*|инструкци*|руководств*|правил*|закон*|требован*|регламент*|описан*|описание|написано|пишут|стать*|формат*|выгрузк*|пример*|например|отчет*|подтверждени*|справк*|курс|курсу|тест*|статус*|ветк*|обсужден*|разъяснен*, с сайта производителя|разработчика, брали у, обязан*|обязательн*, на|с вашем|вашей|вашим|вашу|ваш, наш* … программ*|систем*|касс*|бухгалтер*|провайдер*|принтер*|банк*, проверк*|проверил*, как|похоже|вроде на|у|в",
  "документац*|драйвер*|прошивк*|специфікац*|стандарт*|інструкц*|настанов*|правил*|закон*|вимог*|регламент*|описан*|опис|написано|пишуть|стат*|формат*|вивантажен*|приклад*|наприклад|звіт*|підтверджен*|довідк*|курс|курсу|тест*|статус*|гілк*|обговорен*|роз'яснен*|змінився, із сайту виробника|розробника, зобов'яз*|обов'язков*|мусить|мусимо, на|з|із вашому|вашій|вашою|вашим|вашу|ваш, наш* … програм*|систем*|кас*|бухгалтер*|провайдер*|принтер*|банк*, перевірк*|перевірил*, як|схоже|подібно на|у|в",
);

/** Addresses of manuals, not of what they are the manual of. */
const PAPERS =
  /https?:\/\/(?:(?:docs?|help|wiki|status|developers?|kb|manuals?)\.|\S{1,200}\/(?:docs?|help|wiki|status|manuals?|kb|faq|guides?|laws?|rfc|drivers?)(?:[/?#.\s]|$))/iu;
const ADDRESS = /(?:https?:\/\/|www\.)\S+/giu;

const ROLES = ["bare", "reference", "theirs"] as const;
type Role = (typeof ROLES)[number];

/** What a text names to go to, to write to or to call, that nobody has vouched for, is to its writer. */
export interface Places {
  /** Some are neither the writer's own, nor said to fail, nor do they show what happened. */
  hasForeign: boolean;
  /** Some of these are not even referred to as a manual, a rule or an example. */
  hasBare: boolean;
}

/**
 * What each place is to the writer, by the words of its sentence. Of texts with a bare one, 450 of 492 were spam in the
 * development texts, 67 of 72 in tests/moderation/first-posts.ts.
 */
export function placesOf({ clean, handles, phones }: ReadText, newHosts: string[]): Places {
  const hosts = newHosts.filter((host) => !isReferenceHost(host));
  if (hosts.length + handles.length + phones.length === 0) return { hasForeign: false, hasBare: false };
  const sentences = paragraphsOf(clean).flat();
  const roles = new Map<string, Role>();
  sentences.forEach((sentence, at) => {
    const lower = sentence.toLowerCase();
    const named = [
      ...hosts.filter((host) => lower.includes(host)).map(domainOf),
      ...(ACCOUNT.test(sentence) ? ["account"] : []),
      ...(PHONE.test(sentence) ? ["phone"] : []),
    ];
    if (named.length === 0) return;
    const role = roleOf(sentence, sentences[at - 1] ?? "");
    for (const name of named) {
      // Said once of a site, it holds for all of its addresses.
      const said = name === "phone" && role === "bare" && speaksOfSelf(sentence) ? "reference" : role;
      roles.set(name, better(roles.get(name), said));
    }
  });
  const all = [...roles.values()];
  return {
    hasForeign: all.some((role) => role !== "theirs"),
    hasBare: all.includes("bare"),
  };
}

const better = (a: Role = "bare", b: Role): Role => (ROLES.indexOf(a) < ROLES.indexOf(b) ? b : a);

function roleOf(sentence: string, before: string): Role {
  const spoken = sentence.replace(ADDRESS, " ");
  const isLead = (spoken.match(/\p{L}{2,}/gu)?.length ?? 0) <= LEAD;
  const plain = plainOf(isLead ? `${before} ${spoken}` : spoken);
  if (theirs.test(plain) || (isLead && PAGE.test(sentence)) || EVIDENCE.test(sentence)) return "theirs";
  if (isFailing(plain) || isOwn(plain)) return "theirs";
  return reference.test(plain) || PAPERS.test(sentence) ? "reference" : "bare";
}

/** The last two labels: a site's parts are one place. */
const domainOf = (host: string): string => host.split(".").slice(-2).join(".");
