import { existsSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** It looks into its file once a second. */
const HEARD_AFTER_MS = 2_200;

/** The library that stands between a program and its clock, where it is installed. */
export function findLibrary(): string | undefined {
  return listFolders()
    .flatMap((folder) => ["libfaketimeMT.so.1", "libfaketime.so.1"].map((name) => path.join(folder, "faketime", name)))
    .find((file) => existsSync(file));
}

/** Debian keeps libraries by processor: /usr/lib/x86_64-linux-gnu. */
function listFolders(): string[] {
  const tops = ["/usr/lib", "/usr/lib64", "/usr/local/lib"].filter((top) => existsSync(top));
  return tops.flatMap((top) => [top, ...readdirSync(top).map((name) => path.join(top, name))]);
}

/** A clock that is off by so many seconds, for the programs that are started with its environment. */
export class FakedClock {
  private seconds = 0;

  constructor(
    private readonly library: string,
    private readonly file: string,
  ) {
    writeFileSync(file, "+0\n");
  }

  get environment(): Record<string, string> {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_CACHE_DURATION: "1",
      // A step of the clock moves neither what counts up since the start of the machine nor the times of files.
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      DONT_FAKE_MONOTONIC: "1",
      NO_FAKE_STAT: "1",
    };
  }

  now(): number {
    return Date.now() + this.seconds * 1000;
  }

  /** Steps, and waits until everybody has seen it. */
  async setTo(seconds: number): Promise<void> {
    this.seconds = Math.round(seconds);
    // In one piece: whoever finds it empty takes the clock for right.
    writeFileSync(`${this.file}.new`, `${this.seconds < 0 ? "" : "+"}${this.seconds}\n`);
    renameSync(`${this.file}.new`, this.file);
    await sleep(HEARD_AFTER_MS);
  }
}
