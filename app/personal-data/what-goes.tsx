import type { ReactNode } from "react";
import { useWords } from "~/i18n/use-words.tsx";
import type { OwnCounts } from "./own-counts.ts";

const kinds = ["tickets", "replies", "votes"] as const;

/** What is erased, in numbers, and what stays. */
export function WhatGoes({ counts, children }: { counts: OwnCounts; children?: ReactNode }) {
  const t = useWords();
  return (
    <div className="body tight">
      <ul>
        {kinds.map(
          (kind) => counts[kind] > 0 && <li key={kind}>{t(`privacy:erase.${kind}`, { count: counts[kind] })}</li>,
        )}
        <li>{t("privacy:erase.rest")}</li>
      </ul>
      <p>{t("privacy:erase.stays")}</p>
      <p>
        <b>{t("privacy:erase.final")}</b>
      </p>
      {children}
    </div>
  );
}
