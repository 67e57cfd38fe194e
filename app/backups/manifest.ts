import { z } from "zod";

/** The last entry of an archive: what is in it. An archive that was cut off has none. */
export const MANIFEST = "manifest.json";

export const manifestSchema = z.object({
  format: z.literal(1),
  /** Of the program that made it. */
  version: z.string(),
  node: z.string(),
  /** Milliseconds since 1970 UTC: what was received before is in it. */
  madeAt: z.number(),
  /** The migrations that its database has seen. */
  schema: z.array(z.string()),
  counts: z.record(z.string(), z.number()),
  /** Below the data folder, each with the SHA-256 of its content. */
  files: z.array(z.object({ path: z.string(), size: z.number(), sha256: z.string() })),
  /** Files that rows name and that were not on the disk. */
  missing: z.array(z.string()),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Where the database lies in an archive, wherever the site keeps it. */
export const DATABASE_ENTRY = "glasno.sqlite";
