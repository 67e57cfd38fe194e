import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One language: `tickets:list.title` → its text. */
export type Catalogue = Map<string, string>;

/** Reads `folder/<namespace>.json`, nested or flat. */
export function readCatalogue(folder: string): Catalogue {
  const texts: Catalogue = new Map();
  const add = (key: string, value: unknown): void => {
    if (typeof value !== "object" || value === null) texts.set(key, String(value));
    else
      for (const [name, inner] of Object.entries(value)) add(key.endsWith(":") ? key + name : `${key}.${name}`, inner);
  };
  for (const file of readdirSync(folder)) {
    add(file.replace(/json$/, "").replace(/\.$/, ":"), JSON.parse(readFileSync(join(folder, file), "utf8")));
  }
  return texts;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Keys as the code says them: `replies_one` and `replies_other` are both `replies`. */
export function spokenKeys(texts: Catalogue): Set<string> {
  return new Set([...texts.keys()].map((key) => spokenKey(key, texts)));
}

function spokenKey(key: string, texts: Catalogue): string {
  const base = key.replace(PLURAL, "");
  return texts.has(`${base}_other`) ? base : key;
}

/** What is wrong with one language, compared with another one that has it right. */
export function catalogueFaults(language: string, texts: Catalogue, model: Catalogue): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const [mine, others] = [spokenKeys(texts), spokenKeys(model)];
  const faults = [
    ...[...others].filter((key) => !mine.has(key)).map((key) => `${key} is missing`),
    ...[...mine].filter((key) => !others.has(key)).map((key) => `${key} is not in the other language`),
  ];
  for (const key of mine) {
    const plural = texts.has(`${key}_other`);
    if (!plural) continue;
    for (const form of forms) if (!texts.has(`${key}_${form}`)) faults.push(`${key}_${form} is missing`);
  }
  for (const [key, text] of texts) {
    const form = PLURAL.exec(key)?.[1];
    const spoken = spokenKey(key, texts);
    const plural = spoken !== key;
    // "zero" is a word of the library: it may be said in every language
    if (plural && form !== "zero" && !forms.includes(form as Intl.LDMLPluralRule))
      faults.push(`${key}: ${language} has no such form`);
    if (text.trim() === "") faults.push(`${key} is empty`);
    if (text.includes("!")) faults.push(`${key} shouts`);
    if (/\b(invalid|oops)\b/i.test(text)) faults.push(`${key} blames`);

    const wanted = placeholders(model.get(spoken) ?? model.get(`${spoken}_other`));
    // a form for one number only may say it in words: "one reply"
    const may = plural && (form === "zero" || (form === "one" && language === "en")) ? ["count"] : [];
    const found = placeholders(text);
    for (const name of wanted)
      if (!found.includes(name) && !may.includes(name)) faults.push(`${key} lacks {{${name}}}`);
    for (const name of found) if (!wanted.includes(name)) faults.push(`${key} has an unknown {{${name}}}`);
  }
  return faults;
}

function placeholders(text = ""): string[] {
  return [...text.matchAll(/\{\{-?\s*(\w+)/g)].map(([, name]) => name as string);
}

/** Stands in a key or a text for what is filled in when it runs: `status:${key}` is `status:…`. */
const HOLE = "…";

export interface UsedKey {
  key: string;
  where: string;
}

/** Text and keys in one source file. `namespaces` are the files of the catalogue. */
export function readSource(file: string, text: string, namespaces: Set<string>): { words: string[]; used: UsedKey[] } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const words: string[] = [];
  const used: UsedKey[] = [];
  // A message of a form error, say. `tickets:…` could be anything, and would pass for all keys of its namespace.
  const looksLikeKey = (text: string) =>
    /^[a-z]+:\S+$/.test(text) && !text.includes(`:${HOLE}`) && namespaces.has(text.split(":")[0] as string);
  const where = (node: ts.Node) => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

  const visit = (node: ts.Node): void => {
    const literal = literalText(node);
    if (literal !== undefined) {
      if (isArgumentOfT(node) ? !literal.startsWith(HOLE) : looksLikeKey(literal)) {
        used.push({ key: literal, where: where(node) });
      }
      if (/\p{Script=Cyrillic}/u.test(literal)) words.push(`${where(node)} Cyrillic in code: ${literal.trim()}`);
    }
    const readable = readableText(node)?.trim() ?? "";
    if (/\p{L}/u.test(readable) && readable !== SPECIMEN) words.push(`${where(node)} text in a page: ${readable}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { words, used };
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isRegularExpressionLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join("");
}

/** `t("…")`, `words.t("…")`, and `t(one ? "…" : "…")`. */
function isArgumentOfT(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return isArgumentOfT(parent);
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  const { expression } = parent;
  return (ts.isPropertyAccessExpression(expression) ? expression.name : expression).getText() === "t";
}

const READ_ALOUD = new Set(["aria-label", "aria-description", "title", "placeholder", "alt", "label"]);

/** Marks of a machine, not words: they read the same in every language. */
const MACHINE_TEXT = new Set(["code", "kbd", "samp"]);

/** Shows a colour or a typeface, says nothing. */
const SPECIMEN = "Aa";

/** Text that a visitor would read or hear: between tags, `{"in braces"}`, or in an attribute like `alt`. */
function readableText(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return isMachineText(node) ? undefined : node.text;
  const literal = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ? literalText(node) : undefined;
  if (literal === undefined) return undefined;

  let outer: ts.Node = node;
  while (isChoice(outer.parent, outer)) outer = outer.parent;
  if (ts.isJsxExpression(outer.parent)) outer = outer.parent;
  else if (outer !== node) return undefined;
  const { parent } = outer;
  if (ts.isJsxAttribute(parent)) return READ_ALOUD.has(parent.name.getText()) ? literal : undefined;
  return (ts.isJsxElement(parent) || ts.isJsxFragment(parent)) && !isMachineText(outer) ? literal : undefined;
}

/** `a ? "x" : "y"`, `a && "x"`, `a ?? "x"`, `("x")`: the value may be this part. */
function isChoice(node: ts.Node, part: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return true;
  if (ts.isConditionalExpression(node)) return node.condition !== part;
  const joins = [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken];
  return ts.isBinaryExpression(node) && joins.includes(node.operatorToken.kind);
}

function isMachineText({ parent }: ts.Node): boolean {
  return ts.isJsxElement(parent) && MACHINE_TEXT.has(parent.openingElement.tagName.getText());
}

/** Compares the code with the keys of the catalogue, in both directions. */
export function keyFaults(keys: Set<string>, used: UsedKey[]): string[] {
  const patterns = used.map((use) => ({ ...use, pattern: keyPattern(use.key) }));
  const all = [...keys];
  return [
    ...patterns
      .filter(({ pattern }) => !all.some((key) => pattern.test(key)))
      .map(({ key, where }) => `${where} no such key: ${key}`),
    ...all.filter((key) => !patterns.some(({ pattern }) => pattern.test(key))).map((key) => `${key} is used nowhere`),
  ];
}

function keyPattern(key: string): RegExp {
  const parts = key.split(HOLE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`);
}
