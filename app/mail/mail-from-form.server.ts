import type { AppLoadContext } from "@remix-run/node";
import { type MailAddress, mailAddress } from "./mail-address.server.ts";

/**
 * The address of a form as it is kept. Undefined where none was given, or where too many came from that network: the
 * ticket or the reply is taken all the same, and the page goes on offering its news.
 */
export async function mailFromForm(
  email: string | null | undefined,
  { secret, limits, address, now }: AppLoadContext,
): Promise<MailAddress | undefined> {
  if (!email) return undefined;
  const { waitMs } = await limits.take("mail", address, now);
  return waitMs === undefined ? mailAddress(secret, email) : undefined;
}
