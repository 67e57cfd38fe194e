import type { FieldError } from "~/http/form.ts";

/** The error for a password or a code that was wrong, or was tried too often. */
export function passwordRefusal(
  field: "password" | "current_password" | "code",
  refusal: { refused: "wrong" } | { refused: "throttled"; minutes: number },
): FieldError {
  if (refusal.refused === "wrong") return { field, message: `people:error.${field}_wrong` };
  return { field, message: "people:error.throttled", values: { count: refusal.minutes } };
}
