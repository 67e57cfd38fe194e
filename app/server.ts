import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pathToFileURL } from "node:url";
import * as build from "@remix-run/dev/server-build";
import type { AppLoadContext } from "@remix-run/node";
import { createRequestHandler } from "@remix-run/node";
import { closeDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { startContent } from "~/articles/content-files/start-content.server.ts";
import { config } from "~/config.server.ts";
import { db } from "~/db.server.ts";
import { clientAddress } from "~/http/client-address.server.ts";
import { refuseAtDoor } from "~/http/door.server.ts";
import { readBody } from "~/http/read-body.server.ts";
import { log, loggedPath } from "~/http/request-log.server.ts";
import { securityHeaders } from "~/http/security-headers.server.ts";
import { sendResponse } from "~/http/send-response.server.ts";
import { findStaticFile, sendStaticFile } from "~/http/static-files.server.ts";
import { runJobs } from "~/jobs/run-jobs.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { announceFirstAdmin } from "~/people/first-admin.server.ts";
import { articleFolders } from "~/site/folders.server.ts";
import { loadSite } from "~/site/load-site.server.ts";

const remix = createRequestHandler(build, "production");
const headers = securityHeaders(config.origin);

const STOP_WITHIN_MS = 9_000;

/** Makes the HTTP server with its limits; does not listen yet. */
export function makeServer(): Server {
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => void handle(request, response),
  );
  server.maxRequestsPerSocket = 1_000;
  server.on("dropRequest", () => log.warn("a request was dropped"));
  return server;
}

/** Answers one request: files, the door, then Remix. Whatever fails here is answered with 500 and no details. */
async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const startedAt = performance.now();
  response.on("close", () => {
    const ms = Math.round((performance.now() - startedAt) * 10) / 10;
    log.info({ method: request.method, path: loggedPath(request.url ?? ""), status: response.statusCode, ms });
  });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  try {
    const isRead = request.method === "GET" || request.method === "HEAD";
    const file = isRead ? findStaticFile(request.url ?? "", config.dataDir) : undefined;
    if (file && (await sendStaticFile(request, response, file))) return;
    await answerWithRemix(request, response);
  } catch (error) {
    if (request.destroyed) return;
    log.error({ err: error }, "a request failed");
    if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain; charset=utf-8" });
    response.end();
  }
}

async function answerWithRemix(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = refuseAtDoor(request);
  if (refused === 405) {
    response.writeHead(405, { Allow: "GET, HEAD, POST", Connection: "close" }).end();
    return;
  }
  const isPost = request.method === "POST" && !refused;
  const { body, tooLarge } = isPost ? await readBody(request) : noBody;
  if (tooLarge) response.setHeader("Connection", "close");
  // The host that the client named never takes part: every address is made of BASE_URL.
  const url = refused === 404 ? `${config.origin}/not-found` : `${config.origin}${request.url}`;
  const answer = await remix(
    new Request(url, {
      // HEAD has the headers of GET: Remix would drop the body before they are made of it.
      method: isPost ? "POST" : "GET",
      headers: requestHeaders(request),
      ...(isPost && { body: new Uint8Array(body) }),
    }),
    await makeContext(request, tooLarge),
  );
  await sendResponse(request, response, answer);
}

const noBody = { body: Buffer.alloc(0), tooLarge: false };

/**
 * The headers for Remix, without what a proxy or a client says about the host. Remix compares Origin with Host by
 * itself and answers 500; whether a form comes from us is decided in http/same-origin, so the two always agree here.
 */
function requestHeaders(request: IncomingMessage): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || /^(host|forwarded|x-forwarded-.*)$/.test(name)) continue;
    result.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const sentFrom = result.get("origin");
  if (sentFrom !== null && !URL.canParse(sentFrom)) result.set("origin", "null");
  result.set("host", sentFrom && URL.canParse(sentFrom) ? new URL(sentFrom).host : "null");
  return result;
}

async function makeContext(request: IncomingMessage, bodyTooLarge: boolean): Promise<AppLoadContext> {
  return {
    site: await loadSite(db, config),
    now: Date.now(),
    address: clientAddress(request, config.trustProxy),
    isPost: request.method === "POST",
    bodyTooLarge,
    allowedOrigins: config.allowedOrigins,
    secureCookies: config.secureCookies,
    secret: config.secret,
  };
}

/** Migrates, listens, and stops on SIGTERM or SIGINT with every request answered. */
export async function serve(): Promise<void> {
  await migrate(db);
  const server = makeServer();
  const jobs = runJobs(db, config);
  await new Promise<void>((listening, failed) => {
    server.once("error", failed).listen(config.port, config.host, () => listening());
  });
  console.log(`Glasno is listening on ${config.origin}`);
  await announceFirstAdmin(db, config.origin);
  // Behind the first answer: the site is there at once, its articles a moment later.
  const content = startContent(db, { folders: articleFolders, siteOrigin: config.origin, log });

  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await new Promise((closed) => {
      server.close(closed);
      server.closeIdleConnections();
    });
    await Promise.all([jobs.stop(), content.stop()]);
    await stopMarkdownWorkers();
    await closeDatabase(db);
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

export { build, db };

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  serve().catch((error: NodeJS.ErrnoException) => {
    const isTaken = error.code === "EADDRINUSE";
    console.error(isTaken ? `Port ${config.port} is taken: stop what listens there, or set PORT` : error.message);
    process.exit(1);
  });
}
