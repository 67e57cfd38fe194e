import { Agent, type IncomingHttpHeaders, request } from "node:http";

interface RawAnswer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  /** Every line as it came: name, text, name, text. */
  lines: string[];
  body: Buffer;
}

// Gives an idle connection up before the site does, which would cut off the request that is just being sent.
const agent = new Agent({ keepAlive: true, timeout: 2_000 });

/** A request as it is written, for what a browser would not send. */
export function sendRaw(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Buffer,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, host: "127.0.0.1", method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      const { statusCode: status, headers, rawHeaders: lines } = response;
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status, headers, lines, body: Buffer.concat(chunks) }));
    });
    sent.on("error", reject).end(body);
  });
}
