import type { Db } from "#db/client.ts";
import { addressKey } from "~/http/address-key.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { FormFacts } from "./form-facts.ts";
import { findKnown } from "./known.server.ts";
import { readText } from "./read-text.ts";
import { packSketch, sketchOf } from "./sketch.ts";
import { reasonsOfText, type Thought, think } from "./verdict.ts";

/** How a post came. */
export interface CameBy {
  form: FormFacts;
  address: string;
  isOverBudget: boolean;
  /** Names of reasons for which the team looks at it first, whatever it says. */
  doubts?: string[];
  /** Told where the filter itself fails. */
  onFailure: (error: unknown) => void;
}

/** A post of a visitor before it is written. */
export interface Post extends CameBy {
  /** Title and text. */
  text: string;
  now: number;
}

/** What is written beside the post, see keep-judgement.server.ts. */
export interface Judgement extends Thought {
  learned: number | null;
  sketch: string;
  hosts: string[];
  senderKey: string | null;
}

/**
 * What is thought of a post. Call it before the transaction that writes the post. Where the filter itself fails, the
 * post is restricted: doubted, but neither held nor lost.
 */
export async function judge(db: Db, post: Post): Promise<Judgement> {
  const { doubts = [] } = post;
  const judgement = await judgeText(db, post);
  if (doubts.length === 0) return judgement;
  return { ...judgement, verdict: "hold", reasons: [...doubts, ...judgement.reasons] };
}

async function judgeText(db: Db, { text, form, address, isOverBudget, onFailure, now }: Post): Promise<Judgement> {
  try {
    const read = readText(text);
    const sketch = sketchOf(read);
    const senderKey = await addressKey(db, addressPrefix(address), now);
    const { known, model } = await findKnown(db, { read, sketch, senderKey, now });
    const before = think(read, { ...known, form, isOverBudget, leaning: 0 });
    const { leaning, learned } = model.weigh({ sketch, reasons: reasonsOfText(before.reasons) });
    const thought = think(read, { ...known, form, isOverBudget, leaning });
    return { ...thought, learned, sketch: packSketch(sketch), hosts: read.hosts.slice(0, 50), senderKey };
  } catch (error) {
    onFailure(error);
    const verdict = isOverBudget ? "hold" : "restrict";
    return { verdict, score: 0, reasons: ["filter_failed"], learned: null, sketch: "", hosts: [], senderKey: null };
  }
}

/** The same for what may come from the team, or by no form at all: then nothing is thought of it. */
export async function judgeVisitor(
  db: Db,
  viewer: { agent: unknown },
  { cameBy, text, now }: { cameBy?: CameBy; text: string; now: number },
): Promise<Judgement | undefined> {
  if (viewer.agent || !cameBy) return undefined;
  return judge(db, { ...cameBy, text, now });
}
