import { type Db, inTransaction } from "#db/client.ts";
import { welcomePath } from "~/urls.ts";
import { hasAdmin, issueWelcome } from "./welcome-tokens.server.ts";

/** Prints a one-time address for creating the first admin, at each start until there is one. Older ones end with it. */
export async function announceFirstAdmin(db: Db, origin: string): Promise<void> {
  if (await hasAdmin(db)) return;
  const token = await inTransaction(db, (trx) =>
    issueWelcome(trx, { kind: "first_admin", agentId: null, now: Date.now() }),
  );
  console.log(`Create the first admin here, once: ${origin}${welcomePath(token)}`);
}
