import type { Browser, TestPage } from "../../../tests/support/browser.ts";
import { plainBrowser, type RunningSite } from "../../../tests/support/journey.ts";
import type { SmallDisk } from "./small-disk.ts";

const WARNING = "Nothing can be saved right now";
const READ = ["/", "/tickets", "/tickets/1", "/search?q=trouble", "/tickets/new?kind=idea", "/articles", "/feed.atom"];

interface Writing {
  disk: SmallDisk;
  /** Signed in. */
  team: Browser;
  /** A word that stands in no other text. */
  word: string;
}

/** The log of the database has its place on the disk already: until that is full, what is written is kept. */
const MOST_KEPT = 300;

/**
 * The disk fills up while somebody writes, and has room again later. Reading goes on, whoever writes gets their text
 * back, the desk says so, and then the very same form is taken. Returns what was otherwise.
 */
export async function writeOnFullDisk(site: RunningSite, { disk, team, word }: Writing): Promise<string[]> {
  const faults: string[] = [];
  const visitor = plainBrowser(site);
  const form = await visitor.open("/tickets/new?kind=question");
  const body = `Where does the ${word} go ${"x".repeat(15_000)}?`;
  const ticket = { title: `In the middle of ${word}`, body };
  const expectRefused = (what: string, { status, headers, html }: TestPage) => {
    if (status !== 503) faults.push(`${what} was answered with ${status}`);
    if (headers.get("retry-after") !== "60") faults.push(`${what}: nothing says when to try again`);
    if (!html.includes(`Where does the ${word} go`)) faults.push(`${what}: the text did not come back`);
  };
  disk.fill();
  try {
    await fillLog(site, word);
    expectRefused("a ticket", await visitor.press(form, "send", ticket));
    const files = [new File([Buffer.alloc(300_000, "text ")], "log.txt", { type: "text/plain" })];
    expectRefused("a ticket with a file", await visitor.pressWithFiles(form, "send", files, ticket));
    expectRefused("a reply", await visitor.post("/tickets/1", { intent: "reply", "reply-body": body }));
    for (const path of READ) {
      const reader = plainBrowser(site);
      const { status } = await reader.follow(await reader.open(path));
      if (status !== 200) faults.push(`${path} was answered with ${status}`);
    }
    if (!(await team.open("/desk")).html.includes(WARNING)) faults.push("the desk does not say that nothing is saved");
  } finally {
    disk.makeRoom();
  }
  const { status } = await visitor.press(form, "send", ticket);
  if (status !== 303) faults.push(`with room again, the ticket was answered with ${status}`);
  if ((await team.open("/desk")).html.includes(WARNING)) faults.push("the desk still says that nothing is saved");
  return faults;
}

async function fillLog(site: RunningSite, word: string): Promise<void> {
  for (let kept = 0; kept < MOST_KEPT; kept++) {
    const visitor = plainBrowser(site);
    const form = await visitor.open("/tickets/new?kind=idea");
    const body = `${word} ${kept} ${"y".repeat(15_000)}`;
    if ((await visitor.press(form, "send", { title: `Still kept ${kept} of ${word}`, body })).status === 503) return;
  }
}
