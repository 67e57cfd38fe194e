import type { ReactNode } from "react";
import { AnswerPace } from "~/components/answer-pace.tsx";
import { Choice } from "~/components/choice.tsx";
import { ErrorSummary } from "~/components/error-summary.tsx";
import { SelectField, TextArea, TextField } from "~/components/field.tsx";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { Preview } from "~/components/preview.tsx";
import { useSite } from "~/components/site-context.tsx";
import type { KeptFile } from "~/files/attachment.ts";
import { Attachments } from "~/files/attachments.tsx";
import { FilesField } from "~/files/files-field.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import type { Words } from "~/i18n/words.ts";
import type { SecretKind } from "~/secrets/secret.ts";
import { SecretQuestion } from "~/secrets/secret-question.tsx";
import { answeredPath, newTicketPath, similarPath } from "~/urls.ts";
import { AskedFrom } from "./asked-from.tsx";
import { Decoy } from "./decoy.tsx";
import { emailInput } from "./follow-panel.tsx";
import type { LinkedArticle } from "./linked-article.ts";
import { isKind, type Kind, kinds } from "./ticket.ts";

export interface NewTicketFormProps {
  /** The form's values: what was typed, or the defaults. */
  typed: Record<string, string>;
  errors: FieldError[];
  /** Files that came with the form that comes back. */
  files?: KeptFile[];
  preview?: { title: string; html: string };
  /** Why the form came back without an error: it had been open too long, or was sent before as that number. */
  notice?: { reason: "expired" | "sent_before"; number?: number };
  /** What in the text looks like something secret: its sender is asked once. */
  secrets?: SecretKind[];
  /** What others have asked already; while somebody types the browser asks for it. */
  similar?: ReactNode;
  /** The article that did not help. */
  article?: LinkedArticle;
  /** An agent opens a ticket for somebody. */
  isForSomebody: boolean;
}

/** Everything in one page, in the order in which people tell it; only the one line must be there. */
export function NewTicketForm(props: NewTicketFormProps) {
  const { typed, errors, files, preview, notice, similar, secrets, article, isForSomebody } = props;
  const t = useWords();
  const { site } = useSite();
  const kind: Kind = isKind(typed.kind) ? typed.kind : "question";
  return (
    <div className="wrap page page--aside">
      <main id="main" tabIndex={-1}>
        <ErrorSummary errors={errors} />
        <h1>{t("tickets:new.title")}</h1>
        <p className="lede">{t(errors.length > 0 ? "tickets:new.lede_errors" : "tickets:new.lede")}</p>
        {article && <AskedFrom article={article} />}
        {notice && <Notice>{t(`tickets:new.${notice.reason}`, { number: notice.number })}</Notice>}
        <Preview html={preview?.html} title={preview?.title}>
          <Attachments files={files} />
        </Preview>
        <PostForm className="ticket-form" action={newTicketPath()} draft="ticket" encType="multipart/form-data">
          {typed.from_search && <input type="hidden" name="from_search" value={typed.from_search} />}
          {article && <input type="hidden" name="article" value={article.id} />}
          {secrets && <SecretQuestion kinds={secrets} verb="send" canBePrivate />}
          <Choice
            id="kind"
            legend={t("tickets:new.kind")}
            layout="kinds"
            value={kind}
            options={kinds.map((value) => ({ value, label: <KindLabel kind={value} /> }))}
          />
          <TextField
            id="title"
            label={t("tickets:new.title_label")}
            defaultValue={typed.title}
            errors={errors}
            autoComplete="off"
          />
          <div data-similar={similarPath()} data-answered={answeredPath()}>
            {similar}
          </div>
          <TextArea
            id="body"
            label={t("tickets:new.body")}
            hint={t("tickets:new.body_hint")}
            isOptional
            defaultValue={typed.body}
            errors={errors}
          />
          <FilesField kept={files} errors={errors} />
          {site.categories.length > 0 && (
            <SelectField
              id="category"
              label={t("tickets:new.category")}
              isHalf
              defaultValue={typed.category}
              errors={errors}
              options={[
                { value: "", label: t("tickets:new.no_category") },
                ...site.categories.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
            />
          )}
          <Choice
            id="visibility"
            legend={t("tickets:new.visibility")}
            layout="two"
            value={typed.visibility === "private" ? "private" : "public"}
            options={[
              { value: "public", label: t("tickets:new.public"), hint: t("tickets:new.public_hint") },
              { value: "private", label: t("tickets:new.private_option"), hint: t("tickets:new.private_hint") },
            ]}
          />
          <TextField
            id="name"
            label={t(isForSomebody ? "tickets:new.requester_name" : "tickets:new.name")}
            hint={t(isForSomebody ? "tickets:new.requester_name_hint" : "tickets:new.name_hint")}
            isOptional
            isHalf
            autoComplete={isForSomebody ? "off" : "name"}
            defaultValue={typed.name}
            errors={errors}
          />
          {site.hasMail && (
            <TextField
              {...emailInput}
              id="email"
              label={t("mail:field.label")}
              hint={t("mail:field.hint")}
              isOptional
              isHalf
              autoComplete={isForSomebody ? "off" : "email"}
              defaultValue={typed.email}
              errors={errors}
            />
          )}
          <Decoy />
          {site.answerPace && (
            <p className="answer-pace hint">
              <AnswerPace pace={site.answerPace} />
            </p>
          )}
          <div className="buttons tight">
            <button className="button" type="submit" name="intent" value="send" data-send={sendWords(t)}>
              {t("tickets:new.send_any")}
            </button>
            <button className="button button--quiet" type="submit" name="intent" value="preview">
              {t("forms:preview")}
            </button>
          </div>
        </PostForm>
      </main>
      <NextSteps />
    </div>
  );
}

/** What the send button says for each kind: the browser puts it there. */
function sendWords(t: Words): string {
  return JSON.stringify(Object.fromEntries(kinds.map((kind) => [kind, t(`tickets:new.send.${kind}`)])));
}

function KindLabel({ kind }: { kind: Kind }) {
  const t = useWords();
  return (
    <>
      <span className="kind-mark" data-kind={kind} aria-hidden="true" />
      <span>{t(`tickets:kind.${kind}`)}</span>
    </>
  );
}

function NextSteps() {
  const t = useWords();
  return (
    <aside aria-label={t("tickets:new.next_title")}>
      <section className="panel" aria-labelledby="next">
        <h2 id="next">{t("tickets:new.next_title")}</h2>
        <ol className="numbered">
          <li>{t("tickets:new.next_1")}</li>
          <li>{t("tickets:new.next_2")}</li>
          <li>{t("tickets:new.next_3")}</li>
        </ol>
      </section>
      <section className="panel" aria-labelledby="not-here">
        <h2 id="not-here">{t("tickets:new.not_here_title")}</h2>
        <p>{t("tickets:new.not_here")}</p>
      </section>
    </aside>
  );
}
