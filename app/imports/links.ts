import { type OldAddresses, UNKNOWN_ORIGIN } from "./import.ts";

export interface LinkTarget {
  /** Our own path. */
  path: string;
  title: string;
}

const code = "```[\\s\\S]*?(?:\\n```|$)|`[^`\\n]*`";
const label = "\\[(?<label>(?:\\\\.|[^\\[\\]\\\\\\n])*)";
const target = "\\]\\(<?(?<target>(?:https?:)?/[^\\s()<>]+)>?";
const bare = "https?://[^\\s<>()\\[\\]\"'`*]+";

/** Code is left alone. `rest` is the second half of a link around a picture, `attribute` stands in HTML. */
const links = new RegExp(
  [
    code,
    label + target,
    "\\]\\(<?(?<rest>(?:https?:)?/[^\\s()<>]+)>?",
    'href="(?<attribute>(?:https?:)?/[^"\\s]*)"',
    `<(?<angled>${bare})>`,
    `(?<bare>${bare})`,
  ].join("|"),
  "g",
);

/** Most texts have no link at all. */
const mayHoldLinks = /:\/\/|\]\(<?\/|href="\//;

/**
 * Turns a Markdown text's links into the old forum into links to what was imported. A bare address gets the other's
 * title for its words. What leads to nothing we have keeps its address; a path gets the old forum's origin.
 * @param find what a post of the old forum has become here
 */
export function moveLinks(
  markdown: string,
  { origin, postsAt }: OldAddresses,
  find: (externalId: string) => LinkTarget | undefined,
): string {
  if (!mayHoldLinks.test(markdown)) return markdown;
  const targetOf = (written: string): LinkTarget | undefined => {
    const url = parse(written, origin);
    for (const externalId of url ? postsAt(url) : []) {
      const found = find(externalId);
      if (found) return found;
    }
    return undefined;
  };
  const moved = (written: string): string => targetOf(written)?.path ?? withOrigin(written, origin);

  return markdown.replace(links, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    if (groups.target !== undefined) {
      const words = groups.label ?? "";
      const found = /^https?:\/\//.test(words) ? targetOf(groups.target) : undefined;
      return `[${found ? asText(found.title) : words}](${moved(groups.target)}`;
    }
    if (groups.attribute !== undefined) return `href="${moved(groups.attribute)}"`;
    if (groups.rest !== undefined) return `](${moved(groups.rest)}`;
    const address = groups.angled ?? groups.bare;
    if (address === undefined) return whole;

    const [, exact = address, after = ""] = groups.bare ? (/^(.*?)([.,:;!?_]*)$/s.exec(address) ?? []) : [];
    const found = targetOf(exact);
    return found ? `[${asText(found.title)}](${found.path})${after}` : whole;
  });
}

function parse(written: string, origin = UNKNOWN_ORIGIN): URL | undefined {
  return URL.canParse(written, origin) ? new URL(written, origin) : undefined;
}

/** A path would lead into our own site. */
function withOrigin(written: string, origin: string | undefined): string {
  return written.startsWith("/") && origin ? new URL(written, origin).href : written;
}

/** Words of a link that Markdown leaves as they are. */
function asText(title: string): string {
  return title.replace(/[\\`*_[\]<>&]/g, "\\$&");
}
