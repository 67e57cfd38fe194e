export interface Row {
  what: string;
  measured: string;
  wanted: string;
  /** Absolute figures, for this machine only. */
  more: string;
}

/** A table as README keeps it, each row as soon as it is known. */
export function printHead(): void {
  console.log("\n| what | measured | wanted | |\n|---|---|---|---|");
}

export function printRow({ what, measured, wanted, more }: Row): void {
  console.log(`| ${what} | ${measured} | ${wanted} | ${more} |`);
}
