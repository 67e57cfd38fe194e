import type { IncomingMessage } from "node:http";
import { isIPv4, isIPv6 } from "node:net";
import { ipv6Groups } from "./networks.ts";

/**
 * The visitor's address: the socket's, or with `trustProxy` proxies in front the entry of X-Forwarded-For that the
 * outermost of them wrote. What stands before it is whatever the visitor sent.
 */
export function clientAddress(request: IncomingMessage, trustProxy: number): string {
  const peer = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (trustProxy === 0) return peer;
  const header = request.headers["x-forwarded-for"];
  const hops = (Array.isArray(header) ? header.join(",") : (header ?? ""))
    .split(",")
    .map((hop) => hop.trim().replace(/^::ffff:/, ""))
    .filter((hop) => isIPv4(hop) || isIPv6(hop));
  return hops.at(-trustProxy) ?? hops[0] ?? peer;
}

/** The network that one household or office shares: /24 of IPv4, /56 of IPv6 (what a provider hands out, RFC 6177). */
export function addressPrefix(address: string): string {
  if (!isIPv6(address)) return address.split(".").slice(0, 3).join(".");
  const [a, b, c, d] = ipv6Groups(address);
  return [a, b, c, (d ?? 0) >> 8].map((group) => (group ?? 0).toString(16)).join(":");
}
