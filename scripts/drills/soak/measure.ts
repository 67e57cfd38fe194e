import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { logSize } from "../shutdown/stop-under-load.ts";
import { databaseIn } from "../with-database.ts";

/** What a process holds, and what lies in its data folder. Sizes in bytes. */
export interface Measured {
  minutes: number;
  resident: number;
  descriptors: number;
  database: number;
  log: number;
}

/** Where there is no such folder, nobody tells what another process holds. */
export const canMeasure = (): boolean => existsSync("/proc/self/status");

export function measure(pid: number, dataDir: string, minutes: number): Measured {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return {
    minutes,
    resident: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    database: statSync(databaseIn(dataDir)).size,
    log: logSize(dataDir),
  };
}

/** By how much something grows in an hour: the straight line with the least squares, and its standard error. */
export function slope(measured: Measured[], of: "resident" | "descriptors"): { perHour: number; error: number } {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const hours = measured.map(({ minutes }) => minutes / 60);
  const values = measured.map((one) => one[of]);
  const [hour, value] = [mean(hours), mean(values)];
  const spread = hours.reduce((sum, at) => sum + (at - hour) ** 2, 0);
  const perHour = hours.reduce((sum, at, n) => sum + (at - hour) * ((values[n] as number) - value), 0) / spread;
  const rest = hours.reduce((sum, at, n) => sum + ((values[n] as number) - value - perHour * (at - hour)) ** 2, 0);
  return { perHour, error: Math.sqrt(rest / (hours.length - 2) / spread) };
}

/** Processor time that a process has used, in milliseconds; undefined where nobody tells. Linux counts it in hundredths. */
export function processorMs(pid: number): number | undefined {
  if (!canMeasure()) return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
