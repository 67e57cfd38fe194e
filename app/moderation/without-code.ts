const ADDRESS = /(?:https?:\/\/|www\.)\S{1,300}|(?:[\p{L}\p{N}-]{1,40}\.){1,3}\p{L}{2,12}/giu;
const SIGNS = /[{}()[\];=<>|\\/_:#*&^~"'$.,\d-]/g;
const LETTERS = /\p{L}/gu;
const CYRILLIC = /\p{Script=Cyrillic}/gu;
const PRICE = /[$€£₽₴₹]\s?\d/u;
const FENCE = /^\s{0,3}(?:`{3}|~{3})/;
const INLINE = /`[^`\n]{1,200}`/g;
/** How lines of a log, of a stack and of a shell begin. */
const LOG =
  /^\s*(?:[[(]?\d{4}[-/.]\d\d[-/.]\d\d|[[(]?\d\d[-/.]\d\d[-/.]\d{4}|[[(]?\d\d:\d\d:\d\d|at [\w.$<>]+ ?\(|Traceback |File "|[\w.]{0,60}(?:Error|Exception)\b|Fatal error:|Uncaught |(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|FROM|WHERE|JOIN|Seq|INFO|WARN|WARNING|ERROR|DEBUG|FATAL|npm|curl|docker|sudo|git|pip|[$#>])\s)/;
/** Queries have more words than other code. */
const QUERY =
  /^\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE|WITH)\s[\s\S]{1,2000}\s(?:FROM|SET|VALUES|WHERE|ADD)\s/iu;

/**
 * A text without its code and logs: their addresses lead nobody anywhere, and their words are no sentences. What stands
 * between the marks of code and is none, prices and plain words, stays.
 */
export function withoutCode(text: string): string {
  const kept: string[] = [];
  let block: string[] | undefined;
  for (const line of text.split("\n")) {
    if (FENCE.test(line)) {
      if (block && !isCode(block.join("\n"))) kept.push(...block);
      block = block ? undefined : [];
    } else if (block) block.push(line);
    else if (!(LOG.test(line) && isCode(line)))
      kept.push(line.replace(INLINE, (code) => (isCode(code.slice(1, -1)) ? " " : code)));
  }
  if (block) kept.push(...block);
  return kept.join("\n");
}

/** Much of code is signs. An address has signs too and is left out, and what has only an address is no code. */
function isCode(text: string): boolean {
  if (PRICE.test(text)) return false;
  const rest = text.replace(ADDRESS, " ");
  const letters = count(rest, LETTERS);
  if (letters < 3 || count(rest, CYRILLIC) * 3 > letters) return false;
  const signs = count(rest, SIGNS);
  return signs * (QUERY.test(rest) ? 9 : 5) > signs + letters;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
