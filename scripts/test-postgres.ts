/**
 * npm run test:postgres: all tests that use a database, on PostgreSQL alone; `npm test` runs their core there. What stands
 * after `--` goes to vitest: `npm run test:postgres -- tests/search`.
 */
import { LEFT_OUT } from "../tests/on-postgres.ts";
import { runVitest } from "./run-vitest.ts";

const { passed, failed, skipped } = await runVitest(["--project", "* on PostgreSQL", ...process.argv.slice(2)], "all");
for (const [what, why] of Object.entries(LEFT_OUT)) console.log(`left out: ${what} (${why})`);
if (skipped.length > 0) console.log(`${skipped.length} skipped: ${skipped.join("; ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
