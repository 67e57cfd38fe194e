import { ErrorSummary } from "~/components/error-summary.tsx";
import { Notice } from "~/components/notice.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { ticketPath } from "~/urls.ts";
import { FollowForm } from "./follow-panel.tsx";

export interface FollowPageProps {
  ticket: { id: number; slug: string; title: string };
  isDone: boolean;
  /** What was typed, when the form comes back. */
  typed?: Record<string, string>;
  errors?: FieldError[];
}

/** Asks for a ticket's news by mail; after that, what to do next. */
export function FollowPage({ ticket, isDone, typed, errors = [] }: FollowPageProps) {
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <ErrorSummary errors={errors} />
        <nav className="breadcrumbs hint" aria-label={t("tickets:page.path")}>
          <ol>
            <li>
              <a href={ticketPath(ticket)}>{ticket.title}</a>
            </li>
          </ol>
        </nav>
        <h1>{isDone ? t("mail:follow.done_title") : t("mail:follow.page_title", { number: ticket.id })}</h1>
        {isDone ? (
          <div className="body tight">
            <Notice>{t("mail:follow.done")}</Notice>
            <p className="buttons">
              <a className="button button--quiet" href={ticketPath(ticket)}>
                {t("mail:follow.back")}
              </a>
            </p>
          </div>
        ) : (
          <div className="ticket-form">
            <FollowForm ticket={ticket} typed={typed?.email} errors={errors} />
          </div>
        )}
      </main>
    </div>
  );
}
