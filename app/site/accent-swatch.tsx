import type { AccentTheme } from "./accent.ts";

/** How a link, a button and the team's ground look in an accent. Drawn, since the page may have no inline styles. */
export function AccentSwatch({ theme, paper, caption }: { theme: AccentTheme; paper: string; caption: string }) {
  return (
    <figure>
      <svg width="176" height="56" viewBox="0 0 176 56" aria-hidden="true" fontSize="16">
        <rect width="176" height="56" rx="6" fill={paper} stroke="#857e72" />
        <rect x="8" y="8" width="76" height="40" fill={theme.wash} />
        <rect x="8" y="8" width="3" height="40" fill={theme.accent} />
        <text x="34" y="34" fill={theme.accent} textDecoration="underline">
          Aa
        </text>
        <rect x="96" y="8" width="72" height="40" rx="6" fill={theme.accent} />
        <text x="122" y="34" fill={theme.ink}>
          Aa
        </text>
      </svg>
      <figcaption className="hint">{caption}</figcaption>
    </figure>
  );
}
