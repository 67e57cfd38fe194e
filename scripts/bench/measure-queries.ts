import type { Db } from "#db/client.ts";
import { search } from "~/search/query.server.ts";
import { findSimilar } from "~/search/query-similar.server.ts";
import { NOW } from "./made-up-rows.ts";
import { languages, makeText, misspell, pick, random } from "./made-up-words.ts";
import { type Times, timesOf } from "./times.ts";

const TURNS = 1_000;
const WARM_UP = 150;
const site = { name: "", origin: "", locale: "en", timezone: "UTC", logo: null, accent: null } as const;
const nothingSaid = {
  verification: { google: "", yandex: "", bing: "" },
  organisation: { legalName: "", url: "", contact: "", profiles: [] },
};
const facts = {
  ...site,
  ...nothingSaid,
  callToAction: null,
  categories: [],
  statusLabels: {},
  answerPace: null,
  hasArticles: true,
  hasMail: false,
};

/** Queries as people send them, whole pages of results with snippets, and what they take beside reading one row. */
export async function measureQueries(db: Db): Promise<void> {
  const { count } = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.max<number>("id").as("count"))
    .executeTakeFirstOrThrow();
  const point = await timesOf(
    5 * TURNS,
    () => 1 + Math.floor(random() * count),
    (id) => db.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirst(),
  );
  const words = (length: number) => () => makeText(pick(languages), length).text;
  const ask = (filter = {}) => {
    return (query: string) => search(db, { query, filter, limit: 20, site: facts, now: NOW });
  };
  const similar = (title: string) => findSimilar(db, { title, site: facts, now: NOW });

  console.log(`\n${count} tickets`.padEnd(36), "p50 ms   p99 ms | processor p50 ms   p99 ms | p99 / point read");
  const line = (name: string, { p50, p99, processorP50, processorP99 }: Times) => {
    const number = (time: number, width: number) => time.toFixed(2).padStart(width);
    const numbers = `${number(p50, 8)} ${number(p99, 8)} | ${number(processorP50, 16)} ${number(processorP99, 8)}`;
    console.log(name.padEnd(34), numbers, "|", (processorP99 / point.processorP99).toFixed(0).padStart(8));
  };
  line("point read", point);
  // A server has answered before; so the first of all are not counted.
  await timesOf(WARM_UP, words(2), ask());
  for (const length of [1, 2, 3]) line(`search, ${length} words`, await timesOf(TURNS, words(length), ask()));
  line("search, a word begun", await timesOf(TURNS, () => words(1)().slice(0, 5), ask()));
  line("search, three letters", await timesOf(TURNS, () => words(1)().slice(0, 3), ask()));
  line("search, 2 words of planned ideas", await timesOf(TURNS, words(2), ask({ kind: "idea", phase: "planned" })));
  line("search, 2 words in quotes", await timesOf(TURNS, () => `"${words(2)()}"`, ask()));
  line("search, a misspelt word", await timesOf(TURNS, () => misspell(pick(languages)), ask()));
  for (const length of [3, 6]) line(`similar to ${length} words`, await timesOf(TURNS, words(length), similar));
}
