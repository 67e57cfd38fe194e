import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { machineRefusal } from "~/http/machine-answer.server.ts";
import { ownFile } from "~/http/own-file.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { ownTextsAsMarkdown } from "~/personal-data/own-texts.ts";
import { readOwnTexts } from "~/personal-data/read-own-texts.server.ts";

export const handle: RouteHandle = { policy: "personal" };

/** Everything that this browser wrote, to take along: texts.json or texts.md. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { visitor } = await findViewer(db, request, context);
  const { site, now } = context;
  const isKnown = params.file === "texts.json" || params.file === "texts.md";
  const own = visitor && isKnown ? await readOwnTexts(db, { visitorId: visitor.id, site, now }) : undefined;
  if (!own) return machineRefusal(404);
  if (params.file === "texts.json") return ownFile(JSON.stringify(own, null, 2), "application/json", "texts.json");
  const t = wordsIn(site.locale);
  const words = { title: t("privacy:copy.title"), reply: t("privacy:copy.reply"), earlier: t("privacy:copy.earlier") };
  return ownFile(ownTextsAsMarkdown(own, words), "text/markdown", "texts.md");
}
