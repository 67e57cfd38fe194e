import type { FormHTMLAttributes } from "react";
import { useWords } from "~/i18n/use-words.tsx";
import { useSite } from "./site-context.tsx";

interface PostFormProps extends FormHTMLAttributes<HTMLFormElement> {
  action: string;
  /** Which form it is: the browser keeps what is typed under this name until it was sent (app/enhance/drafts.ts). */
  draft?: string;
}

/**
 * A form that posts. It works without JavaScript, its checks are the server's (GOV.UK: no browser validation), and on
 * uncached pages it carries the signed token.
 */
export function PostForm({ draft, children, ...attributes }: PostFormProps) {
  const { formToken } = useSite();
  const t = useWords();
  const ofDraft = draft && {
    "data-draft": draft,
    "data-draft-restored": t("browser:draft.restored"),
    "data-draft-clear": t("browser:draft.clear"),
  };
  return (
    <form method="post" noValidate {...ofDraft} {...attributes}>
      {formToken && <input type="hidden" name="form_token" value={formToken} />}
      {children}
    </form>
  );
}
