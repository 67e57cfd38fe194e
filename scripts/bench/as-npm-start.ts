import { readFileSync } from "node:fs";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };

/** How `npm start` runs the server: `A=1 B=2 exec node --flag … build/server.js`. */
export const asNpmStart = {
  settings: Object.fromEntries([...scripts.start.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value])),
  flags: scripts.start.match(/(?<= )--\S+/g) ?? [],
};
