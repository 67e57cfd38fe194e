import type { ReactNode } from "react";
import type { Page } from "~/http/page.ts";
import { LanguageProvider } from "~/i18n/use-words.tsx";
import { wordsIn } from "~/i18n/words.ts";
import appStyles from "~/styles/app.css";
import deskStyles from "~/styles/desk.css";
import extraStyles from "~/styles/extra.css";
import thanksStyles from "~/styles/thanks-page.css";
import { accentPath, articlesPath, deskThanksPath, homePath, pagePath, thanksPath } from "~/urls.ts";
import { DeskHeader } from "./desk-header.tsx";
import { FeedLinks, ShareTags, VerificationTags } from "./head-links.tsx";
import { useSite } from "./site-context.tsx";
import { SiteFooter, SiteHeader } from "./site-header.tsx";

const THEME_COLORS = { light: "#fcfbf8", dark: "#161513" };

/** Pages with parts that tickets and lists, which most readers come for, do without. The desk shows articles too. */
function needsExtra(page: Page, path: string): boolean {
  const begins = [articlesPath(), thanksPath(), pagePath("")];
  return page.desk !== undefined || path === homePath() || begins.some((begin) => path.startsWith(begin));
}

/** The whole HTML document: head, skip link, header, the page, footer. */
export function Document({ page, children }: { page: Page; children: ReactNode }) {
  const { site, path, hasErrors, browserFiles } = useSite();
  const t = wordsIn(page.locale);
  const title = `${hasErrors ? t("errors:title_prefix") : ""}${page.title} · ${site.name}`;
  const isIndexed = page.path !== undefined && !page.noindex && !page.personal;
  return (
    <html lang={page.locale}>
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content={THEME_COLORS.light} media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content={THEME_COLORS.dark} media="(prefers-color-scheme: dark)" />
        {page.description && <meta name="description" content={page.description} />}
        <meta name="robots" content={isIndexed ? "index,follow,max-image-preview:large,max-snippet:-1" : "noindex"} />
        {isIndexed && <link rel="canonical" href={`${site.origin}${page.path}`} />}
        {page.path === homePath() && <VerificationTags codes={site.verification} />}
        {isIndexed && <ShareTags page={page} site={site} />}
        {!page.desk && <FeedLinks page={page} site={site} />}
        {isIndexed &&
          page.translations?.map(({ language, path }) => (
            <link key={path} rel="alternate" hrefLang={language} href={`${site.origin}${path}`} />
          ))}
        <link rel="stylesheet" href={appStyles} />
        {needsExtra(page, path) && <link rel="stylesheet" href={extraStyles} />}
        {page.desk && <link rel="stylesheet" href={deskStyles} />}
        {[thanksPath(), deskThanksPath()].includes(path) && <link rel="stylesheet" href={thanksStyles} />}
        {site.accent && <link rel="stylesheet" href={accentPath(site.accent)} />}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <script
          type="module"
          src={page.desk ? browserFiles.desk : browserFiles.public}
          data-copy={t("site:copy")}
          data-copied={t("site:copied")}
          data-close={t("files:close")}
        />
        {isIndexed && page.structuredData && (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with "<" escaped, see app/seo/structured-data.ts
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: page.structuredData }} />
        )}
      </head>
      <body className={page.desk ? "desk" : undefined}>
        <LanguageProvider locale={page.locale} timezone={site.timezone}>
          <a className="skip-link" href="#main">
            {t("site:skip")}
          </a>
          {page.desk ? <DeskHeader desk={page.desk} /> : <SiteHeader />}
          {page.desk?.hasDiskTrouble && (
            <p className="notice" role="alert">
              {t("desk:disk_trouble")}
            </p>
          )}
          {children}
          {!page.desk && <SiteFooter />}
        </LanguageProvider>
      </body>
    </html>
  );
}
