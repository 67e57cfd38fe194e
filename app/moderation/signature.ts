/** What stands between a text and the name of its writer. */
const FAREWELL =
  /^\s*(?:--|—|(?:with )?(?:best|kind|warm|kindest|warmest) (?:regards|wishes)|regards|sincerely|yours|cheers|sent from my|с уважением|с наилучшими|всего доброго|отправлено с|з повагою|з найкращими|надіслано з)(?![\p{L}-])/iu;
const MOST_LINES = 9;
const LONGEST_LINE = 80;
const LEAST_WORDS = 6;

/** A text without the signature that mail programs add at its end: name, place, phone, site. Undefined without one. */
export function beforeSignature(text: string): string | undefined {
  const lines = text.trimEnd().split("\n");
  const from = Math.max(1, lines.length - MOST_LINES);
  const at = lines.findIndex((line, index) => index >= from && line.length <= LONGEST_LINE && FAREWELL.test(line));
  if (at < 0 || lines.slice(at).some((line) => line.length > LONGEST_LINE)) return undefined;
  const before = lines.slice(0, at).join("\n");
  return (before.match(/\p{L}{2,}/gu)?.length ?? 0) >= LEAST_WORDS ? before : undefined;
}
