import type { Viewer } from "~/people/viewer.ts";
import { prepareText } from "./text.server.ts";

/** A ticket as it would look. */
export async function previewTicket(
  { title, body }: { title: string; body: string },
  viewer: Viewer,
  site: { origin: string; locale: string },
): Promise<{ title: string; html: string }> {
  const { html } = await prepareText({ title, body, voice: viewer.agent ? "team" : "visitor" }, site);
  return { title, html };
}
