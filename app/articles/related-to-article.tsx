import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { StatusBadge } from "~/tickets/status-badge.tsx";
import { ticketPath } from "~/urls.ts";
import { ArticleLink } from "./article-link.tsx";
import type { ArticleView } from "./article-page.ts";

/** Tickets about the same, and articles nearby. */
export function RelatedToArticle({ article: { tickets, related } }: { article: ArticleView }) {
  const t = useWords();
  const { locale } = useLanguage();
  if (tickets.length + related.length === 0) return null;
  return (
    <div className="article__related">
      {tickets.length > 0 && (
        <section className="panel" aria-labelledby="tickets-about">
          <h2 id="tickets-about">{t("articles:tickets")}</h2>
          <ul>
            {tickets.map((ticket) => (
              <li key={ticket.id}>
                <a href={ticketPath(ticket)} lang={ticket.language === locale ? undefined : ticket.language}>
                  {ticket.title}
                </a>
                <p className="meta">
                  <StatusBadge status={ticket.status} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {related.length > 0 && (
        <section className="panel" aria-labelledby="related">
          <h2 id="related">{t("articles:related")}</h2>
          <ul>
            {related.map((one) => (
              <li key={one.id}>
                <ArticleLink article={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
