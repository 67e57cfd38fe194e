/** Why a request was refused; also the key of its words in the catalogue `errors`. */
export type RefusalReason = keyof typeof refusalStatus;

export const refusalStatus = {
  "400": 400,
  "401": 401,
  "403": 403,
  forbidden: 403,
  admins: 403,
  "404": 404,
  used_address: 404,
  "405": 405,
  "409": 409,
  "410": 410,
  article_gone: 410,
  "413": 413,
  "429": 429,
  "500": 500,
  "503": 503,
  away: 503,
} as const;

export interface Refusal {
  reason: RefusalReason;
  /** What the sender had typed. */
  kept: { name: string; text: string }[];
  /** It came with files, which a page cannot put back into a form. */
  hadFiles?: boolean;
  /** For 429: when to try again. */
  minutes?: number;
  /** For 403: the origin that forms are accepted from. */
  origin?: string;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "reason" in value && "kept" in value;
}
