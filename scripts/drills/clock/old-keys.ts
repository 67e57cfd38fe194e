import { Browser } from "../../../tests/support/browser.ts";
import { ADMIN } from "../../../tests/support/journey.ts";
import { ORIGIN } from "../stale-pages/people.ts";

/** Signs the admin in from a network that nobody has used. */
export async function signIn(port: number): Promise<Browser> {
  const browser = new Browser(port, ORIGIN, anyNetwork());
  const { email, password } = ADMIN;
  const page = await browser.press(await browser.open("/desk/sign-in"), "sign-in", { email, password });
  if (page.status !== 303) throw new Error(`signing in was answered with ${page.status}`);
  return browser;
}

/** What must not open anything any more once its time was over, whatever the clock says later. */
export interface OldKeys {
  /** A browser that was signed in, and one that signed out with its cookie kept. */
  signedIn: Browser;
  signedOut: Browser;
  /** The path of an invitation that nobody has used, and of the one that made the first admin. */
  invitation: string;
  used: string;
}

export async function handOutKeys(port: number, used: string): Promise<OldKeys> {
  const [admin, signedIn, signedOut] = [await signIn(port), await signIn(port), await signIn(port)];
  const invited = { name: "Vera Bondar", email: "vera@example.com", role: "agent" };
  const page = await admin.follow(await admin.press(await admin.open("/desk/people"), "invite", invited));
  const invitation = /\/welcome\/[\w-]+/.exec(page.html)?.[0];
  if (!invitation) throw new Error("nobody was invited");
  const cookies = new Map(signedOut.cookies);
  await signedOut.post("/desk/sign-out", {});
  for (const [name, value] of cookies) signedOut.cookies.set(name, value);
  return { signedIn, signedOut, invitation, used };
}

/** Which of them open something. */
export async function findOpening(port: number, keys: OldKeys): Promise<string[]> {
  const stranger = new Browser(port, ORIGIN, anyNetwork());
  const opens = async (browser: Browser, path: string) => (await browser.open(path)).status === 200;
  return [
    ...((await opens(keys.signedIn, "/desk")) ? ["the old session"] : []),
    ...((await opens(keys.signedOut, "/desk")) ? ["the session that was signed out"] : []),
    ...((await opens(stranger, keys.invitation)) ? ["the invitation"] : []),
    ...((await opens(stranger, keys.used)) ? ["the address of the first admin"] : []),
  ];
}

/** One that nobody else is in. */
export const anyNetwork = () => `70.${byte()}.${byte()}.${byte()}`;
const byte = () => 1 + Math.floor(Math.random() * 250);
