import { markdownToHtml } from "~/markdown/markdown-to-html.server";

const siteOrigin = "https://help.example.com";

/** A text rendered in this thread, without the limit of time. */
export function asVisitor(source: string): string {
  return markdownToHtml(source, { voice: "visitor", siteOrigin }).html;
}

export function asTeam(source: string): string {
  return markdownToHtml(source, { voice: "team", siteOrigin }).html;
}
