import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

/** Runs the walls over the project in `root`. Returns one line per violation: `rule: from → to`. */
function violations(root: string): string[] {
  const program = resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [program, "--config", resolve("tests/walls.cjs"), "--output-type", "json", "app", "db", "scripts"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 1e9 });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to.replace(/.*node_modules\//, "")}`,
  );
}

/** What the imports below reach. */
const targets: Record<string, string> = {
  "app/config.server.ts": "export const config = 1;",
  "app/db.server.ts": "export const db = 1;",
  "app/urls.ts": "export const x = 1;",
  "app/routes/_index.tsx": "export const x = 1;",
  "app/components/button.tsx": "export const Button = 1;",
  "app/tickets/ticket.ts": "export const x = 1; export type T = 1;",
  "app/tickets/ticket-card.tsx": "export const Card = 1;",
  "app/tickets/tickets.server.ts": "export const x = 1; export type T = 1;",
  "app/people/viewer.ts": "export const x = 1; export type T = 1;",
  "app/search/analysis.ts": "export const x = 1;",
  "app/search/query.server.ts": "export const x = 1;",
  "app/jobs/enqueue.server.ts": "export const x = 1;",
  "app/jobs/handlers.server.ts": "export const x = 1;",
  "app/i18n/use-words.tsx": "export const x = 1;",
  "db/schema.ts": "export type T = 1;",
  "db/client.ts": "export const x = 1;",
  "db/migrations/0001-first.ts": "export const x = 1;",
  "db/migrations/column-types.ts": "export const x = 1;",
  "scripts/seed.ts": "export const x = 1;",
  "tests/support/browser.ts": "export const x = 1;",
};

/** [who imports, how, the rule that must notice] */
const forbidden: [string, string, string][] = [
  ["app/routes/a1.ts", 'import "#db/client.ts"', "routes ask rooms"],
  ["app/routes/a2.ts", 'import type { T } from "#db/schema"', "routes ask rooms"],
  ["app/routes/a3.ts", 'import { sql } from "kysely"', "routes ask rooms"],
  ["app/routes/a4.ts", 'import "~/config.server.ts"', "settings are read at the edge"],
  ["app/routes/a5.ts", 'import "./_index.tsx"', "nobody imports a route"],
  ["app/tickets/b1.server.ts", 'import "~/routes/_index.tsx"', "nobody imports a route"],
  ["app/tickets/b2.server.ts", 'import { useState } from "react"', "server files make no markup"],
  ["app/tickets/b3.server.ts", 'import { Card } from "./ticket-card.tsx"', "server files make no markup"],
  ["app/tickets/b4.server.ts", 'import "~/db.server.ts"', "db is an argument"],
  ["app/tickets/c1.tsx", 'import { x } from "./tickets.server.ts"', "components know no server"],
  [
    "app/tickets/c2.tsx",
    'import { x } from "./tickets.server"; import type { T } from "./tickets.server"',
    "components know no server",
  ],
  ["app/tickets/c3.tsx", 'import type { T } from "#db/schema.ts"', "components know no table"],
  ["app/components/c4.tsx", 'import { x } from "~/http/x.server.ts"', "components know no server"],
  ["app/components/c5.tsx", 'import type { T } from "~/tickets/ticket.ts"', "components have no nouns of the product"],
  ["app/tickets/d1.ts", 'import { x } from "./tickets.server.ts"', "plain files are plain"],
  ["app/tickets/d2.ts", 'import type { ReactNode } from "react"', "plain files are plain"],
  ["app/tickets/d3.ts", 'export { x } from "#db/client.ts"', "plain files open no database"],
  ["app/enhance/e1.ts", 'import { createRoot } from "react-dom/client"', "the browser's file is small"],
  ["app/enhance/e2.ts", 'import "~/tickets/tickets.server.ts"', "the browser's file is small"],
  ["db/f1.ts", 'import "../app/urls.ts"', "db knows no app"],
  ["db/migrations/0002-second.ts", 'import type { T } from "../schema.ts"', "migrations are frozen in time"],
  ["db/migrations/0003-third.ts", 'import "./0001-first.ts"', "migrations are frozen in time: each alone"],
  ["app/g1.ts", 'import "../scripts/seed.ts"', "the app stands alone"],
  ["app/g2.ts", 'import "../tests/support/browser.ts"', "the app stands alone"],
  ["app/g3.ts", 'import { json } from "remix"', "remix is an empty package"],
  ["app/g4.ts", 'import { chromium } from "playwright-core"', "dev dependencies stay home"],
  ["app/utils/g5.ts", 'import "~/urls.ts"', "every room has its place"],
  ["app/g6.ts", 'import "./nowhere.ts"', "imports resolve"],
  ["app/tickets/h1.ts", 'import { y } from "./h2.ts"; export const x = y', "no circles"],
  ["app/people/i1.ts", 'import type { T } from "~/tickets/ticket.ts"', "order of rooms: people"],
  ["app/search/i2.ts", 'import { x } from "~/tickets/ticket.ts"', "order of rooms: search, analysis and index"],
  ["app/search/i3.server.ts", 'import "./query.server.ts"', "order of rooms: search, analysis and index"],
  ["app/tickets/i4.server.ts", 'import "~/search/query.server.ts"', "order of rooms: tickets"],
  ["app/tickets/i5.server.ts", 'import "~/jobs/handlers.server.ts"', "order of rooms: tickets"],
  ["app/jobs/enqueue-i6.server.ts", 'import "~/people/viewer.ts"', "order of rooms: jobs, enqueue"],
  ["app/urls.ts", 'import type { T } from "~/tickets/ticket.ts"', "order of rooms: urls"],
];

const allowed: [string, string][] = [
  [
    "app/routes/j1.tsx",
    'import { x } from "~/tickets/tickets.server"; import { db } from "~/db.server"; import "react"',
  ],
  ["app/tickets/j2.tsx", 'import type { T } from "./tickets.server.ts"; import { useState } from "react"'],
  ["app/tickets/j3.tsx", 'import { Button } from "~/components/button.tsx"; import "~/i18n/use-words.tsx"'],
  [
    "app/tickets/j4.server.ts",
    'import "#db/client.ts"; import "~/jobs/enqueue.server.ts"; import "~/search/analysis.ts"',
  ],
  ["app/tickets/j5.ts", 'import type { T } from "#db/schema.ts"; import "~/people/viewer.ts"'],
  ["app/search/query-j6.server.ts", 'import "~/tickets/tickets.server.ts"; import "./analysis.ts"'],
  ["app/search/results-j7.tsx", 'import { Card } from "~/tickets/ticket-card.tsx"'],
  ["app/jobs/handlers-j8.server.ts", 'import "~/search/query.server.ts"; import "~/tickets/tickets.server.ts"'],
  ["app/enhance/j9.ts", 'import { x } from "~/tickets/ticket.ts"'],
  ["app/components/j10.tsx", 'import "~/i18n/use-words.tsx"; import "./button.tsx"'],
  ["db/migrations/0004-fourth.ts", 'import { sql } from "kysely"; import "./column-types.ts"'],
  ["db/migrations/index.ts", 'import "./0001-first.ts"; import type { Migration } from "kysely"'],
  ["app/people/j11.ts", 'import type { T } from "./j12.ts"; export const x: T = 1'],
  ["app/people/j12.ts", 'import { x } from "./j11.ts"; export type T = number; export const y = x'],
];

// That this project keeps them, `npm test` sees by the line "walls" (scripts/test.ts).
describe("in a project that breaks the walls", () => {
  const root = mkdtempSync(join(tmpdir(), "walls-"));
  let found: string[] = [];

  beforeAll(() => {
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), `${text};\n`, { flag: "a" });
    };
    for (const [file, text] of Object.entries(targets)) write(file, text);
    for (const [file, text] of [...forbidden, ...allowed]) write(file, text);
    write("app/tickets/h2.ts", 'import { x } from "./h1.ts"; export const y = x');
    for (const file of ["package.json", "tsconfig.json"]) cpSync(file, join(root, file));
    symlinkSync(resolve("node_modules"), join(root, "node_modules"));
    found = violations(root);
  });

  afterAll(() => rmSync(root, { recursive: true }));

  test.each(forbidden)("%s may not %s", (file, _text, rule) => {
    expect(found.filter((line) => line.startsWith(`${rule}: ${file} → `))).not.toEqual([]);
  });

  test.each(allowed)("%s may %s", (file) => {
    expect(found.filter((line) => line.includes(`: ${file} → `))).toEqual([]);
  });
});
