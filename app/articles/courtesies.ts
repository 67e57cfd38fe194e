/** How people begin and end an answer. */
export const COURTESY =
  /^(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)|thank|thanks|sorry|we apologi[sz]e|(?:best |kind )?regards|cheers|you(?:'|’)re welcome|здравствуйте|привет|добр(?:ый|ое|ого)|спасибо|благодарим|извините|простите|приносим|с уважением|вітаю|вітаємо|привіт|добр(?:ий|ого)|дякую|дякуємо|перепрошуємо|вибачте|з повагою)(?![\p{L}])/iu;
/** "Hello Maria, " before what an answer says: gone, the rest of the sentence stays. */
export const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)|здравствуйте|привет|добрый (?:день|вечер)|доброе утро|доброго дня|вітаю|вітаємо|привіт|добрий (?:день|вечір))(?:,? \p{Lu}[\p{L}'’-]{0,30}){0,2}[,!.:—–-]\s*/iu;
