import { useWords } from "~/i18n/use-words.tsx";
import { WriteUs } from "./ticket-article.tsx";
import type { TicketCardView } from "./ticket-card.ts";
import { TicketList } from "./ticket-list.tsx";

/** The tickets of this browser. */
export function MyTickets({ tickets }: { tickets: TicketCardView[] }) {
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <h1>{t("site:mine_page.title")}</h1>
        <p className="lede">{t("site:mine_page.lede")}</p>
        {tickets.length > 0 ? (
          <TicketList tickets={tickets} headings="h2" withAnswers />
        ) : (
          <div className="empty-state">
            <h2>{t("site:mine_page.empty_title")}</h2>
            <p>{t("site:mine_page.empty_text")}</p>
            <WriteUs />
          </div>
        )}
      </main>
    </div>
  );
}
