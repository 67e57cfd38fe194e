import type { Page } from "~/http/page.ts";
import type { Locale } from "~/i18n/locale.ts";
import { verificationTags } from "~/site/settings-forms.ts";
import type { Site, Verification } from "~/site/site.ts";
import { feedPath, openSearchPath, sharePicturePath } from "~/urls.ts";

const ogLocales: Record<Locale, string> = { en: "en_US", ru: "ru_RU", uk: "uk_UA" };

/** What messengers and social sites show of a link (ogp.me). Most pages share the site's card. */
export function ShareTags({ page, site }: { page: Page; site: Site }) {
  const card = { path: sharePicturePath(), width: 1200, height: 630, alt: site.name };
  const picture = page.picture ?? card;
  const tags = {
    "og:type": page.shareAs ?? "website",
    "og:title": page.title,
    "og:description": page.description,
    "og:url": `${site.origin}${page.path}`,
    "og:site_name": site.name,
    "og:locale": ogLocales[page.locale],
    "og:image": `${site.origin}${picture.path}`,
    "og:image:width": String(picture.width),
    "og:image:height": String(picture.height),
    "og:image:alt": picture.alt,
  };
  return (
    <>
      {Object.entries(tags).map(([property, content]) => content && <meta key={property} {...{ property, content }} />)}
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}

/** Where programs find what is new, and the search of this site. */
export function FeedLinks({ page, site }: { page: Page; site: Site }) {
  const feeds = [{ title: site.name, path: feedPath() }, ...(page.feeds ?? [])];
  return (
    <>
      {feeds.map(({ title, path }) => (
        <link key={path} rel="alternate" type="application/atom+xml" title={title} href={path} />
      ))}
      <link rel="search" type="application/opensearchdescription+xml" title={site.name} href={openSearchPath()} />
    </>
  );
}

/** The codes by which search engines see whose site it is; they look for them on the home page. */
export function VerificationTags({ codes }: { codes: Verification }) {
  const engines = ["google", "yandex", "bing"] as const;
  return engines.map(
    (engine) => codes[engine] && <meta key={engine} name={verificationTags[engine]} content={codes[engine]} />,
  );
}
