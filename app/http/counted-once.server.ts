import { createHash, randomBytes } from "node:crypto";

interface Limits {
  /** After that everything is forgotten, and may be counted again. */
  forMs: number;
  /** So many things of one network. */
  ofOneNetwork: number;
  /** So many things in all: memory is bounded, whatever a script sends. */
  inAll: number;
}

/**
 * Remembers for a while what a network has been counted for, so that one person pressing a key twice counts once. It
 * stays in memory, as hashes with a random salt that goes with them: neither the address nor the thing can be read
 * from it, and two spans cannot be joined.
 */
export class CountedOnce {
  #salt = randomBytes(16);
  #until = 0;
  #seen = new Set<string>();
  #ofNetwork = new Map<string, number>();

  constructor(private readonly limits: Limits) {}

  /** Whether it counts: the first of its kind from that network (an address prefix), and within the limits. */
  isFirst(network: string, what: string, now: number): boolean {
    if (now >= this.#until || this.#until > now + this.limits.forMs) this.#forget(now);
    const sender = this.#hash(network);
    const counted = this.#ofNetwork.get(sender) ?? 0;
    const thing = this.#hash(network, what);
    if (this.#seen.has(thing) || this.#seen.size >= this.limits.inAll || counted >= this.limits.ofOneNetwork) {
      return false;
    }
    this.#seen.add(thing);
    this.#ofNetwork.set(sender, counted + 1);
    return true;
  }

  /** Spans begin at round times: how long something has been remembered tells nothing of when it came. */
  #forget(now: number): void {
    this.#salt = randomBytes(16);
    this.#until = (Math.floor(now / this.limits.forMs) + 1) * this.limits.forMs;
    this.#seen.clear();
    this.#ofNetwork.clear();
  }

  #hash(...parts: string[]): string {
    return createHash("sha256").update(this.#salt).update(JSON.stringify(parts)).digest("base64url").slice(0, 16);
  }
}
