import { ORIGIN } from "../stale-pages/people.ts";

/** A site for writers with `hasMail`: nobody answers where its mail server should be, so mails wait in the database. */
export const SILENT_SITE = { BASE_URL: ORIGIN, LOG_LEVEL: "silent", SMTP_URL: "smtp://127.0.0.1:9" };
