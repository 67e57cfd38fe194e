import { z } from "zod";
import type { FieldError } from "~/http/form.ts";
import { oneLine } from "~/http/one-line.ts";
import { type HookEvent, type HookKind, hookEvents } from "./hook-events.ts";
import type { HookSecretFields } from "./hook-view.ts";

const MOST_NAME = 60;
const MOST_ADDRESS = 2_000;

const line = (max: number) => z.string().transform(oneLine).pipe(z.string().max(max, "hooks:error.long"));

const fields = {
  name: line(MOST_NAME).pipe(z.string().min(1, "hooks:error.name")),
  url: line(MOST_ADDRESS).refine((typed) => typed === "" || isWebAddress(typed), "hooks:error.url"),
  token: line(200).refine((typed) => typed === "" || /^\d+:[\w-]{20,}$/.test(typed), "hooks:error.token"),
  chat: line(100).refine((typed) => typed === "" || /^(-?\d+|@\w+)$/.test(typed), "hooks:error.chat"),
};

function isWebAddress(typed: string): boolean {
  return URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol);
}

/** What each kind needs to be reached. */
export const secretFields: Record<HookKind, HookSecretFields[]> = {
  slack: ["url"],
  mattermost: ["url"],
  telegram: ["token", "chat"],
  webhook: ["url"],
};

export interface HookValues {
  name: string;
  events: HookEvent[];
  categoryId: number | null;
  showsPrivate: boolean;
  /** Only what was typed: a field that is left empty keeps what it had. */
  secret: Partial<Record<HookSecretFields, string>>;
}

/** @param isNew then what reaches it may not be left empty */
export function parseHookForm(
  form: URLSearchParams,
  kind: HookKind,
  { isNew }: { isNew: boolean },
): { typed: Record<string, string>; errors: FieldError[]; values?: HookValues } {
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, value]));
  const errors: FieldError[] = [];
  const read = (field: keyof typeof fields): string => {
    const result = fields[field].safeParse(form.get(field) ?? "");
    if (result.success) return result.data;
    errors.push({ field, message: result.error.issues[0]?.message ?? "hooks:error.long", values: { max: MOST_NAME } });
    return "";
  };
  const name = read("name");
  const secret: HookValues["secret"] = {};
  for (const field of secretFields[kind]) {
    const text = read(field);
    const isKnown = errors.some((error) => error.field === field);
    if (text) secret[field] = text;
    else if (isNew && !isKnown) errors.push({ field, message: `hooks:error.${field}` });
  }
  const events = hookEvents.filter((event) => form.get(`event-${event}`) === "1");
  if (events.length === 0) errors.push({ field: "events", message: "hooks:error.events" });
  const values: HookValues = {
    name,
    events,
    categoryId: Number(form.get("category")) || null,
    showsPrivate: form.get("shows_private") === "1",
    secret,
  };
  return errors.length > 0 ? { typed, errors } : { typed, errors, values };
}
