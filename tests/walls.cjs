/**
 * Who may import whom: the rules of `npm test` for dependency-cruiser.
 * A type-only import counts like any other, except where a rule says that it is erased and harmless there.
 */

/**
 * The rooms, from the top down: each may import what stands below it, never above. So there are no circles between
 * rooms. Four rooms stand in two places: they answer questions about tickets, and tickets need something of theirs.
 * A new room, or a new file of an upper half, gets its place here.
 */
const order = [
  ["jobs, the handlers", "^app/jobs/(handlers|run-jobs|run-work)"],
  ["mail in", "^app/mail-in/"],
  ["imports", "^app/imports/"],
  ["exports", "^app/exports/"],
  ["seed", "^app/seed/"],
  ["readers", "^app/readers/"],
  ["search, the query and its pages", "^app/search/(query|rebuild|.+[.]tsx$)"],
  ["personal data", "^app/personal-data/"],
  ["moderation, the queue and its pages", "^app/moderation/(queue|reports|blacken|.+[.]tsx$)"],
  ["seo", "^app/seo/"],
  ["articles", "^app/articles/"],
  ["team news, what is sent and shown", "^app/team-news/(send-|show-|team-letter|.+[.]tsx$)"],
  ["hooks, what is sent and shown", "^app/hooks/(send-|show-|message-|.+[.]tsx$)"],
  ["push, what is sent and shown", "^app/push/(gather-|send-|show-)"],
  ["mail, what is sent and shown", "^app/mail/(news-|send-|show-|mend-)"],
  ["tickets", "^app/tickets/"],
  ["search, analysis and index", "^app/search/"],
  ["team news, who is told", "^app/team-news/"],
  ["hooks, what is noted", "^app/hooks/"],
  ["push, who follows", "^app/push/"],
  ["mail, who follows", "^app/mail/"],
  ["moderation, verdicts", "^app/moderation/"],
  ["canned", "^app/canned/"],
  ["secrets", "^app/secrets/"],
  ["files", "^app/files/"],
  ["people", "^app/people/"],
  ["site", "^app/site/"],
  ["backups", "^app/backups/"],
  ["audit", "^app/audit/"],
  ["metrics", "^app/metrics/"],
  ["markdown", "^app/markdown/"],
  ["jobs, enqueue", "^app/jobs/"],
  ["http", "^app/http/"],
  ["i18n", "^app/i18n/"],
  ["urls", "^app/urls[.]ts$"],
].map(([name, path]) => ({ name, path }));

const ROOM =
  "^app/(jobs|imports|exports|seed|readers|search|personal-data|moderation|seo|articles|tickets|canned|secrets|files|people|backups|audit|metrics|markdown|mail|mail-in|push|hooks|team-news|http|site|i18n)/";
const NOT_A_ROOM = "^app/(routes|components|enhance|styles)/";

const SERVER = "[.](server|worker)[.]tsx?$";
const REACT = "(^|/)node_modules/(@types/)?(react|react-dom|@remix-run/react)/";
const DATABASE = ["^db/", "(^|/)node_modules/(@types/)?(kysely|better-sqlite3|pg)/"];
const PLAIN = { path: `${ROOM}.+[.]ts$`, pathNot: SERVER };

/** `to` without imports that the compiler erases. */
const atRunTime = (to) => ({ ...to, dependencyTypesNot: ["type-only"] });

const wall = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** A file stands in the first place that names it: the lower half of a room is what its upper half does not name. */
const above = (place) => order.slice(0, place).map(({ path }) => path);
const orderOfRooms = order
  .slice(1)
  .map(({ name, path }, index) =>
    wall(
      `order of rooms: ${name}`,
      "A room imports only what stands below it in the list of tests/walls.cjs.",
      { path, pathNot: above(index + 1) },
      { path: above(index + 1) },
    ),
  );

module.exports = {
  forbidden: [
    wall(
      "routes ask rooms",
      "A route is HTTP in, one domain call, HTTP out: no SQL, no settings.",
      { path: "^app/(routes/|root[.]|entry[.])" },
      { path: [...DATABASE, "^app/config[.]server[.]ts$"] },
    ),
    wall("nobody imports a route", "Move what two routes share into a room.", {}, { path: "^app/routes/" }),
    wall(
      "server files make no markup",
      "A .server.ts returns plain objects; JSX lives in the .tsx of the room.",
      { path: `${ROOM}.*[.]server[.]ts$` },
      { path: [REACT, "[.]tsx$"] },
    ),
    wall(
      "components know no server",
      "A component that imports a .server.ts builds green and gets an empty module. Types are erased: those may come.",
      { path: `(${ROOM}|^app/components/).*[.]tsx$` },
      atRunTime({ path: SERVER }),
    ),
    wall(
      "components know no table",
      "A page gets view objects with named fields, never rows, not even their types.",
      { path: `(${ROOM}|^app/components/).*[.]tsx$` },
      { path: [...DATABASE, "^app/(db|config)[.]server[.]ts$"] },
    ),
    wall("plain files are plain", "A .ts without .server runs anywhere, in the browser too.", PLAIN, {
      path: [SERVER, REACT, "[.]tsx$"],
    }),
    wall(
      "plain files open no database",
      "A .ts without .server runs anywhere. The types of #db are erased: those may come.",
      PLAIN,
      atRunTime({ path: DATABASE }),
    ),
    wall(
      "db is an argument",
      "A room is given the database, it does not import it; only the routes have this door.",
      { path: ROOM },
      { path: "^app/db[.]server[.]ts$" },
    ),
    wall(
      "settings are read at the edge",
      "The environment is read by the server, the database door, http and site; others are given what they need.",
      { path: "^app/", pathNot: "^app/(server[.]ts$|db[.]server[.]ts$|http/|site/)" },
      atRunTime({ path: "^app/config[.]server[.]ts$" }),
    ),
    wall(
      "components have no nouns of the product",
      "A component that knows a ticket lives in tickets/. Words, the frame of a page and a form's shape are no nouns.",
      { path: "^app/components/" },
      { path: ROOM, pathNot: "^app/(i18n|site|http)/" },
    ),
    wall(
      "the browser's file is small",
      "5 KB: its own files and plain .ts only.",
      { path: "^app/enhance/" },
      { path: [SERVER, REACT, "[.]tsx$", ...DATABASE] },
    ),
    wall("db knows no app", "The database is the lowest floor.", { path: "^db/" }, { path: "^(app|scripts|tests)/" }),
    wall(
      "migrations are frozen in time",
      "A migration imports kysely and the column types beside it: what lives on would change its meaning.",
      { path: "^db/migrations/" },
      { pathNot: ["(^|/)node_modules/kysely/", "^db/migrations/"] },
    ),
    wall(
      "migrations are frozen in time: each alone",
      "A migration imports no other.",
      { path: "^db/migrations/", pathNot: "^db/migrations/index[.]ts$" },
      { path: "^db/migrations/[0-9]" },
    ),
    wall(
      "the app stands alone",
      "Tests and scripts import the app, never the other way.",
      { path: "^app/" },
      { path: "^(scripts|tests)/" },
    ),
    wall(
      "remix is an empty package",
      "Import from @remix-run/node or @remix-run/react.",
      {},
      { path: "((^|/)node_modules/remix/|^remix$)" },
    ),
    wall(
      "dev dependencies stay home",
      "npm start runs without them: move the package to dependencies.",
      { path: "^(app|db)/" },
      atRunTime({ dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm"] }),
    ),
    wall(
      "every room has its place",
      "Add the new folder to the order of rooms in tests/walls.cjs.",
      { path: "^app/[^/]+/", pathNot: [ROOM, NOT_A_ROOM] },
      {},
    ),
    wall(
      "no circles",
      "Two files that need each other are one file, or miss a third. Types are erased: they make no circle.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    wall("imports resolve", "What is not found is not checked.", {}, { couldNotResolve: true }),
    ...orderOfRooms,
  ],
  options: {
    doNotFollow: { path: "(^|/)node_modules/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
