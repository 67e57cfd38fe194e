/** Looks through a database file, in a thread of its own: built to `build/workers/check-database.js`. */
import { parentPort, workerData } from "node:worker_threads";
import { findFault } from "#db/find-fault.ts";

parentPort?.postMessage(findFault(workerData as string, "whole"));
