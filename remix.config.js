/** The classic Remix compiler: routes become build/server.js, the stylesheets of app/styles become public/build/. @type {import("@remix-run/dev").AppConfig} */
export default {
  server: "./app/server.ts",
  serverBuildPath: "build/server.js",
  serverModuleFormat: "esm",
  serverPlatform: "node",
  serverMinify: false,
  // Packages of many small modules: one file of them halves the time to start.
  serverDependenciesToBundle: [/^(zod|kysely|i18next|tinyld|@sindresorhus|colord|cookie)/],
  cacheDirectory: "./node_modules/.cache/remix",
  postcss: false,
  tailwind: false,
  watchPaths: ["./db", "./content"],
  ignoredRouteFiles: ["**/.*"],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_lazyRouteDiscovery: true,
    v3_singleFetch: false,
  },
};
