import type { ReactNode } from "react";
import { useWords } from "~/i18n/use-words.tsx";
import type { OwnCounts } from "./own-counts.ts";

/** What is erased, in numbers, and what stays. */
export function WhatGoes({ counts, children }: { counts: OwnCounts; children?: ReactNode }) {
  const t = useWords();
  return (
    <div className="body tight">
      <ul>
        <li>{t("privacy:erase.tickets", { count: counts.tickets })}</li>
        <li>{t("privacy:erase.replies", { count: counts.replies })}</li>
        <li>{t("privacy:erase.votes", { count: counts.votes })}</li>
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
