import { z } from "zod";

/** Written last: an export without it was broken off. */
export const MANIFEST = "manifest.json";

/** Raised when an older program could no longer read what a newer one writes. */
export const FORMAT = 1;

const fingerprint = z.object({ path: z.string(), size: z.number(), sha256: z.string() });

/** What an export holds. No time of day stands in it: the same forum gives the same bytes. */
export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  /** Of the program that wrote it. */
  program: z.string(),
  /** The migrations that its database had seen: they say what the columns mean. */
  schema: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string(),
      rows: z.number(),
      /** The highest id that was ever given away. */
      lastId: z.number().nullable(),
      columns: z.array(z.string()),
      sha256: z.string(),
    }),
  ),
  /** Files of tickets, replies and articles: files/<first two letters>/<SHA-256 of the content>. */
  files: z.object({
    count: z.number(),
    bytes: z.number(),
    /** Named by rows, and not on the disk. */
    missing: z.array(z.string()),
  }),
  /** All other files but this one. */
  others: z.array(fingerprint),
});

export type ExportManifest = z.infer<typeof manifestSchema>;
export type ExportedTable = ExportManifest["tables"][number];
export type Fingerprint = z.infer<typeof fingerprint>;
