import { PostForm } from "~/components/post-form.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { ticketFollowPath, ticketPath } from "~/urls.ts";
import type { PushedTicket } from "./own-push.ts";

/** What this browser is told of, each with its stop. */
export function PushedTickets({ pushed }: { pushed: PushedTicket[] }) {
  const t = useWords();
  if (pushed.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="pushed">
      <h2 id="pushed">{t("push:mine.title")}</h2>
      <ul>
        {pushed.map((one) => (
          <Pushed key={one.number} pushed={one} />
        ))}
      </ul>
    </section>
  );
}

function Pushed({ pushed: { number, ticket } }: { pushed: PushedTicket }) {
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
        <button className="button button--quiet button--small" type="submit" name="intent" value="push-stop">
          {t("push:stop")}
        </button>
      </PostForm>
    </li>
  );
}
