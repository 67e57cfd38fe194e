import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { json, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { showBackups } from "~/backups/show-backups.server.ts";
import { db } from "~/db.server.ts";
import { HooksPart } from "~/hooks/hooks-part.tsx";
import { countStoppedHooks } from "~/hooks/show-hooks.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readFormWithFile } from "~/http/read-upload.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { MailPart } from "~/mail/mail-part.tsx";
import { sendTestMail } from "~/mail/send-test.server.ts";
import { showMail } from "~/mail/show-mail.server.ts";
import { MailInPart } from "~/mail-in/mail-in-part.tsx";
import { showMailIn } from "~/mail-in/show-mail-in.server.ts";
import { findOwnEmail } from "~/people/agents.server.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAdmin } from "~/people/guards.server.ts";
import { listCategories } from "~/site/categories.server.ts";
import { changeSettings } from "~/site/change-settings.server.ts";
import { backupFolders, siteFilesFolder } from "~/site/folders.server.ts";
import { showIndexNow } from "~/site/indexnow.server.ts";
import { mailIn, mailServer } from "~/site/mail-server.server.ts";
import { MAX_LOGO_BYTES, placeOf } from "~/site/settings-forms.ts";
import { SettingsPage } from "~/site/settings-page.tsx";
import { allStatuses, kinds, statusesOf } from "~/tickets/ticket.ts";
import { settingsPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "admin" };

const statuses = allStatuses.map((key) => ({ key, kinds: kinds.filter((kind) => statusesOf(kind).includes(key)) }));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const admin = await requireAdmin(db, request, context);
  return {
    page: deskPage(context, admin, "settings", wordsIn(context.site.locale)("settings:title")),
    categories: await listCategories(db),
    indexNow: await showIndexNow(db),
    backups: showBackups(backupFolders),
    mail: context.site.hasMail ? await showMail(db) : null,
    stoppedHooks: await countStoppedHooks(db),
    mailIn: mailIn ? await showMailIn(db, mailIn.address, context.now) : null,
    saved: new URL(request.url).searchParams.get("saved") ?? undefined,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { form, ...logo } = await readFormWithFile(request, context, "logo", MAX_LOGO_BYTES);
  assertSameOrigin(request, form, context);
  const admin = await requireAdmin(db, request, context, form);
  const agentId = admin.id;
  const { locale, origin } = context.site;
  const { now } = context;
  const doer = { agentId, now };
  const change =
    mailServer && form.get("intent") === "mail-test"
      ? await sendTestMail(mailServer, { to: admin.name, address: await findOwnEmail(db, admin), site: context.site })
      : await changeSettings(db, { form, logo, folder: siteFilesFolder, statuses, locale, origin, now, doer });
  if (change.errors.length > 0) return json(change, { status: 400 });
  return redirect(`${settingsPath()}?saved=${change.section}#${placeOf(change.section)}`, 303);
}

export default function Settings() {
  const {
    categories,
    indexNow,
    backups,
    mail: sent,
    mailIn: answers,
    stoppedHooks,
    saved,
  } = useLoaderData<typeof loader>();
  const change = useActionData<typeof action>();
  const mail = sent && <MailPart mail={sent} errors={change?.section === "mail" ? change.errors : []} />;
  const mailIn = answers && <MailInPart mailIn={answers} />;
  const hooks = <HooksPart stopped={stoppedHooks} />;
  const shown = { categories, statuses, indexNow, backups, mail, mailIn, hooks, saved, change };
  return <SettingsPage {...shown} />;
}
