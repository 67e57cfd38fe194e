import type { Db } from "#db/client.ts";
import type { Doer } from "~/audit/note-deed.server.ts";
import type { FieldError } from "~/http/form.ts";
import {
  addCannedAnswer,
  type CannedProblem,
  changeCannedAnswer,
  deleteCannedAnswer,
} from "./canned-answers.server.ts";
import { type CannedValues, parseCannedForm } from "./canned-form.ts";

interface Posted {
  /** The canned answer that the address names. */
  id: number;
  form: URLSearchParams;
  now: number;
  doer: Doer;
}

/** The form once more, or that there is no such canned answer; undefined when it was done. */
type Outcome = { typed: Record<string, string>; errors: FieldError[] } | "unknown" | undefined;

/** What the page of canned answers can do, by the button's intent. */
export const cannedActs = new Map<string, (db: Db, posted: Posted) => Promise<Outcome>>([
  ["add", (db, { form, now, doer }) => write(form, (values) => addCannedAnswer(db, { ...values, now, doer }))],
  [
    "change",
    (db, { id, form, now, doer }) => write(form, (values) => changeCannedAnswer(db, { ...values, id, now, doer })),
  ],
  ["delete", async (db, { id, doer }) => void (await deleteCannedAnswer(db, id, doer))],
]);

async function write(
  form: URLSearchParams,
  carryOut: (values: CannedValues) => Promise<CannedProblem | undefined>,
): Promise<Outcome> {
  const { typed, errors, values } = parseCannedForm(form);
  if (!values) return { typed, errors };
  const problem = await carryOut(values);
  if (problem !== "taken") return problem;
  return { typed, errors: [{ field: "name", message: "canned:error.name_taken" }] };
}
