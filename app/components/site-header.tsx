import { useWords } from "~/i18n/use-words.tsx";
import {
  articlesPath,
  deskPath,
  homePath,
  logoPath,
  minePath,
  newTicketPath,
  pagePath,
  searchPath,
  thanksPath,
  ticketsPath,
} from "~/urls.ts";
import { AnswerPace } from "./answer-pace.tsx";
import { CallToAction } from "./call-to-action.tsx";
import { SearchForm } from "./search-form.tsx";
import { useSite } from "./site-context.tsx";

/** Name, sections, the admin's call to action, and the way to write, in the same place on each page. */
export function SiteHeader() {
  const { site, path } = useSite();
  const t = useWords();
  const current = (prefix: string) => (path === prefix || path.startsWith(`${prefix}/`) ? "page" : undefined);
  return (
    <header className="site-header">
      <div className="wrap">
        <a className="site-header__brand" href={homePath()}>
          {site.logo ? (
            <img
              className="logo"
              src={logoPath(site.logo.file)}
              width={site.logo.width}
              height={site.logo.height}
              alt={site.name}
            />
          ) : (
            site.name
          )}{" "}
          <span>{t("site:brand")}</span>
        </a>
        <nav aria-label={t("site:sections")}>
          <ul>
            <li>
              <a href={ticketsPath()} aria-current={path === newTicketPath() ? undefined : current("/tickets")}>
                {t("site:tickets")}
              </a>
            </li>
            {site.hasArticles && (
              <li>
                <a href={articlesPath()} aria-current={current("/articles")}>
                  {t("site:articles")}
                </a>
              </li>
            )}
            <li>
              <a href={thanksPath()} aria-current={current("/thanks")}>
                {t("site:thanks")}
              </a>
            </li>
            {site.callToAction && (
              <li>
                <CallToAction className="cta" />
              </li>
            )}
          </ul>
        </nav>
        {![homePath(), searchPath(), articlesPath()].includes(path) && <SearchForm size="small" />}
        <a className={path === homePath() ? "button button--quiet" : "button"} href={newTicketPath()}>
          {t("site:write")}
        </a>
      </div>
    </header>
  );
}

export function SiteFooter() {
  const { site } = useSite();
  const t = useWords();
  return (
    <footer className="site-footer hint">
      <div className="wrap">
        <p>
          {t("site:footer")} <AnswerPace pace={site.answerPace} />
        </p>
        <ul>
          <li>
            <a href={minePath()}>{t("site:mine")}</a>
          </li>
          {site.hasArticles && (
            <li>
              <a href={articlesPath()}>{t("site:articles")}</a>
            </li>
          )}
          {(["about", "privacy", "imprint"] as const).map((slug) => (
            <li key={slug}>
              <a href={pagePath(slug)}>{t(`site:pages.${slug}`)}</a>
            </li>
          ))}
          <li>
            <a href={deskPath()} rel="nofollow">
              {t("site:team")}
            </a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
