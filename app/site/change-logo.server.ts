import { rm } from "node:fs/promises";
import path from "node:path";
import { type Db, inTransaction } from "#db/client.ts";
import { readSettings } from "./load-site.server.ts";
import { drawLogo, keepLogo } from "./logo-file.server.ts";
import { saveSetting } from "./save-settings.server.ts";
import type { Logo } from "./site.ts";

interface NewLogo {
  bytes: Uint8Array;
  /** Where the server looks for /files/site/…; made when missing. */
  folder: string;
  now: number;
}

/** Makes a sent picture the logo. The file is on the disk before the setting names it. Undefined: not a picture we read. */
export async function changeLogo(db: Db, { bytes, folder, now }: NewLogo): Promise<Logo | undefined> {
  const picture = await drawLogo(bytes);
  if (!picture) return undefined;
  const { webp, width, height } = picture;
  const logo = { file: await keepLogo(webp, folder), width, height };
  await replaceLogo(db, { logo, folder, now });
  return logo;
}

/** Back to the site's name in letters. */
export async function removeLogo(db: Db, { folder, now }: Omit<NewLogo, "bytes">): Promise<void> {
  await replaceLogo(db, { logo: null, folder, now });
}

async function replaceLogo(db: Db, { logo, folder, now }: { logo: Logo | null; folder: string; now: number }) {
  const before = await inTransaction(db, async (trx) => {
    const settings = await readSettings(trx);
    await saveSetting(trx, "logo", logo, now);
    return settings.logo;
  });
  if (before && before.file !== logo?.file) await rm(path.join(folder, before.file), { force: true });
}
