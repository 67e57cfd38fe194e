import type { DeskHeading } from "~/http/page.ts";
import { useWords } from "~/i18n/use-words.tsx";
import {
  cannedPath,
  deskArticlesPath,
  deskPath,
  homePath,
  newTicketPath,
  peoplePath,
  reportsPath,
  reviewPath,
  searchedWordsPath,
  settingsPath,
  signOutPath,
} from "~/urls.ts";
import { PostForm } from "./post-form.tsx";
import { useSite } from "./site-context.tsx";

/** The dark bar of the team's side: nobody takes it for the public site. */
export function DeskHeader({ desk }: { desk: DeskHeading }) {
  const { site } = useSite();
  const t = useWords();
  const sections: { key: string; path: string; count?: number }[] = [
    { key: "queue", path: deskPath() },
    { key: "review", path: reviewPath(), count: desk.reviewCount },
    { key: "reports", path: reportsPath(), count: desk.openReports },
    { key: "articles", path: deskArticlesPath() },
    { key: "canned", path: cannedPath() },
    { key: "search", path: searchedWordsPath() },
    { key: "people", path: peoplePath() },
    ...(desk.isAdmin ? [{ key: "settings", path: settingsPath() }] : []),
  ];
  return (
    <header className="desk-header">
      <a className="desk-header__brand" href={deskPath()}>
        {site.name} <span>{t("desk:brand")}</span>
      </a>
      <nav aria-label={t("desk:sections")}>
        <ul>
          {sections.map(({ key, path, count }) => (
            <li key={key}>
              <a href={path} aria-current={desk.section === key ? "page" : undefined}>
                {t(`desk:section.${key}`)} {count ? <small>{count > 99 ? "99+" : count}</small> : null}
              </a>
            </li>
          ))}
          <li>
            <a href={newTicketPath()}>{t("desk:open_ticket")}</a>
          </li>
        </ul>
      </nav>
      <div className="desk-header__me">
        <span>{desk.agentName}</span> <a href={homePath()}>{t("desk:open_site")}</a>{" "}
        <PostForm action={signOutPath()}>
          <button type="submit">{t("desk:sign_out")}</button>
        </PostForm>
      </div>
    </header>
  );
}
