import { Browser, type TestPage } from "../../../tests/support/browser.ts";
import { ORIGIN } from "../stale-pages/people.ts";
import type { Ask } from "../stale-pages/read.ts";

/** A request without an answer of the site. Times by performance.now(). */
export interface Failed {
  what: string;
  sentAt: number;
  failedAt: number;
  /** What came instead. */
  why: string;
  /** The ports that the proxy asked last, where it says so. */
  upstreams: number[];
}

/** Everything that was asked through the proxy. */
export interface Watched {
  count: number;
  failed: Failed[];
}

/** What the proxy answers by itself, and the site never or only when it can do nothing. */
const isProxys = (status: number) => status === 0 || (status >= 502 && status <= 504);
const portsIn = (said: string | null) => [...(said ?? "").matchAll(/:(\d+)/g)].map(([, port]) => Number(port));

/** A browser that notes which requests had no answer. These throw, as where nobody listens. */
export class WatchedBrowser extends Browser {
  constructor(
    port: number,
    address: string,
    private readonly watched: Watched,
  ) {
    super(port, ORIGIN, address);
  }

  protected override async send(...asked: Parameters<Browser["send"]>): Promise<TestPage> {
    const [method, path] = asked;
    const page = await watch(this.watched, `${method} ${path}`, () => super.send(...asked));
    return page as TestPage;
  }
}

/** The same for readers, who go on. */
export const watchedAsk =
  (watched: Watched): Ask =>
  async (port, path, headers) => {
    const ask = () => fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: "manual" });
    return watch(watched, `GET ${path}`, ask).catch(() => undefined);
  };

async function watch<Answer extends { status: number; headers: Headers }>(
  watched: Watched,
  what: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const sentAt = performance.now();
  watched.count += 1;
  const note = (why: string, upstreams: number[]) => {
    watched.failed.push({ what, sentAt, failedAt: performance.now(), why, upstreams });
    return new TypeError(`${what}: ${why}`);
  };
  let answer: Answer;
  try {
    answer = await ask();
  } catch (error) {
    throw note((error as Error).message, []);
  }
  if (isProxys(answer.status)) throw note(String(answer.status), portsIn(answer.headers.get("x-upstream")));
  return answer;
}
