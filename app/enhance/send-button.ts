/** The button that sends says what it sends: `data-send` has its words by the chosen kind. */
export function nameSendButton(): void {
  const button = document.querySelector<HTMLButtonElement>("button[data-send]");
  const form = button?.form;
  if (!button || !form) return;
  const words: Record<string, string> = JSON.parse(button.dataset.send ?? "{}");
  const rename = () => {
    const kind = new FormData(form).get("kind");
    button.textContent = words[String(kind)] ?? button.textContent;
  };
  rename();
  form.addEventListener("change", rename);
  form.addEventListener("reset", () => setTimeout(rename)); // the event comes before the fields are emptied
  window.addEventListener("pageshow", rename); // also where the browser puts back what was chosen
}
