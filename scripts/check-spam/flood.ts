import { inParallel } from "./play.ts";
import { startCheckedSite } from "./site.ts";
import { line } from "./table.ts";
import { isSpam, isSupport, type Text } from "./texts.ts";
import { Visitor } from "./visitor.ts";

/** SP7 and SP8: a flood from the thousand /64 of one /48, while a person from elsewhere writes twenty tickets. */
export async function checkFlood(
  id: "SP7" | "SP8",
  { trustProxy, posts, texts }: { trustProxy: number; posts: number; texts: Text[] },
): Promise<void> {
  const site = await startCheckedSite({ trustProxy });
  try {
    // Good texts: only the limits stand between them and the list.
    const words = texts.filter(isSupport).slice(0, 500);
    const paths: string[] = [];
    let refused = 0;
    const flood = inParallel(
      Array.from({ length: posts }, (_, at) => at),
      async (at) => {
        const address = `2001:db8:77:${(at % 1_000).toString(16)}::${(at + 1).toString(16)}`;
        const text = words[at % words.length]?.text ?? "";
        const sent = await new Visitor(site.origin, address).send("careful", `${text} (${at})`);
        if (sent.path) paths.push(sent.path);
        else refused += 1;
      },
    );
    const human = trustProxy ? writeAsPerson(site.origin, texts) : undefined;
    const times = await human;
    await flood;
    const stranger = new Visitor(site.origin, "198.51.100.9");
    const statuses = await inParallel(paths, async (path) => (await stranger.get(path)).status);
    const visible = statuses.filter((status) => status === 200).length;
    line(
      id,
      `a flood of ${posts}: visible (held ${paths.length - visible}, refused ${refused})`,
      String(visible),
      "20",
    );
    if (times) {
      line(id, "a person meanwhile, published", `${times.published} of 20`, "20 of 20");
      line(id, "a page meanwhile, p95", `${times.p95.toFixed(0)} ms`, "500 ms");
    }
  } finally {
    await site.stop();
  }
}

async function writeAsPerson(origin: string, texts: Text[]): Promise<{ published: number; p95: number }> {
  const person = new Visitor(origin, "203.0.113.7");
  const own = texts.filter((text) => isSupport(text) && !isSpam(text)).slice(-400);
  const times: number[] = [];
  let published = 0;
  for (let at = 0; at < 20; at++) {
    const { path } = await person.send("human", own[at * 17]?.text ?? "");
    for (const page of ["/", "/tickets", path ?? "/"]) {
      const begun = performance.now();
      const { status } = await new Visitor(origin, "192.0.2.1").get(page);
      times.push(performance.now() - begun);
      if (page === path && status === 200) published += 1;
    }
  }
  times.sort((a, b) => a - b);
  return { published, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}
