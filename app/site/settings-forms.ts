import { z } from "zod";
import type { FieldError } from "~/http/form.ts";
import { oneLine } from "~/http/one-line.ts";
import { type Locale, locales } from "~/i18n/locale.ts";
import { parseAccent } from "./accent.ts";
import type { LabelledStatus, StatusLabels } from "./site.ts";

/** The parts of the settings page. */
export const sections = [
  "name",
  "call-to-action",
  "accent",
  "logo",
  "categories",
  "status-labels",
  "verification",
  "organisation",
  "indexnow",
  "mail",
  "mail-in",
  "hooks",
  "backups",
] as const;
export type Section = (typeof sections)[number];

/** The id of a part's place on the page. */
export const placeOf = (section: Section) => `${section}-settings`;

/** What became of a posted form: as typed, with its errors, none when it was done. */
export interface ChangedSettings {
  section: Section;
  typed: Record<string, string>;
  errors: FieldError[];
  /** The colour to offer instead of one that cannot be read. */
  nearest?: string;
}

/** What a part of the page shows again: nothing where another form was sent. */
export type Sent = Pick<ChangedSettings, "typed" | "errors" | "nearest">;

/** One million bytes: the server takes bodies of 1 MiB, and the form around the file needs some of it. */
export const MAX_LOGO_BYTES = 1_000_000;

const line = (max: number) => z.string().default("").transform(oneLine).pipe(z.string().max(max, "settings:too_long"));

const named = (max: number, missing: string) => line(max).pipe(z.string().min(1, missing));

export const nameForm = z.object({ name: named(60, "settings:name.missing") });

export const categoryForm = z.object({ name: named(60, "settings:categories.missing") });

export const categoryId = z.coerce.number().int().positive();

/** Both or none: a label without an address leads nowhere. Null takes the link away. */
export const callToActionForm = z
  .object({ label: line(40), url: line(500) })
  .superRefine(({ label, url }, context) => {
    const add = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (url && !label) add("label", "settings:call-to-action.label_missing");
    if (label && !url) add("url", "settings:call-to-action.url_missing");
    if (url && !webAddress(url)) add("url", "settings:call-to-action.url_unclear");
  })
  .transform(({ label, url }) => (label && url ? { label, url: webAddress(url) ?? url } : null));

export const accentForm = z.object({
  accent: z
    .string()
    .default("")
    .transform((text, context) => {
      const accent = parseAccent(text);
      if (!accent) context.addIssue({ code: "custom", message: "settings:accent.unclear" });
      return accent ?? z.NEVER;
    }),
});

export const statusLabelField = (key: string, locale: Locale) => `label-${key}-${locale}`;

/** One field per status and language; an empty one keeps the word of the catalogue. */
export function statusLabelsForm(statuses: LabelledStatus[]) {
  const fields = statuses.flatMap(({ key }) => locales.map((locale) => statusLabelField(key, locale)));
  return z.object(Object.fromEntries(fields.map((field) => [field, line(40)]))).transform((typed) => {
    const labels: StatusLabels = {};
    for (const { key } of statuses) {
      const words = locales.map((locale) => [locale, typed[statusLabelField(key, locale)]]).filter(([, word]) => word);
      if (words.length > 0) labels[key] = Object.fromEntries(words);
    }
    return labels;
  });
}

/** The code alone, or the whole tag as the webmaster page offers it. */
const verificationCode = line(300).transform((text, context) => {
  const code = /\bcontent\s*=\s*["']?([^"'\s>]*)/i.exec(text)?.[1] ?? text;
  if (/^[\w=-]{0,100}$/.test(code)) return code;
  context.addIssue({ code: "custom", message: "settings:verification.unclear" });
  return z.NEVER;
});

/** What the meta tag with each code is called. */
export const verificationTags = {
  google: "google-site-verification",
  yandex: "yandex-verification",
  bing: "msvalidate.01",
} as const;

export const verificationForm = z.object({
  google: verificationCode,
  yandex: verificationCode,
  bing: verificationCode,
});

const MOST_PROFILES = 10;

const optionalAddress = line(500).transform((text, context) => {
  const url = text && webAddress(text);
  if (url === undefined) context.addIssue({ code: "custom", message: "settings:call-to-action.url_unclear" });
  return url ?? z.NEVER;
});

export const organisationForm = z
  .object({
    legal_name: line(160),
    organisation_url: optionalAddress,
    contact: line(254).transform((text, context) => {
      const contact = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text) ? text : text && webAddress(text);
      if (contact === undefined) context.addIssue({ code: "custom", message: "settings:organisation.contact_unclear" });
      return contact ?? z.NEVER;
    }),
    profiles: z
      .string()
      .default("")
      .transform((text, context) => {
        const lines = text.split(/\s+/).filter(Boolean);
        const addresses = lines.map(webAddress).filter((address) => address !== undefined);
        if (addresses.length === lines.length && lines.length <= MOST_PROFILES) return addresses;
        context.addIssue({ code: "custom", message: "settings:organisation.profiles_unclear" });
        return z.NEVER;
      }),
  })
  .transform(({ legal_name, organisation_url, contact, profiles }) => ({
    legalName: legal_name,
    url: organisation_url,
    contact,
    profiles,
  }));

function webAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.username || url.password ? undefined : url.href;
}
