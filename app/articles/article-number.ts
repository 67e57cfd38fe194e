/** The number in an address; 0, which no article has, where there is none. */
export function articleNumber(text: string | null | undefined): number {
  return Number(/^\d{1,15}$/.exec(text ?? "")?.[0] ?? 0);
}
