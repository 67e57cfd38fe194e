import path from "node:path";
import { config } from "~/config.server.ts";
import { isBucketUrl } from "~/http/bucket.server.ts";
import { siteFilesPlace } from "~/http/site-files.server.ts";

/** Where the files of the site itself lie: its logo. Given out by http/static-files.server.ts. */
export const siteFilesFolder = siteFilesPlace(config.filesPlace);

/** Where attachments lie, each under the hash of its content: a folder or a bucket. */
export const attachmentsFolder = config.filesPlace;

/** Where the files of a form lie while it is answered. On the same disk, so that they can be renamed into place. */
export const unfinishedFolder = path.join(
  isBucketUrl(attachmentsFolder) ? path.join(config.dataDir, "files") : attachmentsFolder,
  "unfinished",
);

/** What the backups are of, and where they go. */
export const backupFolders = { dataDir: config.dataDir, backupDir: config.backupDir };

/** Where the texts of /pages/… are looked for: the team's own first, then those that came with the program. */
export const pageFolders = [path.join(config.dataDir, "pages"), path.resolve("content/pages")];

/** Where the files of articles are looked for, in the same order. */
export const articleFolders = [
  { origin: "data", folder: path.join(config.dataDir, "articles") },
  { origin: "program", folder: path.resolve("content/articles") },
] as const;
