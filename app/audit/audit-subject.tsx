import { useWords } from "~/i18n/use-words.tsx";
import { editArticlePath, peoplePath, ticketNumberPath } from "~/urls.ts";
import type { AuditRow } from "./audit-row.ts";

/** What a deed was done to, and what it became. */
export function AuditSubject({ row }: { row: AuditRow }) {
  const t = useWords();
  const { area, deed, subject, person, details } = row;
  if (area === "ticket" && subject) {
    const path = ticketNumberPath(subject);
    return (
      <>
        <a href={path}>{t("tickets:number", { number: subject })}</a>
        {deed === "ticket.status" && details.to && `, ${t(`status:${details.to}`)}`}
        {details.reply && (
          <>
            {", "}
            <a href={ticketNumberPath(subject, details.reply)}>#{details.reply}</a>
          </>
        )}
        {details.ticket && (
          <>
            {", "}
            <a href={ticketNumberPath(details.ticket)}>{t("tickets:number", { number: details.ticket })}</a>
          </>
        )}
      </>
    );
  }
  if (area === "article" && subject)
    return <a href={editArticlePath(subject)}>{t("audit:number", { number: subject })}</a>;
  if (area === "person") {
    const role = details.to && t(`people:role.${details.to}`);
    return (
      <>
        <a href={`${peoplePath()}#agent-${subject}`}>{person}</a>
        {role && `, ${role}`}
      </>
    );
  }
  if (area === "setting" && details.setting) return t(`audit:setting.${details.setting}`);
  return subject ? t("audit:number", { number: subject }) : null;
}
