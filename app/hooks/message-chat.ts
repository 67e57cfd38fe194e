import type { HookKind } from "./hook-events.ts";

type Chat = Exclude<HookKind, "webhook">;

/** What a chat gets: several things that happened in one message. */
export interface ChatMessage {
  lines: ChatLine[];
  /** "… and 12 more", and where they stand. */
  more?: { text: string; url: string };
}

export interface ChatLine {
  /** "New question 12: How do I sign in?" */
  heading: string;
  url: string;
  text: string | null;
}

/** So many characters of ours fit into one message with all signs that are put before theirs. Telegram takes 4,096. */
const MOST: Record<Chat, number> = { slack: 7_500, mattermost: 7_500, telegram: 3_900 };

/** The body of the call that each of them takes. */
export function chatBody(kind: Chat, message: ChatMessage, { chat }: { chat?: string } = {}): string {
  const text = write(message, writers[kind], MOST[kind]);
  if (kind === "telegram") {
    return JSON.stringify({ chat_id: chat, text, link_preview_options: { is_disabled: true } });
  }
  // What a visitor linked to is not drawn beside it.
  return JSON.stringify(kind === "slack" ? { text, unfurl_links: false, unfurl_media: false } : { text });
}

interface Writer {
  link(words: string, url: string): string;
  quote(text: string): string;
}

const isolate = (text: string, sign: string) =>
  text
    .split("\n")
    .map((line) => `${sign}${line}`)
    .join("\n");

/** Signs that Slack reads as its own: links, mentions and "everybody in the channel" all begin with one of them. */
const slackText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A name behind an @ calls somebody; with an empty sign between it is only text. What stands in an address stays. */
const calm = (text: string) => text.replace(/(?<![\p{L}\p{N}])@(?=[\p{L}\p{N}_])/gu, "@\u200b");

/** Mattermost writes Markdown. */
const plainMarkdown = (text: string) => calm(text).replace(/[\\`*_{}[\]()#!|~<>]/g, "\\$&");

const writers: Record<Chat, Writer> = {
  slack: {
    link: (words, url) => `<${slackText(url)}|${slackText(words).replaceAll("|", "¦")}>`,
    quote: (text) => isolate(slackText(text), "> "),
  },
  mattermost: {
    link: (words, url) => `[${plainMarkdown(words)}](${url})`,
    quote: (text) => isolate(plainMarkdown(text), "> "),
  },
  telegram: { link: (words, url) => `${calm(words)}\n${url}`, quote: calm },
};

function write({ lines, more }: ChatMessage, { link, quote }: Writer, most: number): string {
  const heads = lines.map(({ heading, url }) => link(heading, url));
  if (more) heads.push(link(more.text, more.url));
  const room = most - heads.reduce((sum, head) => sum + head.length + 3, 0);
  const each = Math.max(0, Math.floor(room / lines.length));
  return heads
    .map((head, index) => {
      const words = cut(lines[index]?.text ?? "", each);
      return words ? `${head}\n${quote(words)}` : head;
    })
    .join("\n\n");
}

/** At most so long, in whole signs, with no more than one empty line in a row. */
export function cut(text: string, most: number): string {
  const whole = text.replace(/\n{3,}/g, "\n\n").trim();
  if (whole.length <= most) return whole;
  let short = "";
  for (const sign of whole) {
    if (short.length + sign.length > most - 1) break;
    short += sign;
  }
  return short && `${short}…`;
}
