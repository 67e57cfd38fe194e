/** Bytes that one file may have. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** A file of a form, as it came. It lies in a temporary place until the answer is sent. */
export interface Upload {
  /** As the sender calls it: anything may stand in there. */
  name: string;
  /** Where it lies. */
  file: string;
  /** Why there is nothing to use: larger than a file may be, or the disk would not take it. */
  failed?: "too_large" | "not_written" | "disk";
}
