import type { Secret, SecretKind } from "./secret.ts";

const token = (pattern: RegExp) => ({ kind: "token" as SecretKind, pattern });

/** Keys whose form their makers have published, so that they can be found in texts. */
const patterns = [
  // A key block; cut short, as people paste it, to the end of its Base64.
  {
    kind: "private_key" as SecretKind,
    pattern: /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s:,.()-]{0,20000}/g,
  },
  // AWS
  token(/(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g),
  // GitHub, GitLab
  token(/(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,255}/g),
  token(/(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{22,255}/g),
  token(/(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20,100}/g),
  // Slack
  token(/(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,250}/g),
  token(/hooks\.slack\.com\/services\/T[A-Za-z0-9]{6,20}\/B[A-Za-z0-9]{6,20}\/[A-Za-z0-9]{16,40}/g),
  // Stripe
  token(/(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}/g),
  token(/(?<![A-Za-z0-9])whsec_[A-Za-z0-9]{24,100}/g),
  // Google, OpenAI and Anthropic, npm, SendGrid, Telegram
  token(/(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/g),
  token(/(?<![A-Za-z0-9-])sk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,250}/g),
  token(/(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g),
  token(/(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/g),
  token(/(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{33}/g),
  // A JSON Web Token: head and claims are JSON, so both begin with {"
  token(/(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,1000}/g),
  token(/(?<=\b[Bb]earer )[A-Za-z0-9._~+/-]{20,2000}=*/g),
  token(/(?<=[Aa]uthorization: ?Basic )[A-Za-z0-9+/]{12,500}={0,2}/g),
];

/** Keys and tokens that are known by how they look. */
export function findTokens(text: string): Secret[] {
  return patterns.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map(({ 0: match, index }) => ({
      kind,
      start: index,
      end: index + match.trimEnd().length,
    })),
  );
}
