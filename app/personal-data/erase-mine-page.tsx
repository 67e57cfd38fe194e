import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { eraseMinePath, minePath, ownTextsPath } from "~/urls.ts";
import type { OwnCounts } from "./own-counts.ts";
import { WhatGoes } from "./what-goes.tsx";

/** The step before everything of this browser is erased. */
export function EraseMinePage({ counts }: { counts: OwnCounts }) {
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <h1>{t("privacy:erase.title")}</h1>
        <p className="lede">{t("privacy:erase.lede")}</p>
        <WhatGoes counts={counts}>
          <p>
            {t("privacy:erase.copy_first")} <a href={ownTextsPath("md")}>{t("privacy:mine.markdown")}</a>,{" "}
            <a href={ownTextsPath("json")}>{t("privacy:mine.json")}</a>
          </p>
        </WhatGoes>
        <PostForm className="ticket-form" action={eraseMinePath()}>
          <p className="buttons">
            <button className="button" type="submit" name="intent" value="erase">
              {t("privacy:erase.do")}
            </button>
            <a className="button button--quiet" href={minePath()}>
              {t("privacy:erase.keep")}
            </a>
          </p>
        </PostForm>
      </main>
    </div>
  );
}
