import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import type { Inserts, InsertView } from "./insert.ts";

/** Canned answers and articles, each a button that puts it into the reply. */
export function InsertList({ inserts: { query, canned, articles } }: { inserts: Inserts }) {
  const t = useWords();
  const count = canned.length + articles.length;
  return (
    <>
      {query && <p className="hint">{count > 0 ? t("canned:insert.found", { count }) : t("canned:insert.nothing")}</p>}
      {canned.length > 0 && <Group title={t("canned:insert.canned")} inserts={canned} />}
      {articles.length > 0 && (
        <Group title={query ? t("canned:insert.articles") : t("canned:insert.fitting")} inserts={articles} />
      )}
    </>
  );
}

function Group({ title, inserts }: { title: string; inserts: InsertView[] }) {
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {inserts.map((insert) => (
          <li key={insert.key}>
            <InsertButton insert={insert} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** `data-text` is what the browser's script puts in by itself. */
function InsertButton({ insert: { key, name, label, language, text } }: { insert: InsertView }) {
  const t = useWords();
  const { locale } = useLanguage();
  return (
    <button type="submit" name="intent" value={`insert:${key}`} data-text={text} data-name={name ?? undefined}>
      {name ? (
        <b>{`::${name} `}</b>
      ) : (
        <>
          <b aria-hidden="true">§ </b>
          <span className="vh">{t("canned:insert.article_kind")}</span>
        </>
      )}
      <span lang={language === locale ? undefined : language}>{label}</span>
    </button>
  );
}
