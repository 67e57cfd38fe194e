import { isReferenceHost } from "./common-hosts.ts";
import { phrases } from "./phrase.ts";
import type { ReadText } from "./read-text.ts";
import { paragraphsOf, plainOf } from "./sentences.ts";

/** Praise of something found, as one tells it to a friend. */
const praising = phrases(
  "recommend|recommends|recommended|recommending, switched|moved|migrated|changed to # , i|we switched to, stumbled upon|on|across, came across, finally|recently|just|i|we found|discovered, found this|it|a|them|out, game changer, life saver, lifesaver, works|worked|working great|perfectly|everywhere|flawlessly|wonders|like a charm, it worked|works for me, now everything works, helped me|us, solved my|our|it, could|couldn't|can not|cannot|can't be|recommend happier|enough, very|so|really happy|pleased|satisfied|impressed with, happy with, never looked back, worth a|the|every|it, best|easiest|simplest|cheapest way|tool|app|service|site|solution|place, does everything|it, half the price, cheaper than|here|there|this, perfect every|exports|results, within hours|minutes, in minutes",
  "рекоменд*, советую|посоветовал*|посоветуете, остановил*|остановился на, перешли|перешел|перешла|переехали|переехал|переехала на|туда|к, наткнул*, нашел|нашла|нашли … сервис*|сайт*|приложен*|магазин*|мастер*, помог|помогла|помогло|помогли курс|сайт|сервис|бюро|мастер*|ребята|они|программа|эта|этот|им*|на|вот, теперь … летает|нормально|все|хорошо|работает|доволен|довольны|проблем, вышло дешевле|быстрее|выгод*, дешевле … чем|всех|там|намного, довольны|доволен|довольна, удобно просто, в итоге … работает, за # минут, лучш* … сервис*|сайт*|способ*|приложен*|магазин*, оформил*|заказывал*|заказал* … на|за|у, не пожалел*, всем … отдел*, на следующий день, даже не ожидал*",
  "рекоменд*, раджу|порадил*|порадите, зупинил* на, перейшли|перейшов|перейшла|переїхали|переїхав|переїхала на|туди|до, натрапи*, знайшов|знайшла|знайшли … сервіс*|сайт*|застосун*|магазин*, допоміг|допомогла|допомогло|допомогли курс|сайт|сервіс|бюро|майст*|хлопці|вони|програма|ця|цей|ось, тепер … літає|нормально|усе|все|добре|працює|задовол*|проблем, вийшло дешевше|швидше|вигід*, дешевше … ніж|всіх|усіх|там|набагато, задоволені|задоволен*, зручно просто, у підсумку … працює, за # хвилин, найкращ* … сервіс*|сайт*|спос*|застосун*|магазин*, оформив|оформила|замовляли|замовили|замовив|замовила … на|за|у|в, не пошкодув*, всім|усім … відділ*, наступного дня",
);

/** Words that send the reader there. */
const sending = phrases(
  "try it|this|them|out|today|now|for, give it a, have a look|try, take a look, check it|them|out, visit us|our|this|the|https, open download|upload, write|text|email|talk|speak|message|turn to him|her|them|us, contact him|her|them|us, call us|now|today|our, ask for|us|our, more at|on|info|about, details at|on|here, upload the|your, and|then press|click|download|scan, sign up, free for|trial|for|version # days, if you|anyone|someone|somebody need*|want*|have|has|had|look*|also, there is a|an solution|way|tool|site|service, show you, what … do you use|recommend, which … do you use|recommend, has|have|did anyone|anybody|someone|you … tried|try|used|else, anyone else, do you know|have other|others|any, for everybody|everyone, no questions asked, many people ask, how to fix",
  "скачайте|скачай|скачать|установите|запустите|оформите|закажите|звоните|пишите|заходите|обращайтесь|загляните|посмотрите|попробуйте|присоединяйтесь|переходите|регистрируйтесь|жмите, может пригодится|кому|поможет, если кому, кому нужно|надо|интересно|актуально, кто еще|тоже|чем|знает, а вы, вы чем, чем пользуетесь, что посоветуете, часто спрашивают, есть решение|способ|сервис|выход, контакты, подробн* на|тут|здесь|по, консультаци* по|бесплатно",
  "завантажте|завантажуйте|установіть|встановіть|запустіть|оформіть|замовте|замовляйте|телефонуйте|дзвоніть|пишіть|заходьте|звертайтеся|звертайтесь|зазирніть|гляньте|спробуйте|приєднуйтесь|переходьте|реєструйтесь|тисніть, може|можливо знадобиться|комусь|допоможе, якщо комусь, кому потрібно|треба|цікаво|актуально, хто ще|теж|знає, а ви, ви чим, чим користуєтесь|користуєтеся, багато хто питає, часто питають, є рішення|спосіб|сервіс|вихід, контакти, докладн* на|тут|за|в, консультаці* за|безкоштовно",
);

/** How one speaks of what one sells. */
const selling = phrases(
  "we at|build|issue|deliver|offer|provide|specialize|specialise|develop|sell|repair|design|create|supply|help, our team|experts|specialists|professionals|masters|company|engineers|prices|plans|price|clients|services|accountants, we do !, take|takes|taking care of, plans|prices|price|packages start|starts|from, starting|starts at|from, from $|€|£ #, from #|$ usd|eur|euro|gbp|dollars|pounds|a|per, only $|€|£|#, delivered|delivery by|in|within|from email|#|five|two|three|minutes|days, # % cheaper, original … keys|licence*|license*, no registration|contract|strings, # days free, free for #",
  "наш* … мастер*|специалист*|эксперт*|консультант*|клиент*|бухгалтер*|цен*|менеджер*|юрист*, мы сделали|разработали|создали|выпустили|запустили|продаем|делаем|занимаемся|предлагаем|помогаем|ремонтируем|доставляем, возьмем|приедем|приедут|поможем|сделаем|оформим|доставим|подберем|настроим, устали|надоел* от|*, от # руб*|₽|р|тыс, всего|только # руб*|₽|р, тариф|цена|стоит|стоимость|диагностика|консультация|выезд … от|# руб*|₽|#, работаем по|с|без|круглосуточно, за пол|полцены, первый год|месяц, уже используют|пользуются|выбрали, для любых|всех|каждого, без предоплаты|очереди|регистрации",
  "наш* … майст*|спеціаліст*|фахівц*|фахівець|експерт*|консультант*|клієнт*|бухгалтер*|цін*|менеджер*|юрист*, ми зробили|розробили|створили|випустили|запустили|продаємо|робимо|займаємось|пропонуємо|допомагаємо|ремонтуємо|доставляємо, візьмемо|приїдемо|приїдуть|допоможемо|зробимо|оформимо|доставимо|підберемо|налаштуємо, втомил*|набридл* від|*, від # грн|гривень|₴, лише|тільки|всього # грн|гривень|₴, тариф|ціна|коштує|вартість|діагностика|консультація|виїзд … від|# грн|гривень|#, працюємо по|з|без|цілодобово, за пів|півціни, перший рік|місяць, вже|уже використовують|користуються|обрали, для будь|всіх|кожного|усіх, без передоплати|черги|реєстрації",
);

/** Something to go to: an address, an account, a phone. */
export const PLACE =
  /https?:|www\.|\p{L}\.\p{L}{2,7}(?:[/\s),.!?]|$)|(?<![\p{L}\p{N}.])@[a-z]{3}|t\.me\/|\+?\d(?:[ ()-]{0,2}\d){8}/iu;

/**
 * Whether beside something to go to it is praised, sold, or its reader is sent there. Of texts with it, 62 of 63 were spam
 * in the development texts, and 51 of 52 among posts written to look alike (tests/moderation/first-posts.ts).
 */
export function plugs({ clean, hosts, handles, phones }: ReadText): boolean {
  if (handles.length + phones.length === 0 && hosts.every(isReferenceHost)) return false;
  const sentences = paragraphsOf(clean).flat();
  const places = sentences.map((one) => PLACE.test(one));
  return sentences.some((one, at) => {
    if (!places[at] && !places[at - 1] && !places[at + 1]) return false;
    const plain = plainOf(one);
    return praising.test(plain) || sending.test(plain) || selling.test(plain);
  });
}
