import { createECDH, type ECDH, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import ece from "http_ece";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { gatherNews } from "~/mail/news-gather.server.ts";
import { gatherPushes } from "~/push/gather-pushes.server.ts";
import type { Payload } from "~/push/payload.ts";
import { openCarrier } from "~/push/send-carrier.server.ts";
import { sendDuePushes } from "~/push/send-pushes.server.ts";
import type { Subscription } from "~/push/subscription.ts";
import { loadSite } from "~/site/load-site.server.ts";

export interface ReceivedPush {
  path: string;
  headers: IncomingHttpHeaders;
  payload: Payload;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
}

/** A push service of the test's own, and the browsers that it serves: it keeps what it takes, decrypted. */
export interface PushService {
  /** What was asked, taken or not. */
  asked: ReceivedPush[];
  /** What it took. */
  taken: ReceivedPush[];
  /** 201 where it says nothing else. */
  answer: (push: ReceivedPush) => Answer | undefined | Promise<Answer | undefined>;
  /** A new browser; what it gives to the site. */
  subscribe(): Subscription;
  stop(): Promise<void>;
}

export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, { keys: ECDH; auth: string }>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const path = request.url ?? "";
      const browser = browsers.get(path);
      const text = ece.decrypt(Buffer.concat(chunks), {
        version: "aes128gcm",
        privateKey: browser?.keys,
        authSecret: browser?.auth,
      });
      const push = { path, headers: request.headers, payload: JSON.parse(text.toString()) as Payload };
      service.asked.push(push);
      const { status, headers = {} } = (await service.answer(push)) ?? { status: 201 };
      if (status === 201) service.taken.push(push);
      response.writeHead(status, headers).end(status === 201 ? "" : "not now");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const { port } = server.address() as AddressInfo;
  const service: PushService = {
    asked: [],
    taken: [],
    answer: () => undefined,
    subscribe() {
      const path = `/push/${randomBytes(8).toString("hex")}`;
      const keys = createECDH("prime256v1");
      const auth = randomBytes(16).toString("base64url");
      browsers.set(path, { keys, auth });
      return { endpoint: `http://127.0.0.1:${port}${path}`, p256dh: keys.generateKeys("base64url"), auth };
    },
    stop: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
  return service;
}

const SECRET = "a secret that only tests know, 32 long";

/** Does what the running site does by itself: gathers the news that is due, and sends what waits. */
export async function deliverPushes(db: Db, { now = Date.now(), secret = SECRET } = {}): Promise<number> {
  const due = () =>
    db.selectFrom("jobs").selectAll().where("name", "=", "gather news").where("run_at", "<=", now).execute();
  for (let rounds = 0, jobs = await due(); jobs.length > 0 && rounds < 5; rounds++, jobs = await due()) {
    for (const { id, payload } of jobs) {
      const { ticketId } = JSON.parse(payload);
      await gatherNews(db, ticketId, now);
      await gatherPushes(db, ticketId, now);
      await inQuietTransaction(db, (trx) => trx.deleteFrom("jobs").where("id", "=", id).execute());
    }
  }
  const site = await loadSite(db, {
    ...{ origin: "http://forum.test", locale: "en", timezone: "UTC", siteName: undefined, smtpUrl: undefined },
  });
  const carrier = openCarrier({ trusts: (endpoint) => endpoint.startsWith("http://127.0.0.1:") });
  const contact = "mailto:help@forum.test";
  try {
    return await sendDuePushes(db, { carrier, secret, site, contact, now: () => now });
  } finally {
    carrier.close();
  }
}
