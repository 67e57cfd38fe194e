import { attribute, findElements, textOf } from "./html-form.ts";

export interface ReadPage {
  /** The status in the head of the ticket, its key and phase. */
  status: string | undefined;
  phase: string | undefined;
  /** The ticket's own text. */
  text: string;
  replies: { id: number; text: string; isTeam: boolean; isOfficial: boolean; isNote: boolean }[];
  /** Lines of the history. */
  events: string[];
}

/** A ticket's page as a program reads it, by the marks that the contract promises. */
export function readTicketPage(html: string): ReadPage {
  const [status] = findElements(html, (one) => attribute(one, "data-status") !== undefined);
  const articles = findElements(html, ({ tagName }) => tagName === "article");
  const has = (name: string, word: string) => name.split(" ").includes(word);
  const bodyOf = (article: (typeof articles)[number]) =>
    findElements(article, (one) => has(attribute(one, "class") ?? "", "body"))
      .map(textOf)
      .join("\n")
      .trim();
  const [ticket] = articles.filter((one) => attribute(one, "id") === "ticket");
  return {
    status: status && attribute(status, "data-status"),
    phase: status && attribute(status, "data-phase"),
    text: ticket ? bodyOf(ticket) : "",
    replies: articles
      .filter((one) => /^reply-\d+$/.test(attribute(one, "id") ?? ""))
      .map((article) => {
        const name = attribute(article, "class") ?? "";
        return {
          id: Number(attribute(article, "id")?.slice("reply-".length)),
          text: bodyOf(article),
          isTeam: has(name, "team"),
          isOfficial: has(name, "reply--official"),
          isNote: has(name, "note"),
        };
      }),
    events: findElements(html, (one) => has(attribute(one, "class") ?? "", "ticket-event")).map((one) =>
      textOf(one).replace(/\s+/g, " ").trim(),
    ),
  };
}
