import sharp from "sharp";

/** Of all frames together. A file of a few kilobytes can unpack to gigabytes, so this is asked before any decoding. */
const MAX_PIXELS = 40_000_000;
const MAX_ANIMATED_PIXELS = 120_000_000;
/** Either side of the picture that is kept, and of the one that pages show. */
const FULL_SIDE = 2560;
const SMALL_SIDE = 1400;
const ANIMATED_SIDE = 1280;
const SECONDS = 30;

export interface DrawnPicture {
  width: number;
  height: number;
  hasSmall: boolean;
}

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Png", "Jpeg", "Webp", "Nsgif"].map((format) => `VipsForeignLoad${format}File`),
});

/**
 * Draws a picture anew as WebP: upright, in sRGB, without anything of the sent file but its pixels. Writes `file.full`,
 * and `file.small` where that is much larger than pages show. Moving pictures go on moving.
 * @throws where it is no picture that we read, breaks off, or has too many pixels
 */
export async function drawPicture(file: string): Promise<DrawnPicture> {
  const { pages = 1, width = 0, pageHeight, height = 0 } = await sharp(file, { limitInputPixels: false }).metadata();
  const isAnimated = pages > 1;
  const most = isAnimated ? MAX_ANIMATED_PIXELS : MAX_PIXELS;
  if (width * (pageHeight ?? height) * pages > most) throw new RangeError("too many pixels");

  const source = () =>
    sharp(file, {
      animated: isAnimated,
      autoOrient: true,
      failOn: "error",
      limitInputPixels: most,
      sequentialRead: true,
    }).timeout({ seconds: SECONDS });
  const draw = (side: number, quality: number) =>
    source()
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
      .webp({ quality, effort: isAnimated ? 1 : 3, smartSubsample: true });

  const full = await draw(isAnimated ? ANIMATED_SIDE : FULL_SIDE, 85).toFile(`${file}.full`);
  const size = { width: full.width, height: full.pageHeight ?? full.height };
  const hasSmall = !isAnimated && Math.max(size.width, size.height) > SMALL_SIDE;
  if (hasSmall)
    await sharp(`${file}.full`)
      .resize(SMALL_SIDE, SMALL_SIDE, { fit: "inside" })
      .webp({ quality: 80 })
      .toFile(`${file}.small`);
  return { ...size, hasSmall };
}
