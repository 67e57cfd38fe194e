/** A database on a server, for people: never with its password. */
export function nameOfServer(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${decodeURIComponent(pathname.slice(1)) || "its user's"} on ${hostname || "this machine"}${port && `:${port}`}`;
}

/** For the first thing that is asked of a server: its own word about why it cannot be, in one line. */
export const sayServerTrouble =
  (url: string) =>
  (error: Error & { code?: string }): never => {
    const why = error.message || error.code || "nobody answers";
    throw new Error(`The database ${nameOfServer(url)} cannot be reached: ${why}`, { cause: error });
  };
