import contentDisposition from "content-disposition";
import type { AttachmentRow } from "#db/schema.ts";
import type { SentFile } from "~/http/send-file.server.ts";
import { openStored } from "./file-store.server.ts";

interface Ask {
  file: AttachmentRow;
  isSmall: boolean;
  folder: string;
  /** Strangers may all have it. A cache asks each time all the same: it may be hidden tomorrow. */
  isPublic: boolean;
  /** Search engines may keep it. */
  isIndexed: boolean;
}

/**
 * A file as it goes out: nothing in it may run or load anything, and what is no picture of our own drawing is saved, not
 * opened.
 */
export function serveFile({ file, isSmall, folder, isPublic, isIndexed }: Ask): SentFile {
  const hash = (isSmall && file.small_hash) || file.hash;
  const isPicture = file.width !== null;
  const disposition = contentDisposition(file.name, { type: isPicture ? "inline" : "attachment" });
  return {
    open: () => openStored(folder, hash),
    etag: `"${hash.slice(0, 32)}"`,
    headers: {
      "Content-Type": file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type,
      "Content-Disposition": disposition,
      // Browsers lay a picture that is opened alone out with a style of their own.
      "Content-Security-Policy": `sandbox; default-src 'none'${isPicture ? "; style-src 'unsafe-inline'" : ""}`,
      "Cache-Control": isPublic ? "public, no-cache" : "private, no-store",
      ...(!isIndexed && { "X-Robots-Tag": "noindex, nofollow, noarchive" }),
    },
  };
}
