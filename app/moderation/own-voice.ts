import { isReferenceHost } from "./common-hosts.ts";
import { isDisguised, isLure, isOwnTrouble } from "./own-trouble.ts";
import { phrases } from "./phrase.ts";
import { families } from "./phrase-families.ts";
import { PLACE, plugs } from "./plug.ts";
import type { ReadText } from "./read-text.ts";
import { asksOfProduct, isOfProduct } from "./request-shape.ts";
import { paragraphsOf, plainOf } from "./sentences.ts";
import { speaksOfSelf } from "./speaks-of-self.ts";

/** Prizes and discounts are what customers write of too; who pays, wins and follows is of other places. */
const advertises = (plain: string): boolean =>
  Object.entries(families).some(([name, family]) => name !== "prize" && family.test(plain));
const LOUD = /[!‼❗]{2,}|[!‼❗][^!]{0,200}[!‼❗]|(?:\p{Lu}{2,} ){6}/u;
const MOST_HOSTS = 2;
const MOST_SENTENCES = 60;

/**
 * Whether who writes speaks of what is theirs in each paragraph that has a link, a sum or a phrase of advertising, and
 * neither praises what the link leads to nor sends anybody there. Less than own trouble: it calms a doubt, and clears
 * none. Of texts with it, 4 of 877 were spam in the development texts, none of 45 in tests/moderation/first-posts.ts.
 */
export function speaksOfOwn(text: ReadText): boolean {
  const { clean, hosts } = text;
  if (hosts.filter((host) => !isReferenceHost(host)).length > MOST_HOSTS || isDisguised(text)) return false;
  if (LOUD.test(clean) || advertises(text.plain) || !asksOfProduct(text) || plugs(text) || isOwnTrouble(text))
    return false;
  const paragraphs = joinTitle(paragraphsOf(clean));
  if (paragraphs.flat().length > MOST_SENTENCES) return false;
  return paragraphs.some(isOwnVoice) && paragraphs.every((sentences, at) => isVoiced(sentences, paragraphs[at - 1]));
}

/** A title says what its text is about; a place to go to in it is the text's no more. */
function joinTitle([title = [], ...rest]: string[][]): string[][] {
  const at = rest.findIndex((sentences) => sentences.length > 0);
  const body = rest[at];
  if (!body || title.some((one) => PLACE.test(one))) return [title, ...rest];
  return [[...title, ...body], ...rest.slice(at + 1)];
}

/** A sum or a discount goes on from the paragraph before; a place to go to has to be spoken of where it stands. */
function isVoiced(sentences: string[], before: string[] = []): boolean {
  if (!sentences.some(isLure) || isOwnVoice(sentences)) return true;
  return isOwnVoice(before) && !sentences.some((one) => PLACE.test(one));
}

const isOwnVoice = (sentences: string[]): boolean =>
  sentences.some(speaksOfSelf) && sentences.some((one) => isOfProduct(plainOf(one)));

const price = phrases(
  "discount*|coupon*|promo|promocode*|trial|price*|shipping|cheaper",
  "скидк*|скидок|купон*|промокод*|акци*|доставк*|цен*|наличии|кешбэк*|кэшбэк*",
  "знижк*|знижок|купон*|промокод*|акці*|доставк*|цін*|наявності|кешбек*",
);

/** Whether it is about what things cost, as customers and shops write, and not about what one has won. */
export const speaksOfPrice = ({ plain }: ReadText): boolean => price.test(plain);
