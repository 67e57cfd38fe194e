import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A plain picture of this size. */
export function picture(width: number, height: number, background = "#0b5b7a") {
  return sharp({ create: { width, height, channels: 3, background } });
}

export const png = (width = 40, height = 20): Promise<Buffer> => picture(width, height).png().toBuffer();

/** A PNG whose head says this size, whatever is in it. */
export function pngThatSays(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width >>> 0, 0);
  head.writeUInt32BE(height >>> 0, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return pngOf(chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.alloc(1_000_000))), chunk("IEND"));
}

/** A small PNG whose hidden text unpacks to 20 megabytes. */
export function pngWithBomb(): Buffer {
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const bomb = Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(Buffer.alloc(20_000_000))]);
  const idat = chunk("IDAT", deflateSync(Buffer.alloc(4)));
  return pngOf(chunk("IHDR", head), chunk("zTXt", bomb), idat, chunk("IEND"));
}

const pngOf = (...chunks: Buffer[]) => Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks]);

function chunk(type: string, content: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named) >>> 0);
  return Buffer.concat([length, named, sum]);
}

/** A moving picture of so many frames. */
export async function gif(frames: number, width = 30, height = 20): Promise<Buffer> {
  const colours = ["#c00", "#0c0", "#00c"];
  const all = await Promise.all(
    Array.from({ length: frames }, (_, index) =>
      picture(width, height, colours[index % 3])
        .png()
        .toBuffer(),
    ),
  );
  const joined = all.length > 1 ? sharp(all, { join: { animated: true } }) : sharp(all[0]);
  return joined.gif({ delay: Array.from({ length: frames }, () => 100) }).toBuffer();
}

/** A picture that does not get small: broken off in its middle it misses something. */
export function noise(width = 300, height = 100): Promise<Buffer> {
  const dots = { type: "gaussian" as const, mean: 128, sigma: 40 };
  return sharp({ create: { width, height, channels: 3, background: "#fff", noise: dots } })
    .png()
    .toBuffer();
}
