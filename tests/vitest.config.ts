import { fileURLToPath } from "node:url";
import tsconfigPaths from "vite-tsconfig-paths";
import { defineConfig } from "vitest/config";

/** They read the environment when they are loaded, or watch their process: each needs one of its own. */
const ALONE = [
  "tests/jobs/**/*.test.ts",
  "tests/seo/indexnow.test.ts",
  "tests/markdown/{render-markdown,worker-pool}.test.ts",
];
/** People in Chromium, one for all files of a process. */
const JOURNEYS = ["tests/e2e/**/*.test.ts"];
/** They start a site in their process, where each loads the build anew, and all it stands on once. */
const PAGES = ["tests/pages/**/*.test.ts"];
/** The same with React as it is in production. In pages/ it is the one that complains, and a complaint fails the test. */
const SECURITY = ["tests/security/**/*.test.ts"];
const ALL = ["tests/**/*.test.{ts,tsx}"];
/** What scripts/test-postgres.ts does not run, or what nothing else does. */
const LEFT_OUT = JSON.parse(
  process.env.TESTS_LEFT_OUT ?? '["tests/db/postgres.test.ts", "tests/exports/to-postgres.test.ts"]',
) as string[];

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  plugins: [tsconfigPaths()],
  test: {
    setupFiles: ["tests/support/setup.ts"],
    globalSetup: ["tests/global-setup.ts"],
    // Processes: native modules dislike threads.
    pool: "forks",
    maxWorkers: 2,
    // Generous: a busy machine is no fault of the code. Speed is measured in benchmarks.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // Whole-page tests import the finished build, as node would: it must not be transformed again.
    server: { deps: { external: [/\/build\/(server|workers\/[^/]+)\.js(\?.*)?$/] } },
    projects: [
      { extends: true, test: { name: "alone", include: ALONE, exclude: LEFT_OUT, isolate: true } },
      {
        extends: true,
        test: {
          name: "journeys",
          include: JOURNEYS,
          exclude: LEFT_OUT,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { extends: true, test: { name: "pages", include: PAGES, exclude: LEFT_OUT, isolate: false } },
      {
        extends: true,
        test: {
          name: "security",
          include: SECURITY,
          exclude: LEFT_OUT,
          isolate: false,
          env: { NODE_ENV: "production" },
        },
      },
      // The others share a process, where the app is loaded once and not for each file.
      {
        extends: true,
        test: {
          name: "rooms",
          include: ALL,
          exclude: [...ALONE, ...JOURNEYS, ...PAGES, ...SECURITY, ...LEFT_OUT],
          isolate: false,
        },
      },
    ],
  },
});
