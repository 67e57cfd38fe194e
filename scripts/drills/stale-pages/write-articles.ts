import type { Person } from "./people.ts";
import { Subject, type Subjects } from "./subjects.ts";
import type { Writing } from "./write-tickets.ts";

/** An article is published again and again, taken back, removed and brought back, until the time is over. */
export async function writeArticles(
  { subjects, team, isOver, rest, sendsAgain }: Writing,
  article: Subject,
): Promise<void> {
  const path = `/desk/articles/${article.id}`;
  while (!isOver()) {
    const chance = Math.random();
    if (chance < 0.7 || sendsAgain) await publishAgain(team, subjects, article);
    else if (chance < 0.85) {
      await subjects.change(article, { isVisible: false }, async () => {
        await team.post(path, { intent: "remove" });
      });
      await subjects.change(article, { isVisible: true }, async () => {
        await team.post(path, { intent: "restore" });
      });
    } else {
      await subjects.change(article, { isVisible: false }, async () => {
        await team.post(path, { intent: "take-back" });
      });
      await publishAgain(team, subjects, article);
    }
    await rest();
  }
}

const words = (key: string, version: number) => ({
  title: `Stale ${key} title ${version}`,
  summary: `Stale ${key} text ${version}.`,
  body: `Stale ${key} text ${version}, and what else is to be known of it.`,
});

export async function publishArticle({ team, subjects }: Writing): Promise<Subject> {
  const key = subjects.name("a");
  const form = await team.open("/desk/articles/new");
  const sent = await team.press(form, "publish", { ...words(key, 1), slug: `stale-${key}` });
  const id = Number(/\/desk\/articles\/(\d+)/.exec(sent.location ?? "")?.[1]);
  return subjects.add(new Subject(key, id, {}));
}

async function publishAgain(team: Person, subjects: Subjects, article: Subject): Promise<void> {
  const version = article.now.title + 1;
  const form = await team.open(`/desk/articles/${article.id}`);
  await subjects.change(article, { isVisible: true, title: version, text: version }, async () => {
    await team.press(form, "publish", words(article.key, version));
  });
}
