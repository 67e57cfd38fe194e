import { escapeUTF8 as escapeHtml } from "entities";
import type { ChatLine } from "~/hooks/message-chat.ts";
import type { Words } from "~/i18n/words.ts";

export interface TeamLetterFacts {
  locale: string;
  siteName: string;
  siteUrl: string;
  news: ChatLine[];
  /** More than stands in the mail. */
  rest: number;
  /** What is answered to it becomes the team's answer in the ticket. */
  isAnswerable: boolean;
  deskUrl: string;
  /** Where the agent says what they want to hear of. */
  wishesUrl: string;
}

/** What an agent gets: all that came since the last one, as text and as HTML. */
export function writeTeamLetter(facts: TeamLetterFacts, t: Words): { subject: string; text: string; html: string } {
  const { news, rest, siteName } = facts;
  const [first] = news;
  const count = news.length + rest;
  const subject = count === 1 && first ? first.heading : t("hooks:mail.subject", { count, site: siteName });
  const links = [
    { url: facts.deskUrl, label: rest > 0 ? t("hooks:chat.more", { count: rest }) : t("hooks:mail.desk") },
    { url: facts.wishesUrl, label: t("hooks:mail.wishes") },
  ];
  const how = facts.isAnswerable ? t("hooks:mail.answer") : undefined;
  return { subject, text: asText(facts, links, how), html: asHtml(facts, subject, links, how) };
}

interface Link {
  url: string;
  label: string;
}

function asText({ news, siteName, siteUrl }: TeamLetterFacts, links: Link[], how: string | undefined): string {
  const told = news.map(({ heading, text, url }) => [heading, ...(text ? [text] : []), url].join("\n"));
  const foot = ["-- ", siteName, siteUrl, ...links.map(({ label, url }) => `${label}: ${url}`)].join("\n");
  return `${[...told, ...(how ? [how] : []), foot].join("\n\n")}\n`;
}

/** As the mails to followers: no colours of its own, no pictures. */
function asHtml(
  { locale, news, siteName, siteUrl }: TeamLetterFacts,
  subject: string,
  links: Link[],
  how: string | undefined,
): string {
  const anchor = ({ url, label }: Link) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
  const quote = (text: string) =>
    `<div style="border-left:3px solid #888;padding-left:12px;white-space:pre-line">${escapeHtml(text)}</div>`;
  const told = news.map(
    ({ heading, url, text }) => `<p><b>${anchor({ url, label: heading })}</b></p>${text ? quote(text) : ""}`,
  );
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="font:16px/1.5 sans-serif;max-width:38em;margin:0 auto;padding:16px">
${[...told, ...(how ? [`<p>${escapeHtml(how)}</p>`] : [])].join("\n")}
<p style="font-size:14px;opacity:.8">${anchor({ url: siteUrl, label: siteName })}<br>${links.map(anchor).join("<br>")}</p>
</body></html>
`;
}
