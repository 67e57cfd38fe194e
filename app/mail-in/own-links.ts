/**
 * A text without what only its writer should have of ours: links that stop their mails or open their ticket, and the
 * addresses that letters are answered to. They stand in what a program did not mark as quoted.
 */
export function withoutOwnLinks(text: string, { origin, mailbox }: { origin: string; mailbox: string }): string {
  const at = mailbox.lastIndexOf("@");
  const escaped = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const host = escaped(origin.replace(/^https?:\/\//, ""));
  return text
    .replace(new RegExp(`(?:https?:\\/\\/)?${host}\\/(?:m|mail|welcome)\\/[^\\s<>()\\]"']+`, "gi"), "…")
    .replace(
      new RegExp(`${escaped(mailbox.slice(0, at))}\\\\?\\+[\\da-z\\\\-]{10,80}${escaped(mailbox.slice(at))}`, "gi"),
      mailbox,
    );
}
