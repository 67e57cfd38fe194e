import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import type { OwnPush } from "~/push/own-push.ts";
import { DeskPushForm } from "~/push/push-form.tsx";
import { peoplePath, wishesPath } from "~/urls.ts";
import { type Channel, teamEvents, type Wish } from "./team-events.ts";

interface WishesPageProps {
  wishes: Wish[];
  categories: { id: number; name: string }[];
  /** How an agent can be told here; none where no mail server is set. */
  channels: Channel[];
  /** How this browser gets the news. */
  push: OwnPush;
  email: string;
  isSaved: boolean;
  /** What the mail server said of the last mail. */
  trouble: string | null;
  overdueHours: number;
}

/** What an agent wants to hear of: of every ticket, and of those of some categories. */
export function WishesPage({
  wishes,
  categories,
  channels,
  push,
  email,
  isSaved,
  trouble,
  overdueHours,
}: WishesPageProps) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <h1>{t("hooks:wishes.title")}</h1>
        <p className="hint">{t("hooks:wishes.lede", { email })}</p>
        {isSaved && (
          <p className="notice" role="status">
            {t("hooks:wishes.saved")}
          </p>
        )}
        {trouble && (
          <p className="field__error">
            {t("hooks:wishes.trouble")}: {trouble}
          </p>
        )}
        <div className="tight">
          <DeskPushForm push={push} />
        </div>
        {channels.length === 0 ? (
          <p className="notice">{t("hooks:wishes.no_mail")}</p>
        ) : (
          <PostForm action={wishesPath()} className="desk-form">
            <section className="panel" aria-labelledby="wishes-all">
              <h2 id="wishes-all">{t("hooks:wishes.all")}</h2>
              <Boxes wishes={wishes} category={null} channels={channels} overdueHours={overdueHours} />
            </section>
            {categories.length > 0 && (
              <section className="panel" aria-labelledby="wishes-some">
                <h2 id="wishes-some">{t("hooks:wishes.some")}</h2>
                <p className="hint">{t("hooks:wishes.some_hint")}</p>
                {categories.map(({ id, name }) => {
                  const own = wishes.filter(({ categoryId }) => categoryId === id);
                  return (
                    <details key={id} open={own.length > 0}>
                      <summary>{name}</summary>
                      <Boxes wishes={own} category={{ id, name }} channels={channels} overdueHours={overdueHours} />
                    </details>
                  );
                })}
              </section>
            )}
            <p className="buttons">
              <button className="button" type="submit" name="intent" value="save">
                {t("hooks:save")}
              </button>
              <a href={peoplePath()}>{t("hooks:wishes.back")}</a>
            </p>
          </PostForm>
        )}
      </main>
    </div>
  );
}

interface BoxesProps {
  wishes: Wish[];
  category: { id: number; name: string } | null;
  channels: Channel[];
  overdueHours: number;
}

/** A group of boxes for each way to be told. */
function Boxes({ wishes, category, channels, overdueHours }: BoxesProps) {
  const t = useWords();
  return (
    <>
      {channels.map((channel) => (
        <fieldset className="choice" key={channel}>
          <legend>
            {t(`hooks:wishes.by.${channel}`)}
            {category && <span className="vh">: {category.name}</span>}
          </legend>
          <div className="choice__options">
            {teamEvents.map((event) => {
              const id = `${event}-${channel}${category ? `-${category.id}` : ""}`;
              const isWanted = wishes.some(
                (one) =>
                  one.event === event && one.channel === channel && one.categoryId === (category ? category.id : null),
              );
              return (
                <label className="choice__option" key={id}>
                  <input type="checkbox" id={id} name={id} value="1" defaultChecked={isWanted} />
                  <span>{t(`hooks:event.${event}`, { count: overdueHours })}</span>
                </label>
              );
            })}
          </div>
        </fieldset>
      ))}
    </>
  );
}
