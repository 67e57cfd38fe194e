import type { AppLoadContext } from "@remix-run/node";
import type { Db } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import type { SentFiles } from "~/files/take-files.server.ts";
import type { MailAddress } from "~/mail/mail-address.server.ts";
import type { CameBy } from "~/moderation/judge.server.ts";
import type { Writer } from "~/people/make-visitor.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import type { Site } from "~/site/site.ts";
import type { FormAgain } from "./form-again.ts";
import { acceptIntent, officialIntent } from "./intents/answer-intents.server.ts";
import { assignIntent, noAnswerIntent } from "./intents/facts-intents.server.ts";
import { findIntent, insertIntent } from "./intents/insert-intents.server.ts";
import { mergeIntent, unmergeIntent } from "./intents/merge-intents.server.ts";
import { removeIntent, restoreIntent } from "./intents/remove-intents.server.ts";
import { previewIntent, replyIntent } from "./intents/reply-intents.server.ts";
import { closeIntent, statusIntent } from "./intents/status-intents.server.ts";
import { editIntent } from "./intents/text-intents.server.ts";
import {
  askPublicIntent,
  fineIntent,
  keepPrivateIntent,
  makePrivateIntent,
  makePublicIntent,
  newLinkIntent,
  spamIntent,
} from "./intents/visibility-intents.server.ts";
import type { LinkedArticle } from "./linked-article.ts";
import type { Rights } from "./viewing.ts";

/** A form that was posted to a ticket's page, with everything that was found out about it. */
export interface Ask {
  ticket: TicketRow;
  rights: Rights;
  viewer: Viewer;
  form: URLSearchParams;
  /** Files that came with the form. */
  files: SentFiles;
  site: Site;
  now: number;
  /** False where the client must look at its reply and press once more. */
  isPressed: boolean;
  addressPrefix: string;
  cameBy: CameBy;
  /** The address of a form, counted by the sender's network. */
  takeMail: (email: string | null) => Promise<MailAddress | undefined>;
  /** The agent's search of the knowledge base, which stands above this room. */
  findArticles: (query: string) => Promise<LinkedArticle[]>;
}

/** Where to go after it, or the form once more. Undefined: there is no such thing at this ticket. */
export type Outcome = { to: string; writer?: Writer } | { again: FormAgain; status: 200 | 400 | 409 } | undefined;

/** What a button `intent` does. */
export interface Intent {
  isAllowed: (rights: Rights, ticket: TicketRow) => boolean;
  limit: "reply" | "preview" | "edit";
  run: (db: Db, ask: Ask) => Promise<Outcome>;
  /** Whether the sender pressed on a page of ours; see reply-intents. */
  asksToPress?: (request: Request, form: URLSearchParams, context: AppLoadContext) => boolean;
}

/** Every verb of a ticket's page, by the value of its button up to a colon; what follows it is for the verb. */
export const ticketIntents: Record<string, Intent | undefined> = Object.assign(Object.create(null), {
  reply: replyIntent,
  preview: previewIntent,
  insert: insertIntent,
  find: findIntent,
  status: statusIntent,
  close: closeIntent,
  assign: assignIntent,
  "no-answer": noAnswerIntent,
  merge: mergeIntent,
  unmerge: unmergeIntent,
  edit: editIntent,
  remove: removeIntent,
  restore: restoreIntent,
  accept: acceptIntent,
  official: officialIntent,
  "make-private": makePrivateIntent,
  "make-public": makePublicIntent,
  "ask-public": askPublicIntent,
  "keep-private": keepPrivateIntent,
  "new-link": newLinkIntent,
  spam: spamIntent,
  fine: fineIntent,
});
