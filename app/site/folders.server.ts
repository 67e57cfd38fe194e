import path from "node:path";
import { config } from "~/config.server.ts";

/** Where the files of the site itself lie: its logo. Given out by http/static-files.server.ts. */
export const siteFilesFolder = path.join(config.dataDir, "files/site");

/** Where attachments lie, each under the hash of its content. */
export const attachmentsFolder = path.join(config.dataDir, "files");

/** Where the files of a form lie while it is answered. On the same disk, so that they can be renamed into place. */
export const unfinishedFolder = path.join(attachmentsFolder, "unfinished");

/** What the backups are of, and where they go. */
export const backupFolders = { dataDir: config.dataDir, backupDir: config.backupDir };

/** Where the texts of /pages/… are looked for: the team's own first, then those that came with the program. */
export const pageFolders = [path.join(config.dataDir, "pages"), path.resolve("content/pages")];

/** Where the files of articles are looked for, in the same order. */
export const articleFolders = [
  { origin: "data", folder: path.join(config.dataDir, "articles") },
  { origin: "program", folder: path.resolve("content/articles") },
] as const;
