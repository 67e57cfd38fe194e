import { Choice } from "~/components/choice.tsx";
import { ErrorSummary } from "~/components/error-summary.tsx";
import { TextArea } from "~/components/field.tsx";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { replyPath, ticketPath, ticketReportPath } from "~/urls.ts";
import type { ReportedPost } from "./reports.ts";
import { reportReasons } from "./reports-form.ts";

export interface ReportPageProps {
  post: ReportedPost;
  isDone: boolean;
  /** What was typed, when the form comes back. */
  typed?: Record<string, string>;
  errors?: FieldError[];
}

/** Tells the team what is wrong with a post. */
export function ReportPage({ post, isDone, typed = {}, errors = [] }: ReportPageProps) {
  const t = useWords();
  const back = post.replyId === null ? ticketPath(post.ticket) : replyPath(post.ticket, post.replyId);
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <ErrorSummary errors={errors} />
        <nav className="breadcrumbs hint" aria-label={t("tickets:page.path")}>
          <ol>
            <li>
              <a href={back}>{post.ticket.title}</a>
            </li>
          </ol>
        </nav>
        <h1>{t(isDone ? "reports:done_title" : post.replyId === null ? "reports:title" : "reports:title_reply")}</h1>
        {isDone ? (
          <div className="body tight">
            <Notice>{t("reports:done")}</Notice>
            <p className="buttons">
              <a className="button button--quiet" href={back}>
                {t("reports:back")}
              </a>
            </p>
          </div>
        ) : (
          <>
            <p className="lede">{t("reports:lede")}</p>
            {post.excerpt && (
              <div className="body tight">
                <blockquote>{post.excerpt}</blockquote>
              </div>
            )}
            <PostForm className="ticket-form" action={ticketReportPath(post.ticket)}>
              {post.replyId !== null && <input type="hidden" name="reply" value={post.replyId} />}
              <Choice
                id="why"
                legend={t("reports:why")}
                layout="list"
                value={typed.why ?? ""}
                options={reportReasons.map((value) => ({ value, label: t(`reports:reason.${value}`) }))}
              />
              <TextArea
                id="body"
                label={t("reports:words")}
                hint={t("reports:words_hint")}
                isOptional
                defaultValue={typed.body}
                errors={errors}
              />
              <div className="buttons">
                <button className="button" type="submit" name="intent" value="report">
                  {t("reports:send")}
                </button>
              </div>
            </PostForm>
          </>
        )}
      </main>
    </div>
  );
}
