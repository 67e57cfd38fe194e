import { Fragment } from "react";
import type { Part } from "./query-snippet.ts";

/** A text with the words that were asked for marked. */
export function MarkedText({ parts }: { parts: Part[] }) {
  return parts.map(({ text, isFound }, place) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name, and are drawn once
    return isFound ? <mark key={place}>{text}</mark> : <Fragment key={place}>{text}</Fragment>;
  });
}
