import { SelectField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useSite } from "~/components/site-context.tsx";
import { durationWords } from "~/i18n/durations.ts";
import { locales } from "~/i18n/locale.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { ticketPath } from "~/urls.ts";
import { useAuthorName } from "./author-name.tsx";
import { DeskHistory } from "./desk-history.tsx";
import type { DeskTicketProps } from "./desk-ticket.tsx";
import { DeskVerbs, Verb } from "./desk-verbs.tsx";
import { LinkedArticles } from "./linked-articles.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { kinds } from "./ticket.ts";

/** What an agent must know of a ticket at a glance, and everything that can be done with it besides answering. */
export function DeskFacts(props: DeskTicketProps) {
  const { ticket, answeredBefore, me, now } = props;
  const t = useWords();
  const authorName = useAuthorName();
  return (
    <aside className="facts" aria-label={t("desk:ticket.facts")}>
      <div className="facts__wait">
        {ticket.waitingSince === null ? (
          t("desk:ticket.waits_not")
        ) : (
          <>
            <b>{durationWords(Math.max(0, now - ticket.waitingSince), t, "short")}</b> {t("desk:ticket.waits")}{" "}
            <Verb {...props} intent="no-answer">
              {t("desk:ticket.no_answer")}
            </Verb>
          </>
        )}
      </div>
      <dl>
        <dt>{t("desk:ticket.status")}</dt>
        <dd>
          <StatusBadge status={ticket.status} />
          {ticket.statusReason && <span className="facts__why">{ticket.statusReason}</span>}
        </dd>
        <dt>{t("desk:ticket.assignee")}</dt>
        <dd>
          {ticket.assignee ?? t("desk:ticket.nobody")}{" "}
          {ticket.assigneeId !== me && (
            <Verb {...props} intent="assign" fields={{ assignee: String(me) }}>
              {t("desk:ticket.take")}
            </Verb>
          )}
        </dd>
        <dt>{t("desk:ticket.visible")}</dt>
        <dd>{t(ticket.visibility === "public" ? "desk:ticket.everyone" : "desk:ticket.author_only")}</dd>
        <dt>{t("desk:ticket.votes")}</dt>
        <dd>{ticket.voteCount}</dd>
        {answeredBefore > 0 && (
          <>
            <dt>{t("counts:answered.fact")}</dt>
            <dd>{t("counts:answered.fact_count", { count: answeredBefore })}</dd>
          </>
        )}
        <dt>{t("desk:ticket.author")}</dt>
        <dd>{authorName(ticket.author)}</dd>
      </dl>
      <LinkedArticles articles={ticket.articles} isDesk />
      <Properties {...props} />
      <DeskVerbs {...props} />
      {props.beside}
      <DeskHistory {...props} />
    </aside>
  );
}

function Properties({ ticket, agents }: DeskTicketProps) {
  const t = useWords();
  const { site } = useSite();
  const { locale } = useLanguage();
  const languages = [...new Set([...locales, ticket.language])];
  const names = new Intl.DisplayNames(locale, { type: "language" });
  return (
    <details>
      <summary>{t("desk:ticket.properties")}</summary>
      <PostForm action={ticketPath(ticket)}>
        <SelectField
          id="assignee"
          label={t("desk:ticket.assignee")}
          defaultValue={String(ticket.assigneeId ?? "")}
          options={[
            { value: "", label: t("desk:ticket.nobody") },
            ...agents.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <SelectField
          id="category"
          label={t("desk:ticket.category")}
          defaultValue={String(ticket.categoryId ?? "")}
          options={[
            { value: "", label: t("desk:ticket.no_category") },
            ...site.categories.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <SelectField
          id="kind"
          label={t("desk:ticket.kind")}
          defaultValue={ticket.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`tickets:kind.${kind}`) }))}
        />
        <SelectField
          id="language"
          label={t("desk:ticket.language")}
          defaultValue={ticket.language}
          options={languages.map((value) => ({ value, label: names.of(value) ?? value }))}
        />
        <button className="button button--quiet button--small" type="submit" name="intent" value="assign">
          {t("desk:ticket.save")}
        </button>
      </PostForm>
    </details>
  );
}
