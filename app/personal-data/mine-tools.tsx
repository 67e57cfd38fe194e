import { useWords } from "~/i18n/use-words.tsx";
import { eraseMinePath, ownTextsPath, pagePath } from "~/urls.ts";

/** What a visitor can do with everything of theirs. */
export function MineTools() {
  const t = useWords();
  return (
    <section className="panel" aria-labelledby="own">
      <h2 id="own">{t("privacy:mine.title")}</h2>
      <p>
        {t("privacy:mine.text")} <a href={pagePath("privacy")}>{t("privacy:mine.page")}</a>
      </p>
      <p className="buttons">
        <a href={ownTextsPath("md")}>{t("privacy:mine.markdown")}</a>
        <a href={ownTextsPath("json")}>{t("privacy:mine.json")}</a>
        <a href={eraseMinePath()}>{t("privacy:mine.erase")}</a>
      </p>
    </section>
  );
}
