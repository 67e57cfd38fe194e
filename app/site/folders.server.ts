import path from "node:path";
import { config } from "~/config.server.ts";

/** Where the files of the site itself lie: its logo. Given out by http/static-files.server.ts. */
export const siteFilesFolder = path.join(config.dataDir, "files/site");

/** Where the texts of /pages/… are looked for: the team's own first, then those that came with the program. */
export const pageFolders = [path.join(config.dataDir, "pages"), path.resolve("content/pages")];
