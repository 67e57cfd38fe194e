import { ErrorSummary } from "~/components/error-summary.tsx";
import { TextArea } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { blackenPath, ticketPath } from "~/urls.ts";
import { type Places, places } from "./blacken.ts";

export interface BlackenPageProps {
  ticket: { id: number; slug: string; title: string };
  words?: string;
  errors?: FieldError[];
  /** Where the words stand; absent before anybody looked. */
  found?: Places;
}

/** Takes words out of a ticket everywhere at once: what, where it stands, then one press. */
export function BlackenPage({ ticket, words = "", errors = [], found }: BlackenPageProps) {
  const t = useWords();
  const count = found ? places.reduce((sum, place) => sum + found[place], 0) : 0;
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <div className="desk-head">
          <h1>{t("privacy:blacken.title")}</h1>
        </div>
        <p className="meta tight">
          <a href={ticketPath(ticket)}>
            {t("tickets:number", { number: ticket.id })} {ticket.title}
          </a>
        </p>
        <ErrorSummary errors={errors} />
        <p className="lede tight">{t("privacy:blacken.lede")}</p>
        <PostForm className="desk-form" action={blackenPath(ticket.id)}>
          <TextArea
            id="words"
            label={t("privacy:blacken.words")}
            hint={t("privacy:blacken.words_hint")}
            defaultValue={words}
            errors={errors}
            rows={3}
            autoComplete="off"
            spellCheck={false}
          />
          {found && <FoundPlaces found={found} count={count} />}
          <p className="buttons">
            {count > 0 && (
              <button className="button" type="submit" name="intent" value="blacken">
                {t("privacy:blacken.do", { count })}
              </button>
            )}
            <button className={count > 0 ? "button button--quiet" : "button"} type="submit" name="intent" value="look">
              {t(found ? "privacy:blacken.look_again" : "privacy:blacken.look")}
            </button>
            <a href={ticketPath(ticket)}>{t("privacy:blacken.back")}</a>
          </p>
        </PostForm>
      </main>
    </div>
  );
}

function FoundPlaces({ found, count }: { found: Places; count: number }) {
  const t = useWords();
  return (
    <section aria-labelledby="found" data-focus tabIndex={-1}>
      <h2 id="found">{t("privacy:blacken.found", { count })}</h2>
      {count === 0 ? (
        <p>{t("privacy:blacken.none")}</p>
      ) : (
        <>
          <table className="desk-table">
            <tbody>
              {places
                .filter((place) => found[place] > 0)
                .map((place) => (
                  <tr key={place}>
                    <th scope="row">{t(`privacy:place.${place}`)}</th>
                    <td>{found[place]}</td>
                  </tr>
                ))}
            </tbody>
          </table>
          <p>{t("privacy:blacken.warning")}</p>
        </>
      )}
    </section>
  );
}
