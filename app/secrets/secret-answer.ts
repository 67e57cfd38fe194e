import { maskSecrets } from "./find-secrets.ts";

/** What somebody chose after the question about a secret in their text: the end of the button's value. */
const answers = ["private", "masked", "as-is"] as const;
export type SecretAnswer = (typeof answers)[number];

/** The answer that came with a form ("send:masked"); undefined where nothing was asked yet. */
export function secretAnswer(form: URLSearchParams): SecretAnswer | undefined {
  const [, answer] = (form.get("intent") ?? "").split(":");
  return answers.find((one) => one === answer);
}

/** A new ticket's values as its author chose to send them. */
export function answered<Values extends { title: string; body: string; visibility: "public" | "private" }>(
  values: Values,
  answer: SecretAnswer | undefined,
): Values {
  if (answer === "private") return { ...values, visibility: "private" };
  if (answer !== "masked") return values;
  const [title = "", body = ""] = maskSecrets([values.title, values.body]);
  return { ...values, title, body };
}
