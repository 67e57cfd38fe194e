import type { Asked } from "~/http/asked.server.ts";
import type { Limits } from "~/http/keep-limits.server.ts";
import type { SentFile } from "~/http/send-file.server.ts";
import type { Upload } from "~/http/upload.ts";
import type { Site } from "~/site/site.ts";

/** What the server knows of a request before Remix runs. Loaders and actions get it as `context`. */
declare module "@remix-run/node" {
  interface AppLoadContext {
    site: Site;
    /** What the log calls the request. */
    asked: Asked;
    /** Milliseconds since 1970 UTC; the one clock of the request. */
    now: number;
    /** The visitor's address, seen through the proxies that we trust. */
    address: string;
    /** A form was posted: what comes of it is shown in place, whatever the address. */
    isPost: boolean;
    /** The body was larger than we take; what was read of it is in the request. */
    bodyTooLarge: boolean;
    /** The files of a form, where its route takes files. They are gone once the answer is made. */
    uploads: Upload[];
    /** Set by a loader: this file of the disk is the answer's body. */
    file?: SentFile;
    /** What the action has read of its form: where the disk takes nothing, its sender gets the text back. */
    form?: URLSearchParams;
    /** The last write failed for want of a disk that takes it. */
    hasDiskTrouble: boolean;
    allowedOrigins: string[];
    secureCookies: boolean;
    secret: string;
    /** How often somebody may do something. */
    limits: Limits;
    /** The document, set by entry.server: the body of a Response would be made into a stream and read again. */
    html?: string;
    /** Set by the page when strangers may all be given the same bytes: what they show, and when it changed. */
    kept?: { tags: string[]; changedAt: number | undefined };
  }
}
