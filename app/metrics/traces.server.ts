import type { IncomingMessage } from "node:http";
import type { Asked } from "~/http/asked.server.ts";
import type { Sent } from "~/http/request-log.server.ts";

/** A span for each request that was no kept page, sent to a collector of OpenTelemetry. */
export interface Traces {
  /** Called once the answer is out: the span begins when the request did. */
  note(request: IncomingMessage, asked: Asked, sent: Sent): void;
  /** Sends what has not been sent. */
  stop(): Promise<void>;
}

interface Collector {
  /** Where OTLP is taken by HTTP, without /v1/traces. */
  url: string;
  serviceName: string;
  /** With a proxy in front a request may belong to a trace that began there. */
  trustProxy: number;
}

const SEND_WITHIN_MS = 3_000;

/**
 * The libraries are loaded here: who names no collector has nothing of them. The ready-made instrumentation would note
 * whole addresses, secret links and titles included; these spans say what the log says.
 */
export async function makeTraces({ url, serviceName, trustProxy }: Collector): Promise<Traces> {
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, defaultTextMapGetter } = await import("@opentelemetry/api");
  const { W3CTraceContextPropagator } = await import("@opentelemetry/core");
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const { BasicTracerProvider, BatchSpanProcessor } = await import("@opentelemetry/sdk-trace-base");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const exporter = new OTLPTraceExporter({
    url: `${url.replace(/\/$/, "")}/v1/traces`,
    timeoutMillis: SEND_WITHIN_MS,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer("glasno");
  const proxy = new W3CTraceContextPropagator();
  return {
    note({ method, headers }, { id, route, path }, { status, ms }) {
      const parent = trustProxy > 0 ? proxy.extract(ROOT_CONTEXT, headers, defaultTextMapGetter) : ROOT_CONTEXT;
      const attributes = {
        "http.request.method": method,
        "http.route": route,
        "url.path": path,
        "http.response.status_code": status,
        "glasno.request_id": id,
      };
      const endTime = Date.now();
      const options = { kind: SpanKind.SERVER, startTime: endTime - ms, attributes };
      const span = tracer.startSpan(`${method} ${route}`, options, parent);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endTime);
    },
    stop: () => provider.shutdown(),
  };
}
