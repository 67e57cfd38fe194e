import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { peoplePath } from "~/urls.ts";
import type { Person } from "./person.ts";

interface PeopleListProps {
  people: Person[];
  ownId: number;
  isAdmin: boolean;
  errors?: FieldError[];
}

/** The team. Admins change accounts here; an error stands at the person whom it is about. */
export function PeopleList({ people, ownId, isAdmin, errors = [] }: PeopleListProps) {
  return (
    <ul>
      {people.map((person) => {
        const id = `agent-${person.id}`;
        const error = errors.find(({ field }) => field === id);
        return (
          <li key={person.id} id={id} className={error && "field--bad"}>
            <PersonLine person={person} isOwn={person.id === ownId} />
            {error && <PersonError error={error} />}
            {isAdmin && <PersonForm person={person} isOwn={person.id === ownId} />}
          </li>
        );
      })}
    </ul>
  );
}

function PersonLine({
  person: { name, email, role, state, hasSecondStep },
  isOwn,
}: {
  person: Person;
  isOwn: boolean;
}) {
  const t = useWords();
  const facts = [email, t(`people:role.${role}`), ...(state === "active" ? [] : [t(`people:state.${state}`)])];
  if (hasSecondStep) facts.push(t("people:state.second_step"));
  return (
    <p>
      <b>{name}</b> {isOwn && <small>{t("people:you")}</small>}
      <br />
      <span className="hint">{facts.join(" · ")}</span>
    </p>
  );
}

function PersonError({ error }: { error: FieldError }) {
  const t = useWords();
  return (
    <p className="field__error">
      <span className="vh">{t("errors:field_prefix")}</span> {t(error.message, error.values)}
    </p>
  );
}

function PersonForm({ person, isOwn }: { person: Person; isOwn: boolean }) {
  const t = useWords();
  const isDisabled = person.state === "disabled";
  const intents = [
    person.role === "admin" ? "make-agent" : "make-admin",
    isDisabled ? "enable" : "disable",
    // Their own password is changed further down, where the current one is asked for.
    ...(isDisabled || isOwn ? [] : ["reset"]),
    ...(person.state === "active" && !isOwn ? ["end-sessions"] : []),
    ...(person.hasSecondStep && !isOwn ? ["second-step-off"] : []),
  ];
  return (
    <PostForm action={peoplePath()} className="buttons tight">
      <input type="hidden" name="agent" value={person.id} />
      {intents.map((intent) => (
        <button type="submit" name="intent" value={intent} className="button button--quiet button--small" key={intent}>
          {t(`people:do.${intent}`)} <span className="vh">{t("people:whom", { name: person.name })}</span>
        </button>
      ))}
    </PostForm>
  );
}
