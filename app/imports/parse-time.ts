/**
 * "2015-09-03 12:33:57", "2015-09-03T12:33:57Z", "2015-09-03", or seconds or milliseconds since 1970 → milliseconds
 * since 1970; without a zone it is UTC. NaN for anything else.
 */
export function parseTime(given: string | number): number {
  if (typeof given === "number") return given > 1e11 ? given : given * 1_000;
  const text = given.trim();
  if (/^\d{9,13}$/.test(text)) return parseTime(Number(text));
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text.replace(/^(\S+) (\d)/, "$1T$2");
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(whole) ? whole : `${whole}Z`);
}
