import { execFileSync } from "node:child_process";

/** Whole-page tests and journeys run the real build, so it has to be newer than the sources. */
export default function setup(): void {
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts", "--if-stale"], { stdio: "inherit" });
}
