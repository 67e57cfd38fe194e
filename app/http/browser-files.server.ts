import { readFileSync } from "node:fs";
import path from "node:path";

/** The addresses of the browser's scripts, as scripts/build.ts named them by their content. */
export const browserFiles: { public: string; desk: string; articles: string } = JSON.parse(
  readFileSync(path.resolve("build/browser-files.json"), "utf8"),
);
