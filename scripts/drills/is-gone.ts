/** fetch says so of a connection that was refused or broke off. */
export const isGone = (error: unknown): boolean =>
  error instanceof TypeError || /terminated|ECONN|socket/i.test(String((error as Error).message));
