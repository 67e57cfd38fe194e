import type { Limits } from "~/http/keep-limits.server.ts";
import type { Site } from "~/site/site.ts";

/** What the server knows of a request before Remix runs. Loaders and actions get it as `context`. */
declare module "@remix-run/node" {
  interface AppLoadContext {
    site: Site;
    /** Milliseconds since 1970 UTC; the one clock of the request. */
    now: number;
    /** The visitor's address, seen through the proxies that we trust. */
    address: string;
    /** A form was posted: what comes of it is shown in place, whatever the address. */
    isPost: boolean;
    /** The body was larger than we take; what was read of it is in the request. */
    bodyTooLarge: boolean;
    allowedOrigins: string[];
    secureCookies: boolean;
    secret: string;
    /** How often somebody may do something. */
    limits: Limits;
    /** Set by the page when strangers may all be given the same bytes: what they show, and when it changed. */
    kept?: { tags: string[]; changedAt: number | undefined };
  }
}
