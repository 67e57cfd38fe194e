/** What spammers do to a text so that a filter reads something else, and people the same. */
export const evasions: Record<string, (text: string) => string> = {
  homoglyphs: (text) => swap(text, "aаeеoоpрcсxхyу", 2),
  "zero-width": (text) => text.replace(/(\p{L})(\p{L})/gu, "$1\u200b$2"),
  "spaced letters": (text) => text.replace(/\p{L}{4,}/gu, (word) => [...word].join(" ")),
  leet: (text) => text.replace(/[eеoоaаiіsѕ]/gu, (letter) => leet[letter] ?? letter),
  padding: (text) => `${padding}\n\n${text}\n\n${padding}`,
  "markdown link": (text) => `${text.replace(/https?:\/\/\S+/g, "")} [here](https://fresh-offers.example.net/a?b=1)`,
  "spelled host": (text) => text.replace(/https?:\/\/\S+/g, "").concat(" best-offers точка ru"),
  capitals: (text) => text.toUpperCase(),
  bidi: (text) => text.replace(/(\S+)/g, "\u2066$1\u2069"),
  "full width": (text) => text.replace(/[a-zA-Z0-9]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
};

const leet: Record<string, string> = { e: "3", е: "3", o: "0", о: "0", a: "4", а: "4", i: "1", і: "1", s: "5" };

const padding =
  "Hello, I have a question about my account. After the last update the page of settings does not open and shows an error.";

/** Swaps look-alikes of pairs, every n-th time. */
function swap(text: string, pairs: string, every: number): string {
  let seen = 0;
  return [...text]
    .map((letter) => {
      const at = pairs.indexOf(letter);
      if (at < 0) return letter;
      seen += 1;
      return seen % every === 0 ? (pairs[at % 2 === 0 ? at + 1 : at - 1] ?? letter) : letter;
    })
    .join("");
}
