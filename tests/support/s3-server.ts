import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A store that speaks as much S3 as we ask of one, keeps all in memory, and checks each signature (AWS Signature 4). */
export interface S3Server {
  /** What FILES_URL is set to. */
  url: string;
  objects: Map<string, { bytes: Buffer; changedAt: number }>;
  /** What was asked: "PUT /bucket/forum/ab/ab12…". */
  asked: string[];
  /** How the next requests are answered: "away" closes the connection without a word. */
  mood: "well" | "away" | "slow down" | "forbidden" | { slowMs: number };
  close(): Promise<void>;
}

const KEY = "the-key";
const SECRET = "a/secret+with signs";
const REGION = "eu-test-1";
const BUCKET = "bucket";
const ON_A_PAGE = 2;

export async function startS3(): Promise<S3Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? "", "http://s3.test");
    store.asked.push(`${request.method} ${url.pathname}`);
    if (store.mood === "away") return request.socket.destroy();
    if (typeof store.mood === "object") await sleep(store.mood.slowMs);
    const { status, body, headers } = answer(request, url, Buffer.concat(chunks));
    response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
  });
  const store: S3Server = {
    url: "",
    objects: new Map(),
    asked: [],
    mood: "well",
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  const refuse = (status: number, code: string) => ({
    status,
    body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`,
    headers: {},
  });

  function answer(request: IncomingMessage, url: URL, body: Buffer) {
    if (store.mood === "slow down") return refuse(503, "SlowDown");
    if (store.mood === "forbidden" || !isSigned(request, url, body)) return refuse(403, "SignatureDoesNotMatch");
    const [, bucket, ...parts] = decodeURIComponent(url.pathname).split("/");
    if (bucket !== BUCKET) return refuse(404, "NoSuchBucket");
    const key = parts.join("/");
    if (!key) return { status: 200, body: list(url.searchParams), headers: {} };
    if (request.method === "PUT") store.objects.set(key, { bytes: body, changedAt: Date.now() });
    if (request.method === "DELETE") store.objects.delete(key);
    if (request.method === "DELETE") return { status: 204, body: undefined, headers: {} };
    const found = store.objects.get(key);
    if (!found) return refuse(404, "NoSuchKey");
    const headers = {
      "Content-Length": request.method === "PUT" ? 0 : found.bytes.length,
      "Last-Modified": new Date(found.changedAt).toUTCString(),
    };
    return { status: 200, body: request.method === "PUT" ? undefined : found.bytes, headers };
  }

  function list(query: URLSearchParams): string {
    const start = query.get("prefix") ?? "";
    const keys = [...store.objects.keys()].filter((key) => key.startsWith(start)).sort();
    const from = Number(query.get("continuation-token")?.slice("page ".length) ?? 0);
    const page = keys.slice(from, from + ON_A_PAGE).map((key) => {
      const changed = new Date(store.objects.get(key)?.changedAt ?? 0).toISOString();
      return `<Contents><Key>${key}</Key><LastModified>${changed}</LastModified></Contents>`;
    });
    const next = from + ON_A_PAGE < keys.length ? from + ON_A_PAGE : undefined;
    return `<ListBucketResult>${page.join("")}${next ? `<NextContinuationToken>page ${next}</NextContinuationToken>` : ""}</ListBucketResult>`;
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const [key, secret] = [KEY, SECRET].map(encodeURIComponent);
  store.url = `s3://${key}:${secret}@${BUCKET}/forum?endpoint=http://127.0.0.1:${port}&region=${REGION}`;
  return store;
}

const sha256 = (what: string | Buffer) => createHash("sha256").update(what).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** As the store itself counts it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function isSigned({ method, headers }: IncomingMessage, url: URL, body: Buffer): boolean {
  const said = /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
    headers.authorization ?? "",
  );
  if (!said) return false;
  const [, key, day = "", region = "", names = "", signature] = said;
  const hash = String(headers["x-amz-content-sha256"]);
  if (hash !== "UNSIGNED-PAYLOAD" && hash !== sha256(body)) return false;
  const encoded = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort();
  const asked = [
    method,
    decodeURIComponent(url.pathname).split("/").map(encoded).join("/"),
    query.join("&"),
    ...names.split(";").map((name) => `${name}:${String(headers[name]).trim()}`),
    "",
    names,
    hash,
  ].join("\n");
  const time = String(headers["x-amz-date"]);
  const text = ["AWS4-HMAC-SHA256", time, `${day}/${region}/s3/aws4_request`, sha256(asked)].join("\n");
  const steps = [day, region, "s3", "aws4_request"];
  const signingKey = steps.reduce<Buffer>((before, step) => hmac(before, step), Buffer.from(`AWS4${SECRET}`));
  const isNow =
    Math.abs(Date.now() - Date.parse(time.replace(/(....)(..)(..T..)(..)(..Z)/, "$1-$2-$3:$4:$5"))) < 60_000;
  return key === KEY && region === REGION && isNow && hmac(signingKey, text).toString("hex") === signature;
}
