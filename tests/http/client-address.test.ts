import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { addressPrefix, clientAddress } from "~/http/client-address.server.ts";

test.each([
  ["192.0.2.17", "192.0.2"],
  ["192.0.2.255", "192.0.2"],
  ["192.0.20.1", "192.0.20"],
  ["2001:db8:0:12ff::1", "2001:db8:0:12"],
  ["2001:db8:0:1200:1:2:3:4", "2001:db8:0:12"],
  ["2001:0db8:0000:1300::", "2001:db8:0:13"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1:2:3:4", "fe80:0:0:0"],
  ["::", "0:0:0:0"],
  ["", ""],
])("the network of %s is %s", (address, prefix) => {
  expect(addressPrefix(address)).toBe(prefix);
});

const from = (peer: string | undefined, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress: peer }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

test.each([
  { proxies: 0, forwarded: "203.0.113.9", address: "10.0.0.1" },
  { proxies: 1, forwarded: undefined, address: "10.0.0.1" },
  { proxies: 1, forwarded: "203.0.113.9", address: "203.0.113.9" },
  { proxies: 1, forwarded: "6.6.6.6, 203.0.113.9", address: "203.0.113.9" },
  { proxies: 2, forwarded: "6.6.6.6, 203.0.113.9, 10.0.0.2", address: "203.0.113.9" },
  { proxies: 2, forwarded: "203.0.113.9", address: "203.0.113.9" },
  { proxies: 1, forwarded: "nonsense", address: "10.0.0.1" },
  { proxies: 1, forwarded: "::ffff:203.0.113.9", address: "203.0.113.9" },
  { proxies: 1, forwarded: ["6.6.6.6", "203.0.113.9"], address: "203.0.113.9" },
])("behind $proxies proxies that say $forwarded somebody is $address", ({ proxies, forwarded, address }) => {
  expect(clientAddress(from("::ffff:10.0.0.1", forwarded), proxies)).toBe(address);
});
