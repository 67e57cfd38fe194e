import type { LoaderFunctionArgs } from "@remix-run/node";
import { seeFileOfArticle } from "~/articles/file-visibility.server.ts";
import { db } from "~/db.server.ts";
import { findFile } from "~/files/list-files.server.ts";
import { seePendingFile } from "~/files/reference.server.ts";
import { serveFile } from "~/files/serve-file.server.ts";
import { machineRefusal } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { attachmentsFolder } from "~/site/folders.server.ts";
import { seeFileOfTicket } from "~/tickets/file-visibility.server.ts";

export const handle: RouteHandle = { policy: "personal" };

/** A picture or file, for whoever reads the text that it stands at, as long as they do. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { now, secret } = context;
  const viewer = await findViewer(db, request, context);
  const query = new URL(request.url).searchParams;
  const file = /^\d{1,15}$/.test(params.id ?? "") ? await findFile(db, Number(params.id)) : undefined;
  if (!file || file.name !== params.name) return machineRefusal(404);
  const isPending = file.ticket_id === null && file.reply_id === null && file.article_id === null;
  const sight = isPending
    ? seePendingFile(file, { viewer, secret, key: query.get("key"), now })
    : file.article_id !== null
      ? await seeFileOfArticle(db, viewer, file.article_id)
      : await seeFileOfTicket(db, viewer, file, now);
  if (!sight) return machineRefusal(404);
  context.file = serveFile({ file, isSmall: query.get("size") === "small", folder: attachmentsFolder, ...sight });
  return new Response(null);
}
