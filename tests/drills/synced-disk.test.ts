import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { TraceReader } from "../../scripts/drills/power-cut/read-trace.ts";
import { SyncedDisk } from "../../scripts/drills/power-cut/synced-disk.ts";

const to = mkdtempSync(path.join(tmpdir(), "glasno-disk-"));
afterEach(() => rmSync(to, { recursive: true, force: true }));

const hex = (text: string) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
const at = (place: string) => `3<${hex(place)}>`;

/** A record as strace writes it, without its times. */
function afterPowerCut(...calls: string[]): (name: string) => string | undefined {
  const disk = new SyncedDisk("/data");
  const reader = new TraceReader();
  for (const call of calls) {
    const read = reader.read(`7 1795340398.822024 ${call}`);
    if (read) disk.apply(read.call);
  }
  disk.layOut(to);
  return (name) => (existsSync(path.join(to, name)) ? readFileSync(path.join(to, name), "utf8") : undefined);
}

const create = (place: string) => `openat(AT_FDCWD, "${hex(place)}", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 3`;
const write = (place: string, text: string) =>
  `pwrite64(${at(place)}, "${hex(text)}", ${text.length}, 0) = ${text.length}`;
const sync = (place: string) => `fdatasync(${at(place)}) = 0`;

test("what was synced is there: the bytes, and the name", () => {
  const read = afterPowerCut(create("/data/a"), write("/data/a", "kept"), sync("/data/a"), sync("/data"));
  expect(read("a")).toBe("kept");
});

test("bytes without a sync of their file are gone, and so is a sync that failed", () => {
  const failed = `fdatasync(${at("/data/a")}) = -1 EIO (Input/output error)`;
  const made = [create("/data/a"), write("/data/a", "old"), sync("/data/a"), sync("/data")];
  expect(afterPowerCut(...made, write("/data/a", "new"), failed)("a")).toBe("old");
});

test("a name without a sync of its folder is gone, also a new one", () => {
  const made = [create("/data/a"), write("/data/a", "kept"), sync("/data/a")];
  expect(afterPowerCut(...made)("a")).toBeUndefined();
  const rename = `rename("${hex("/data/a")}", "${hex("/data/b")}") = 0`;
  const read = afterPowerCut(...made, sync("/data"), rename);
  expect([read("a"), read("b")]).toEqual(["kept", undefined]);
});

test("a call that takes a while counts when it has ended", () => {
  const made = [create("/data/a"), write("/data/a", "kept"), sync("/data")];
  const begun = `fsync(${at("/data/a")} <unfinished ...>`;
  expect(afterPowerCut(...made, begun)("a")).toBe("");
  expect(afterPowerCut(...made, begun, "<... fsync resumed>) = 0")("a")).toBe("kept");
});
