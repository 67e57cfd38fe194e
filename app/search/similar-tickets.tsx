import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { StatusBadge } from "~/tickets/status-badge.tsx";
import { articlePath, ticketPath } from "~/urls.ts";
import { AnsweredButton } from "./answered-button.tsx";
import type { SimilarDocument } from "./query-results.ts";
import { ArticleMark } from "./search-result.tsx";

/** What is written about the same already, articles and tickets. It opens in place, so that nothing typed is lost. */
export function SimilarTickets({ similar }: { similar: SimilarDocument[] }) {
  const t = useWords();
  const { locale } = useLanguage();
  if (similar.length === 0) return null;
  return (
    <div className="similar-tickets">
      <p>{t("search:similar", { count: similar.length })}</p>
      {similar.map((one) => {
        const firstLine = one.kind === "article" ? one.summary : one.answer?.excerpt;
        const target = one.kind === "article" ? "article" : "ticket";
        return (
          <details key={`${target} ${one.id}`} lang={one.language === locale ? undefined : one.language}>
            <summary>
              {one.kind === "article" && <ArticleMark />} {one.title}{" "}
              {one.kind !== "article" && <StatusBadge status={one.status} />}
            </summary>
            <div className="similar-tickets__answer">
              {firstLine && <p>{firstLine}</p>}
              <p className="buttons" lang={locale}>
                <a href={one.kind === "article" ? articlePath(one) : ticketPath(one)}>{t("search:similar_open")}</a>{" "}
                {firstLine && <AnsweredButton answer={{ target, id: one.id }} />}
              </p>
            </div>
          </details>
        );
      })}
    </div>
  );
}
