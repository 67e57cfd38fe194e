import { cleanText } from "~/markdown/clean-text.ts";

/** Names that Windows takes for a device, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)$/i;
const MAX_CHARACTERS = 60;

/**
 * A name that is safe in an address, in a header and on any disk: one ending, which is that of the content; no folders,
 * no characters that cannot be seen or that turn the reading direction. For pictures their size stands in it, so that a
 * page knows it before the picture is there.
 */
export function safeFileName(sent: string, ending: string, size?: { width: number; height: number }): string {
  const last = cleanText(sent).normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const stem = last
    .replace(/[\u200c-\u200f\u061c]/g, "")
    .replace(/\.[^.]*$/, "")
    .replace(/[^\p{L}\p{N}\p{M}_-]+/gu, "-")
    .replace(/-{2,}/g, "-");
  const short = [...stem]
    .slice(0, MAX_CHARACTERS)
    .join("")
    .replace(/^-+|-+$/g, "");
  const name = devices.test(short) ? `${short}-file` : short;
  return `${name || "file"}${size ? `-${size.width}x${size.height}` : ""}.${ending}`;
}
