/** Lines of one sort that are printed; of the rest, how many. */
const MOST_LINES = 50;

/** A heading with the number of its lines; nothing where there is none. */
export function printLines(heading: string, lines: string[]): void {
  if (lines.length === 0) return;
  console.log(`\n${heading}: ${lines.length}`);
  for (const line of lines.slice(0, MOST_LINES)) console.log(`  ${line}`);
  if (lines.length > MOST_LINES) console.log(`  and ${lines.length - MOST_LINES} more`);
}
