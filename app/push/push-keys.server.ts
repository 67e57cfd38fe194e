import { createECDH, hkdfSync } from "node:crypto";

/** The keys by which push services know this site (VAPID, RFC 8292), in base64url. */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

const known = new Map<string, PushKeys>();

/**
 * They follow from the site's secret, like all its tokens: nothing more to keep or to lose, and every process has the
 * same. A browser's permission is for one such key: with another secret each asks anew.
 */
export function pushKeys(secret: string): PushKeys {
  const keys = known.get(secret) ?? makeKeys(secret);
  known.set(secret, keys);
  return keys;
}

function makeKeys(secret: string): PushKeys {
  const ecdh = createECDH("prime256v1");
  const privateKey = Buffer.from(hkdfSync("sha256", secret, "", "web push: the site's private key", 32));
  // Throws for a number that is no key of the curve: one secret in 2^32.
  ecdh.setPrivateKey(privateKey);
  return {
    publicKey: ecdh.getPublicKey("base64url"),
    privateKey: privateKey.toString("base64url"),
  };
}
