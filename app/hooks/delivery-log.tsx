import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { editArticlePath, hookPath, ticketNumberPath } from "~/urls.ts";
import type { DeliveryView } from "./hook-view.ts";

/** The last things that a hook was told, newest first: what, when, and what came of it, by its status alone. */
export function DeliveryLog({ hookId, deliveries }: { hookId: number; deliveries: DeliveryView[] }) {
  const t = useWords();
  if (deliveries.length === 0) return <p className="hint">{t("hooks:log.none")}</p>;
  return (
    <ul className="delivery-log">
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <small>
            <Moment at={delivery.at} />
          </small>
          <span>
            {t(`hooks:told.${delivery.event}`)} <Subject delivery={delivery} />
          </span>
          <span className={delivery.state === "failed" ? "field__error" : undefined}>
            <Outcome delivery={delivery} />
          </span>
          {delivery.event !== "test" && delivery.state !== "waiting" && (
            <PostForm action={hookPath(hookId)}>
              <input type="hidden" name="delivery" value={delivery.id} />
              <button className="button button--quiet button--small" type="submit" name="intent" value="again">
                {t("hooks:log.again")} <span className="vh">{delivery.id}</span>
              </button>
            </PostForm>
          )}
        </li>
      ))}
    </ul>
  );
}

function Subject({ delivery: { ticket, article } }: { delivery: DeliveryView }) {
  const t = useWords();
  if (ticket !== null) return <a href={ticketNumberPath(ticket)}>{t("tickets:number", { number: ticket })}</a>;
  return article === null ? null : <a href={editArticlePath(article)}>{t("hooks:log.article", { number: article })}</a>;
}

function Outcome({ delivery: { state, attempts, status, failure } }: { delivery: DeliveryView }) {
  const t = useWords();
  const why = failure ? t(`hooks:failure.${failure}`) : status === null ? "" : t("hooks:log.answer", { status });
  return (
    <>
      {t(`hooks:log.state.${state}`)}
      {attempts > 1 && `, ${t("hooks:log.attempts", { count: attempts })}`}
      {why && `: ${why}`}
    </>
  );
}
