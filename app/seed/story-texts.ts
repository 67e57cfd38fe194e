import { z } from "zod";

const namesSchema = z.strictObject({
  site: z.string(),
  categories: z.record(z.string(), z.string()),
  team: z.record(z.string(), z.string()),
  visitors: z.record(z.string(), z.string()),
});

/** One language of the demo. */
export interface StoryTexts {
  names: z.infer<typeof namesSchema>;
  /** By the ticket's key. */
  tickets: Map<string, TicketTexts>;
}

export interface TicketTexts {
  title: string;
  body: string;
  /** Replies, notes and reasons by their keys. */
  parts: Map<string, string>;
}

/**
 * Reads the words of one language: the names as JSON, the texts as Markdown in which `# key` begins a ticket, its first
 * line is the title, and `## key` begins a reply, a note or a reason.
 */
export function parseStoryTexts(names: string, markdown: string): StoryTexts {
  const tickets = sections(markdown, "#").map(([key, text]): [string, TicketTexts] => {
    const [[, opening = ""] = [], ...parts] = [["", text.split(/^## /m)[0] ?? ""], ...sections(text, "##")];
    const [title = "", ...body] = opening.trim().split("\n");
    return [key, { title, body: body.join("\n").trim(), parts: new Map(parts as [string, string][]) }];
  });
  return { names: namesSchema.parse(JSON.parse(names)), tickets: new Map(tickets) };
}

/** What stands under each heading of this level, up to the next. */
function sections(markdown: string, level: "#" | "##"): [string, string][] {
  const [, ...rest] = markdown.split(new RegExp(`^${level} ([a-z-]+)$`, "m"));
  return rest.flatMap((key, index) => (index % 2 === 0 ? [[key, (rest[index + 1] ?? "").trim()]] : []));
}
