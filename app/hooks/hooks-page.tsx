import { ErrorSummary } from "~/components/error-summary.tsx";
import { TextField } from "~/components/field.tsx";
import { LinkToKeep } from "~/components/link-to-keep.tsx";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { hookPath, hooksPath, wishesPath } from "~/urls.ts";
import { type HookKind, hookKinds } from "./hook-events.ts";
import { HookFields } from "./hook-fields.tsx";
import { HookState } from "./hook-state.tsx";
import type { HookView } from "./hook-view.ts";

interface HooksPageProps {
  hooks: HookView[];
  /** What is to be connected; without, one chooses. */
  kind: HookKind | null;
  categories: { id: number; name: string }[];
  overdueHours: number;
  done: string | null;
  answer?: { typed?: Record<string, string>; errors?: FieldError[]; added?: { id: number; key: string } };
}

/** The chats and programs that are told what happens, and the form for a new one. */
export function HooksPage({ hooks, kind, categories, overdueHours, done, answer }: HooksPageProps) {
  const t = useWords();
  const errors = answer?.errors ?? [];
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <ErrorSummary errors={errors} />
        <h1>{t("hooks:title")}</h1>
        <p className="hint">{t("hooks:lede")}</p>
        {done && (
          <p className="notice" role="status">
            {t(`hooks:done.${done}`)}
          </p>
        )}
        {answer?.added ? (
          <NewKey id={answer.added.id} signingKey={answer.added.key} />
        ) : (
          <div className="desk-form">
            {kind === null && <Connected hooks={hooks} />}
            <section className="panel" aria-labelledby="connect">
              <h2 id="connect">
                {kind ? t("hooks:connect_kind", { kind: t(`hooks:kind.${kind}`) }) : t("hooks:connect")}
              </h2>
              {kind !== null && <p className="hint">{t(`hooks:how.${kind}`)}</p>}
              {kind === null ? (
                <p className="buttons">
                  {hookKinds.map((one) => (
                    <a key={one} className="button button--quiet" href={hooksPath({ kind: one })}>
                      {t(`hooks:kind.${one}`)}
                    </a>
                  ))}
                </p>
              ) : (
                <PostForm action={hooksPath({ kind })}>
                  <HookFields
                    kind={kind}
                    typed={answer?.typed}
                    errors={errors}
                    categories={categories}
                    overdueHours={overdueHours}
                  />
                  <p className="buttons">
                    <button className="button" type="submit" name="intent" value="add">
                      {t("hooks:add")}
                    </button>
                    <a href={hooksPath()}>{t("hooks:back")}</a>
                  </p>
                </PostForm>
              )}
            </section>
            {kind === null && <OverdueForm hours={answer?.typed?.hours ?? String(overdueHours)} errors={errors} />}
          </div>
        )}
      </main>
    </div>
  );
}

function Connected({ hooks }: { hooks: HookView[] }) {
  const t = useWords();
  if (hooks.length === 0) return <Notice>{t("hooks:none")}</Notice>;
  return (
    <ul className="canned-list hook-list">
      {hooks.map((hook) => (
        <li key={hook.id}>
          <a href={hookPath(hook.id)}>{hook.name}</a>{" "}
          <span className="hint">
            {t(`hooks:kind.${hook.kind}`)}, {hook.place}
          </span>
          <small>
            <HookState hook={hook} />
          </small>
        </li>
      ))}
    </ul>
  );
}

/** The key of our signatures, on this answer only. */
export function NewKey({ id, signingKey }: { id: number; signingKey: string }) {
  const t = useWords();
  return (
    <>
      <LinkToKeep
        id="signing-key"
        title={t("hooks:key.title")}
        hint={t("hooks:key.hint")}
        label={t("hooks:key.label")}
        url={signingKey}
        isFocus
      />
      <p>
        <a className="button" href={hookPath(id)}>
          {t("hooks:key.kept")}
        </a>
      </p>
    </>
  );
}

function OverdueForm({ hours, errors }: { hours: string; errors: FieldError[] }) {
  const t = useWords();
  return (
    <section className="panel" aria-labelledby="overdue">
      <h2 id="overdue">{t("hooks:overdue.title")}</h2>
      <p className="hint">{t("hooks:overdue.lede")}</p>
      <PostForm action={hooksPath()}>
        <TextField
          id="hours"
          label={t("hooks:overdue.label")}
          isHalf
          inputMode="numeric"
          errors={errors}
          defaultValue={hours}
        />
        <p className="buttons">
          <button className="button button--quiet" type="submit" name="intent" value="overdue">
            {t("hooks:save")}
          </button>
        </p>
      </PostForm>
      <p>
        <a href={wishesPath()}>{t("hooks:wishes.title")}</a>
      </p>
    </section>
  );
}
