import type { AppLoadContext } from "@remix-run/node";
import { noteFilesOf, refuse } from "./refusals.server.ts";

const MAX_FIELDS = 50;

/**
 * The fields of a posted form. The first thing an action does, so that every later refusal can show the text again.
 * Throws 413 for a body over the limit, 400 for one that cannot be read or has more than 50 fields. Files are not
 * taken here: only fields with text.
 */
export async function readForm(request: Request, context: AppLoadContext): Promise<URLSearchParams> {
  const form = await parse(request);
  context.form = form;
  if (context.uploads.length > 0 || form.get("kept-files")) noteFilesOf(form);
  if (context.bodyTooLarge) throw refuse("413", form);
  if ([...form.keys()].length > MAX_FIELDS) throw refuse("400", form);
  return form;
}

async function parse(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return new URLSearchParams(await request.text());
  if (!type.startsWith("multipart/form-data")) throw refuse("400");
  try {
    const form = new URLSearchParams();
    for (const [name, value] of await request.formData()) if (typeof value === "string") form.append(name, value);
    return form;
  } catch {
    throw refuse("400");
  }
}
