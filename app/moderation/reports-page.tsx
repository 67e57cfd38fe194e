import type { ReactNode } from "react";
import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { blackenPath, replyPath, reportsPath, ticketPath } from "~/urls.ts";
import type { ReportedGroup } from "./reports.ts";

/** What readers told the team about posts: why, how many, and what can be done. */
export function ReportsPage({ reports, isDone }: { reports: ReportedGroup[]; isDone: boolean }) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <div className="desk-head">
          <h1>{t("reports:desk.title")}</h1>
        </div>
        {isDone && (
          <p className="notice" role="status">
            {t("reports:desk.settled")}
          </p>
        )}
        {reports.length === 0 ? (
          <div className="empty-state">
            <h2>{t("reports:desk.empty_title")}</h2>
            <p>{t("reports:desk.empty")}</p>
          </div>
        ) : (
          reports.map((report) => <Report key={`${report.ticket.id} ${report.replyId}`} report={report} />)
        )}
      </main>
    </div>
  );
}

function Report({ report }: { report: ReportedGroup }) {
  const t = useWords();
  const { locale } = useLanguage();
  const { ticket, replyId } = report;
  const id = `report-${ticket.id}-${replyId ?? 0}`;
  const lang = ticket.language === locale ? undefined : ticket.language;
  return (
    <section className="panel report" aria-labelledby={id}>
      <h2 id={id}>
        <a href={replyId === null ? ticketPath(ticket) : replyPath(ticket, replyId)} lang={lang}>
          {ticket.title}
        </a>
      </h2>
      <p className="meta">
        <b>{t("reports:desk.count", { count: report.count })}</b>{" "}
        <span>
          {report.reasons
            .map(({ reason, count }) => `${t(`reports:short.${reason}`)}${count > 1 ? ` × ${count}` : ""}`)
            .join(", ")}
        </span>{" "}
        <Moment at={report.firstAt} />
      </p>
      <div className="body">
        <blockquote lang={lang}>
          {replyId !== null && <b>{t("reports:desk.reply", { number: replyId })} </b>}
          {report.excerpt}
        </blockquote>
      </div>
      {report.words.length > 0 && (
        <ul className="report__words">
          {report.words.map((words) => (
            <li key={words}>
              <q>{words}</q>
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <PostForm action={reportsPath()}>
          <input type="hidden" name="ticket" value={ticket.id} />
          {replyId !== null && <input type="hidden" name="reply" value={replyId} />}
          <button className="button button--quiet button--small" type="submit" name="intent" value="dismiss">
            {t("reports:desk.dismiss")}
          </button>
        </PostForm>
        <a href={blackenPath(ticket.id)}>{t("reports:desk.blacken")}</a>
        {replyId === null ? (
          <>
            <Verb report={report} intent="make-private">
              {t("desk:ticket.make_private")}
            </Verb>
            <Verb report={report} intent="spam">
              {t("desk:ticket.spam")}
            </Verb>
          </>
        ) : (
          <Verb report={report} intent="remove">
            {t("reports:desk.remove_reply")}
          </Verb>
        )}
      </div>
    </section>
  );
}

/** What a ticket's own page can do: it leads there. */
function Verb({ report, intent, children }: { report: ReportedGroup; intent: string; children: ReactNode }) {
  return (
    <PostForm action={ticketPath(report.ticket)}>
      {report.replyId !== null && <input type="hidden" name="reply" value={report.replyId} />}
      <button className="link-button" type="submit" name="intent" value={intent}>
        {children}
      </button>
    </PostForm>
  );
}
