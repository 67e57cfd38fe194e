import type { ReactNode } from "react";

/** A button that says what its form wants. `about` is for screen readers, where the same word stands in each row. */
export function IntentButton({
  intent,
  isQuiet,
  about,
  children,
}: {
  intent: string;
  isQuiet?: boolean;
  about?: string;
  children: ReactNode;
}) {
  return (
    <button
      className={`button button--small${isQuiet ? " button--quiet" : ""}`}
      type="submit"
      name="intent"
      value={intent}
    >
      {children}
      {about && <span className="vh">: {about}</span>}
    </button>
  );
}
