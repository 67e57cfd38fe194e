import type { AppLoadContext } from "@remix-run/node";
import { refuse } from "./refusals.server.ts";

const MAX_FIELDS = 50;

export interface FormWithFile {
  form: URLSearchParams;
  /** The file's content; undefined when none was chosen, or when it is too large. */
  file?: Uint8Array;
  tooLarge: boolean;
}

/**
 * The fields of a posted form and one file of it, up to `maxBytes`. Other files are not taken. A body over the
 * server's limit is read as far as it came: the fields before the file are there, so that the form can be shown
 * again. Throws 400 for what cannot be read or has more than 50 fields, 413 for a form that is too long without files.
 */
export async function readFormWithFile(
  request: Request,
  context: AppLoadContext,
  field: string,
  maxBytes: number,
): Promise<FormWithFile> {
  const type = request.headers.get("content-type") ?? "";
  const isMultipart = type.startsWith("multipart/form-data");
  const sent = await parse(request, type, context.bodyTooLarge);
  const form = new URLSearchParams();
  for (const [name, value] of sent) if (typeof value === "string") form.append(name, value);
  context.form = form;
  if (context.bodyTooLarge && !isMultipart) throw refuse("413", form);
  if ([...form.keys()].length > MAX_FIELDS) throw refuse("400", form);

  const file = sent.get(field);
  if (!file || typeof file === "string" || file.size === 0) return { form, tooLarge: context.bodyTooLarge };
  if (context.bodyTooLarge || file.size > maxBytes) return { form, tooLarge: true };
  return { form, file: new Uint8Array(await file.arrayBuffer()), tooLarge: false };
}

async function parse(request: Request, type: string, isCut: boolean): Promise<FormData | URLSearchParams> {
  try {
    if (type.startsWith("application/x-www-form-urlencoded")) return new URLSearchParams(await request.text());
    return await (isCut ? closeMultipart(request, type) : request).formData();
  } catch {
    throw refuse("400");
  }
}

/** A multipart body that was cut off in its file can be read again once its last boundary is put back. */
function closeMultipart(request: Request, type: string): Pick<Response, "formData"> {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1] ?? "";
  const end = new TextEncoder().encode(`\r\n--${boundary}--\r\n`);
  return {
    formData: async () =>
      new Response(new Blob([await request.arrayBuffer(), end]), { headers: { "Content-Type": type } }).formData(),
  };
}
