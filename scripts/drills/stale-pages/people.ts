import { setTimeout as sleep } from "node:timers/promises";
import { Browser, type TestPage } from "../../../tests/support/browser.ts";
import { ADMIN } from "../../../tests/support/journey.ts";
import { isGone } from "../is-gone.ts";
import type { BrowserAt } from "../writers/writer.ts";

const AGAIN_AFTER_MS = 100;

/** The address that all processes believe they have. */
export const ORIGIN = "http://forum.test";

/** An author or an agent: cookies, and a network that changes with each request, as it does on a train. */
export interface Person {
  open(path: string): Promise<TestPage>;
  /** Presses a button of that page: sends its form with `fields` on top. Throws where it is not answered with 303. */
  press(page: TestPage, intent: string, fields?: Record<string, string>): Promise<TestPage>;
  post(path: string, fields: Record<string, string>): Promise<TestPage>;
}

export type Team = Person;

export class Visitors {
  private addresses = 0;

  /** @param again whoever gets no answer sends the same once more */
  constructor(
    private readonly ports: number[],
    private readonly browserAt: BrowserAt = (port, address) => new Browser(port, ORIGIN, address),
    private readonly again = false,
  ) {}

  /** Somebody without cookies. Whoever keeps their cookies is the same person on every process. */
  person(): Person {
    const cookies = new Map<string, string>();
    const withBrowser = async (use: (browser: Browser) => Promise<TestPage>): Promise<TestPage> => {
      const browser = this.browser();
      for (const [name, value] of cookies) browser.cookies.set(name, value);
      const page = await this.untilAnswered(() => use(browser));
      for (const [name, value] of browser.cookies) cookies.set(name, value);
      return page;
    };
    const expectSent = async (use: (browser: Browser) => Promise<TestPage>, what: string) => {
      const page = await withBrowser(use);
      if (page.status !== 303) throw new Error(`${what} was answered with ${page.status}`);
      return page;
    };
    return {
      open: (path) => withBrowser((browser) => browser.open(path)),
      press: (page, intent, fields) => expectSent((browser) => browser.press(page, intent, fields), intent),
      post: (path, fields) => expectSent((browser) => browser.post(path, fields), `${path} ${fields.intent}`),
    };
  }

  /** The admin, signed in by the form. */
  async signIn(): Promise<Team> {
    const admin = this.person();
    const { email, password } = ADMIN;
    await admin.press(await admin.open("/desk/sign-in"), "sign-in", { email, password });
    return admin;
  }

  /** From a network that nobody has used yet: the site lets each do only so much. */
  private browser(): Browser {
    const n = ++this.addresses;
    const port = this.ports[n % this.ports.length] as number;
    return this.browserAt(port, `${11 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.1`);
  }

  private async untilAnswered(ask: () => Promise<TestPage>): Promise<TestPage> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!this.again || !isGone(error)) throw error;
        await sleep(AGAIN_AFTER_MS);
      }
    }
  }
}
