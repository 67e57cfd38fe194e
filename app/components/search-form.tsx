import { useWords } from "~/i18n/use-words.tsx";
import { searchPath } from "~/urls.ts";

interface SearchFormProps {
  size: "small" | "big" | "page";
  query?: string;
  /** Instead of the words for the search in everything. */
  label?: string;
  /** What else the address says, for the next search too. */
  kept?: object;
  /** For the browser's script. */
  attributes?: Record<string, string>;
}

/** The search field: small in the header, large on the home page and above its results. Once on a page. */
export function SearchForm({ size, query, label, kept = {}, attributes }: SearchFormProps) {
  const t = useWords();
  const looks = { small: "", big: " search-form--big", page: " search-form--big search-form--page" };
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is younger than the browsers we serve
    <form className={`search-form${looks[size]}`} role="search" action={searchPath()} method="get" {...attributes}>
      <label className="vh" htmlFor="q">
        {label ?? t("search:label")}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        autoComplete="off"
        maxLength={300}
        defaultValue={query}
        placeholder={size === "small" ? t("search:label_short") : label}
      />
      {Object.entries(kept).map(
        ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <button type="submit">{t("search:find")}</button>
    </form>
  );
}
