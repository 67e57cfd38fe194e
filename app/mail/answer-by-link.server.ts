import type { Db } from "#db/client.ts";
import { seal, unseal } from "~/people/sealed.server.ts";
import { allowMail, confirmFollow, findFollower, refuseMail, stopFollow } from "./answer-mail.server.ts";

interface Answer {
  /** The follower's number, as a token of ours says it. */
  id: number;
  intent: string | null;
  /** The key that takes a "not me" back. */
  mailbox: string | null;
}

/**
 * Does what a button of the follower's page says. Undefined where there is no such button; to do something for an
 * address that is gone changes nothing and is no fault.
 */
export async function answerByMail(
  db: Db,
  { id, intent, mailbox }: Answer,
  { now, secret }: { now: number; secret: string },
): Promise<"changed" | "allowed" | { refused: string } | undefined> {
  if (intent === "allow") {
    const key = unseal(secret, "mailbox", mailbox ?? "");
    if (!key) return undefined;
    await allowMail(db, key);
    return "allowed";
  }
  if (intent !== "confirm" && intent !== "stop" && intent !== "not-me") return undefined;
  const follower = await findFollower(db, id);
  if (!follower) return "changed";
  if (intent === "not-me") {
    await refuseMail(db, follower, now);
    return { refused: seal(secret, "mailbox", follower.mailbox_key) };
  }
  if (intent === "confirm") await confirmFollow(db, follower, now);
  else await stopFollow(db, follower, now);
  return "changed";
}
