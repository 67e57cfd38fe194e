import type { Db } from "#db/client.ts";
import type { TakenAs } from "#db/schema.ts";
import { log } from "~/http/request-log.server.ts";
import { noteSource } from "./mail-source.server.ts";
import { type Taking, takeMail } from "./take-mail.server.ts";

/** Takes a mail that a program brought, and notes that one came. What fails is thrown: the program comes again. */
export async function takePostedMail(db: Db, bytes: Uint8Array, taking: Omit<Taking, "onFailure">): Promise<TakenAs> {
  const outcome = await takeMail(db, bytes, { ...taking, onFailure: noteFilterFailure });
  await noteSource(db, "http", { looked_at: taking.now, mail_at: taking.now });
  return outcome;
}

export const noteFilterFailure = (error: unknown): void => log.error({ err: error }, "the spam filter failed");
