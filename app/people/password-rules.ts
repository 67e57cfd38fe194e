const SHORTEST = 8;
const LONGEST = 256;

const COMMONEST = new Set(
  "password passw0rd qwerty qwertyuiop letmein welcome admin administrator changeme iloveyou secret glasno"
    .split(" ")
    .concat(["abc", "qwertyui", "asdfghjk", "1q2w3e4r", "1qaz2wsx", "q1w2e3r4"]),
);
const ROWS = ["01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop"];

/**
 * What is wrong with a new password, as a key of the catalogues. Length only, 8 to 256 characters (ASVS 5.0 6.2.1,
 * 6.2.5: no rules about kinds of characters), and nothing that everybody tries first: `known` are the words around
 * the account, such as its name, its e-mail and the site's name.
 */
export function passwordProblem(password: string, known: string[]): string | undefined {
  const length = [...password].length;
  if (length < SHORTEST) return "people:error.password_short";
  if (length > LONGEST) return "people:error.password_long";
  return isObvious(password, known) ? "people:error.password_obvious" : undefined;
}

function isObvious(password: string, known: string[]): boolean {
  const plain = password.toLowerCase();
  const stem = fold(plain).replace(/\d+$/, "");
  if (new Set(plain).size < 3 || COMMONEST.has(stem) || COMMONEST.has(fold(plain))) return true;
  if (ROWS.some((row) => row.includes(plain))) return true;
  const words = known.flatMap((word) => [word, ...word.split(/[@\s]+/)]).map((word) => fold(word.toLowerCase()));
  return words.some((word) => word !== "" && (word === fold(plain) || word === stem));
}

const fold = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
