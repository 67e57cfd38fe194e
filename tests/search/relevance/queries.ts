/*
 * What people type, and which documents must come among the first; with several, any of them is right. Written before
 * the engine was asked. A query of the classes "layout" and "misspelt" is followed to its suggestion, as people do.
 */
const table = `
forms | платежей | payment-stuck fee-size
forms | платёж | payment-stuck
forms | платежа завис | payment-stuck
forms | не проходят оплаты картой | card-fails
forms | не проходит карта | card-fails
forms | возвраты на карту | refund-late
forms | вернуть деньги покупателям | refund-how
forms | комиссии за прием платежа | fee-size
forms | остатки не обновляет 1с | import-1c
forms | кабинет медленный открывается | slow
forms | сменить тарифы | tariff-change
forms | вебхук не приходит | webhook-none webhook-twice
forms | выгрузки заказа | export-orders export-stuck
forms | этикетка печать | label-print
forms | промокоды | discount
forms | сотрудника права | staff-rights
forms | фотография айфон | photo
forms | письмо в спаме | mail-spam
forms | платежів | uk-payment uk-fee
forms | платіж завис | uk-payment
forms | оплату карткою | uk-card
forms | комісії за платежі | uk-fee
forms | залишок на складах | uk-stock
forms | накладні нова пошта | uk-delivery
forms | вебхук запізнення | uk-webhook
forms | замовлення вивантажити | uk-export
forms | знижки для клієнта | uk-discount
forms | листів покупцям | uk-mail
forms | забув пароль | uk-password password
forms | права працівника | uk-staff
forms | cards declined | en-declined
forms | refunding | en-refund
forms | import duplicate products | en-import-dup
forms | exported orders timing out | en-export
forms | cancelling subscriptions | en-cancel
forms | payout late | en-payout
several | как вернуть деньги клиенту | refund-how returns-goods
several | деньги списались два раза | money-twice
several | отключить автопродление | subscription-off
several | счет для юридического лица | invoice-legal methods
several | апи ошибка 401 | api-401
several | 401 unauthorized ключ | api-401
several | лимит запросов api | api-limit
several | сколько запросов в минуту | api-limit
several | заменить ключ api | api-key-new
several | импорт товаров excel | import-csv
several | кракозябры после импорта | import-krak
several | цена ноль после загрузки | import-price
several | код для входа не приходит смс | login-code
several | забыл пароль восстановить | password
several | потерял телефон двухфакторная | two-factor
several | стоимость доставки сдэк неправильная | delivery-cost
several | где посылка трек | track
several | подключить домен cname | domain
several | соединение не защищено сертификат | ssl
several | темная тема | dark
several | приложение для телефона андроид | app-mobile
several | остаток в минусе | stock-neg
several | пробный период сколько дней | trial
several | аккаунт заблокировали | blocked
several | повернути гроші покупцю | uk-refund
several | змінити тариф | uk-tariff
several | рахунок фоп | uk-invoice
several | ключ апі | uk-api-key
several | ключ api де взяти | uk-api-key
several | api помилка 500 замовлення | uk-api-err
several | зникли фото після імпорту | uk-import-bad
several | імпорт з excel | uk-import
several | не можу зайти в кабінет | uk-login
several | смс з кодом не надходить | uk-code
several | створити ттн | uk-delivery
several | відділення немає у списку | uk-branch
several | власний домен | uk-domain
several | темна тема | uk-dark
several | повільний пошук | uk-slow
several | чек порожній принтер | uk-print
several | too many requests 429 | en-429
several | webhook signature mismatch hmac | en-webhook
several | can't sign in changed email | en-login
several | vat twice invoice | en-tax
several | shipping cost heavy | en-shipping
several | api key header | en-api-auth
several | own domain certificate | en-domain
several | emails going to junk | en-email
several | recovery codes 2fa | en-2fa
several | invite team member | en-team
several | inventory wrong returns | en-stock
prefixes | автопрод | subscription-off
prefixes | двухфакт | two-factor
prefixes | кракоз | import-krak
prefixes | возврат ден | refund-how
prefixes | этик | label-print
prefixes | выгрузка зак | export-orders export-stuck
prefixes | вебх | webhook-none webhook-twice uk-webhook
prefixes | термоприн | label-print
prefixes | накла | uk-delivery
prefixes | вивантаж | uk-export
prefixes | працівн | uk-staff
prefixes | налаштування дост | uk-delivery-set
prefixes | webho | en-webhook
prefixes | authent | en-api-auth en-2fa
prefixes | importing prod | en-import
prefixes | subscr | en-cancel
phrases | "не приходит код" | login-code
phrases | «вернуть товар» | returns-goods
phrases | "вернуть деньги" | refund-how
phrases | «обновлять остатки» | import-1c
phrases | "выгрузка заказов" обрывается | export-stuck
phrases | „забыли пароль“ | password
phrases | «нова пошта» | uk-delivery
phrases | "права доступу" | uk-staff
phrases | «темну тему» | uk-dark
phrases | "ключ API" | uk-api-key api-key-new
phrases | "rate limit" | en-429
phrases | "too many requests" | en-429
phrases | "dark mode" | en-dark
phrases | "sign in" | en-login
layout | ghbdtn | ?привет
layout | gkfnt; pfdbc | payment-stuck
layout | djpdhfn ltytu | refund-how
layout | rk.x api | api-key-new uk-api-key
layout | ghjvjrjl | discount
layout | ntvyfz ntvf | dark
layout | 'rcgjhn ntcn | ?экспорт тест
layout | gfhjkm pf,skb | password
layout | dt,[er | webhook-none webhook-twice uk-webhook
layout | gkfns; pfdbc | uk-payment
layout | dbdfynf;tyyz | uk-export
layout | ntvye ntve | uk-dark
layout | куагтв | en-refund
layout | цуирщщл | en-webhook
layout | зфнщге дфеу | en-payout
misspelt | платижи | payment-stuck fee-size
misspelt | оплатта картой | card-fails
misspelt | возрат денег | refund-how
misspelt | промакод | discount
misspelt | автопрадление | subscription-off
misspelt | двухфакторнная | two-factor
misspelt | востановить доступ | password
misspelt | этекетки | label-print
misspelt | камиссия | fee-size
misspelt | тарриф | tariff-change
misspelt | вибхук | webhook-none webhook-twice uk-webhook
misspelt | дставка | delivery-setup delivery-cost
misspelt | сертефикат | ssl domain
misspelt | накладан | uk-delivery
misspelt | вивонтаження | uk-export
misspelt | відділеня | uk-branch uk-delivery-set
misspelt | знишка | uk-discount
misspelt | сповіщеня | uk-webhook uk-mail
misspelt | paymant declined | en-declined
misspelt | refnud | en-refund
misspelt | webook signature | en-webhook
misspelt | autentication | en-api-auth en-2fa
misspelt | inventroy | en-stock
misspelt | subscribtion cancel | en-cancel
`;

export interface RelevanceQuery {
  class: string;
  query: string;
  /** Names of documents. */
  wanted: string[];
  /** Nothing of it is in the documents; this must be offered all the same. */
  offered: string | null;
}

export const queries: RelevanceQuery[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [name = "", query = "", wanted = ""] = line.split(" | ");
    const offered = wanted.startsWith("?") ? wanted.slice(1) : null;
    return { class: name, query, offered, wanted: offered ? [] : wanted.split(" ") };
  });
