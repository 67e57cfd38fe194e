import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";

export interface RawAnswer {
  /** Names and values in turn, as the server sent them, without those that node adds to each answer. */
  headers: string[];
  etag: string | undefined;
  /** As it was on the wire. */
  body: Buffer;
}

const NODES_OWN = /^(date|connection|keep-alive)$/i;

/** One answer as it comes: nothing is unpacked. */
export async function answerOf(url: string, headers: Record<string, string>): Promise<RawAnswer> {
  const [response] = (await once(get(url, { headers }), "response")) as [IncomingMessage];
  const body = await buffer(response);
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  const raw = response.rawHeaders;
  const kept = raw.filter((_, at) => !NODES_OWN.test(raw[at - (at % 2)] ?? ""));
  return { headers: kept, etag: response.headers.etag, body };
}
