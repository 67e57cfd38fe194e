import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { createWorkerPool, type WorkerPool } from "~/markdown/worker-pool.server";

const folder = mkdtempSync(path.join(tmpdir(), "worker-pool-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, "worker.mjs");
writeFileSync(
  file,
  `import { parentPort, threadId } from "node:worker_threads";
   parentPort.on("message", (task) => {
     if (task === "loop") for (;;);
     if (task === "crash") process.exit(1);
     if (task === "eat") for (const eaten = [];;) eaten.push(new Array(1e6).fill(eaten.length));
     const until = performance.now() + (Number(task) || 0);
     while (performance.now() < until);
     parentPort.postMessage({ task, threadId, environment: Object.keys(process.env).length });
   });
   parentPort.postMessage("ready");`,
);

type Answer = { task: string; threadId: number; environment: number };
const pools: WorkerPool<string, Answer>[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.stop();
});

function createPool(options: Partial<Parameters<typeof createWorkerPool>[0]> = {}) {
  const pool = createWorkerPool<string, Answer>({ file, size: 1, limit: 500, queueLength: 10, ...options });
  pools.push(pool);
  return pool;
}

test("one thread answers task after task", async () => {
  const pool = createPool();
  const first = await pool.run("a");
  const second = await pool.run("b");
  expect([first?.task, second?.task]).toEqual(["a", "b"]);
  expect(second?.threadId).toBe(first?.threadId);
});

test("a thread sees no environment", async () => {
  expect((await createPool().run("a"))?.environment).toBe(0);
});

test.each(["loop", "crash"])("after a %s another thread takes the next task", async (fault) => {
  const pool = createPool();
  const before = await pool.run("a");
  expect(await pool.run(fault)).toBeUndefined();
  const after = await pool.run("b");
  expect(after?.task).toBe("b");
  expect(after?.threadId).not.toBe(before?.threadId);
});

test("a task that eats memory ends its thread, not the process", async () => {
  const pool = createPool({ limit: 10_000 });
  expect(await pool.run("eat")).toBeUndefined();
  expect((await pool.run("b"))?.task).toBe("b");
});

test("time in the queue is not counted", async () => {
  const pool = createPool({ limit: 1_000, queueLength: 12 });
  const tasks = Array.from({ length: 12 }, () => "100");
  const answers = await Promise.all(tasks.map((task) => pool.run(task)));
  expect(answers.map((answer) => answer?.task)).toEqual(tasks);
});

test("a pause of the main thread does not count as the worker's time", async () => {
  const pool = createPool();
  await pool.run("a");
  // From here the loop goes on to the timers that fell due meanwhile, and only then to the mail.
  await new Promise((resolve) => setImmediate(resolve));
  const answer = pool.run("b");
  const until = performance.now() + 700;
  while (performance.now() < until);
  expect((await answer)?.task).toBe("b");
});

test("two threads work at once, and no more than two", async () => {
  const pool = createPool({ size: 2 });
  const answers = await Promise.all(["100", "100", "100", "100", "100"].map((task) => pool.run(task)));
  expect(new Set(answers.map((answer) => answer?.threadId)).size).toBe(2);
});

test("a full queue answers at once", async () => {
  const pool = createPool({ queueLength: 1 });
  await pool.run("a");
  const running = pool.run("100");
  const waiting = pool.run("b");
  expect(await pool.run("c")).toBeUndefined();
  expect((await running)?.task).toBe("100");
  expect((await waiting)?.task).toBe("b");
});

test("nobody waits for a thread that cannot start", async () => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const pool = createPool({ file: path.join(folder, "absent.mjs") });
  expect(await Promise.all([pool.run("a"), pool.run("b")])).toEqual([undefined, undefined]);
  expect((await warned).message).toContain("did not start");
});

test("a stop answers those who wait, and the next task starts anew", async () => {
  const pool = createPool();
  await pool.run("a");
  const waiting = [pool.run("loop"), pool.run("b")];
  await pool.stop();
  expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
  expect((await pool.run("c"))?.task).toBe("c");
});
