import type { ReactNode } from "react";

/** A quiet word about the page's state. */
export function Notice({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <p className="notice">
      {title && <b>{title} </b>}
      {children}
    </p>
  );
}
