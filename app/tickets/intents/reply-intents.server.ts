import type { Db } from "#db/client.ts";
import { withFileErrors } from "~/files/file-form.ts";
import { readFormToken } from "~/http/form-token.server.ts";
import { saysSameOrigin } from "~/http/same-origin.server.ts";
import { maskSecrets, secretKindsIn } from "~/secrets/find-secrets.ts";
import { secretAnswer } from "~/secrets/secret-answer.ts";
import { heldReplyPath, replyPath } from "~/urls.ts";
import { setVisibility } from "../change-visibility.server.ts";
import { checkedName } from "../checked-name.server.ts";
import { parseReplyForm } from "../reply-form.ts";
import { replyToTicket } from "../reply-to-ticket.server.ts";
import { prepareText } from "../text.server.ts";
import type { Ask, Intent, Outcome } from "../ticket-intents.server.ts";
import { actorOf } from "./actor.server.ts";

/** Sends a reply, with the status that an agent chose for it. */
export const replyIntent: Intent = {
  isAllowed: (_, ticket) => ticket.removed_at === null,
  limit: "reply",
  // Reply forms of public pages carry no token, or the page would not be the same for everyone.
  asksToPress: (request, form, context) =>
    saysSameOrigin(request, context) !== undefined ||
    readFormToken(context.secret, form.get("form_token"), context.now) !== undefined,
  async run(db, ask) {
    const { ticket, viewer, rights, now, site } = ask;
    const { typed, errors, values } = await parse(db, ask);
    if (!values) return { again: { intent: "reply", typed, errors }, status: 400 };
    if (!ask.isPressed) return showOnceMore(ask, values["reply-body"], typed);

    const isTeam = viewer.agent !== null;
    const answer = secretAnswer(ask.form);
    const secrets = isTeam || answer || ticket.visibility === "private" ? [] : secretKindsIn([values["reply-body"]]);
    if (secrets.length > 0) return { again: { intent: "reply", typed, errors: [], secrets }, status: 400 };
    const isHidden = answer === "private" && rights.isAuthor;
    if (isHidden) await setVisibility(db, ticket.id, "private", { by: actorOf(viewer), now });
    const kind = values["reply-kind"] === "note" && !isTeam ? "comment" : values["reply-kind"];
    const sent = await replyToTicket(db, {
      ticket,
      viewer,
      rights,
      kind,
      body:
        !answer || answer === "as-is" || isHidden
          ? values["reply-body"]
          : (maskSecrets([values["reply-body"]])[0] ?? ""),
      name: values["reply-name"],
      files: ask.files.kept,
      isUnsolved: values["reply-outcome"] === "unsolved",
      isOfficial: isTeam && values.official !== "",
      status: isTeam && kind !== "note" && values.status ? { key: values.status, reason: values.reason } : undefined,
      seenVersion: isTeam ? values.seen : undefined,
      canned: values.canned,
      addressPrefix: ask.addressPrefix,
      cameBy: ask.cameBy,
      now,
      site,
    });
    if ("stale" in sent) return { again: { intent: "reply", typed, errors: [], isStale: true }, status: 409 };
    const isHeld = sent.reply.moderation === "held";
    return {
      to: isHeld ? heldReplyPath(ticket) : replyPath(ticket, sent.reply.id, ticket.reply_count + 1),
      writer: sent.writer,
    };
  },
};

/** Shows a reply as it would look. */
export const previewIntent: Intent = {
  isAllowed: replyIntent.isAllowed,
  limit: "preview",
  asksToPress: replyIntent.asksToPress,
  async run(db, ask) {
    const { typed, errors, values } = await parse(db, ask);
    if (!values) return { again: { intent: "preview", typed, errors }, status: 400 };
    return { again: await previewed(ask, values["reply-body"], typed), status: 200 };
  },
};

async function parse(db: Db, { form, ticket, viewer, site, files }: Ask) {
  const parsed = parseReplyForm(form, ticket.kind, { hasFiles: files.kept.length > 0 });
  return withFileErrors(await checkedName(db, parsed, "reply-name", viewer, site), files);
}

async function showOnceMore(ask: Ask, body: string, typed: Record<string, string>): Promise<Outcome> {
  return { again: { ...(await previewed(ask, body, typed)), needsPress: true }, status: 400 };
}

async function previewed({ viewer, site }: Ask, body: string, typed: Record<string, string>) {
  const { html } = await prepareText({ body, voice: viewer.agent ? "team" : "visitor" }, site);
  return { intent: "preview", typed, errors: [], preview: html };
}
