import { AGENT, type CheckedSite } from "./site.ts";
import type { Text } from "./texts.ts";
import { freshAddress, type Profile, Visitor } from "./visitor.ts";

/** What strangers, its author and the team see of a post. */
export interface Played {
  text: Text;
  status: number;
  path: string | null;
  visible: boolean;
  indexable: boolean;
  held: boolean;
}

const AT_ONCE = 6;

/** Sends each text once, from a network and a cookie jar of its own, and looks what became of it. */
export async function play(site: CheckedSite, profile: Profile, texts: Text[], visibility = "public") {
  const agent = await signIn(site);
  let lost = 0;
  const all = await inParallel(texts, async (text): Promise<Played> => {
    const author = new Visitor(site.origin, freshAddress());
    const { status, path } = await author.send(profile, text.text, visibility);
    if (!path) return { text, status, path, visible: false, indexable: false, held: false };
    const stranger = await new Visitor(site.origin, freshAddress()).get(path);
    const [own, desk] = await Promise.all([author.get(path), agent.get(path)]);
    if (own.status !== 200 || desk.status !== 200) lost += 1;
    const visible = stranger.status === 200;
    const isNoindex =
      /noindex/.test(stranger.headers.get("x-robots-tag") ?? "") ||
      /name="robots" content="[^"]*noindex/.test(stranger.html);
    const held = visibility === "public" ? !visible : /On review|На проверке|На перевірці/.test(own.html);
    return { text, status, path, visible, indexable: visible && !isNoindex, held };
  });
  return { all, lost, leaks: await countLeaks(site, all) };
}

/** Hidden or unvouched tickets that lists, the search, feeds or sitemaps tell of all the same. */
async function countLeaks(site: CheckedSite, played: Played[]): Promise<number> {
  const stranger = new Visitor(site.origin, freshAddress());
  const read = async (path: string) => (await stranger.get(path)).html;
  const forMachines = (
    await Promise.all(["/feed.atom", "/feed.json", "/sitemap.xml", "/sitemap-recent.xml"].map(read))
  ).join();
  const parts = [...forMachines.matchAll(/<loc>[^<]*?(\/sitemap[^<]*)<\/loc>/g)].map(([, path = ""]) => path);
  const indexed = forMachines + (await Promise.all(parts.map(read))).join();
  const lists = (await Promise.all(["/", "/tickets", "/tickets?sort=active", "/thanks"].map(read))).join();
  let leaks = 0;
  for (const { path, visible, indexable } of played) {
    if (!path) continue;
    if (!indexable && new RegExp(`${path}[<"]`).test(indexed)) leaks += 1;
    if (!visible && lists.includes(`${path}"`)) leaks += 1;
  }
  return leaks;
}

export async function signIn(site: CheckedSite): Promise<Visitor> {
  const agent = new Visitor(site.origin, freshAddress());
  await agent.get("/desk/sign-in");
  await agent.post("/desk/sign-in", { ...AGENT, intent: "sign-in" });
  if ((await agent.get("/desk/review")).status !== 200) throw new Error("the agent could not sign in");
  return agent;
}

export async function inParallel<From, To>(list: From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const results: To[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < list.length; at = next++) results[at] = await work(list[at] as From);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
