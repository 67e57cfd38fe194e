/** Ctrl+Enter, or Cmd+Enter, in a text presses the first of the form's own buttons that is in sight. */
export function sendByShortcut(): void {
  document.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, repeat } = event;
    if (!(target instanceof HTMLTextAreaElement) || key !== "Enter" || !(ctrlKey || metaKey) || repeat) return;
    const buttons = target.form?.querySelectorAll<HTMLButtonElement>(".buttons button[type=submit]") ?? [];
    const button = [...buttons].find((one) => one.getClientRects().length > 0);
    if (!button) return;
    event.preventDefault();
    target.form?.requestSubmit(button);
  });
}
