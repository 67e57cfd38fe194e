import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

interface Cost {
  /** log2 of N */
  ln: number;
  r: number;
  p: number;
}

/** As OWASP's Password Storage Cheat Sheet asks: N = 2^17, r = 8, p = 1. Takes 128 MiB and about half a second. */
const COST: Cost = { ln: 17, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/**
 * The hash of a password for the database, `$scrypt$ln=17,r=8,p=1$<salt>$<key>` in base64. It carries its own cost,
 * so that a later rise leaves old ones readable.
 */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return format(cost, salt, key);
}

/** Whether it is the password of that hash. Without a hash it works just as long, and says no. */
export async function isPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const [, ln, r, p, salt = "", key = ""] =
    /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/=]+)\$([\w+/=]+)$/.exec(hash ?? NOBODYS) ?? [];
  const expected = Buffer.from(key, "base64");
  const actual = await derive(password, Buffer.from(salt, "base64"), { ln: Number(ln), r: Number(r), p: Number(p) });
  return expected.length === actual.length && timingSafeEqual(expected, actual) && hash !== null && hash !== undefined;
}

/** How many passwords are being checked or wait for it. */
export function passwordsWaiting(): number {
  return waiting;
}

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** One at a time: each takes 128 MiB, and a flood of sign-ins must not take the machine's memory. */
function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  waiting += 1;
  const mine = last.then(() => scryptKey(password, salt, cost)).finally(() => (waiting -= 1));
  last = mine.catch(() => undefined);
  return mine;
}

function scryptKey(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
  return new Promise((resolve, reject) => {
    // NFKC: the same keys on another system may send other code points.
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function format({ ln, r, p }: Cost, salt: Buffer, key: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString("base64")}$${key.toString("base64")}`;
}

const NOBODYS = format(COST, randomBytes(SALT_BYTES), randomBytes(KEY_BYTES));
