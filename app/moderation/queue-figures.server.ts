import type { Db } from "#db/client.ts";
import { findModel, LEARNED_FROM } from "./model.server.ts";
import type { ReasonFigures, ReviewFigures } from "./review.ts";

/** The newest marks tell how it works now. */
const NEWEST = 2_000;

/** How often each reason, and what was learned, was right by the team's marks. */
export async function readFigures(db: Db): Promise<ReviewFigures> {
  const [rows, model] = await Promise.all([
    db
      .selectFrom("verdicts")
      .select(["mark", "reasons", "learned"])
      .where("mark", "is not", null)
      .orderBy("marked_at", "desc")
      .orderBy("id", "desc")
      .limit(NEWEST)
      .execute(),
    findModel(db),
  ]);
  const figures = new Map<string, ReasonFigures>();
  for (const { mark, reasons } of rows) {
    for (const name of JSON.parse(reasons) as string[]) {
      const figure = figures.get(name) ?? { name, spam: 0, fine: 0 };
      figure[mark === "spam" ? "spam" : "fine"] += 1;
      figures.set(name, figure);
    }
  }
  const said = rows.filter(({ learned }) => learned !== null);
  return {
    reasons: [...figures.values()].sort((a, b) => b.spam + b.fine - a.spam - a.fine || a.name.localeCompare(b.name)),
    marks: { spam: model.spam, fine: model.fine },
    model: {
      from: LEARNED_FROM,
      hasLearned: model.hasLearned,
      said: said.length,
      right: said.filter(({ mark, learned }) => (mark === "spam") === Number(learned) > 0).length,
    },
  };
}
