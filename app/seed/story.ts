import { z } from "zod";
import { kinds } from "~/tickets/ticket.ts";

const UNITS_MS: Record<string, number> = { m: 60_000, h: 60 * 60_000, d: 24 * 60 * 60_000 };

/** "2d 3h" in milliseconds. */
const duration = z
  .string()
  .regex(/^\d+[mhd]( \d+[mhd])*$/)
  .transform((text) =>
    text.split(" ").reduce((sum, part) => sum + Number.parseInt(part, 10) * (UNITS_MS[part.slice(-1)] ?? 0), 0),
  );

/** A key into the texts of the ticket that the step belongs to. */
const textKey = z.string().regex(/^[a-z-]+$/);

const common = {
  /** Since the step before, or since the ticket was opened. */
  after: duration,
  /** A key of the team or of the visitors, or "author". */
  by: z.string().default("author"),
};
const status = { status: z.string().optional(), reason: textKey.optional() };

/** What happens in a ticket after it was opened; the field that only one kind of step has tells which it is. */
const step = z.union([
  z.strictObject({
    ...common,
    ...status,
    reply: textKey,
    kind: z.enum(["answer", "comment"]).optional(),
    official: z.boolean().default(false),
  }),
  z.strictObject({ ...common, note: textKey }),
  z.strictObject({ ...common, status: z.string(), reason: textKey.optional() }),
  z.strictObject({ ...common, accept: textKey }),
  z.strictObject({ ...common, assign: z.string() }),
  z.strictObject({ ...common, dismiss: z.literal(true) }),
  z.strictObject({ ...common, mergeInto: z.string() }),
  z.strictObject({ ...common, remove: textKey }),
  z.strictObject({ ...common, moderation: z.enum(["held", "restricted"]) }),
  /** So many strangers, one after the other until `within` is over; `for` names a reply. */
  z.strictObject({ ...common, votes: z.int(), within: duration, for: textKey.optional() }),
]);

const storySchema = z.strictObject({
  team: z.record(z.string(), z.enum(["agent", "admin"])),
  categories: z.array(z.string()),
  tickets: z.array(
    z.strictObject({
      key: textKey,
      kind: z.enum(kinds),
      category: z.string().optional(),
      by: z.string(),
      /** How long ago. */
      opened: duration,
      visibility: z.enum(["public", "private"]).default("public"),
      /** 1 and 2: written in another language than the site's. */
      language: z.union([z.literal(1), z.literal(2)]).optional(),
      steps: z.array(step),
    }),
  ),
});

/** Who writes what to whom and when; the words are elsewhere, in three languages. */
export type Story = z.infer<typeof storySchema>;
export type StoryTicket = Story["tickets"][number];
export type Step = StoryTicket["steps"][number];

/** Throws where the story is malformed. */
export function parseStory(json: string): Story {
  return storySchema.parse(JSON.parse(json));
}
