/**
 * tsx scripts/bench-search.ts [tickets]: how fast the index is built, and how long queries of one to three words take,
 * common words included, on made-up tickets in three languages. Writes to a temporary folder.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, inTransaction, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { search } from "~/search/query.server.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";

const count = Number(process.argv[2] ?? 100_000);
const QUERIES = 2_000;

let seed = 1;
/** The same numbers in each run, 0 to 1 (mulberry32). */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
}

const syllables = {
  en: "pa ti re con lo ser mi ver ca no sta pre for mu der lin gat ex por".split(" "),
  ru: "пла те на по ста ре вы ко за мо ни про ты кла ры дел га ще шу".split(" "),
  uk: "пла ті на по ста рі ви ко за мо ни про ї кла рі діл га ще шу".split(" "),
};
const languages = ["en", "ru", "uk"] as const;
const VOCABULARY = 20_000;
const words = Object.fromEntries(
  languages.map((language) => [
    language,
    Array.from({ length: VOCABULARY }, () =>
      Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables[language])).join(""),
    ),
  ]),
);

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** Words as often as people use them: the second half as often as the first, the third a third (Zipf). */
function text(language: string, length: number): string {
  const known = words[language] ?? [];
  return Array.from({ length }, () => known[Math.floor(VOCABULARY ** random()) - 1]).join(" ");
}

const folder = mkdtempSync(path.join(tmpdir(), "glasno-bench-"));
const db = openDatabase(path.join(folder, "glasno.sqlite"));
await migrate(db);
const now = Date.now();
for (let done = 0; done < count; done += 500) {
  await inTransaction(db, async (trx) => {
    for (let one = 0; one < 500; one++) {
      const language = pick(languages);
      const html = `<p>${text(language, 60)}</p>`;
      await trx
        .insertInto("tickets")
        .values({
          ...{ kind: "question", title: text(language, 6), slug: "x", body: "", html, excerpt: "", language },
          ...{ status: "new", phase: "new", status_changed_at: now, visibility: "public", moderation: "published" },
          ...{ vote_count: Math.floor(random() ** 8 * 200), created_at: now - Math.floor(random() * 3e10) },
          ...{ last_activity_at: now, public_changed_at: now },
        })
        .execute();
    }
  });
}

const [started, before] = [performance.now(), process.cpuUsage()];
await rebuildIndex(db);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
console.log(
  `index of ${count}: ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor time), ` +
    `${Math.round(count / seconds)} tickets/s`,
);

const site = { name: "", origin: "", locale: "en", timezone: "UTC", logo: null, accent: null } as const;
const facts = { ...site, callToAction: null, categories: [], statusLabels: {}, answerPace: null, hasArticles: false };
for (const length of [1, 2, 3]) {
  const times: number[] = [];
  for (let turn = 0; turn < QUERIES; turn++) {
    const query = text(pick(languages), length);
    const from = performance.now();
    await search(db, { query, limit: 20, site: facts, now });
    times.push(performance.now() - from);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(`${length} words: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.9999)} ms`);
}
await closeDatabase(db);
rmSync(folder, { recursive: true });
