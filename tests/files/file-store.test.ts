import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { storedFile, storeFile } from "~/files/file-store.server.ts";

const root = mkdtempSync(path.join(tmpdir(), "glasno-store-"));
const folder = path.join(root, "files");
mkdirSync(folder);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const probe = await open(root);
const handles = Object.getPrototypeOf(probe) as FileHandle;
await probe.close();

function unfinished(text: string): string {
  const file = path.join(root, "upload");
  writeFileSync(file, text);
  return file;
}

test("a file is kept when its bytes, its name and the folders above it are on the disk", async () => {
  const sync = vi.spyOn(handles, "sync");
  try {
    const hash = await storeFile(folder, unfinished("a picture"));
    expect(existsSync(storedFile(folder, hash))).toBe(true);
    expect(sync).toHaveBeenCalledTimes(4);
  } finally {
    sync.mockRestore();
  }
});

test.each([0, 1, 2, 3])("a file whose %i. sync fails is not said to be kept", async (before) => {
  const sync = vi.spyOn(handles, "sync");
  for (let done = 0; done < before; done++) sync.mockResolvedValueOnce();
  sync.mockRejectedValueOnce(Object.assign(new Error("the disk is broken"), { code: "EIO" }));
  try {
    await expect(storeFile(folder, unfinished("another"))).rejects.toThrow("the disk is broken");
  } finally {
    sync.mockRestore();
  }
});
