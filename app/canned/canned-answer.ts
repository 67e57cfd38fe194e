/** A short text that agents put into their replies. */
export interface CannedAnswer {
  id: number;
  /** One word in small letters; agents type `::name`. */
  name: string;
  language: string;
  body: string;
  useCount: number;
}

/** The first words of the text in one line, for lists. */
export function firstWords(body: string): string {
  const line = body.replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 80).replace(/\s\S*$/, "")}…` : line;
}
