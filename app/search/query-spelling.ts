/** How many letters may be wrong in a word of that length; in short ones nothing can be told. */
export function mayBeWrong(word: string): number {
  if (!/^\p{L}{4,40}$/u.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * How many letters must be added, taken away, replaced or swapped with the next to make one word of the other; at most
 * `most` + 1 (Damerau and Levenshtein, in the form of optimal string alignment).
 */
export function lettersApart(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      let apart = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwapped) apart = Math.min(apart, (before[column - 2] ?? 0) + 1);
      now.push(apart);
    }
    if (Math.min(...now) > most) return most + 1;
    [before, last] = [last, now];
  }
  return last[other.length] ?? most + 1;
}

const alphabets = [
  "abcdefghijklmnopqrstuvwxyz",
  "абвгдежзийклмнопрстуфхцчшщъыьэюя",
  "абвгдежзийклмнопрстуфхцчшщьюяєії",
];

/** What a word may have been before one letter among its first ones went wrong; there are some 200 to 400. */
export function mendedStarts(word: string, first: number): string[] {
  const mended = new Set<string>();
  const letters = new Set(
    alphabets.filter((alphabet) => Array.from(word).every((letter) => alphabet.includes(letter))).join(""),
  );
  for (let at = 0; at < Math.min(first, word.length); at++) {
    const [start, letter, end] = [word.slice(0, at), word[at] ?? "", word.slice(at + 1)];
    mended.add(start + end);
    if (end) mended.add(start + end[0] + letter + end.slice(1));
    for (const other of letters) {
      mended.add(start + other + end);
      mended.add(start + other + letter + end);
    }
  }
  mended.delete(word);
  return [...mended];
}
