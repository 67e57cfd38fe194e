import { ErrorSummary } from "~/components/error-summary.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { hookPath, hooksPath } from "~/urls.ts";
import { DeliveryLog } from "./delivery-log.tsx";
import type { HookAnswer } from "./hook-acts.server.ts";
import { HookFields } from "./hook-fields.tsx";
import { HookState } from "./hook-state.tsx";
import type { DeliveryView, HookSettings } from "./hook-view.ts";
import { NewKey } from "./hooks-page.tsx";

interface HookPageProps {
  hook: HookSettings;
  deliveries: DeliveryView[];
  categories: { id: number; name: string }[];
  overdueHours: number;
  done: string | null;
  answer?: HookAnswer;
}

/** One chat or program: whether it works, what it was told, its settings. */
export function HookPage({ hook, deliveries, categories, overdueHours, done, answer }: HookPageProps) {
  const t = useWords();
  const errors = answer?.errors ?? [];
  const isOff = hook.state === "off" || hook.state === "stopped";
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <ErrorSummary errors={errors} />
        <h1>{hook.name}</h1>
        <p>
          <a href={hooksPath()}>{t("hooks:title")}</a>
        </p>
        {answer?.key && <NewKey id={hook.id} signingKey={answer.key} />}
        {done && (
          <p className="notice" role="status">
            {t(`hooks:done.${done}`)}
          </p>
        )}
        <div className="desk-form">
          <section className="panel" aria-labelledby="log">
            <h2 id="log">{t("hooks:log.title")}</h2>
            <p>
              {t(`hooks:kind.${hook.kind}`)}, {hook.place}. <HookState hook={hook} />
            </p>
            <PostForm action={hookPath(hook.id)}>
              <p className="buttons">
                <button
                  className={isOff ? "button" : "button button--quiet"}
                  type="submit"
                  name="intent"
                  value={isOff ? "on" : "off"}
                >
                  {t(isOff ? "hooks:on" : "hooks:off")}
                </button>
                <button className="button button--quiet" type="submit" name="intent" value="test">
                  {t("hooks:test")}
                </button>
              </p>
            </PostForm>
            <DeliveryLog hookId={hook.id} deliveries={deliveries} />
          </section>
          <section className="panel" aria-labelledby="settings">
            <h2 id="settings">{t("hooks:settings")}</h2>
            <PostForm action={hookPath(hook.id)}>
              <HookFields
                kind={hook.kind}
                hook={hook}
                typed={answer?.typed}
                errors={errors}
                categories={categories}
                overdueHours={overdueHours}
              />
              <p className="buttons">
                <button className="button" type="submit" name="intent" value="change">
                  {t("hooks:save")}
                </button>
              </p>
            </PostForm>
          </section>
          {hook.kind === "webhook" && (
            <Sure hook={hook} intent="new-key" title={t("hooks:key.new")} hint={t("hooks:key.new_hint")} />
          )}
          <Sure hook={hook} intent="remove" title={t("hooks:remove")} hint={t("hooks:remove_hint")} />
        </div>
      </main>
    </div>
  );
}

/** A second press confirms: the button is behind its summary. */
function Sure({ hook, intent, title, hint }: { hook: HookSettings; intent: string; title: string; hint: string }) {
  return (
    <section className="panel">
      <details>
        <summary>{title}</summary>
        <PostForm action={hookPath(hook.id)}>
          <p>{hint}</p>
          <button className="button button--quiet button--small" type="submit" name="intent" value={intent}>
            {title}
          </button>
        </PostForm>
      </details>
    </section>
  );
}
