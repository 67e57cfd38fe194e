import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ADMIN, createAdmin, plainBrowser, runSite } from "../support/journey.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-full-"));

/** A disk of its own, 24 MB; only root may mount one. */
function mount(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", dataDir], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("full-disk: nothing can be mounted here, so a full disk is not tried");
    return false;
  }
}

const isMounted = mount();
const site = isMounted ? await runSite({ dataDir }) : undefined;

afterAll(async () => {
  await site?.stop();
  if (isMounted) execFileSync("umount", ["-l", dataDir]);
  rmSync(dataDir, { recursive: true, force: true });
});

const filler = path.join(dataDir, "filler");
function fillDisk(): void {
  const { bavail, bsize } = statfsSync(dataDir);
  writeFileSync(filler, Buffer.alloc(bavail * bsize));
}
describe.skipIf(!site)("while the site runs", () => {
  const running = site as NonNullable<typeof site>;

  test("an admin is made, and a ticket", async () => {
    await createAdmin(running);
    const visitor = plainBrowser(running);
    const form = await visitor.open("/tickets/new?kind=question");
    const sent = await visitor.press(form, "send", {
      title: "Before the trouble",
      body: "All is well and long enough",
    });
    expect(sent.status).toBe(303);
  });

  test("a full disk: reading goes on, a write is 503 with its text, and it passes by itself", async () => {
    const agent = plainBrowser(running);
    await agent.press(await agent.open("/desk/sign-in"), "sign-in", ADMIN);
    const visitor = plainBrowser(running);
    const form = await visitor.open("/tickets/new?kind=question");
    const ticket = { title: "In the middle of it", body: `Where does this text go ${"x".repeat(15_000)}?` };
    fillDisk();
    try {
      const refused = await visitor.press(form, "send", ticket);
      expect(refused.status).toBe(503);
      expect(refused.headers.get("retry-after")).toBe("60");
      expect(refused.html).toContain("In the middle of it");
      expect(refused.html).toContain("Where does this text go");
      const files = [new File([Buffer.alloc(300_000, "text ")], "log.txt", { type: "text/plain" })];
      const withFile = await visitor.pressWithFiles(form, "send", files, ticket);
      expect(withFile.status).toBe(503);
      expect(withFile.html).toContain("Where does this text go");
      const paths = ["/", "/tickets", "/tickets/1-before-the-trouble", "/search?q=trouble", "/tickets/new?kind=idea"];
      for (const read of paths) expect([read, (await plainBrowser(running).open(read)).status]).toEqual([read, 200]);
      const desk = await agent.open("/desk");
      expect(desk.status).toBe(200);
      expect(desk.html).toContain("Nothing can be saved right now");
    } finally {
      rmSync(filler);
    }
    const kept = await visitor.press(form, "send", ticket);
    expect(kept.status).toBe(303);
    expect((await agent.open("/desk")).html).not.toContain("Nothing can be saved right now");
  });

  test("the log says once that nothing can be saved", () => {
    expect(running.output().split("\n").length).toBeLessThan(30);
    expect(running.output()).not.toContain("a page failed");
  });
});

test.skipIf(!isMounted)("a start on a disk that is read-only ends with 1 and one line", async () => {
  const readonly = mkdtempSync(path.join(tmpdir(), "glasno-read-only-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", readonly], { stdio: "ignore" });
  try {
    await expect(runSite({ dataDir: readonly })).rejects.toThrow(
      /ended with 1:\n[^\n]*cannot be written: EROFS[^\n]*\n$/,
    );
  } finally {
    execFileSync("umount", ["-l", readonly]);
    rmSync(readonly, { recursive: true, force: true });
  }
});
