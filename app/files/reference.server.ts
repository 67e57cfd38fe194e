import { isSame, sign } from "~/http/signing.server.ts";
import type { Viewer } from "~/people/viewer.ts";

/** A form may stay open overnight. */
export const PENDING_MS = 48 * 60 * 60 * 1000;

/** What a form carries of a file that came with it: nobody else can name that file, and not for ever. */
export function fileReference(secret: string, { id, created_at }: { id: number; created_at: number }): string {
  return `${id}.${created_at}.${sign(secret, "file", id, created_at)}`;
}

/** The number of the file; undefined where the reference is not ours, or too old. */
export function readFileReference(secret: string, reference: string, now: number): number | undefined {
  const [id = "", createdAt = "", signature = ""] = reference.split(".");
  if (!isSame(signature, sign(secret, "file", Number(id), Number(createdAt)))) return undefined;
  return Math.abs(now - Number(createdAt)) > PENDING_MS ? undefined : Number(id);
}

/** A file of a form that is not sent yet: for whoever has the form, and for the agent who writes it. */
export function seePendingFile(
  file: { id: number; agent_id: number | null },
  { viewer, secret, key, now }: { viewer: Viewer; secret: string; key: string | null; now: number },
): { isPublic: boolean; isIndexed: boolean } | undefined {
  const isOwn = viewer.agent !== null && viewer.agent.id === file.agent_id;
  const hasForm = key !== null && readFileReference(secret, key, now) === file.id;
  return isOwn || hasForm ? { isPublic: false, isIndexed: false } : undefined;
}
