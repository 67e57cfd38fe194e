import type { Payload } from "~/push/payload.ts";

/*
 * Shows what the site pushes, in a thread of the browser's own: the only code that runs while no page is open. It keeps
 * nothing and stands between no page and the site.
 */

interface PushEvent extends Event {
  data: { json(): Payload } | null;
  waitUntil(work: Promise<unknown>): void;
}

interface PressEvent extends Event {
  notification: Notification;
  waitUntil(work: Promise<unknown>): void;
}

interface Worker {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: object): Promise<
      {
        url: string;
        focus(): Promise<{ navigate(url: string): Promise<unknown> }>;
      }[]
    >;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(name: "push", listen: (event: PushEvent) => void): void;
  addEventListener(name: "notificationclick", listen: (event: PressEvent) => void): void;
}

const worker = self as unknown as Worker;

worker.addEventListener("push", (event) => {
  if (event.data) event.waitUntil(show(event.data.json()));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

/** News of one ticket take each other's place. What comes a second time is shown without a sound. */
async function show({ key, title, body, lang, tag, url }: Payload): Promise<void> {
  const shown = await worker.registration.getNotifications({ tag });
  const isNew = shown.every(({ data }) => data?.key !== key);
  const options = {
    body,
    lang,
    tag,
    icon: "/apple-touch-icon.png",
    data: { key, url },
    renotify: isNew,
    silent: !isNew,
  };
  await worker.registration.showNotification(title, options);
}

/** In the page of that ticket where one is open, else in a new one. */
async function open(path: string): Promise<void> {
  const url = new URL(path, worker.registration.scope);
  const number = (address: string) => /\/tickets\/(\d+)/.exec(address)?.[1];
  const pages = await worker.clients.matchAll({
    type: "window",
    includeUncontrolled: true,
  });
  const page = pages.find((one) => number(one.url) === number(url.pathname));
  const opened =
    page &&
    (await page.focus().then(
      (one) => one.navigate(url.href),
      () => null,
    ));
  if (!opened) await worker.clients.openWindow(url.href);
}
