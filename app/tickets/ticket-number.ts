/** The number in an address like `41-cannot-log-in`; 0, which no ticket has, where there is none. */
export function ticketNumber(ref: string | undefined): number {
  return Number(/^(\d{1,15})(?:-|$)/.exec(ref ?? "")?.[1] ?? 0);
}
