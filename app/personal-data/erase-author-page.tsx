import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { eraseAuthorPath, ticketPath } from "~/urls.ts";
import type { OwnCounts } from "./own-counts.ts";
import { WhatGoes } from "./what-goes.tsx";

interface Props {
  ticket: { id: number; slug: string; title: string };
  counts: OwnCounts;
}

/** The step before the team erases everything of a ticket's author. */
export function EraseAuthorPage({ ticket, counts }: Props) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <div className="desk-head">
          <h1>{t("privacy:desk.erase")}</h1>
        </div>
        <p className="meta tight">
          <a href={ticketPath(ticket)}>
            {t("tickets:number", { number: ticket.id })} {ticket.title}
          </a>
        </p>
        <p className="lede tight">{t("privacy:desk.erase_lede")}</p>
        <WhatGoes counts={counts} />
        <PostForm className="desk-form" action={eraseAuthorPath(ticket.id)}>
          <p className="buttons">
            <button className="button" type="submit" name="intent" value="erase">
              {t("privacy:erase.do")}
            </button>
            <a className="button button--quiet" href={ticketPath(ticket)}>
              {t("privacy:erase.keep")}
            </a>
          </p>
        </PostForm>
      </main>
    </div>
  );
}
