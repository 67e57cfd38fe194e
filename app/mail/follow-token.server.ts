import { isSame, sign } from "~/http/signing.server.ts";

/** What stands in the links of a follower's mails: `<number>-<256-bit HMAC>`. It opens that follower's page alone. */
export function followToken(followId: number, secret: string): string {
  return `${followId}-${sign(secret, "mail", followId)}`;
}

/** The follower's number, where the token is ours. */
export function readFollowToken(token: string, secret: string): number | undefined {
  const id = Number(/^(\d{1,15})-/.exec(token)?.[1]);
  return id && isSame(token, followToken(id, secret)) ? id : undefined;
}
