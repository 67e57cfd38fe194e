/**
 * A pattern for phrases in the words of a text (see read-text): `*` is the rest of a word, `…` up to three words
 * between, `#` a number, `##` one of four digits or more, `a|b` one of two words. Every repetition is bounded, so a text costs time by its length only.
 */
export function phrases(...lines: string[]): RegExp {
  const all = lines.flatMap((line) => line.split(/\s*[,\n]\s*/)).filter(Boolean);
  return new RegExp(` (?:${all.map(pattern).join("|")}) `, "u");
}

function pattern(phrase: string): string {
  const words = phrase.trim().split(/\s+/);
  let built = "";
  words.forEach((word, index) => {
    if (word === "…") return;
    const gap = words[index - 1] === "…" ? "(?: [^ ]{1,30}){0,3} " : " ";
    built += index === 0 ? one(word) : gap + one(word);
  });
  return built;
}

const one = (word: string): string => {
  const choices = word.split("|").map((choice) =>
    choice
      .replace(/[.+?^${}()[\]\\]/g, "\\$&")
      .replaceAll("##", "\\d{4,13}")
      .replaceAll("#", "\\d{1,9}")
      .replaceAll("*", "[^ ]{0,20}"),
  );
  return choices.length > 1 ? `(?:${choices.join("|")})` : (choices[0] ?? "");
};
