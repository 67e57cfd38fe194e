import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Something that was asked of the disk. Paths are absolute. */
export type DiskCall =
  | { call: "create"; path: string; truncates: boolean }
  | { call: "write"; path: string; bytes: Buffer; at?: number }
  | { call: "truncate"; path: string; size: number }
  | { call: "mkdir"; path: string }
  | { call: "rename" | "link"; path: string; to: string }
  | { call: "remove"; path: string }
  | { call: "sync"; path: string };

interface File {
  bytes: Buffer;
  size: number;
  /** What a sync has brought to the disk. */
  synced: Buffer;
}

type Entry = File | Folder;

class Folder {
  readonly entries = new Map<string, Entry>();
  /** The names that a sync of the folder has brought to the disk. */
  synced = new Map<string, Entry>();
}

/**
 * A disk that forgets, when the power goes, whatever was not synced: bytes of a file without a sync of the file, names
 * without a sync of the folder they stand in. No real disk is so forgetful.
 */
export class SyncedDisk {
  private readonly top = new Folder();
  syncs = 0;

  /** @param root the one folder that is looked at; it is there already */
  constructor(private readonly root: string) {}

  apply(call: DiskCall): void {
    const place = this.find(call.path);
    if (!place) return;
    const { folder, name, entry } = place;
    if (call.call === "sync") this.sync(entry);
    if (call.call === "remove") folder.entries.delete(name);
    if (call.call === "mkdir" && !entry) folder.entries.set(name, new Folder());
    if (call.call === "rename" || call.call === "link") this.rename(call, place);
    const file = entry instanceof Folder ? undefined : entry;
    if (call.call === "create" && !file) folder.entries.set(name, emptyFile());
    if (call.call === "create" && file && call.truncates) resize(file, 0);
    if (call.call === "truncate" && file) resize(file, call.size);
    if (call.call === "write" && file) write(file, call.bytes, call.at ?? file.size);
  }

  /** Lays out what would be there after the power came back. */
  layOut(to: string): void {
    layOut(this.top, to);
  }

  private sync(entry: Entry | undefined): void {
    this.syncs += 1;
    if (entry instanceof Folder) entry.synced = new Map(entry.entries);
    else if (entry) entry.synced = Buffer.from(entry.bytes.subarray(0, entry.size));
  }

  private rename({ call, to }: { call: "rename" | "link"; to: string }, { folder, name, entry }: Place): void {
    const target = this.find(to);
    if (!entry || !target) return;
    target.folder.entries.set(target.name, entry);
    if (call === "rename") folder.entries.delete(name);
  }

  /** Undefined for what lies elsewhere. */
  private find(whole: string): Place | undefined {
    if (whole === this.root) return { folder: this.top, name: "", entry: this.top };
    if (!whole.startsWith(`${this.root}/`)) return undefined;
    const names = whole.slice(this.root.length + 1).split("/");
    const name = names.pop() as string;
    let folder: Entry | undefined = this.top;
    for (const step of names) folder = folder instanceof Folder ? folder.entries.get(step) : undefined;
    return folder instanceof Folder ? { folder, name, entry: folder.entries.get(name) } : undefined;
  }
}

interface Place {
  folder: Folder;
  name: string;
  entry: Entry | undefined;
}

const emptyFile = (): File => ({ bytes: Buffer.alloc(0), size: 0, synced: Buffer.alloc(0) });

function resize(file: File, size: number): void {
  if (size > file.bytes.length) {
    const larger = Buffer.alloc(Math.max(size, file.bytes.length * 2));
    file.bytes.copy(larger, 0, 0, file.size);
    file.bytes = larger;
  }
  if (size < file.size) file.bytes.fill(0, size, file.size);
  file.size = size;
}

function write(file: File, bytes: Buffer, at: number): void {
  if (at + bytes.length > file.size) resize(file, at + bytes.length);
  bytes.copy(file.bytes, at);
}

function layOut(folder: Folder, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const [name, entry] of folder.synced) {
    const place = path.join(to, name);
    if (entry instanceof Folder) layOut(entry, place);
    else writeFileSync(place, entry.synced);
  }
}
