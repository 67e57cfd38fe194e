/** The first lines of what went wrong. True where nothing did. */
export function printFaults(...faults: string[][]): boolean {
  const lines = faults.flat();
  for (const line of lines.slice(0, 20)) console.log(`  ${line}`);
  if (lines.length > 20) console.log(`  and ${lines.length - 20} more`);
  return lines.length === 0;
}

/** The value of an option that is a number above 0. Throws with the usage where it is none. */
export function readNumber(name: string, value: string, usage: string): number {
  const number = Number(value);
  if (!(Number.isFinite(number) && number > 0)) throw new Error(`--${name} takes a number\n${usage}`);
  return number;
}
