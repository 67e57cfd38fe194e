import { fileURLToPath } from "node:url";
import tsconfigPaths from "vite-tsconfig-paths";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  plugins: [tsconfigPaths()],
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/global-setup.ts"],
    setupFiles: ["tests/support/setup.ts"],
    // A process per file: each has its own DATA_DIR in the environment, and native modules dislike threads.
    pool: "forks",
    isolate: true,
    maxWorkers: 2,
    // Generous: a busy machine is no fault of the code. Speed is measured in benchmarks.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Whole-page tests import the finished build, as node would: it must not be transformed again.
    server: { deps: { external: [/\/build\/(server|workers\/[^/]+)\.js$/] } },
  },
});
