import type { Db } from "#db/client.ts";
import type { FormAgain } from "../form-again.ts";
import { appendText } from "../insert.ts";
import { findInsert, listInserts } from "../list-inserts.server.ts";
import type { Ask, Intent } from "../ticket-intents.server.ts";

/** Puts a canned answer or a link to an article into the text of the reply: `insert:canned-3`. Nothing is sent. */
export const insertIntent: Intent = {
  isAllowed: (rights) => rights.isAgent,
  limit: "preview",
  async run(db, ask) {
    const key = ask.form.get("intent")?.split(":")[1] ?? "";
    const found = await findInsert(db, key, replyOf(ask));
    if (!found) return undefined;
    const typed = typedIn(ask);
    typed["reply-body"] = appendText(typed["reply-body"] ?? "", found.text);
    const [, id] = /^canned-(\d+)$/.exec(key) ?? [];
    if (id) typed.canned = [typed.canned, id].filter(Boolean).join(",");
    return { again: { intent: "insert", typed, errors: [] }, status: 200 };
  },
};

/** Searches for something to put into the reply, while the text stays as typed. */
export const findIntent: Intent = {
  isAllowed: insertIntent.isAllowed,
  limit: "preview",
  async run(db, ask) {
    return { again: await findAgain(db, ask), status: 200 };
  },
};

async function findAgain(db: Db, ask: Ask): Promise<FormAgain> {
  const typed = typedIn(ask);
  const query = (typed.find ?? "").trim();
  const inserts = await listInserts(db, { ...replyOf(ask), query, articles: await ask.findArticles(query) });
  return { intent: "find", typed, errors: [], inserts };
}

const replyOf = ({ ticket, viewer, site }: Ask) => ({ ticket, site, agentName: viewer.agent?.name ?? "" });

function typedIn({ form }: Ask): Record<string, string> {
  return Object.fromEntries([...form].reverse().map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]));
}
