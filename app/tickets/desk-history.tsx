import { Moment } from "~/components/moment.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import type { DeskTicketProps } from "./desk-ticket.tsx";

/** Earlier texts, kept when somebody changed them. What happened when stands in the thread itself. */
export function DeskHistory({ revisions }: DeskTicketProps) {
  const t = useWords();
  if (revisions.length === 0) return null;
  return (
    <section className="history" aria-labelledby="history">
      <h2 id="history">{t("desk:ticket.revisions")}</h2>
      <ol>
        {revisions.map((revision) => (
          <li key={revision.id}>
            <details className="revision">
              <summary>
                <Moment at={revision.createdAt} /> {revision.replyId !== null && `#${revision.replyId}`}
              </summary>
              {revision.title && <b>{revision.title}</b>}
              <pre>{revision.body}</pre>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
