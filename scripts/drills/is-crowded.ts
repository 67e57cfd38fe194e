import { availableParallelism, loadavg } from "node:os";

/** Where others use up the machine, something slow says nothing about the site. */
export const isCrowded = (): boolean => (loadavg()[0] ?? 0) > 2 * availableParallelism();
