/** Where an article's file lies: <category>/<slug>.md. */
export interface FilePlace {
  category: string;
  slug: string;
}

/** The name of the file that describes its folder. */
export const INDEX = "index";

/**
 * Where files come from: `program` is content/articles, `data` the team's own folder inside DATA_DIR, `import` what
 * somebody brought in by command. Kept with the path, so that the start never goes back to the text of another one.
 */
export const origins = ["program", "data", "import"] as const;
export type Origin = (typeof origins)[number];

export const pathOf = ({ category, slug }: FilePlace) => `${category}/${slug}.md`;
export const sourcePath = (origin: Origin, path: string) => `${origin}/${path}`;
export const sourcePaths = (path: string) => origins.map((origin) => sourcePath(origin, path));
export const originOf = (source: string) => source.slice(0, source.indexOf("/")) as Origin;
export const withoutOrigin = (source: string) => source.slice(source.indexOf("/") + 1);

const NAME = /^[a-z0-9-]{1,60}$/;

/** Why a folder or file cannot have this name; undefined when it can. */
export function nameProblem({ category, slug }: FilePlace): string | undefined {
  if (!NAME.test(category)) return "a folder's name has small Latin letters, digits and hyphens, 60 at most";
  // /articles/12-slug is an article, so no category may look like one.
  if (/^\d+(-|$)/.test(category)) return "a folder's name cannot begin with a number and a hyphen";
  if (!NAME.test(slug))
    return "a file's name has small Latin letters, digits and hyphens, 60 at most, and ends with .md";
  return undefined;
}
