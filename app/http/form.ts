import type { z } from "zod";

/** An error at a field: its name (also the id to jump to) and a key of the catalogues with its values. */
export interface FieldError {
  field: string;
  message: string;
  values?: Record<string, string | number>;
}

export interface ParsedForm<Values> {
  /** As typed, to show the form again. */
  typed: Record<string, string>;
  errors: FieldError[];
  /** Set when there are no errors. */
  values?: Values;
}

/**
 * Checks a posted form against a schema whose messages are catalogue keys. One error a field, in the schema's order.
 * A field that was sent twice counts with its first value.
 */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  form: URLSearchParams,
): ParsedForm<z.infer<Schema>> {
  const typed: Record<string, string> = Object.create(null);
  for (const [name, value] of form) typed[name] ??= value.replaceAll("\r\n", "\n");
  const result = schema.safeParse(typed);
  if (result.success) return { typed: { ...typed }, errors: [], values: result.data };

  const errors = new Map<string, FieldError>();
  for (const issue of result.error.issues) {
    const field = String(issue.path[0]);
    if (errors.has(field)) continue;
    const values = "maximum" in issue ? { max: Number(issue.maximum) } : undefined;
    errors.set(field, { field, message: issue.message, ...(values && { values }) });
  }
  return { typed: { ...typed }, errors: [...errors.values()] };
}
