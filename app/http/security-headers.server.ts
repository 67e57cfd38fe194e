const YEAR_IN_SECONDS = 31_536_000;

/** What every response carries. Scripts, styles and pictures come from this site only; nothing may be inline. */
export function securityHeaders(origin: string): Record<string, string> {
  return {
    "Content-Security-Policy": [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      ...(origin.startsWith("https:") ? ["upgrade-insecure-requests"] : []),
    ].join("; "),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    ...(origin.startsWith("https:") ? { "Strict-Transport-Security": `max-age=${YEAR_IN_SECONDS}` } : {}),
  };
}
