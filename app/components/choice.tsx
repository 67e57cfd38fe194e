import type { ReactNode } from "react";

export interface ChoiceOption {
  value: string;
  label: ReactNode;
  hint?: string;
}

/** A group of radio buttons. The id of each is the group's word and its value: `kind-question`. */
export function Choice({
  id,
  name = id,
  legend,
  options,
  value,
  layout,
}: {
  id: string;
  name?: string;
  legend: string;
  options: ChoiceOption[];
  value: string;
  layout: "kinds" | "two" | "list";
}) {
  return (
    <fieldset className="choice" id={id}>
      <legend>{legend}</legend>
      <div className={`choice__options choice__options--${layout}`}>
        {options.map((option) => (
          <label className="choice__option" key={option.value}>
            <input
              type="radio"
              id={`${id}-${option.value}`}
              name={name}
              value={option.value}
              defaultChecked={option.value === value}
              aria-describedby={option.hint && `${id}-${option.value}-hint`}
            />
            {typeof option.label === "string" ? <span>{option.label}</span> : option.label}
            {option.hint && (
              <span className="hint" id={`${id}-${option.value}-hint`}>
                {option.hint}
              </span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
