import { wordsIn } from "~/i18n/words.ts";
import type { ChangedSettings } from "~/site/settings-forms.ts";
import type { Site } from "~/site/site.ts";
import { openLine, type Post } from "./send-smtp.server.ts";

/** Sends an admin a mail at once, so that they see what the mail server says. */
export async function sendTestMail(
  post: Post,
  { to, address, site }: { to: string; address: string; site: Site },
): Promise<ChangedSettings> {
  const t = wordsIn(site.locale);
  const line = openLine(post, site.name);
  const outcome = await line
    .send({
      to: { name: to, address },
      subject: t("mail:test.subject", { site: site.name }),
      text: `${t("mail:test.text")}\n\n${site.origin}/\n`,
      headers: { "Auto-Submitted": "auto-generated" },
    })
    .finally(() => line.close());
  if (outcome.state === "sent") return { section: "mail", typed: {}, errors: [] };
  const { reason } = outcome;
  return {
    section: "mail",
    typed: {},
    errors: [{ field: "mail", message: "settings:mail.test_failed", values: { reason } }],
  };
}
