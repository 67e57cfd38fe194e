import type { Status } from "./status.ts";

/** A status: a word, a shape and a colour. */
export function StatusBadge({ status }: { status: Status }) {
  return (
    <span className="status-badge" data-status={status.key} data-phase={status.phase}>
      {status.label}
    </span>
  );
}
