import { useWords } from "~/i18n/use-words.tsx";
import { cannedPath, insertsPath } from "~/urls.ts";
import type { Inserts } from "./insert.ts";
import { InsertList } from "./insert-list.tsx";

interface InsertBoxProps {
  ticketId: number;
  inserts: Inserts;
  isOpen: boolean;
  /** The canned answers that the text is made of, see parseUsed. */
  used: string | undefined;
}

/**
 * What an agent can put into a reply, behind a summary. Every button sends the form, and it comes back with the text;
 * with JavaScript (app/enhance/inserts.ts) it goes in at the caret. The search is the form's first button, so Enter
 * in one of its fields finds something and sends nothing.
 */
export function InsertBox({ ticketId, inserts, isOpen, used }: InsertBoxProps) {
  const t = useWords();
  return (
    <details className="canned" open={isOpen} data-inserts={insertsPath(ticketId)}>
      <summary>{t("canned:insert.title")}</summary>
      <input type="hidden" name="canned" defaultValue={used ?? ""} />
      <div className="field canned__find">
        <label className="vh" htmlFor="find">
          {t("canned:insert.find")}
        </label>
        <input
          id="find"
          name="find"
          type="search"
          autoComplete="off"
          maxLength={300}
          placeholder={t("canned:insert.find")}
          defaultValue={inserts.query}
        />
        <button className="button button--quiet button--small" type="submit" name="intent" value="find">
          {t("canned:insert.find_button")}
        </button>
      </div>
      <div data-inserts-list>
        <InsertList inserts={inserts} />
      </div>
      <p className="hint">
        {t("canned:insert.hint")}{" "}
        <span data-inserts-shortcut hidden>
          {t("canned:insert.shortcut")}
        </span>{" "}
        <a href={cannedPath()}>{t("canned:insert.manage")}</a>
      </p>
    </details>
  );
}
