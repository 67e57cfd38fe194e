/** A process of its own that looks into uploads: built to `build/workers/inspector.js`, started by inspector.server.ts. */
import { type Inspected, inspectFile } from "./inspect-file.server";

process.on("message", async (file: string) => {
  const result: Inspected = await inspectFile(file).catch(() => ({ kind: "refused", reason: "broken" }));
  process.send?.(result);
});
// The site went away.
process.on("disconnect", () => process.exit(0));
