import type { ActionFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { machineRefusal, plainAnswer } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { isBearer } from "~/http/signing.server.ts";
import { takePostedMail } from "~/mail-in/take-posted-mail.server.ts";
import { attachmentsFolder } from "~/site/folders.server.ts";
import { mailIn } from "~/site/mail-server.server.ts";

/** Programs bring mails here as they are: a mail server's pipe, a service that takes mail for others. */
export const handle: RouteHandle = { policy: "machine", takesMail: true };

export function loader() {
  return machineRefusal(404);
}

/** Its right is the token, which no browser sends by itself; so it asks for no origin. */
export async function action({ request, context }: ActionFunctionArgs) {
  if (!mailIn?.token) return machineRefusal(404);
  if (!isBearer(request.headers.get("authorization"), mailIn.token))
    return plainAnswer(401, "The token is missing or another one");
  if (context.bodyTooLarge) return plainAnswer(413, "The mail is too large");
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length === 0) return plainAnswer(400, "Send the mail as the body, as message/rfc822");
  return plainAnswer(200, await takePostedMail(db, bytes, { ...context, mailIn, folder: attachmentsFolder }));
}
