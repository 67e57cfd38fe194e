import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";

export interface Damage {
  /** Behind "a database with". */
  name: string;
  /** Of a file that nobody has open: whoever closes one that SQLite has open lets go of its locks. */
  damage: (file: string) => void;
  /** What the start says of it. */
  says: RegExp;
}

/** Damages that a start has to notice, each of them. */
export const damages: Damage[] = [
  {
    name: "a zeroed header",
    damage: (file) => writeFileSync(file, Buffer.alloc(100), { flag: "r+" }),
    says: /does not begin like one/,
  },
  { name: "half of it gone", damage: (file) => truncateSync(file, statSync(file).size / 2), says: /is damaged/ },
  { name: "4096 bytes of noise", damage: (file) => overwrite(file, 3 * 4096, 4096), says: /is damaged/ },
  {
    name: "a foreign file in its place",
    damage: (file) => writeFileSync(file, "hello"),
    says: /does not begin like one/,
  },
  { name: "nothing left", damage: (file) => rmSync(file), says: /is gone/ },
  { name: "no byte left", damage: (file) => writeFileSync(file, ""), says: /is gone/ },
];

/** What is written over a place that may be anywhere: so many bytes. */
export const FLIPS = [1, 16, 4096];

/** Changes each of so many bytes, from this place on. */
export function overwrite(file: string, at: number, bytes: number): void {
  const whole = readFileSync(file);
  for (let place = at; place < Math.min(at + bytes, whole.length); place++)
    whole[place] = (whole[place] as number) ^ 0xa5;
  writeFileSync(file, whole);
}
