import { isIP, Socket } from "node:net";
import { afterAll, afterEach } from "vitest";

let logged: string[] = [];
let expected: (string | RegExp)[] = [];

/** Call it in a test that makes the code log an error; without it a logged error fails the test. */
export function expectLoggedError(message: string | RegExp): void {
  expected.push(message);
}

console.error = (...parts: unknown[]) => {
  logged.push(parts.map((part) => (part instanceof Error ? (part.stack ?? part.message) : String(part))).join(" "));
};

function checkLoggedErrors(): void {
  const [errors, messages] = [logged, expected];
  [logged, expected] = [[], []];
  const matches = (error: string, message: string | RegExp) =>
    typeof message === "string" ? error.includes(message) : message.test(error);
  const surprises = errors.filter((error) => !messages.some((message) => matches(error, message)));
  const missing = messages.filter((message) => !errors.some((error) => matches(error, message)));
  if (surprises.length > 0) throw new Error(`logged an error that nobody expected:\n${surprises.join("\n")}`);
  if (missing.length > 0) throw new Error(`expected a logged error, but none matched ${missing.join(", ")}`);
}
afterEach(checkLoggedErrors);
afterAll(checkLoggedErrors);

/** Tests speak to this machine only. Every TCP client of Node ends up in this one method. */
const { prototype } = Socket as unknown as { prototype: Socket & { reachesOnlyThisMachine?: true } };
const { connect } = prototype;
function connectHere(this: Socket, ...args: unknown[]) {
  // net.connect() and fetch pass one normalised array, callers of the method itself pass its parts
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as unknown[];
  const options = typeof first === "object" ? (first as { host?: string; path?: string }) : undefined;
  const host = options ? options.host : typeof second === "string" ? second : undefined;
  if (!options?.path && !isLoopback(host ?? "localhost")) throw new Error(`a test tried to reach ${host}`);
  return Reflect.apply(connect, this, args) as Socket;
}
// Files that share a process load this once each.
if (!prototype.reachesOnlyThisMachine) {
  prototype.connect = connectHere as typeof connect;
  prototype.reachesOnlyThisMachine = true;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
