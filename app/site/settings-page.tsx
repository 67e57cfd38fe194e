import type { ReactNode } from "react";
import { BackupsPart } from "~/backups/backups-part.tsx";
import type { BackupsView } from "~/backups/backups-view.ts";
import { ErrorSummary } from "~/components/error-summary.tsx";
import { useSite } from "~/components/site-context.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { auditPath } from "~/urls.ts";
import { AccentForm } from "./accent-form.tsx";
import { CallToActionForm } from "./call-to-action-form.tsx";
import { CategorySettings } from "./category-settings.tsx";
import type { IndexNowView } from "./indexnow.ts";
import { IndexNowForm } from "./indexnow-form.tsx";
import { LogoForm } from "./logo-form.tsx";
import { OrganisationForm } from "./organisation-form.tsx";
import { type ChangedSettings, placeOf, type Section, type Sent, sections } from "./settings-forms.ts";
import { SettingsSection } from "./settings-section.tsx";
import type { LabelledStatus, ManagedCategory } from "./site.ts";
import { SiteNameForm } from "./site-name-form.tsx";
import { StatusLabelsForm } from "./status-labels-form.tsx";
import { VerificationForm } from "./verification-form.tsx";

const nothingSent: Sent = { typed: {}, errors: [] };

/** Everything an admin decides about the site, a form a part. `change` is a form that came back with errors. */
export function SettingsPage({
  categories,
  statuses,
  indexNow,
  backups,
  mail,
  hooks,
  mailIn,
  saved,
  change,
}: {
  categories: ManagedCategory[];
  statuses: LabelledStatus[];
  indexNow: IndexNowView | null;
  backups: BackupsView;
  /** Nothing where the operator has set no mail server. */
  mail: ReactNode;
  hooks: ReactNode;
  /** Nothing where nobody reads answers to mails. */
  mailIn: ReactNode;
  saved?: string;
  change?: ChangedSettings;
}) {
  const t = useWords();
  const { site } = useSite();
  const sentOf = (section: Section) => (change?.section === section ? change : nothingSent);
  const parts = {
    name: <SiteNameForm name={site.name} sent={sentOf("name")} />,
    "call-to-action": <CallToActionForm callToAction={site.callToAction} sent={sentOf("call-to-action")} />,
    accent: <AccentForm accent={site.accent} sent={sentOf("accent")} />,
    logo: <LogoForm logo={site.logo} siteName={site.name} sent={sentOf("logo")} />,
    categories: <CategorySettings categories={categories} sent={sentOf("categories")} />,
    "status-labels": <StatusLabelsForm statuses={statuses} labels={site.statusLabels} sent={sentOf("status-labels")} />,
    verification: <VerificationForm codes={site.verification} sent={sentOf("verification")} />,
    organisation: <OrganisationForm organisation={site.organisation} sent={sentOf("organisation")} />,
    indexnow: <IndexNowForm indexNow={indexNow} sent={sentOf("indexnow")} />,
    mail,
    "mail-in": mailIn,
    hooks,
    backups: <BackupsPart backups={backups} />,
  };
  const shown = sections.filter((section) => parts[section]);
  return (
    <div className="desk-body desk-body--settings">
      <nav className="desk-views desk-views--parts" aria-label={t("settings:parts")}>
        <ul>
          {shown.map((section) => (
            <li key={section}>
              <a href={`#${placeOf(section)}`}>{t(`settings:${section}.title`)}</a>
            </li>
          ))}
        </ul>
        <ul>
          <li>
            <a href={auditPath()}>{t("audit:title")}</a>
          </li>
        </ul>
      </nav>
      <main className="desk-main" id="main" tabIndex={-1}>
        <ErrorSummary errors={change?.errors ?? []} />
        <h1>{t("settings:title")}</h1>
        <div className="desk-form">
          {shown.map((section) => (
            <SettingsSection key={section} section={section} saved={section === "indexnow" ? undefined : saved}>
              {parts[section]}
            </SettingsSection>
          ))}
        </div>
      </main>
    </div>
  );
}
