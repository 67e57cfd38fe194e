import { PostForm } from "~/components/post-form.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { ticketFollowPath, ticketPath } from "~/urls.ts";
import type { FollowedTicket } from "./own-follow.ts";

/** What this browser follows by mail, each with its stop. */
export function FollowedTickets({ followed }: { followed: FollowedTicket[] }) {
  const t = useWords();
  if (followed.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="followed">
      <h2 id="followed">{t("mail:mine.title")}</h2>
      <ul>
        {followed.map((one) => (
          <Followed key={one.number} followed={one} />
        ))}
      </ul>
    </section>
  );
}

function Followed({ followed: { number, ticket, address, isConfirmed, isBounced } }: { followed: FollowedTicket }) {
  const t = useWords();
  const { locale } = useLanguage();
  return (
    <li>
      <PostForm action={ticketFollowPath({ id: number, slug: ticket?.slug ?? "" })}>
        <input type="hidden" name="from" value="mine" />
        {ticket ? (
          <a href={ticketPath(ticket)} lang={ticket.language === locale ? undefined : ticket.language}>
            {ticket.title}
          </a>
        ) : (
          t("mail:mine.number", { number })
        )}{" "}
        <span className="hint">
          {address}
          {isBounced ? `, ${t("mail:mine.bounced")}` : !isConfirmed && `, ${t("mail:mine.asked")}`}
        </span>{" "}
        <button className="button button--quiet button--small" type="submit" name="intent" value="unfollow">
          {t("mail:follow.stop")}
        </button>
      </PostForm>
    </li>
  );
}
