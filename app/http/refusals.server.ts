import { json } from "@remix-run/node";
import { type Refusal, type RefusalReason, refusalStatus } from "./refusal.ts";

/** Free text that a refused form may have carried; the error page shows it again. */
const keptFields = ["title", "summary", "body", "reply-body", "reason", "name", "reply-name"];

const formsWithFiles = new WeakSet<URLSearchParams>();

/** Files came with this form: where it is refused, its sender is told that they have to be chosen once more. */
export const noteFilesOf = (form: URLSearchParams): void => void formsWithFiles.add(form);

/**
 * The answer to throw when something is refused. Pass the form, so that nothing its sender typed is lost.
 * The page for it is app/components/refusal-page.tsx.
 */
export function refuse(
  reason: RefusalReason,
  form?: URLSearchParams,
  more: Partial<Refusal> = {},
  headers?: Record<string, string>,
): Response {
  const kept = form ? keptFields.map((name) => [name, form.get(name) ?? ""] as const).filter(([, text]) => text) : [];
  const hadFiles = form !== undefined && formsWithFiles.has(form);
  const refusal: Refusal = { reason, kept: kept.map(([name, text]) => ({ name, text })), hadFiles, ...more };
  return json(refusal, { status: refusalStatus[reason], headers });
}

export const notFound = (form?: URLSearchParams) => refuse("404", form);
export const gone = (form?: URLSearchParams) => refuse("410", form);
export const forbidden = (form?: URLSearchParams) => refuse("forbidden", form);
