import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";

interface FieldProps {
  /** Also the control's id. */
  id: string;
  label: string;
  hint?: string;
  isOptional?: boolean;
  isHalf?: boolean;
  errors?: FieldError[];
}

type Control = Record<"id" | "aria-describedby", string | undefined> & { "aria-invalid"?: true };

/** A label, its hint, its error, and the control that `children` draws from the attributes it is given. */
export function Field({
  id,
  label,
  hint,
  isOptional,
  isHalf,
  errors = [],
  children,
}: FieldProps & { children: (control: Control) => ReactNode }) {
  const t = useWords();
  const error = errors.find(({ field }) => field === id);
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const className = ["field", isHalf && "field--half", error && "field--bad"].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id}>
        {label} {isOptional && <small>{t("forms:optional")}</small>}
      </label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span className="field__error" id={`${id}-error`}>
          <span className="vh">{t("errors:field_prefix")}</span> {t(error.message, error.values)}
        </span>
      )}
      {children({ id, "aria-describedby": describedBy, ...(error && { "aria-invalid": true as const }) })}
    </div>
  );
}

export function TextField({
  id,
  label,
  hint,
  isOptional,
  isHalf,
  errors,
  ...input
}: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field {...{ id, label, hint, isOptional, isHalf, errors }}>
      {(control) => <input type="text" name={id} {...input} {...control} />}
    </Field>
  );
}

export function TextArea({
  id,
  label,
  hint,
  isOptional,
  isHalf,
  errors,
  ...textarea
}: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field {...{ id, label, hint, isOptional, isHalf, errors }}>
      {(control) => <textarea name={id} {...textarea} {...control} />}
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function SelectField({
  id,
  label,
  hint,
  isOptional,
  isHalf,
  errors,
  options,
  ...select
}: FieldProps & { options: Option[] } & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field {...{ id, label, hint, isOptional, isHalf, errors }}>
      {(control) => (
        <select name={id} {...select} {...control}>
          {options.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
