import type { Played } from "./play.ts";

export function line(id: string, what: string, measured: string, target: string): void {
  console.log(`${id.padEnd(5)} ${what.padEnd(72)} ${measured.padStart(12)}   target ${target}`);
}

export function share(played: Played[], what: "visible" | "indexable" | "held"): string {
  if (played.length === 0) return "none";
  const count = played.filter((one) => one[what]).length;
  return `${((100 * count) / played.length).toFixed(1)} % (${count})`;
}

/** What was thought of the texts of each language and source. */
export function printConfusion(played: Played[]): void {
  console.log("\n      language and source          label      texts  published  restricted       held    refused");
  const groups = new Map<string, Played[]>();
  for (const one of played) {
    const name = `${one.text.lang.padEnd(6)}${one.text.source.padEnd(22)}${one.text.label.padEnd(10)}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  for (const [name, ofGroup] of [...groups].sort()) {
    const count = (test: (one: Played) => boolean) => String(ofGroup.filter(test).length).padStart(11);
    const columns = [
      String(ofGroup.length).padStart(6),
      count((one) => one.indexable),
      count((one) => one.visible && !one.indexable),
      count((one) => one.held),
      count((one) => one.status !== 303),
    ];
    console.log(`      ${name}${columns.join("")}`);
  }
  console.log("");
}
