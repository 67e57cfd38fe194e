import { fileURLToPath } from "node:url";
import tsconfigPaths from "vite-tsconfig-paths";
import { defineConfig, type UserWorkspaceConfig } from "vitest/config";
import { listOnPostgres, listTests, ONLY_THERE } from "./on-postgres.ts";

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

/** Which files run on PostgreSQL too: scripts/test.ts wants the core, scripts/test-postgres.ts all. */
const ON_POSTGRES = process.env.TESTS_ON_POSTGRES as "core" | "all" | undefined;
const there = new Set(ON_POSTGRES && listOnPostgres(ON_POSTGRES));
const notThere = listTests().filter((file) => !there.has(file));

type Project = NonNullable<UserWorkspaceConfig["test"]> & { name: string };
const extended = (test: Project) => ({ extends: true as const, test });
const onBoth = (test: Project) => {
  const exclude = (files: string[]) => [...(test.exclude ?? []), ...files];
  const postgres = {
    name: `${test.name} on PostgreSQL`,
    exclude: exclude(notThere),
    env: { ...test.env, TEST_DATABASE: "postgres" },
    globalSetup: ["tests/postgres-setup.ts"],
  };
  const onSqlite = extended({ ...test, exclude: exclude(ONLY_THERE) });
  return ON_POSTGRES ? [onSqlite, extended({ ...test, ...postgres })] : [onSqlite];
};

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
      onBoth({ name: "alone", include: ALONE, isolate: true }),
      onBoth({ name: "journeys", include: JOURNEYS, isolate: false, testTimeout: 120_000, hookTimeout: 120_000 }),
      onBoth({ name: "pages", include: PAGES, isolate: false }),
      onBoth({ name: "security", include: SECURITY, isolate: false, env: { NODE_ENV: "production" } }),
      // The others share a process, where the app is loaded once and not for each file.
      onBoth({ name: "rooms", include: ALL, exclude: [...ALONE, ...JOURNEYS, ...PAGES, ...SECURITY], isolate: false }),
    ].flat(),
  },
});
