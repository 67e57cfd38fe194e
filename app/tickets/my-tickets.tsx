import type { ReactNode } from "react";
import { Notice } from "~/components/notice.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { WriteUs } from "./ticket-article.tsx";
import type { TicketCardView } from "./ticket-card.ts";
import { TicketList } from "./ticket-list.tsx";

interface MyTicketsProps {
  tickets: TicketCardView[];
  /** Taken away, and still to be read by their author. */
  removed: TicketCardView[];
  /** Everything of this browser was just erased. */
  isErased: boolean;
  /** What can be done with all of it. */
  tools: ReactNode;
}

/** The tickets of this browser. */
export function MyTickets({ tickets, removed, isErased, tools }: MyTicketsProps) {
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <h1>{t("site:mine_page.title")}</h1>
        <p className="lede">{t("site:mine_page.lede")}</p>
        {isErased && (
          <div className="body tight">
            <Notice>{t("privacy:erase.done")}</Notice>
          </div>
        )}
        {tickets.length > 0 ? (
          <TicketList tickets={tickets} headings="h2" withAnswers />
        ) : (
          <div className="empty-state">
            <h2>{t("site:mine_page.empty_title")}</h2>
            <p>{t("site:mine_page.empty_text")}</p>
            <WriteUs />
          </div>
        )}
        {removed.length > 0 && (
          <>
            <div className="section-head">
              <h2>{t("privacy:mine.removed")}</h2>
            </div>
            <p className="hint">{t("privacy:mine.removed_hint")}</p>
            <TicketList tickets={removed} headings="h3" withAnswers />
          </>
        )}
        {tools}
      </main>
    </div>
  );
}
