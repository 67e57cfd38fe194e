/** A line of a mail, as its reader sees it. */
export interface Line {
  /** Without the marks of quotation before it. */
  text: string;
  /** How deep it is quoted; 0 is the sender's own. */
  depth: number;
  /** What the program that wrote it says of it, in the HTML: see html-marks.ts. */
  mark?: "attribution" | "signature" | "rest";
}

export const isBlank = ({ text }: Line): boolean => !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
