import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { makeTraces } from "~/metrics/traces.server.ts";

interface Span {
  traceId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

const PROXY = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

/** What a collector gets when a request of this kind was answered. */
async function sentSpans(trustProxy: number): Promise<{ path: string | undefined; service: string; spans: Span[] }> {
  let collect: (sent: { path: string | undefined; body: string }) => void = () => {};
  const collected = new Promise<{ path: string | undefined; body: string }>((done) => {
    collect = done;
  });
  const collector = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    response.end("{}");
    collect({ path: request.url, body: Buffer.concat(parts).toString() });
  });
  await new Promise<void>((listening) => collector.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const traces = await makeTraces({ url, serviceName: "forum", trustProxy });
  const request = { method: "GET", url: "/m/41-secret", headers: PROXY } as unknown as IncomingMessage;
  traces.note(request, { id: "7f", route: "/m/:token", path: "/m/…" }, { status: 303, ms: 12 });
  await traces.stop();
  const { path, body } = await collected;
  collector.close();
  expect(body).not.toContain("secret");
  const [sent] = JSON.parse(body).resourceSpans;
  return { path, service: sent.resource.attributes[0].value.stringValue, spans: sent.scopeSpans[0].spans };
}

test("a collector gets a span for a request, with its route, and without its address", async () => {
  const { path, service, spans } = await sentSpans(0);
  expect([path, service, spans.length]).toEqual(["/v1/traces", "forum", 1]);
  const [span] = spans as [Span];
  expect(span.name).toBe("GET /m/:token");
  expect(Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6).toBeCloseTo(12, 0);
  const said = Object.fromEntries(span.attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
  expect(said).toEqual({
    "http.request.method": "GET",
    "http.route": "/m/:token",
    "url.path": "/m/…",
    "http.response.status_code": 303,
    "glasno.request_id": "7f",
  });
  expect(span.traceId).not.toContain("0af7651916cd43dd");
});

test("a request belongs to the trace of a proxy that is trusted", async () => {
  const [span] = (await sentSpans(1)).spans;
  expect(span).toMatchObject({ traceId: "0af7651916cd43dd8448eb211c80319c", parentSpanId: "b7ad6b7169203331" });
});
