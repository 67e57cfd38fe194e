/** What a process of the site does: answers people, works behind the answers, or both. */
export type Role = "both" | "web" | "worker";

/**
 * Reads the arguments of `npm start`.
 * @throws with one line that says what is taken
 */
export function readRole(args: string[]): Role {
  const unknown = args.find((arg) => !["--web", "--worker"].includes(arg));
  if (unknown !== undefined) {
    throw new Error(
      `${unknown} is not known. npm start takes -- --web (answers people), -- --worker (works behind the answers), or nothing, which is both`,
    );
  }
  if (args.length === 0 || new Set(args).size === 2) return "both";
  return args[0] === "--web" ? "web" : "worker";
}
