import { escapeUTF8 as escapeHtml } from "entities";
import type { Words } from "~/i18n/words.ts";

/** A mail as it goes out, but for whom it goes to. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** One piece of news, its words ready: for a private ticket it says what happened and nothing of what was written. */
export interface LetterNews {
  /** "Anna answered". */
  heading: string;
  /** Markdown as written. */
  text?: string;
  /** Safe HTML with whole addresses and no pictures. */
  html?: string;
}

export interface LetterFacts {
  kind: "ask" | "received" | "news";
  locale: string;
  siteName: string;
  siteUrl: string;
  number: number;
  /** Null where it may not be said: private, or to somebody who has not pressed. */
  title: string | null;
  news: LetterNews[];
  /** Where the ticket is read. */
  ticketUrl: string;
  /** It opens a private ticket to whoever has it. */
  isSecretUrl: boolean;
  /** Who reads an answer to this mail; null where nobody does. */
  answersFor: "everyone" | "team" | null;
  /** The follower's page: to confirm, to stop, to say "not me". */
  ownUrl: string;
  notMeUrl: string;
}

/** The mail's words in the ticket's language, as text and as HTML. */
export function writeLetter(facts: LetterFacts, t: Words): Letter {
  const { kind, number, title, siteName: site } = facts;
  const isAsking = kind === "ask";
  const subject = isAsking
    ? t("mail:subject.ask", { number, site })
    : title
      ? t("mail:subject.news", { number, title })
      : t("mail:subject.plain", { number, site });
  const lines = isAsking
    ? [t("mail:ask.what", { number, site }), t("mail:ask.press")]
    : [t(kind === "received" ? "mail:received_mail.text" : "mail:news.text", { number, site })];
  const button = isAsking
    ? { url: facts.ownUrl, label: t("mail:ask.button") }
    : { url: facts.ticketUrl, label: t("mail:news.button") };
  const notes = isAsking
    ? [t("mail:ask.not_me")]
    : [...(facts.isSecretUrl ? [t("mail:news.secret")] : []), t(`mail:news.answers_${facts.answersFor ?? "nobody"}`)];
  const links = [
    ...(isAsking ? [] : [{ url: facts.ownUrl, label: t("mail:footer.stop", { number }) }]),
    { url: facts.notMeUrl, label: t("mail:footer.not_me") },
  ];
  const parts = { lines, button, notes, links };
  return { subject, text: asText(facts, parts), html: asHtml(facts, subject, parts) };
}

interface Link {
  url: string;
  label: string;
}

interface Parts {
  lines: string[];
  button: Link;
  notes: string[];
  links: Link[];
}

function asText({ siteName, siteUrl, news }: LetterFacts, { lines, button, notes, links }: Parts): string {
  const told = news.flatMap(({ heading, text }) => [heading, ...(text ? [text] : [])]);
  const foot = ["-- ", siteName, siteUrl, ...links.map(({ label, url }) => `${label}: ${url}`)].join("\n");
  return `${[...lines, ...told, `${button.label}:\n${button.url}`, ...notes, foot].join("\n\n")}\n`;
}

/** No colours of its own, so that it can be read in the dark; no pictures, no stylesheet from elsewhere. */
function asHtml(
  { locale, siteName, siteUrl, news }: LetterFacts,
  subject: string,
  { lines, button, notes, links }: Parts,
) {
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const anchor = ({ url, label }: Link) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
  const told = news.map(
    ({ heading, html }) =>
      `<p><b>${escapeHtml(heading)}</b></p>${html ? `<div style="border-left:3px solid #888;padding-left:12px">${html}</div>` : ""}`,
  );
  const small = "font-size:14px;opacity:.8";
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="font:16px/1.5 sans-serif;max-width:38em;margin:0 auto;padding:16px">
${[...lines.map(paragraph), ...told].join("\n")}
<p style="margin:24px 0"><a href="${escapeHtml(button.url)}" style="display:inline-block;border:2px solid;border-radius:6px;padding:8px 16px;font-weight:bold;text-decoration:none">${escapeHtml(button.label)}</a></p>
<div style="${small}">${notes.map(paragraph).join("\n")}
<p>${anchor({ url: siteUrl, label: siteName })}<br>${links.map(anchor).join("<br>")}</p></div>
</body></html>
`;
}
