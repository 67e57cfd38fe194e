import slugify from "@sindresorhus/slugify";

const MAX_LENGTH = 60;

/** The library cuts words at an apostrophe, and writes these two letters of Ukrainian as if they were Russian. */
const apostrophes: [string, string][] = ["'", "’", "ʼ"].map((sign) => [sign, ""]);
const ukrainian: [string, string][] = [...apostrophes, ["г", "h"], ["и", "y"]];

/** A text in Latin letters for an address, at most 60 characters, cut between words; "" when no letter is left. */
export function latinSlug(text: string, language: string): string {
  const slug = slugify(text.slice(0, 200).toLowerCase(), {
    locale: language,
    decamelize: false,
    customReplacements: language === "uk" ? ukrainian : apostrophes,
  });
  if (slug.length <= MAX_LENGTH) return slug;
  const cut = slug.slice(0, MAX_LENGTH + 1);
  return cut.slice(0, cut.lastIndexOf("-") > 0 ? cut.lastIndexOf("-") : MAX_LENGTH).replace(/-+$/, "");
}
