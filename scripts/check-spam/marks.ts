import { play, signIn } from "./play.ts";
import { startCheckedSite } from "./site.ts";
import { line, share } from "./table.ts";
import { isSpam, isSupport, sample, type Text } from "./texts.ts";

/** So many that the half of what is still visible is more than chance. */
const ENOUGH = 240;

/** SP6: the team marks 30 posts as spam and 30 as fine; the same texts as before are sent again, after a restart. */
export async function checkMarks(texts: Text[], few: (count: number) => number): Promise<void> {
  const spam = texts.filter(isSpam);
  const people = texts.filter(isSupport);
  const marked = [...sample(spam, 30), ...sample(people, 30)];
  const known = new Set(marked.map(({ id }) => id));
  const unseenSpam = sample(
    spam.filter(({ id }) => !known.has(id)),
    Math.max(ENOUGH, few(400)),
  );
  const unseenPeople = sample(
    people.filter(({ id }) => !known.has(id)),
    Math.max(ENOUGH, few(400)),
  );

  const site = await startCheckedSite({ trustProxy: 1 });
  const spamBefore = await play(site, "careful", unseenSpam);
  const peopleBefore = await play(site, "human", unseenPeople);
  await site.stop();

  const taught = await startCheckedSite({ trustProxy: 1 });
  try {
    const agent = await signIn(taught);
    for (const { text, path } of (await play(taught, "careful", marked)).all) {
      if (path) await agent.post(path, { intent: isSpam(text) ? "spam" : "fine" });
    }
    await taught.restart();
    const spamAfter = await play(taught, "careful", unseenSpam);
    const peopleAfter = await play(taught, "human", unseenPeople);
    line(
      "SP6",
      "visible spam after 60 marks and a restart",
      share(spamAfter.all, "visible"),
      `half of ${share(spamBefore.all, "visible")}`,
    );
    line(
      "SP6",
      "people held after 60 marks",
      share(peopleAfter.all, "held"),
      `${share(peopleBefore.all, "held")} + 1 point`,
    );
  } finally {
    await taught.stop();
  }
}
