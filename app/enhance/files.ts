import { say, statusLine } from "./status-line.ts";

/**
 * A form with a file button takes what is pasted or dropped anywhere in it, as if it had been chosen there. What is
 * chosen is named below the button, and only then the form asks what is on the pictures.
 */
export function takePastedFiles(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-files]")) takeInto(field);
}

function takeInto(field: HTMLInputElement): void {
  const form = field.form;
  if (!form) return;
  const line = statusLine("hint");
  field.after(line);
  const alt = document.getElementById(`${field.id}-alt`)?.parentElement;
  // Without this script the question is folded.
  const fold = alt?.closest("details");
  const before = fold?.previousElementSibling;
  fold?.remove();
  const tell = () => {
    const names = [...(field.files ?? [])].map(({ name }) => name);
    if (names.length > 0) before?.after(alt as Element);
    else alt?.remove();
    say(line, names.length > 0 ? `${field.dataset.files} ${names.join(", ")}` : "");
  };
  const take = (event: Event, sent: DataTransfer | null) => {
    if (!sent?.files.length) return;
    event.preventDefault();
    const all = new DataTransfer();
    for (const file of [...(field.files ?? []), ...sent.files]) all.items.add(file);
    field.files = all.files;
    tell();
  };
  tell();
  field.addEventListener("change", tell);
  form.addEventListener("paste", (event) => {
    // A table from a spreadsheet comes as text and as its picture: then it is the text that is meant.
    if (!event.clipboardData?.types.includes("text/plain")) take(event, event.clipboardData);
  });
  form.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
  form.addEventListener("drop", (event) => take(event, event.dataTransfer));
}
