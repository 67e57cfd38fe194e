import { Readable } from "node:stream";
import { ErrorLevel, SitemapIndexStream, SitemapStream } from "sitemap";
import type { SitemapPart, SitemapUrl } from "./sitemap.ts";

/** A sitemap, written while its addresses are read. What fails on the way fails the reading of the stream. */
export function writeSitemap(urls: AsyncIterable<SitemapUrl>, origin: string): ReadableStream {
  const xmlns = { news: false, video: false, image: false, xhtml: false };
  const stream = new SitemapStream({ hostname: origin, xmlns, level: ErrorLevel.THROW });
  return written(Readable.from(asItems(urls)), stream);
}

async function* asItems(urls: AsyncIterable<SitemapUrl>) {
  for await (const { path, changedAt } of urls) yield { url: path, lastmod: moment(changedAt) };
}

/** The sitemap of sitemaps. */
export function writeSitemapIndex(parts: SitemapPart[], origin: string): ReadableStream {
  const stream = new SitemapIndexStream({ level: ErrorLevel.THROW });
  return written(
    Readable.from(parts.map(({ path, changedAt }) => ({ url: origin + path, lastmod: moment(changedAt) }))),
    stream,
  );
}

const CHUNK = 64 * 1024;

function written(source: Readable, stream: SitemapStream | SitemapIndexStream): ReadableStream {
  source.once("error", (error) => stream.destroy(error));
  const bytes = Readable.from(inChunks(source.pipe(stream)), { objectMode: false });
  return Readable.toWeb(bytes) as ReadableStream;
}

/** The library writes tag by tag, as text. */
async function* inChunks(stream: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = "";
  for await (const written of stream) {
    text += written;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

const moment = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
