import { AwsClient } from "aws4fetch";
import { DiskTrouble } from "#db/disk-trouble.ts";

/** Objects in a bucket that speaks S3, below the path of its address. */
export interface Bucket {
  /** When it returns, the store has it. @param sha256 of the bytes, in hex: the store checks them */
  put(key: string, bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<void>;
  /** Undefined where there is none. */
  get(key: string): Promise<{ size: number; body: ReadableStream<Uint8Array> } | undefined>;
  /** When it was put there; undefined where there is none. */
  changedAt(key: string): Promise<number | undefined>;
  /** All keys that begin so, with when each was put there. */
  list(start: string): AsyncGenerator<{ key: string; changedAt: number }>;
  remove(key: string): Promise<void>;
}

/** A file of 10 MB over a slow line. */
const ANSWER_WITHIN_MS = 20_000;
const RETRIES = 2;
const FIRST_RETRY_MS = 200;

export const isBucketUrl = (place: string): boolean => place.startsWith("s3://");

const open = new Map<string, Bucket>();

let hear: (reason: string) => void = () => undefined;

/** Says who hears why a store does not do what it is asked: whoever asks for a file or sends one is not told. */
export function hearOfBuckets(listener: (reason: string) => void): void {
  hear = listener;
}

/** @param address s3://key:secret@bucket/path?endpoint=https://…&region=… */
export function bucketAt(address: string): Bucket {
  const bucket = open.get(address) ?? openBucket(address);
  open.set(address, bucket);
  return bucket;
}

function openBucket(address: string): Bucket {
  const { hostname, pathname, searchParams, username, password } = new URL(address);
  const region = searchParams.get("region") ?? "us-east-1";
  const endpoint = (searchParams.get("endpoint") ?? `https://s3.${region}.amazonaws.com`).replace(/\/$/, "");
  const folder = pathname.split("/").filter(Boolean);
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    service: "s3",
    region,
    retries: RETRIES,
    initRetryMs: FIRST_RETRY_MS,
  });
  const prefix = folder.map((part) => `${part}/`).join("");
  const urlOf = (key: string) => `${endpoint}/${hostname}/${prefix}${key}`;

  /** Undefined for 404. Throws where the store is away or refuses. */
  async function ask(method: string, url: string, init: RequestInit = {}): Promise<Response | undefined> {
    const { response, reason } = await client
      .fetch(url, { ...init, method, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      .then(
        (response) => ({ response, reason: `it says ${response.status}` }),
        (error: Error) => ({ response: undefined, reason: String(error.cause ?? error.message) }),
      );
    if (response?.ok) return response;
    const words = response && method !== "HEAD" ? await response.text().catch(() => "") : "";
    if (response?.status === 404 && !words.includes("NoSuchBucket")) return undefined;
    hear(`${reason} ${words}`.trim().slice(0, 300));
    throw new DiskTrouble("the store of files is away");
  }

  return {
    async put(key, body, sha256) {
      const put = await ask("PUT", urlOf(key), { body, headers: { "X-Amz-Content-Sha256": sha256 } });
      if (!put) throw new DiskTrouble("the store of files has no such bucket");
    },
    async get(key) {
      const response = await ask("GET", urlOf(key));
      if (!response?.body) return undefined;
      return { size: Number(response.headers.get("content-length")), body: response.body };
    },
    async changedAt(key) {
      const response = await ask("HEAD", urlOf(key));
      return response && Date.parse(response.headers.get("last-modified") ?? "");
    },
    async *list(start) {
      let next: string | undefined;
      do {
        const query = new URLSearchParams({ "list-type": "2", prefix: prefix + start });
        if (next) query.set("continuation-token", next);
        const page = (await (await ask("GET", `${endpoint}/${hostname}?${query}`))?.text()) ?? "";
        for (const [, object = ""] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          const key = textOf(object, "Key").slice(prefix.length);
          yield { key, changedAt: Date.parse(textOf(object, "LastModified")) };
        }
        next = textOf(page, "NextContinuationToken") || undefined;
      } while (next);
    },
    async remove(key) {
      await ask("DELETE", urlOf(key));
    },
  };
}

/** Our keys are hashes, and tokens hold no more than letters and a few signs: there is little to decode. */
function textOf(xml: string, name: string): string {
  const [, value = ""] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
