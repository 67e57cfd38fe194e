import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { deskPushPath, ticketFollowPath } from "~/urls.ts";
import type { OwnPush } from "./own-push.ts";

/** A ticket's news in the browser itself. */
export function PushForm({ ticket, push }: { ticket: { id: number; slug: string }; push: OwnPush }) {
  const t = useWords();
  return <OfferOrStop action={ticketFollowPath(ticket)} push={push} on={t("push:on")} />;
}

/** What an agent wants to hear of, in the browser in which they are signed in. */
export function DeskPushForm({ push }: { push: OwnPush }) {
  const t = useWords();
  return <OfferOrStop action={deskPushPath()} push={push} on={t("push:desk_on")} />;
}

/**
 * The browser's script shows the form where the browser can do that, and fills it after a press (app/enhance/push.ts);
 * to stop it takes a press alone.
 */
function OfferOrStop({ action, push, on }: { action: string; push: OwnPush; on: string }) {
  const t = useWords();
  if (push.isOn) {
    return (
      <PostForm action={action}>
        <p>{on}</p>
        <p className="buttons">
          <button className="button button--quiet button--small" type="submit" name="intent" value="push-stop">
            {t("push:stop")}
          </button>
        </p>
      </PostForm>
    );
  }
  return (
    <PostForm action={action} hidden data-push={push.key} data-refused={t("push:refused")}>
      <input type="hidden" name="intent" value="push" />
      <input type="hidden" name="endpoint" />
      <input type="hidden" name="p256dh" />
      <input type="hidden" name="auth" />
      <p className="buttons">
        <button className="button button--quiet button--small" type="submit">
          {t("push:do")}
        </button>
      </p>
    </PostForm>
  );
}
