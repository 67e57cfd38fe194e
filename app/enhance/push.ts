import { pushWorkerPath } from "~/urls.ts";
import { say, statusLine } from "./status-line.ts";

/**
 * A form with `data-push` (the site's key) is shown where the browser can be told of news. A press on its button, and
 * nothing before, makes the browser ask; what the browser then gives goes along with the form.
 */
export function offerPush(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-push]");
  if (!form || !("PushManager" in window) || Notification.permission === "denied") return;
  const line = statusLine("hint");
  form.append(line);
  form.hidden = false;
  form.closest("section")?.removeAttribute("hidden");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { endpoint, keys } = await subscribe(form.dataset.push ?? "");
      for (const [name, value] of Object.entries({ ...keys, endpoint: endpoint ?? "" })) {
        const field = form.elements.namedItem(name) as HTMLInputElement | null;
        if (field) field.value = value;
      }
      form.submit();
    } catch {
      say(line, form.dataset.refused ?? "");
    }
  });
}

async function subscribe(applicationServerKey: string): Promise<PushSubscriptionJSON> {
  // Asked by name: not every browser takes the wish for a subscription as a question.
  if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
  await navigator.serviceWorker.register(pushWorkerPath());
  const { pushManager } = await navigator.serviceWorker.ready;
  const ask = () => pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const given = await ask().catch(async () => {
    // It may have one for a key that the site had before.
    await (await pushManager.getSubscription())?.unsubscribe();
    return ask();
  });
  return given.toJSON();
}
