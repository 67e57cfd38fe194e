import { Worker } from "node:worker_threads";

export type WorkerPool<Task, Result> = {
  /** The worker's answer, or `undefined` when it was too slow, crashed, did not start, or the queue is full. */
  run(task: Task): Promise<Result | undefined>;
  /** Ends every worker; who still waits gets `undefined`. The next `run` starts them again. */
  stop(): Promise<void>;
};

type PoolOptions = {
  /** Path of the worker's built file. It posts "ready" once, then one answer for each message. */
  file: string;
  size: number;
  /** Milliseconds a task may take, counted from when a worker takes it. */
  limit: number;
  /** How many may wait. More means an attack, and waiting requests cost memory. */
  queueLength: number;
};

type Job<Task, Result> = { task: Task; settle: (result: Result | undefined) => void };
type Slot<Task, Result> = { worker: Worker; ready: boolean; job?: Job<Task, Result>; timer?: NodeJS.Timeout };

/** Threads that start with the first task, stay, and do not keep the process alive while they have nothing to do. */
export function createWorkerPool<Task, Result>(options: PoolOptions): WorkerPool<Task, Result> {
  const { file, size, limit, queueLength } = options;
  const slots = new Set<Slot<Task, Result>>();
  const queue: Job<Task, Result>[] = [];

  function start() {
    // No environment: a renderer needs no secrets. No execArgv: tsx would load its compiler into each thread.
    // The heap's limit turns a text that eats memory into a dead thread instead of a dead site.
    const worker = new Worker(file, {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
    });
    const slot: Slot<Task, Result> = { worker, ready: false };
    slots.add(slot);
    worker.on("message", (message: Result | "ready") => {
      if (message === "ready") slot.ready = true;
      else finish(slot, message);
      assign();
    });
    worker.on("error", (error) => {
      if (!slot.ready) process.emitWarning(`the worker ${file} did not start: ${error.message}`);
    });
    worker.on("exit", () => remove(slot));
  }

  function assign() {
    for (const slot of slots) {
      if (!slot.ready || slot.job) continue;
      const job = queue.shift();
      if (!job) {
        slot.worker.unref();
        continue;
      }
      slot.job = job;
      slot.worker.ref();
      // After a pause of the main thread an answer may already wait behind the timer: look at the mail first.
      slot.timer = setTimeout(() => setImmediate(() => slot.job === job && replace(slot)), limit);
      slot.worker.postMessage(job.task);
    }
    const starting = [...slots].filter((slot) => !slot.ready).length;
    if (queue.length > starting && slots.size < size) start();
  }

  function finish(slot: Slot<Task, Result>, result: Result | undefined) {
    clearTimeout(slot.timer);
    const job = slot.job;
    slot.job = undefined;
    job?.settle(result);
  }

  function remove(slot: Slot<Task, Result>) {
    if (!slots.delete(slot)) return;
    finish(slot, undefined);
    // One that never got ready would never get ready: those who wait for it must not wait for ever.
    if (!slot.ready) for (const job of queue.splice(0)) job.settle(undefined);
    assign();
  }

  function replace(slot: Slot<Task, Result>) {
    void slot.worker.terminate();
    remove(slot);
    if (slots.size < size) start(); // now and not with the next text: loading takes a fifth of a second
  }

  return {
    run: (task) =>
      new Promise((settle) => {
        if (queue.length >= queueLength) return settle(undefined);
        queue.push({ task, settle });
        assign();
      }),
    async stop() {
      for (const job of queue.splice(0)) job.settle(undefined);
      await Promise.all([...slots].map((slot) => slot.worker.terminate()));
    },
  };
}
