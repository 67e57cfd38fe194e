/*
 * The forum of a made-up service for shops (payments, API, delivery, import, sign-in), as its customers and its team
 * would write it, with near-misses for nearly everything. name | § article or ticket | votes | title | text | answer
 */

const russian = `
card-fails | ticket | 14 | Не проходит оплата картой Мир | Ввожу данные, банк присылает код, после кода белая страница и «операция отклонена». Деньги не списались. | Банк отклонил операцию по лимиту. Поднимите лимит на интернет-покупки в приложении банка.
money-twice | ticket | 6 | Деньги списали дважды за один заказ | Покупатель оплатил один раз, в выписке две суммы. Как вернуть вторую? | Вторая сумма была заморожена и вернётся сама за три дня.
refund-how | § | 0 | Как вернуть деньги покупателю | Откройте заказ, нажмите «Возврат» и впишите сумму. Возврат на карту идёт от одного до пяти дней. Частичный возврат возможен до суммы заказа. |
refund-late | ticket | 3 | Возврат не пришёл на карту | Оформили возврат неделю назад, покупатель пишет, что денег нет. | Нашли платёж: банк покупателя задержал зачисление, вот номер операции.
payment-stuck | ticket | 9 | Платёж завис в статусе «Ожидает» | Третий день заказ 5512 висит, хотя деньги ушли со счёта. | Исправили: подтверждение от банка терялось на нашей стороне.
methods | § | 0 | Способы оплаты и как их подключить | Карты, СБП, счёт для юридических лиц. Включаются в разделе «Настройки», «Оплата». Комиссия зависит от тарифа. |
fee-size | ticket | 2 | Какая комиссия за приём платежей | В договоре одно, на сайте другое. | 2,4 процента на начальном тарифе, на остальных меньше.
subscription-off | ticket | 5 | Как отключить автопродление подписки | Не хочу, чтобы каждый месяц снимали деньги. | «Тариф», внизу переключатель «Продлевать сам».
invoice-legal | ticket | 4 | Нужен счёт для юрлица с реквизитами | Бухгалтерия просит счёт и закрывающие документы. | Счёт выставляется в разделе «Документы», акты придут в конце месяца.
tariff-change | § | 0 | Как сменить тариф | Тариф меняется сразу, остаток денег засчитывается. На меньший тариф переходят с начала месяца. |
trial | ticket | 1 | Сколько длится пробный период | Хочу понять, когда начнут брать деньги. | Четырнадцать дней, карта не нужна.
api-401 | ticket | 11 | API отвечает 401, хотя ключ верный | Запрос с заголовком Authorization, ключ скопирован из кабинета, всё равно 401 Unauthorized. | Ключ был от тестового магазина. Боевой начинается с live_.
api-limit | § | 0 | Ограничения API: сколько запросов можно слать | Сто запросов в минуту на ключ, дальше ответ 429 и заголовок Retry-After. Большие выгрузки делайте ночью. |
api-key-new | § | 0 | Как получить и заменить ключ API | Ключ создаётся в «Настройки», «Разработчикам». Старый ключ живёт ещё сутки после замены. |
webhook-none | ticket | 8 | Не приходят вебхуки о новых заказах | Адрес указан, сервер отвечает 200, но уведомлений нет с утра. | Ваш сертификат истёк, мы перестали слать. Обновите и нажмите «Возобновить».
webhook-twice | ticket | 2 | Вебхук приходит два раза | Один и тот же заказ создаётся в нашей CRM дважды. | Сравнивайте event_id: повтор возможен, если ответ дольше пяти секунд.
import-csv | § | 0 | Импорт товаров из CSV и Excel | Файл до 20 МБ, первая строка с названиями столбцов. Обязательны артикул и цена. Фото подтягиваются по ссылкам. |
import-krak | ticket | 7 | После импорта вместо русских букв кракозябры | Загружаю прайс из Excel, названия товаров превращаются в знаки вопроса. | Сохраните файл в UTF-8, в Excel это «CSV UTF-8».
import-price | ticket | 3 | Импорт обнуляет цены у части товаров | После загрузки файла у сорока позиций цена ноль. | В этих строках цена с запятой и пробелом, уже понимаем и так.
import-1c | ticket | 16 | Обмен с 1С: остатки не обновляются | Выгрузка из 1С проходит, но количество на складе старое. | Включите «Обновлять остатки» в настройках обмена.
export-orders | § | 0 | Выгрузка заказов в Excel | Кнопка «Выгрузить» над списком заказов. До 5000 строк за раз, фильтры учитываются. |
export-stuck | ticket | 4 | Выгрузка заказов обрывается на середине | Файл скачивается, но в нём только половина строк. | Исправили, теперь большие файлы приходят ссылкой.
login-code | ticket | 10 | Не приходит код для входа | Жду смс по десять минут, войти в кабинет не могу. | Оператор задерживал смс, теперь код можно получить и письмом.
password | § | 0 | Забыли пароль: как восстановить доступ | На странице входа нажмите «Забыли пароль». Письмо со ссылкой живёт один час. Проверьте папку «Спам». |
two-factor | § | 0 | Двухфакторная аутентификация | Включите в профиле. Запасные коды сохраните: по ним входят, если телефон потерян. |
blocked | ticket | 2 | Аккаунт заблокирован после смены телефона | Пишет «подозрительный вход», поддержка банка ни при чём. | Сняли блокировку, подтвердите новый номер.
delivery-cost | ticket | 5 | Неверно считается стоимость доставки СДЭК | В корзине 450 рублей, на сайте СДЭК 320. | У товаров не указан вес, берётся килограмм. Укажите вес.
delivery-setup | § | 0 | Как настроить доставку и пункты выдачи | Подключите службу доставки в «Настройки», «Доставка». Вес и размеры товаров влияют на цену. |
courier-late | ticket | 1 | Курьер опоздал на четыре часа | Покупатель недоволен, что делать? | Передали службе доставки, вам вернут её стоимость.
track | ticket | 3 | Где посмотреть трек-номер посылки | Покупатели спрашивают, где их посылка. | В заказе, строка «Отправление». Покупателю он уходит письмом.
label-print | ticket | 2 | Печать этикеток на термопринтере | Этикетка выходит боком и обрезана. | Выберите размер 58 на 40 в настройках печати.
mail-spam | ticket | 6 | Письма покупателям попадают в спам | Уведомления о заказе не доходят до Mail.ru. | Добавьте запись SPF и DKIM для домена, вот инструкция.
domain | § | 0 | Как подключить свой домен | Пропишите запись CNAME у регистратора. Сертификат выпустится сам за час. |
ssl | ticket | 4 | Браузер пишет, что соединение не защищено | После привязки домена красный замок. | Запись А вела на старый адрес, сертификат не мог выпуститься.
slow | ticket | 12 | Кабинет открывается очень медленно | Список заказов грузится по полминуты, раньше летал. | Ускорили: список строился заново при каждом открытии.
dark | ticket | 31 | Тёмная тема в кабинете | Работаю ночью, глаза болят от белого. |
app-mobile | ticket | 48 | Мобильное приложение для андроида | С телефона неудобно собирать заказы. |
staff-rights | § | 0 | Сотрудники и их права | Пригласите человека по почте и выберите роль: менеджер, кладовщик, бухгалтер. Права меняет только владелец. |
discount | ticket | 3 | Промокод не применяется в корзине | Покупатели вводят код скидки, цена та же. | Промокод был только для первой покупки.
stock-neg | ticket | 2 | Остаток товара ушёл в минус | На складе минус три штуки. | Два покупателя купили в одну секунду, теперь резервируем сразу.
photo | ticket | 1 | Не загружаются фотографии товара с айфона | Пишет «неизвестный формат». | Это HEIC, теперь понимаем и его.
returns-goods | ticket | 2 | Покупатель хочет вернуть товар | Не подошёл размер, как оформить? | Оформите возврат товара в заказе, деньги вернутся после приёмки.
thanks-ru | ticket | 1 | Спасибо за быструю помощь с оплатой | Ответили за пять минут, платежи пошли. |
`;

const ukrainian = `
uk-card | ticket | 7 | Не проходить оплата карткою | Після введення коду з банку з'являється помилка, гроші не знято. | Банк відхилив операцію, підніміть ліміт на інтернет-покупки.
uk-payment | ticket | 5 | Платіж завис і не підтверджується | Гроші пішли, а замовлення досі «Очікує». | Підтвердження від банку загубилося, виправили.
uk-refund | § | 0 | Як повернути кошти покупцеві | Відкрийте замовлення, натисніть «Повернення» і впишіть суму. Кошти йдуть до п'яти днів. |
uk-fee | ticket | 2 | Яка комісія за приймання платежів | Хочу порівняти з іншими. | 2,4 відсотка на початковому тарифі.
uk-tariff | § | 0 | Як змінити тарифний план | Тариф змінюється одразу, залишок зараховується. |
uk-invoice | ticket | 3 | Потрібен рахунок для ФОП | Бухгалтер просить рахунок і акт. | Рахунок у розділі «Документи».
uk-api-key | § | 0 | Ключ API: де взяти й як замінити | Ключ створюється в «Налаштування», «Розробникам». Старий ключ працює ще добу. |
uk-api-err | ticket | 4 | API повертає помилку 500 під час створення замовлення | Запит правильний, учора працювало. | Виправили, падало на порожній адресі.
uk-webhook | ticket | 3 | Вебхуки надходять із запізненням | Сповіщення про замовлення приходять за годину. | Черга була перевантажена, додали потужності.
uk-import | § | 0 | Імпорт товарів із таблиці | Файл CSV або Excel до 20 МБ, обов'язкові артикул і ціна. |
uk-import-bad | ticket | 6 | Після імпорту зникли фотографії товарів | Завантажив прайс, картинок більше немає. | Порожній стовпець фото стирав старі, тепер лишає.
uk-export | ticket | 2 | Вивантаження замовлень у файл | Потрібен звіт для бухгалтерії за місяць. | Кнопка «Вивантажити» над списком.
uk-login | ticket | 8 | Не можу увійти до кабінету | Пише «невірний пароль», хоча він правильний. | Було ввімкнено іншу розкладку, пароль скинули.
uk-password | § | 0 | Забули пароль: як відновити доступ | На сторінці входу натисніть «Забули пароль». Посилання діє годину. |
uk-code | ticket | 5 | Код підтвердження не надходить | Чекаю смс двадцять хвилин. | Оператор затримував, надішлемо також листом.
uk-delivery | ticket | 9 | Нова пошта: не створюється накладна | Натискаю «Створити ТТН», нічого не відбувається. | Закінчився строк дії ключа Нової пошти, оновіть його в налаштуваннях.
uk-delivery-set | § | 0 | Налаштування доставки та відділень | Під'єднайте службу доставки, вкажіть вагу товарів. |
uk-branch | ticket | 1 | Немає мого відділення у списку | Вибираю місто, відділення 12 не видно. | Оновили довідник відділень.
uk-mail | ticket | 2 | Листи не доходять до покупців | Сповіщення потрапляють у спам. | Додайте записи SPF і DKIM для домену.
uk-domain | § | 0 | Як під'єднати власний домен | Пропишіть CNAME у реєстратора, сертифікат з'явиться сам. |
uk-slow | ticket | 4 | Повільно працює пошук товарів | Шукає по десять секунд. | Пришвидшили.
uk-staff | § | 0 | Працівники та їхні права доступу | Запросіть людину поштою, виберіть роль. |
uk-stock | ticket | 3 | Залишки на складі не збігаються | У кабінеті п'ять, на полиці три. | Резерв не знімався зі скасованих замовлень.
uk-discount | ticket | 2 | Знижка не рахується для постійних клієнтів | Група є, а ціна повна. | Знижка діяла лише на перше замовлення.
uk-dark | ticket | 12 | Зробіть темну тему | Увечері білий екран сліпить. |
uk-print | ticket | 1 | Друк чеків на принтері | Чек виходить порожній. | Оновіть драйвер, потрібен режим ESC/POS.
uk-size | ticket | 1 | Розміри одягу в картці товару | Потрібна таблиця розмірів. |
uk-thanks | ticket | 1 | Дякую за швидку відповідь | Усе запрацювало, ви найкращі. |
`;

const english = `
en-declined | ticket | 9 | Card payment declined with no reason | The buyer's card is declined at checkout, the bank says it never saw the request. | The shop was in test mode, so real cards were refused.
en-refund | § | 0 | Refunds and how long they take | Open the order, press Refund, enter the amount. Money arrives within five days. |
en-payout | ticket | 6 | Payouts are late this week | We expected money on Monday and have nothing. | The bank holiday moved it to Wednesday.
en-api-auth | § | 0 | Authentication: API keys and tokens | Send the key in the Authorization header. Test keys begin with test_, live ones with live_. |
en-429 | ticket | 5 | Getting 429 Too Many Requests from the API | We sync every minute and hit the rate limit. | Use the bulk endpoint, one call for a thousand items.
en-webhook | ticket | 7 | Webhook signature does not match | HMAC over the body differs from the header. | Sign the raw bytes, your framework had parsed the JSON.
en-import | § | 0 | Importing products from a spreadsheet | CSV or XLSX up to 20 MB. SKU and price are required. |
en-import-dup | ticket | 4 | Import creates duplicates of every product | After the second upload everything is there twice. | The SKU column had spaces, we trim them now.
en-login | ticket | 8 | Cannot sign in after changing my email | It says the account does not exist. | The change waits for a link in the mailbox, press it once.
en-2fa | § | 0 | Two-factor authentication and recovery codes | Turn it on in your profile and keep the codes. |
en-shipping | ticket | 3 | Shipping rates are wrong for heavy parcels | Thirty kilos cost the same as one. | Weights were in grams, fixed.
en-label | ticket | 2 | Print shipping labels in bulk | One by one takes an hour every morning. |
en-tax | ticket | 5 | VAT is added twice on invoices | The total has tax on top of tax. | The prices already include VAT, tick the box.
en-dark | ticket | 22 | Dark mode for the dashboard | Please, my eyes. |
en-export | ticket | 3 | Exporting orders times out | With more than ten thousand orders the page dies. | Big exports now arrive as a link.
en-domain | § | 0 | Using your own domain | Add a CNAME record, the certificate comes by itself. |
en-email | ticket | 2 | Order emails land in junk | Customers never see the receipts. | Add SPF and DKIM.
en-stock | ticket | 2 | Inventory count is off after returns | Returned items are not added back. | Tick "restock" while refunding.
en-team | § | 0 | Team members and permissions | Invite by email, choose a role. Only the owner changes roles. |
en-cancel | ticket | 6 | How do I cancel my subscription | I want to close the account at the end of the month. | Plan, then Cancel at the bottom.
`;

export interface RelevanceDocument {
  name: string;
  kind: "ticket" | "article";
  language: "ru" | "uk" | "en";
  votes: number;
  title: string;
  text: string;
  answer: string | null;
}

const read = (language: RelevanceDocument["language"], lines: string): RelevanceDocument[] =>
  lines
    .trim()
    .split("\n")
    .map((line) => {
      const [name = "", kind, votes, title = "", text = "", answer] = line.split("|").map((part) => part.trim());
      return {
        ...{ name, language, title, text },
        kind: kind === "§" ? "article" : "ticket",
        votes: Number(votes),
        answer: answer || null,
      };
    });

export const documents = [...read("ru", russian), ...read("uk", ukrainian), ...read("en", english)];
