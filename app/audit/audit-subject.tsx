import type { ReactNode } from "react";
import { useWords } from "~/i18n/use-words.tsx";
import { editArticlePath, peoplePath, ticketNumberPath } from "~/urls.ts";
import type { AuditRow } from "./audit-row.ts";

/** What a deed was done to, and what it became: follows the words of the deed. */
export function AuditSubject({ row }: { row: AuditRow }) {
  const facts = useFacts(row).filter(Boolean);
  return facts.map((fact, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: written once, on the server
    <span key={index}>
      {index === 0 ? ": " : ", "}
      {fact}
    </span>
  ));
}

function useFacts({ area, deed, subject, person, details }: AuditRow): ReactNode[] {
  const t = useWords();
  const { to, reply, ticket, setting } = details;
  const number = subject && t("audit:number", { number: subject });
  if (area === "setting") return [setting && t(`audit:setting.${setting}`)];
  if (area === "person")
    return [
      <a key="person" href={`${peoplePath()}#agent-${subject}`}>
        {person}
      </a>,
      to && t(`people:role.${to}`),
    ];
  if (area === "article")
    return [
      subject && (
        <a key="article" href={editArticlePath(subject)}>
          {number}
        </a>
      ),
    ];
  if (area !== "ticket" || !subject) return [number];
  return [
    <a key="ticket" href={ticketNumberPath(subject)}>
      {number}
    </a>,
    deed === "ticket.status" && to && t(`status:${to}`),
    reply && (
      <a key="reply" href={ticketNumberPath(subject, reply)}>
        #{reply}
      </a>
    ),
    ticket && (
      <a key="other" href={ticketNumberPath(ticket)}>
        {t("audit:number", { number: ticket })}
      </a>
    ),
  ];
}
