import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useSite } from "~/components/site-context.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import type { OwnFollow } from "~/mail/own-follow.ts";
import type { OwnPush } from "~/push/own-push.ts";
import { PushForm } from "~/push/push-form.tsx";
import { ticketFeedPath, ticketFollowPath } from "~/urls.ts";
import type { TicketView } from "./ticket-page.ts";

interface FollowPanelProps {
  ticket: TicketView;
  follow: OwnFollow | null;
  push: OwnPush;
}

/** Beside a ticket: its news by mail, in this browser, or as a feed. */
export function FollowPanel({ ticket, follow, push }: FollowPanelProps) {
  const t = useWords();
  const { hasMail } = useSite().site;
  const hasFeed = ticket.visibility === "public" && !ticket.isHeld;
  // Where all that is left needs the browser's script, the script shows it.
  const isEmpty = !hasMail && !hasFeed && !push.isOn;
  return (
    <section className="panel" id="follow" aria-labelledby="follow-title" hidden={isEmpty}>
      <h2 id="follow-title">{t("mail:follow.title")}</h2>
      {follow?.isBounced && <p>{t("mail:follow.bounced", { address: follow.address })}</p>}
      {follow && !follow.isBounced ? (
        <Following ticket={ticket} follow={follow} />
      ) : (
        hasMail && <FollowForm ticket={ticket} />
      )}
      <PushForm ticket={ticket} push={push} />
      {hasFeed && (
        <p className="hint">
          <a href={ticketFeedPath(ticket)}>{t(hasMail ? "mail:follow.feed" : "push:feed")}</a>
        </p>
      )}
    </section>
  );
}

function Following({ ticket, follow }: { ticket: TicketView; follow: OwnFollow }) {
  const t = useWords();
  const { address, isConfirmed } = follow;
  return (
    <PostForm action={ticketFollowPath(ticket)}>
      <p>{t(isConfirmed ? "mail:follow.on" : "mail:follow.asked", { address })}</p>
      <p className="buttons">
        <button className="button button--quiet button--small" type="submit" name="intent" value="unfollow">
          {t("mail:follow.stop")}
        </button>
      </p>
    </PostForm>
  );
}

/** One field: the address that wants the news. */
export function FollowForm({
  ticket,
  typed = "",
  errors,
}: {
  ticket: { id: number; slug: string };
  typed?: string;
  errors?: FieldError[];
}) {
  const t = useWords();
  return (
    <PostForm action={ticketFollowPath(ticket)}>
      <TextField
        {...emailInput}
        id="follow-email"
        name="email"
        label={t("mail:field.label")}
        hint={t("mail:follow.text")}
        defaultValue={typed}
        errors={errors}
      />
      <button className="button button--quiet button--small" type="submit" name="intent" value="follow">
        {t("mail:follow.do")}
      </button>
    </PostForm>
  );
}

/** As browsers and screen keyboards know a field for one's own address. */
export const emailInput = { type: "email", autoComplete: "email", spellCheck: false, maxLength: 254 } as const;
