import { durationWords } from "~/i18n/durations.ts";
import type { Words } from "~/i18n/words.ts";
import type { HookNews, NewsTicket } from "./hook-news.ts";
import { type ChatLine, cut } from "./message-chat.ts";

/** A word of thanks stands in the chat whole; of the rest so much that one sees what it is about. */
const MOST_OF_THANKS = 2_500;
const MOST_OF_TEXT = 300;

/** What a chat says of something that happened, in the site's language. */
export function chatLine(news: HookNews, t: Words, now: number): ChatLine {
  const { event, ticket, reply, article } = news;
  if (article) {
    return { heading: t("hooks:chat.published", { title: article.title }), url: article.url, text: article.summary };
  }
  if (!ticket) throw new Error(`“${event}” is told of no ticket`);
  const heading = withTitle(headingOf(news, ticket, t, now), ticket, t);
  const text = reply ? reply.text : (news.change?.reason ?? ticket.text);
  const most = event === "thanks" ? MOST_OF_THANKS : MOST_OF_TEXT;
  return { heading, url: reply?.url ?? ticket.url, text: text ? cut(text, most) : null };
}

function headingOf(
  { event, reply, change, merged, waitingSince }: HookNews,
  ticket: NewsTicket,
  t: Words,
  now: number,
) {
  const { number, kind } = ticket;
  if (event === "opened") return t(`hooks:chat.opened.${kind}`, { number });
  if (event === "thanks") {
    return ticket.name
      ? t("hooks:chat.thanks_from", { number, name: ticket.name })
      : t("hooks:chat.thanks", { number });
  }
  if (event === "status") return t("hooks:chat.status", { number, status: change?.label });
  if (event === "merged") return t("hooks:chat.merged", { number, other: merged });
  if (event === "overdue") {
    return t("hooks:chat.overdue", { number, duration: durationWords(now - (waitingSince ?? now), t, "alone") });
  }
  if (event === "answered") return t("hooks:chat.answered", { number, name: reply?.name ?? "" });
  return t(`hooks:chat.${event}`, { number });
}

/** Where its words may not be told, it says that it is private instead. */
function withTitle(heading: string, { title }: NewsTicket, t: Words): string {
  return title === undefined ? t("hooks:chat.private", { heading }) : `${heading}: ${title}`;
}
