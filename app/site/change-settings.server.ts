import type { Db } from "#db/client.ts";
import type { Doer } from "~/audit/note-deed.server.ts";
import { type FieldError, parseForm } from "~/http/form.ts";
import { refuse } from "~/http/refusals.server.ts";
import type { Locale } from "~/i18n/locale.ts";
import { isReadable, LEAST_CONTRAST, leastContrast, nearestReadable } from "./accent.ts";
import { addCategory, archiveCategory, moveCategory, renameCategory, restoreCategory } from "./categories.server.ts";
import { changeLogo, removeLogo } from "./change-logo.server.ts";
import { switchIndexNowOff, switchIndexNowOn } from "./indexnow.server.ts";
import { isLocalOrigin } from "./indexnow.ts";
import { changeSetting } from "./save-settings.server.ts";
import {
  accentForm,
  type ChangedSettings,
  callToActionForm,
  categoryForm,
  categoryId,
  nameForm,
  organisationForm,
  type Section,
  statusLabelsForm,
  verificationForm,
} from "./settings-forms.ts";
import type { LabelledStatus } from "./site.ts";

export interface SettingsChange {
  /** The posted form; its `intent` says what to change. */
  form: URLSearchParams;
  logo: { file?: Uint8Array; tooLarge: boolean };
  /** Where the site's files are kept. */
  folder: string;
  statuses: LabelledStatus[];
  locale: Locale;
  /** The site's own address. */
  origin: string;
  now: number;
  /** The admin who changes it. */
  doer?: Doer;
}

type Outcome = Omit<ChangedSettings, "section">;
type Change = (db: Db, change: SettingsChange) => Promise<Outcome>;

/**
 * Carries out one form of the settings page. Returns the form as typed and its errors, none when it was done.
 * Throws 400 for an intent that no form has.
 */
export async function changeSettings(db: Db, change: SettingsChange): Promise<ChangedSettings> {
  const intent = change.form.get("intent") ?? "";
  const [section, carryOut] = changes.get(intent) ?? [];
  if (!section || !carryOut) throw refuse("400", change.form);
  return { section, ...(await carryOut(db, change)) };
}

const changes = new Map<string, [Section, Change]>([
  ["name", ["name", changeName]],
  ["call-to-action", ["call-to-action", changeCallToAction]],
  ["accent", ["accent", changeAccent]],
  ["accent-default", ["accent", forgetAccent]],
  ["logo", ["logo", changeLogoFile]],
  ["logo-remove", ["logo", forgetLogo]],
  ["category-add", ["categories", addNamedCategory]],
  ["category-rename", ["categories", renameToTyped]],
  [
    "category-up",
    ["categories", (db, change) => withCategory(change, (id) => moveCategory(db, { id, by: -1, doer: change.doer }))],
  ],
  [
    "category-down",
    ["categories", (db, change) => withCategory(change, (id) => moveCategory(db, { id, by: 1, doer: change.doer }))],
  ],
  [
    "category-archive",
    [
      "categories",
      (db, change) => withCategory(change, (id) => archiveCategory(db, { id, now: change.now, doer: change.doer })),
    ],
  ],
  [
    "category-restore",
    ["categories", (db, change) => withCategory(change, (id) => restoreCategory(db, { id, doer: change.doer }))],
  ],
  ["status-labels", ["status-labels", changeStatusLabels]],
  ["verification", ["verification", changeVerification]],
  ["organisation", ["organisation", changeOrganisation]],
  ["indexnow-on", ["indexnow", beginTelling]],
  ["indexnow-off", ["indexnow", endTelling]],
]);

const done: Outcome = { typed: {}, errors: [] };

async function changeName(db: Db, { form, now, doer }: SettingsChange): Promise<Outcome> {
  const { values, typed, errors } = parseForm(nameForm, form);
  if (!values) return { typed, errors: at("site-name", errors) };
  await changeSetting(db, { key: "name", value: values.name, now, doer });
  return done;
}

async function changeCallToAction(db: Db, { form, now, doer }: SettingsChange): Promise<Outcome> {
  const { values, typed, errors } = parseForm(callToActionForm, form);
  if (values === undefined) return { typed, errors };
  await changeSetting(db, { key: "call_to_action", value: values, now, doer });
  return done;
}

async function changeAccent(db: Db, { form, locale, now, doer }: SettingsChange): Promise<Outcome> {
  const { values, typed, errors } = parseForm(accentForm, form);
  if (!values) return { typed, errors };
  const { accent } = values;
  if (!isReadable(accent)) {
    const nearest = nearestReadable(accent);
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const facts = { contrast: number.format(leastContrast(accent)), least: number.format(LEAST_CONTRAST), nearest };
    return { typed, errors: [{ field: "accent", message: "settings:accent.unreadable", values: facts }], nearest };
  }
  await changeSetting(db, { key: "accent", value: accent, now, doer });
  return done;
}

async function forgetAccent(db: Db, { now, doer }: SettingsChange): Promise<Outcome> {
  await changeSetting(db, { key: "accent", value: null, now, doer });
  return done;
}

async function changeLogoFile(db: Db, { logo, folder, now, doer }: SettingsChange): Promise<Outcome> {
  if (logo.tooLarge) return failed("logo", "settings:logo.too_large");
  if (!logo.file) return failed("logo", "settings:logo.missing");
  const kept = await changeLogo(db, { bytes: logo.file, folder, now, doer });
  return kept ? done : failed("logo", "settings:logo.unreadable");
}

async function forgetLogo(db: Db, { folder, now, doer }: SettingsChange): Promise<Outcome> {
  await removeLogo(db, { folder, now, doer });
  return done;
}

async function addNamedCategory(db: Db, { form, locale, now, doer }: SettingsChange): Promise<Outcome> {
  const { values, typed, errors } = parseForm(categoryForm, form);
  if (!values) return { typed, errors: at("new-category", errors) };
  const added = await addCategory(db, { name: values.name, locale, now, doer });
  return added ? done : { ...failed("new-category", "settings:categories.taken"), typed };
}

async function renameToTyped(db: Db, change: SettingsChange): Promise<Outcome> {
  const { values, typed, errors } = parseForm(categoryForm, change.form);
  const field = `category-${categoryOf(change)}`;
  if (!values) return { typed, errors: at(field, errors) };
  const renamed = await renameCategory(db, { id: categoryOf(change), name: values.name, doer: change.doer });
  return renamed ? done : { ...failed(field, "settings:categories.taken"), typed };
}

async function withCategory(change: SettingsChange, carryOut: (id: number) => Promise<void>): Promise<Outcome> {
  await carryOut(categoryOf(change));
  return done;
}

async function changeStatusLabels(db: Db, { form, statuses, now, doer }: SettingsChange): Promise<Outcome> {
  const { values, typed, errors } = parseForm(statusLabelsForm(statuses), form);
  if (!values) return { typed, errors };
  await changeSetting(db, { key: "status_labels", value: values, now, doer });
  return done;
}

async function changeVerification(db: Db, { form, now, doer }: SettingsChange): Promise<Outcome> {
  const { values, typed, errors } = parseForm(verificationForm, form);
  if (!values) return { typed, errors };
  await changeSetting(db, { key: "verification", value: values, now, doer });
  return done;
}

async function changeOrganisation(db: Db, { form, now, doer }: SettingsChange): Promise<Outcome> {
  const { values, typed, errors } = parseForm(organisationForm, form);
  if (!values) return { typed, errors };
  await changeSetting(db, { key: "organisation", value: values, now, doer });
  return done;
}

async function beginTelling(db: Db, { origin, now, doer }: SettingsChange): Promise<Outcome> {
  if (isLocalOrigin(origin)) return failed("indexnow", "settings:indexnow.local");
  await switchIndexNowOn(db, now, doer);
  return done;
}

async function endTelling(db: Db, { now, doer }: SettingsChange): Promise<Outcome> {
  await switchIndexNowOff(db, now, doer);
  return done;
}

function categoryOf({ form }: SettingsChange): number {
  const parsed = categoryId.safeParse(form.get("category"));
  if (!parsed.success) throw refuse("400", form);
  return parsed.data;
}

/** The forms of names share one schema; in the page each has a control of its own id. */
function at(field: string, errors: FieldError[]): FieldError[] {
  return errors.map((error) => ({ ...error, field }));
}

function failed(field: string, message: string): Outcome {
  return { typed: {}, errors: [{ field, message }] };
}
