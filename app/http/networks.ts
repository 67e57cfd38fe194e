/** The groups of an address's network, from one host to what a provider hands out to one customer at most. */
export interface Network {
  level: Level;
  prefix: string;
}

export type Level = "host4" | "net4" | "host6" | "home6" | "site6";

/**
 * The networks that an address belongs to, narrowest first: IPv4 /32 and /24; IPv6 /64, /56, /48. Whoever has one IPv6
 * address has a /64 of them, and often a /56 or /48 (RFC 6177), so single addresses are not counted.
 */
export function networksOf(address: string): Network[] {
  if (!address.includes(":")) {
    return [
      { level: "host4", prefix: address },
      { level: "net4", prefix: address.split(".").slice(0, 3).join(".") },
    ];
  }
  const groups = ipv6Groups(address);
  const [a = 0, b = 0, c = 0, d = 0] = groups;
  const site = [a, b, c].map((group) => group.toString(16)).join(":");
  return [
    { level: "host6", prefix: `${site}:${d.toString(16)}/64` },
    { level: "home6", prefix: `${site}:${(d >> 8).toString(16)}/56` },
    { level: "site6", prefix: `${site}/48` },
  ];
}

/** The eight groups of an IPv6 address as numbers. */
export function ipv6Groups(address: string): number[] {
  const [head = "", tail = ""] = address.split("::");
  const left = head ? head.split(":") : [];
  const right = address.includes("::") && tail ? tail.split(":") : [];
  const groups = [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups.map((group) => Number.parseInt(group, 16) || 0);
}
