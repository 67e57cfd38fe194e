/**
 * npm run check:spam -- <file.jsonl> [--part seen|unseen] [--few]: plays texts of spam and of people against a fresh
 * server and prints SP1 to SP8 and SP10. --few takes a fifth of everything.
 */
import { parseArgs } from "node:util";
import { evasions } from "./check-spam/evasions.ts";
import { checkFlood } from "./check-spam/flood.ts";
import { checkMarks } from "./check-spam/marks.ts";
import { play } from "./check-spam/play.ts";
import { startCheckedSite } from "./check-spam/site.ts";
import { checkSpeed } from "./check-spam/speed.ts";
import { line, printConfusion, share } from "./check-spam/table.ts";
import { isHard, isSpam, isSupport, readTexts, sample } from "./check-spam/texts.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { part: { type: "string" }, few: { type: "boolean" }, only: { type: "string" } },
});
const [file] = positionals;
if (!file) {
  console.error("npm run check:spam -- <file.jsonl> [--part seen|unseen] [--few] [--only SP1,SP7]");
  process.exit(2);
}
const texts = readTexts(file, values.part);
const few = (count: number) => (values.few ? Math.ceil(count / 5) : count);
const wanted = (id: string) => !values.only || values.only.split(",").includes(id);
const spam = texts.filter(isSpam);
let lost = 0;

checkSpeed(texts);

const site = await startCheckedSite({ trustProxy: 1 });
try {
  if (wanted("SP1")) {
    const naive = await play(site, "naive", sample(spam, few(500)));
    lost += naive.lost;
    line("SP1", "naive bot, visible", share(naive.all, "visible"), "0 %");
  }
  if (wanted("SP2") || wanted("SP3")) {
    const chosen = sample(spam, few(550));
    const careful = await play(site, "careful", chosen);
    lost += careful.lost;
    line("SP2", "careful bot, visible and indexable", share(careful.all, "indexable"), "0 %");
    for (const lang of new Set(chosen.map((text) => text.lang))) {
      const ofLanguage = careful.all.filter(({ text }) => text.lang === lang);
      line("SP2", `careful bot, visible, ${lang}`, share(ofLanguage, "visible"), lang === "uk" ? "20 %" : "10 %");
    }
    line(
      "SP2",
      "of what is hidden or kept from indexes, found in lists, search, feeds, sitemap",
      `${careful.leaks}`,
      "0",
    );
    printConfusion(careful.all);
    if (wanted("SP3")) {
      for (const [name, disguise] of Object.entries(evasions)) {
        const disguised = sample(spam, few(150)).map((text) => ({ ...text, text: disguise(text.text) }));
        const played = await play(site, "careful", disguised);
        lost += played.lost;
        line("SP3", `${name}, visible`, share(played.all, "visible"), `${share(careful.all, "visible")} + 10 points`);
      }
    }
  }
} finally {
  await site.stop();
}
if (wanted("SP4")) {
  const site = await startCheckedSite({ trustProxy: 1 });
  try {
    const support = texts.filter(isSupport);
    const banking = sample(
      support.filter(({ lang }) => lang === "en"),
      few(300),
    );
    const others = sample(
      support.filter(({ lang }) => lang !== "en"),
      few(200),
    );
    const people = await play(site, "human", [...banking, ...others]);
    const hard = await play(site, "human", sample(texts.filter(isHard), 100));
    const closed = await play(site, "human", sample(spam, few(100)), "private");
    lost += people.lost + hard.lost + closed.lost;
    line("SP4", "people, held", share(people.all, "held"), "2 %");
    line("SP4", "people whose text looks like spam, held", share(hard.all, "held"), "10 %");
    line("SP4", "private tickets, held", share(closed.all, "held"), "0 %");
    printConfusion(people.all);
  } finally {
    await site.stop();
  }
}
if (wanted("SP6")) await checkMarks(texts, few);
if (wanted("SP7")) await checkFlood("SP7", { trustProxy: 1, posts: few(5_000), aMinute: 1_000, texts });
if (wanted("SP8")) await checkFlood("SP8", { trustProxy: 0, posts: few(5_000), texts });
line("SP5", "lost: neither the author nor the team can read it", String(lost), "0");
