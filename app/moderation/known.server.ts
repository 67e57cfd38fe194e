import type { Db } from "#db/client.ts";
import { isCommonHost } from "./common-hosts.ts";
import { findModel, type Model } from "./model.server.ts";
import type { ReadText } from "./read-text.ts";
import type { Known } from "./signal.ts";
import { likeness, type Sketch, unpackSketch } from "./sketch.ts";

const RECENTLY_MS = 24 * 60 * 60 * 1000;
const RECENT_POSTS = 300;
const NEARLY_THE_SAME = 0.6;
/** Two questions of five words are soon alike. */
const ENOUGH_FEATURES = 12;

interface Asked {
  read: ReadText;
  sketch: Sketch;
  senderKey: string;
  now: number;
}

/** What the database knows of a post, and the model of what was marked. */
export async function findKnown(
  db: Db,
  { read, sketch, senderKey, now }: Asked,
): Promise<{ known: Omit<Known, "form" | "isOverBudget" | "leaning">; model: Model }> {
  const [hosts, sender, repeats, model] = await Promise.all([
    readHosts(db, read.hosts),
    readSender(db, senderKey),
    findRepeat(db, { sketch, senderKey, now }),
    findModel(db),
  ]);
  const uncommon = read.hosts.filter((host) => !isCommonHost(host));
  return {
    known: {
      newHosts: uncommon.filter((host) => !hosts.get(host)?.fine),
      spamHosts: uncommon.filter((host) => hosts.get(host)?.spam && !hosts.get(host)?.fine),
      repeats,
      senderSpam: sender.spam,
      senderFine: sender.fine,
    },
    model,
  };
}

async function readHosts(db: Db, hosts: string[]): Promise<Map<string, { spam: number; fine: number }>> {
  if (hosts.length === 0) return new Map();
  const rows = await db.selectFrom("named_hosts").selectAll().where("host", "in", hosts.slice(0, 50)).execute();
  return new Map(rows.map((row) => [row.host, row]));
}

async function readSender(db: Db, senderKey: string): Promise<{ spam: number; fine: number }> {
  const rows = await db
    .selectFrom("verdicts")
    .select(["mark", (eb) => eb.fn.countAll<number>().as("count")])
    .where("sender_key", "=", senderKey)
    .where("mark", "is not", null)
    .groupBy("mark")
    .execute();
  const countOf = (mark: string) => Number(rows.find((row) => row.mark === mark)?.count ?? 0);
  return { spam: countOf("spam"), fine: countOf("fine") };
}

/** Whether another network sent nearly the same within a day. */
async function findRepeat(db: Db, { sketch, senderKey, now }: Omit<Asked, "read">): Promise<boolean> {
  if (sketch.size < ENOUGH_FEATURES) return false;
  const rows = await db
    .selectFrom("verdicts")
    .select(["sketch", "sender_key", "mark"])
    .where("created_at", ">", now - RECENTLY_MS)
    .where("created_at", "<", now + RECENTLY_MS)
    .orderBy("created_at", "desc")
    .limit(RECENT_POSTS)
    .execute();
  return rows.some(
    (row) =>
      row.mark !== "fine" &&
      row.sender_key !== senderKey &&
      likeness(sketch, unpackSketch(row.sketch)) >= NEARLY_THE_SAME,
  );
}
