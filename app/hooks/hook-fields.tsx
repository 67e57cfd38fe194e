import { SelectField, TextField } from "~/components/field.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { chatEvents, type HookKind, hookEvents } from "./hook-events.ts";
import { secretFields } from "./hook-form.ts";
import type { HookSettings } from "./hook-view.ts";

interface HookFieldsProps {
  kind: HookKind;
  /** The one that is changed; without, the form is for a new one. */
  hook?: HookSettings;
  typed?: Record<string, string>;
  errors: FieldError[];
  categories: { id: number; name: string }[];
  overdueHours: number;
}

/** What a chat or a program is called, how it is reached, and what it is told. */
export function HookFields({ kind, hook, typed, errors, categories, overdueHours }: HookFieldsProps) {
  const t = useWords();
  const category = typed?.category ?? String(hook?.categoryId ?? "");
  return (
    <>
      <TextField
        id="name"
        label={t("hooks:field.name")}
        hint={t("hooks:field.name_hint")}
        isHalf
        errors={errors}
        defaultValue={typed?.name ?? hook?.name ?? t(`hooks:kind.${kind}`)}
      />
      {secretFields[kind].map((field) => (
        <TextField
          key={field}
          id={field}
          label={t(`hooks:field.${field}`)}
          hint={t(hook ? "hooks:field.kept" : `hooks:field.${field}_hint.${kind}`)}
          errors={errors}
          defaultValue={typed?.[field]}
          autoComplete="off"
          spellCheck={false}
        />
      ))}
      <Events kind={kind} hook={hook} typed={typed} errors={errors} overdueHours={overdueHours} />
      {categories.length > 0 && (
        <SelectField
          id="category"
          label={t("hooks:field.category")}
          isHalf
          defaultValue={category}
          options={[
            { value: "", label: t("hooks:field.every_category") },
            ...categories.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      )}
      <fieldset className="choice">
        <legend>{t("hooks:field.private")}</legend>
        <label className="choice__option">
          <input
            type="checkbox"
            id="shows_private"
            name="shows_private"
            value="1"
            defaultChecked={typed ? typed.shows_private === "1" : hook?.showsPrivate}
          />
          <span>{t("hooks:field.shows_private")}</span>
          <span className="hint">{t("hooks:field.shows_private_hint")}</span>
        </label>
      </fieldset>
    </>
  );
}

function Events({ kind, hook, typed, errors, overdueHours }: Omit<HookFieldsProps, "categories">) {
  const t = useWords();
  const error = errors.find(({ field }) => field === "events");
  const proposed = hook?.events ?? (kind === "webhook" ? hookEvents : chatEvents);
  return (
    <fieldset className="choice" id="events" tabIndex={-1}>
      <legend>{t("hooks:field.events")}</legend>
      {error && (
        <p className="field__error">
          <span className="vh">{t("errors:field_prefix")}</span> {t(error.message)}
        </p>
      )}
      <div className="choice__options">
        {hookEvents.map((event) => (
          <label className="choice__option" key={event}>
            <input
              type="checkbox"
              id={`event-${event}`}
              name={`event-${event}`}
              value="1"
              defaultChecked={typed ? typed[`event-${event}`] === "1" : proposed.includes(event)}
            />
            <span>{t(`hooks:event.${event}`, { count: overdueHours })}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
