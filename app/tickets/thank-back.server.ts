import type { Db } from "#db/client.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Agent } from "~/people/viewer.ts";
import type { Site } from "~/site/site.ts";
import { replyToTicket } from "./reply-to-ticket.server.ts";
import { limits } from "./ticket.ts";
import { findTicket } from "./visibility.server.ts";

interface ThankBack {
  ticketId: number;
  /** Empty for the words that we have ready in the ticket's language. */
  words: string;
  agent: Agent;
  now: number;
  site: Site;
}

/** The team's answer to a thanks. False where there is none of that number. */
export async function thankBack(db: Db, { ticketId, words, agent, now, site }: ThankBack): Promise<boolean> {
  const viewer = { visitor: null, agent };
  const found = await findTicket(db, viewer, ticketId, now);
  if (!("ticket" in found) || found.ticket.kind !== "thanks" || found.ticket.removed_at !== null) return false;
  const { ticket, rights } = found;
  const ready = wordsIn(localeFor(ticket.language, site.locale))("thanks:back_words");
  const body = words.replaceAll("\r\n", "\n").trim().slice(0, limits.body) || ready;
  await replyToTicket(db, {
    ...{ ticket, viewer, rights, kind: "answer", body, name: null, isUnsolved: false, isOfficial: false },
    ...{ addressPrefix: "", now, site },
  });
  return true;
}
