import type { Db } from "#db/client.ts";
import type { Doer } from "~/audit/note-deed.server.ts";
import type { FieldError } from "~/http/form.ts";
import type { HookKind } from "./hook-events.ts";
import { parseHookForm } from "./hook-form.ts";
import { changeHook, removeHook, renewKey, sendAgain, switchHookOff, switchHookOn } from "./hooks.server.ts";

interface Posted {
  id: number;
  kind: HookKind;
  form: URLSearchParams;
  secret: string;
  doer: Doer;
}

/** The form once more, a key to show once, or nothing but that it was done. */
export interface HookAnswer {
  typed?: Record<string, string>;
  errors?: FieldError[];
  key?: string;
}

/** What the page of one hook can do, by the button's intent; a test is sent by who may call. */
export const hookActs = new Map<string, (db: Db, posted: Posted) => Promise<HookAnswer | undefined>>([
  ["change", changeByForm],
  ["new-key", async (db, posted) => ({ key: await renewKey(db, posted) })],
  ["on", async (db, { id, doer }) => void (await switchHookOn(db, id, doer))],
  ["off", async (db, { id, doer }) => void (await switchHookOff(db, id, doer))],
  ["remove", async (db, { id, doer }) => void (await removeHook(db, id, doer))],
  ["again", async (db, posted) => void (await sendAgain(db, { ...posted, deliveryId: deliveryOf(posted.form) }))],
]);

async function changeByForm(db: Db, { id, kind, form, secret, doer }: Posted): Promise<HookAnswer | undefined> {
  const { values, ...again } = parseHookForm(form, kind, { isNew: false });
  if (!values) return again;
  await changeHook(db, { id, values, secret, doer });
  return undefined;
}

const deliveryOf = (form: URLSearchParams) => Number(form.get("delivery")) || 0;
