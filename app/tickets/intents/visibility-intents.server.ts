import type { Db } from "#db/client.ts";
import { ticketPath } from "~/urls.ts";
import { askForPublication, declinePublication, moderateTicket, setVisibility } from "../change-visibility.server.ts";
import { replaceSecretLink } from "../secret-link.server.ts";
import type { Ask, Intent } from "../ticket-intents.server.ts";
import { canManage } from "../viewing.ts";
import { actorOf } from "./actor.server.ts";

/** A verb that needs nothing but its button. */
function oneButton(isAllowed: Intent["isAllowed"], change: (db: Db, ask: Ask) => Promise<unknown>): Intent {
  return {
    isAllowed,
    limit: "edit",
    async run(db, ask) {
      await change(db, ask);
      return { to: ticketPath(ask.ticket) };
    },
  };
}

const by = ({ viewer, now }: Ask) => ({ by: actorOf(viewer), now });

export const makePrivateIntent = oneButton(
  (rights, ticket) => canManage(rights) && ticket.removed_at === null,
  (db, ask) => setVisibility(db, ask.ticket.id, "private", by(ask)),
);

/** Only its author opens a private ticket to everyone. */
export const makePublicIntent = oneButton(
  (rights, ticket) => rights.isAuthor && ticket.removed_at === null,
  (db, ask) => setVisibility(db, ask.ticket.id, "public", { by: { visitorId: ask.viewer.visitor?.id }, now: ask.now }),
);

export const askPublicIntent = oneButton(
  (rights) => rights.isAgent,
  (db, ask) => askForPublication(db, ask.ticket.id, by(ask)),
);

export const keepPrivateIntent = oneButton(
  (rights) => rights.isAuthor,
  (db, ask) => declinePublication(db, ask.ticket.id, by(ask)),
);

export const newLinkIntent = oneButton(
  (rights) => rights.isAuthor,
  (db, ask) => replaceSecretLink(db, ask.ticket.id, ask.viewer.visitor?.id ?? 0, ask.now),
);

export const spamIntent = oneButton(
  (rights) => rights.isAgent,
  (db, ask) => moderateTicket(db, ask.ticket.id, "spam", by(ask)),
);

export const fineIntent = oneButton(
  (rights) => rights.isAgent,
  (db, ask) => moderateTicket(db, ask.ticket.id, "fine", by(ask)),
);
