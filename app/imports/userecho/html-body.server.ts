import { decodeHTML } from "entities";
import { escapeHtml } from "~/markdown/clean-text.ts";
import type { KeepFile } from "../import.ts";
import { convertHtml } from "../stackexchange/convert-html.server.ts";
import type { ExportFiles } from "./export-files.server.ts";

/** Pictures and links to files; quoted values may hold a `>`. */
const tags = /<(img|a)\b((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const dataPicture = /^data:image\/([a-z0-9.+-]+);base64,([a-z0-9+/=\s]+)$/i;

export interface FileSource {
  /** Of the old forum: what a path in a text belongs to. */
  origin: string | undefined;
  files: ExportFiles;
}

interface Reference {
  tag: string;
  address: string;
}

/** What a text shows or gives to download that is not words: whether it can be had without the network. */
export function referencesIn(html: string, source: FileSource): { here: number; elsewhere: string[] } {
  let here = 0;
  const elsewhere: string[] = [];
  for (const reference of references(html)) {
    if (dataPicture.test(reference.address) || findFile(reference, source)) here += 1;
    else if (reference.tag === "img") elsewhere.push(reference.address.slice(0, 200));
    else if (isAttachment(reference, source)) elsewhere.push(reference.address.slice(0, 200));
  }
  return { here, elsewhere };
}

/**
 * A text of the old forum as Markdown. Pictures inside the text and files of the export's folder are kept; what lies
 * elsewhere is linked to, since nothing is fetched.
 */
export async function readHtml(
  html: string,
  source: FileSource,
  { at, keep }: { at: string; keep: KeepFile },
): Promise<string> {
  const kept = new Map<string, string>();
  for (const reference of references(html)) {
    const file = contentOf(reference, source);
    if (!file || kept.has(reference.address)) continue;
    const address = await keep({ ...file, at });
    kept.set(reference.address, address ?? "");
  }
  const own = html.replace(tags, (whole, tag: string, attributes: string) => {
    const { address } = referenceOf(tag, attributes);
    const here = kept.get(address);
    if (tag.toLowerCase() === "a") return here ? `<a href="${here}">` : whole;
    const alt = attribute(attributes, "alt");
    if (here) return `<img src="${here}" alt="${escapeHtml(alt)}">`;
    // A picture inside the text that cannot be read leaves nothing but its words.
    return address.startsWith("data:") ? escapeHtml(alt) : whole;
  });
  return convertHtml(own);
}

/** The first words of a text, for a title where there is none. */
export function wordsOfHtml(html: string): string {
  return decodeHTML(html.replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 500);
}

function references(html: string): Reference[] {
  if (!html.includes("<")) return [];
  return Array.from(html.matchAll(tags), ([, tag = "", attributes = ""]) => referenceOf(tag, attributes));
}

function referenceOf(tag: string, attributes: string): Reference {
  return { tag: tag.toLowerCase(), address: attribute(attributes, tag.toLowerCase() === "a" ? "href" : "src") };
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(attributes);
  return decodeHTML(found?.[1] ?? found?.[2] ?? found?.[3] ?? "").trim();
}

function contentOf(reference: Reference, source: FileSource): { name: string; content: Buffer } | undefined {
  const [, type = "", base64] = dataPicture.exec(reference.address) ?? [];
  if (base64)
    return reference.tag === "img" ? { name: `picture.${type}`, content: Buffer.from(base64, "base64") } : undefined;
  const file = findFile(reference, source);
  return file && { name: file.name, content: file.read() };
}

function findFile(reference: Reference, source: FileSource) {
  const url = ownUrl(reference, source);
  return url && source.files.find(url);
}

function isAttachment(reference: Reference, source: FileSource): boolean {
  return ownUrl(reference, source)?.pathname.startsWith("/s/attachments/") ?? false;
}

/** Undefined for an address of another site. */
function ownUrl({ address }: Reference, { origin = "https://old-forum.invalid" }: FileSource): URL | undefined {
  if (!address || !URL.canParse(address, origin)) return undefined;
  const url = new URL(address, origin);
  return url.host === new URL(origin).host ? url : undefined;
}
