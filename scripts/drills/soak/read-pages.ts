import { sendRaw } from "../../../tests/support/raw-request.ts";

const lists = [
  "/",
  "/tickets",
  "/tickets?kind=idea&phase=open",
  "/tickets?sort=votes",
  "/articles",
  "/thanks",
  "/feed.atom",
  "/feed.json",
  "/sitemap-recent.xml",
  "/tickets/new?kind=problem",
];
const words = ["invoice", "printer", "calendar", "password", "export", "battery", "paswrod", "keybord", "nothing"];
/** Addresses that a reader remembers. */
const MOST_KNOWN = 2_000;

export interface Reads {
  count: number;
  /** Connections that broke off, as an idle one does that is used in the moment in which the site closes it. */
  brokenOff: number;
  /** Answered as nobody would expect. */
  wrong: string[];
}

interface Reading {
  port: number;
  /** That are there from the beginning. */
  tickets: number;
  reads: Reads;
  isOver: () => boolean;
  rest: () => Promise<void>;
}

/** Goes through lists, and through what they lead to; searches now and then. From another network each time. */
export async function readPages({ port, tickets, reads, isOver, rest }: Reading): Promise<void> {
  const known: string[] = [];
  while (!isOver()) {
    const path = choose(known, tickets);
    const headers = { "X-Forwarded-For": anyAddress(), "Accept-Encoding": Math.random() < 0.3 ? "br" : "identity" };
    const answer = await sendRaw(port, "GET", path, headers).catch(() => undefined);
    if (!answer) {
      reads.brokenOff += 1;
      await rest();
      continue;
    }
    const { status = 0, body, headers: got } = answer;
    reads.count += 1;
    // What has been closed or held meanwhile may be gone.
    if (![200, 301, 404].includes(status)) reads.wrong.push(`${path} was answered with ${status}`);
    if (status === 301 && got.location) known.push(new URL(got.location, "http://forum.test").pathname);
    if (headers["Accept-Encoding"] === "identity" && lists.includes(path)) {
      for (const [, found] of body.toString().matchAll(/href="(\/(?:tickets|articles)\/\d+-[\w-]+)"/g)) {
        known.push(found as string);
      }
    }
    known.splice(0, Math.max(0, known.length - MOST_KNOWN));
    await rest();
  }
}

function choose(known: string[], tickets: number): string {
  const chance = Math.random();
  if (chance < 0.2) return `/tickets/${1 + Math.floor(Math.random() * tickets)}`;
  if (chance < 0.6 && known.length > 0) return pick(known);
  return chance < 0.7 ? `/search?q=${pick(words)}+${pick(words)}` : pick(lists);
}

const pick = (all: string[]): string => all[Math.floor(Math.random() * all.length)] as string;
const byte = () => Math.floor(Math.random() * 256);
const anyAddress = () => `50.${byte()}.${byte()}.${byte()}`;
