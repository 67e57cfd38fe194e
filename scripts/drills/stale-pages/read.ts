import { findStale, type Got } from "./find-stale.ts";
import type { Subject, Subjects } from "./subjects.ts";

export interface ReadCounts {
  reads: number;
  notModified: number;
  /** A line for each page that was older than it may be. */
  stale: string[];
  /** How long the answer to a write had been there when a page was asked for that did not show it. */
  oldestMs: number;
}

/** Undefined where there was no answer. */
export type Ask = (port: number, path: string, headers: Record<string, string>) => Promise<Response | undefined>;

interface Reading {
  subjects: Subjects;
  ports: number[];
  isOver: () => boolean;
  counts: ReadCounts;
  ask?: Ask;
  /** How old a page may be. */
  mayBeOldMs?: number;
  rest?: () => Promise<void>;
}

/** Each page so many times in a row: once to have it kept, and then to see whether it is kept for too long. */
const IN_A_ROW = 5;

/** Pages of everything. */
const lists = [
  "/",
  "/tickets",
  "/tickets?kind=idea&phase=open",
  "/tickets?sort=active",
  "/tickets?sort=votes",
  "/feed.atom",
  "/feed.json",
  "/articles",
  "/articles/feed.atom",
  "/sitemap-tickets-0.xml",
  "/sitemap-recent.xml",
  "/sitemap-articles.xml",
];

const fetchPage: Ask = (port, path, headers) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: "manual" });

/** A reader without cookies, every second time with the version that it has. */
export async function readAsStranger(reading: Reading): Promise<void> {
  const { subjects, ports, isOver, counts, ask = fetchPage, mayBeOldMs = 0, rest } = reading;
  const known = new Map<string, { etag: string; text: string }>();
  let [path, port] = ["", 0];
  for (let turn = 0; !isOver(); turn++) {
    if (turn % IN_A_ROW === 0) [path, port] = [choosePath(subjects), pick(ports)];
    const had = Math.random() < 0.5 ? known.get(path) : undefined;
    const askedAt = performance.now();
    const response = await ask(port, path, had ? { "If-None-Match": had.etag } : {});
    const got = await response?.text();
    await rest?.();
    if (!response || got === undefined) continue;
    counts.reads++;
    if (response.status === 304) counts.notModified++;
    const text = response.status === 304 && had ? had.text : got;
    const status = response.status === 304 ? 200 : response.status;
    const etag = response.headers.get("etag");
    if (etag && status === 200) known.set(path, { etag, text });
    const page: Got = { path, status, text, location: response.headers.get("location") };
    const faults = findStale(page, subjects, subjects.floors(askedAt));
    if (faults.length === 0) continue;
    const age = ageOf(page, subjects, askedAt);
    counts.oldestMs = Math.max(counts.oldestMs, age);
    if (age <= mayBeOldMs) continue;
    for (const fault of faults) {
      counts.stale.push(`${path} of ${ports.indexOf(port) + 1}, ${response.status}, ${age} ms: ${fault}`);
    }
  }
}

const LONGEST_MS = 60_000;

/** The least time for which the page would have been right that much earlier, in milliseconds. */
function ageOf(page: Got, subjects: Subjects, askedAt: number): number {
  let [wrong, right] = [0, LONGEST_MS];
  while (right - wrong > 1) {
    const ms = (wrong + right) / 2;
    if (findStale(page, subjects, subjects.floors(askedAt - ms)).length > 0) wrong = ms;
    else right = ms;
  }
  return Math.round(right);
}

function choosePath(subjects: Subjects): string {
  const all = [...subjects.all.values()];
  if (all.length === 0 || Math.random() < 0.5) return pick(lists);
  // Mostly what is being written about.
  const subject = Math.random() < 0.8 ? pick(subjects.latest) : pick(all);
  if (!subject.isTicket) return `/articles/${subject.id}-stale-${subject.key}`;
  return Math.random() < 0.2 ? `/tickets/${subject.id}.atom` : ticketPath(subject);
}

const ticketPath = ({ id, key, states, answered }: Subject) =>
  `/tickets/${id}-stale-${key}-title-${states[answered]?.title}`;

const pick = <One>(all: One[]): One => all[Math.floor(Math.random() * all.length)] as One;
