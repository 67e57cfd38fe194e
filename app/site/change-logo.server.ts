import { rm } from "node:fs/promises";
import path from "node:path";
import { type Db, inTransaction } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import { bucketAt, isBucketUrl } from "~/http/bucket.server.ts";
import { readSettings } from "./load-site.server.ts";
import { drawLogo, keepLogo } from "./logo-file.server.ts";
import { saveSetting } from "./save-settings.server.ts";
import type { Logo } from "./site.ts";

interface NewLogo {
  bytes: Uint8Array;
  /** Where the server looks for /files/site/…; made when missing. */
  folder: string;
  now: number;
  doer?: Doer;
}

/** Makes a sent picture the logo. The file is on the disk before the setting names it. Undefined: not a picture we read. */
export async function changeLogo(db: Db, { bytes, folder, now, doer }: NewLogo): Promise<Logo | undefined> {
  const picture = await drawLogo(bytes);
  if (!picture) return undefined;
  const { webp, width, height } = picture;
  const logo = { file: await keepLogo(webp, folder), width, height };
  await replaceLogo(db, { logo, folder, now, doer });
  return logo;
}

/** Back to the site's name in letters. */
export async function removeLogo(db: Db, { folder, now, doer }: Omit<NewLogo, "bytes">): Promise<void> {
  await replaceLogo(db, { logo: null, folder, now, doer });
}

async function replaceLogo(db: Db, { logo, folder, now, doer }: Omit<NewLogo, "bytes"> & { logo: Logo | null }) {
  const before = await inTransaction(db, async (trx) => {
    const settings = await readSettings(trx);
    await saveSetting(trx, "logo", logo, now);
    await noteDeed(trx, doer, "setting.changed", { details: { setting: "logo" } });
    return settings.logo;
  });
  if (!before || before.file === logo?.file) return;
  if (isBucketUrl(folder)) await bucketAt(folder).remove(before.file);
  else await rm(path.join(folder, before.file), { force: true });
}
