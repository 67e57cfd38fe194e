import type { ReactNode } from "react";
import { useWords } from "~/i18n/use-words.tsx";
import { placeOf, type Section } from "./settings-forms.ts";

/** One part of the settings: a heading, what it is for, whether it was just saved, and its forms. */
export function SettingsSection({
  section,
  saved,
  children,
}: {
  section: Section;
  saved?: string;
  children: ReactNode;
}) {
  const t = useWords();
  return (
    <section className="panel settings-part" id={placeOf(section)} aria-labelledby={`${section}-title`}>
      <div className="settings-part__about">
        <h2 id={`${section}-title`}>{t(`settings:${section}.title`)}</h2>
        <p className="hint">{t(`settings:${section}.lede`)}</p>
      </div>
      <div>
        {saved === section && (
          <p className="notice" role="status">
            {t(section === "mail" ? "settings:mail.test_sent" : "settings:saved")}
          </p>
        )}
        {children}
      </div>
    </section>
  );
}
