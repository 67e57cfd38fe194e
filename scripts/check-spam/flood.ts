import { setTimeout as sleep } from "node:timers/promises";
import { inParallel } from "./play.ts";
import { type CheckedSite, startCheckedSite } from "./site.ts";
import { line } from "./table.ts";
import { isSpam, isSupport, type Text } from "./texts.ts";
import { Visitor } from "./visitor.ts";

interface Flood {
  trustProxy: number;
  posts: number;
  /** How fast they come, whether they are answered or not; else as fast as six at once are answered. */
  aMinute?: number;
  texts: Text[];
}

/** SP7 and SP8: a flood from the thousand /64 of one /48, while a person from elsewhere writes twenty tickets. */
export async function checkFlood(id: "SP7" | "SP8", { trustProxy, posts, aMinute, texts }: Flood): Promise<void> {
  const site = await startCheckedSite({ trustProxy });
  try {
    // Good texts: only the limits stand between them and the list.
    const words = texts.filter(isSupport).slice(0, 500);
    const paths: string[] = [];
    let refused = 0;
    const sendOne = async (at: number) => {
      const address = `2001:db8:77:${(at % 1_000).toString(16)}::${(at + 1).toString(16)}`;
      const text = words[at % words.length]?.text ?? "";
      const sent = await new Visitor(site.origin, address).send("careful", `${text} (${at})`);
      if (sent.path) paths.push(sent.path);
      else refused += 1;
    };
    const numbers = Array.from({ length: posts }, (_, at) => at);
    if (aMinute) {
      const lastsMs = (posts / aMinute) * 60_000;
      await Promise.all([inPace(numbers, 60_000 / aMinute, sendOne), watch(site, texts, lastsMs)]);
    } else await inParallel(numbers, sendOne);
    const stranger = new Visitor(site.origin, "198.51.100.9");
    const statuses = await inParallel(paths, async (path) => (await stranger.get(path)).status);
    const visible = statuses.filter((status) => status === 200).length;
    const rest = `held ${paths.length - visible}, refused ${refused}`;
    line(id, `a flood of ${posts}: visible (${rest})`, String(visible), "20");
  } finally {
    await site.stop();
  }
}

async function inPace<One>(list: One[], everyMs: number, work: (one: One) => Promise<void>): Promise<void> {
  const begun = performance.now();
  const all = list.map(async (one, at) => {
    await sleep(at * everyMs - (performance.now() - begun));
    await work(one);
  });
  await Promise.all(all);
}

/** A person writes, a stranger reads, all the time that a flood lasts. */
async function watch(site: CheckedSite, texts: Text[], lastsMs: number): Promise<void> {
  const until = performance.now() + lastsMs;
  const before = site.processorMs();
  const person = writeAsPerson(site.origin, texts, lastsMs);
  const times: number[] = [];
  while (performance.now() < until) {
    for (const page of ["/", "/tickets"]) {
      const begun = performance.now();
      await new Visitor(site.origin, "192.0.2.1").get(page);
      times.push(performance.now() - begun);
      await sleep(100);
    }
  }
  const published = await person;
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(0);
  line("SP7", "a person meanwhile, published", `${published} of 20`, "20 of 20");
  line("SP7", `a page meanwhile, p95 (of ${times.length}; p50 ${at(0.5)} ms)`, `${at(0.95)} ms`, "500 ms");
  const after = site.processorMs();
  if (before === undefined || after === undefined) return;
  line(
    "SP7",
    "of one processor, used by the site meanwhile",
    `${((100 * (after - before)) / lastsMs).toFixed(0)} %`,
    "-",
  );
}

/** Twenty tickets of one person, as many as stand open from one network. */
async function writeAsPerson(origin: string, texts: Text[], lastsMs: number): Promise<number> {
  const person = new Visitor(origin, "203.0.113.7");
  const own = texts.filter((text) => isSupport(text) && !isSpam(text)).slice(-400);
  let published = 0;
  for (let at = 0; at < 20; at++) {
    const next = sleep(lastsMs / 20);
    const { path } = await person.send("human", own[at * 17]?.text ?? "");
    if (path && (await new Visitor(origin, "192.0.2.1").get(path)).status === 200) published += 1;
    await next;
  }
  return published;
}
