import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { searchedWordsPath, searchPath, writeArticlePath } from "~/urls.ts";
import { DeskSearchHead } from "./desk-search-head.tsx";
import { type Days, periods, type SearchedWords, type SearchTotals, type WordsList } from "./searched-words.ts";

export interface DeskSearchProps {
  days: Days;
  foundNothing: SearchedWords[];
  thenAsked: SearchedWords[];
  totals: SearchTotals;
  /** Words were just taken out of the lists. */
  isHidden: boolean;
}

/** What people search for and do not find: articles to write. */
export function DeskSearch({ days, foundNothing, thenAsked, totals, isHidden }: DeskSearchProps) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <DeskSearchHead
          open="words"
          days={days}
          periods={periods}
          pathOf={(period) => searchedWordsPath({ days: period })}
        />
        {isHidden && (
          <p className="notice" role="status">
            {t("counts:words.hidden")}
          </p>
        )}
        {totals.searches === 0 && thenAsked.length === 0 ? (
          <div className="empty-state">
            <h2>{t("counts:words.empty_title")}</h2>
            <p>{t("counts:words.empty")}</p>
          </div>
        ) : (
          <>
            {totals.searches > 0 && <Totals {...totals} />}
            <PostForm action={searchedWordsPath()} className="searched-words">
              <input type="hidden" name="days" value={days} />
              <input type="hidden" name="intent" value="hide" />
              <List list="found_nothing" rows={foundNothing} />
              <List list="then_asked" rows={thenAsked} />
            </PostForm>
            <p className="hint">{t("counts:words.privacy")}</p>
          </>
        )}
      </main>
    </div>
  );
}

function Totals({ searches, foundNothing }: SearchTotals) {
  const t = useWords();
  const percent = Math.round((100 * (searches - foundNothing)) / searches);
  return (
    <p className="lede">
      {t("counts:words.searches", { count: searches })} {t("counts:words.share", { percent })}
    </p>
  );
}

function List({ list, rows }: { list: WordsList; rows: SearchedWords[] }) {
  const t = useWords();
  return (
    <section className="panel" aria-labelledby={list}>
      <h2 id={list}>{t(`counts:words.${list}.title`)}</h2>
      <p className="hint">{t(`counts:words.${list}.hint`)}</p>
      {rows.length === 0 ? (
        <p>{t(`counts:words.${list}.none`)}</p>
      ) : (
        <table className="desk-table">
          <thead>
            <tr>
              <th scope="col">{t("counts:words.words")}</th>
              <th scope="col">{t(`counts:words.${list}.times`)}</th>
              <th scope="col">{t("counts:words.of_searches")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.words} {...row} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** A stranger's words: `bdi` keeps their direction to themselves. */
function Row({ words, times, searches }: SearchedWords) {
  const t = useWords();
  return (
    <tr>
      <th scope="row">
        <a href={searchPath({ q: words })}>
          <bdi>{words}</bdi>
        </a>
        <span className="searched-words__verbs">
          <a href={writeArticlePath(words)}>
            {t("counts:words.write")} <span className="vh">{t("counts:words.about", { words })}</span>
          </a>{" "}
          <button type="submit" className="link-button" name="words" value={words}>
            {t("counts:words.hide")} <span className="vh">{t("counts:words.these", { words })}</span>
          </button>
        </span>
      </th>
      <td>{times}</td>
      <td>{searches}</td>
    </tr>
  );
}
