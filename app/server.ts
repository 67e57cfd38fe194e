import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pathToFileURL } from "node:url";
import * as build from "@remix-run/dev/server-build";
import type { AppLoadContext } from "@remix-run/node";
import { createRequestHandler } from "@remix-run/node";
import { closeDatabase, noticeForeignWrites } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { onStale } from "#db/stale.ts";
import { startContent } from "~/articles/content-files/start-content.server.ts";
import { config } from "~/config.server.ts";
import { db } from "~/db.server.ts";
import { clientAddress } from "~/http/client-address.server.ts";
import { refuseAtDoor } from "~/http/door.server.ts";
import { keepLimits } from "~/http/keep-limits.server.ts";
import { keepPage, sendKeptPage } from "~/http/kept-page.server.ts";
import { oncePerTurn } from "~/http/once-per-turn.server.ts";
import { isKept, makePageCache } from "~/http/page-cache.server.ts";
import { pageKey } from "~/http/page-key.server.ts";
import { readBody } from "~/http/read-body.server.ts";
import { remixRequest } from "~/http/remix-request.server.ts";
import { countPage, log, logWhenSent } from "~/http/request-log.server.ts";
import { makeRouteTable } from "~/http/route-table.server.ts";
import { securityHeaders } from "~/http/security-headers.server.ts";
import { type Answer, sendAnswer } from "~/http/send-answer.server.ts";
import { findStaticFile, sendStaticFile } from "~/http/static-files.server.ts";
import { runJobs } from "~/jobs/run-jobs.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { announceFirstAdmin } from "~/people/first-admin.server.ts";
import { keepSearchCounts } from "~/search/count-searches.server.ts";
import { articleFolders } from "~/site/folders.server.ts";
import { keepSite } from "~/site/keep-site.server.ts";

const remix = createRequestHandler(build, "production");
const headers = securityHeaders(config.origin);
const findHandle = makeRouteTable(build.routes);
const notice = oncePerTurn(() => noticeForeignWrites(db));
const pages = makePageCache(notice);
const findSite = keepSite(db, config);
const limits = keepLimits(db);
onStale(db, pages.drop);

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

/** Answers one request: kept pages, files, the door, then Remix. What fails here is a 500 without details. */
async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    notice();
    const key = pageKey(request, findHandle);
    const page = key === undefined ? undefined : pages.find(key);
    if (page) {
      countPage();
      return sendKeptPage(request, response, page);
    }
    logWhenSent(request, response);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const isRead = request.method === "GET" || request.method === "HEAD";
    const file = isRead ? findStaticFile(request.url ?? "", config.dataDir) : undefined;
    if (file && (await sendStaticFile(request, response, file))) return;
    const refused = refuseAtDoor(request);
    if (key !== undefined && !refused) await sendNewPage(request, response, key);
    else await sendOwnAnswer(request, response, refused);
  } catch (error) {
    if (request.destroyed) return;
    log.error({ err: error }, "a request failed");
    if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain; charset=utf-8" });
    response.end();
  }
}

/** A page that is the same for every stranger, rendered once for all who ask now. */
async function sendNewPage(request: IncomingMessage, response: ServerResponse, key: string): Promise<void> {
  const page = await pages.fill(key, async () => {
    const { answer, kept } = await askRemix(request, key);
    const all = [...Object.entries(headers), ...answer.headers] as [string, string][];
    return kept ? keepPage({ html: answer.bytes, ...kept, headers: all }) : answer;
  });
  // On its way to the right address a request keeps what the page does not know.
  const isMoved = !isKept(page) && page.headers.has("location") && key !== request.url;
  if (isMoved) return sendOwnAnswer(request, response, undefined);
  if (!isKept(page)) return sendAnswer(request, response, page);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  sendKeptPage(request, response, page);
}

async function sendOwnAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  refused: 404 | 405 | undefined,
): Promise<void> {
  if (refused === 405) {
    response.writeHead(405, { Allow: "GET, HEAD, POST", Connection: "close" }).end();
    return;
  }
  if (refused === 404 || request.method !== "POST") {
    const { answer } = await askRemix(request, refused === 404 ? "/not-found" : (request.url ?? ""));
    return sendAnswer(request, response, answer);
  }
  const { body, tooLarge } = await readBody(request);
  if (tooLarge) response.setHeader("Connection", "close");
  const { answer } = await askRemix(request, request.url ?? "", { body, tooLarge });
  await sendAnswer(request, response, answer);
}

/** @param post what a form sent */
async function askRemix(request: IncomingMessage, address: string, post?: { body: Buffer; tooLarge: boolean }) {
  const context: AppLoadContext = {
    site: await findSite(),
    now: Date.now(),
    address: clientAddress(request, config.trustProxy),
    isPost: request.method === "POST",
    bodyTooLarge: post?.tooLarge ?? false,
    allowedOrigins: config.allowedOrigins,
    secureCookies: config.secureCookies,
    secret: config.secret,
    limits,
  };
  const response = await remix(remixRequest(request, config.origin, address, post?.body), context);
  const { status, headers } = response;
  const answer: Answer = { status, headers, bytes: Buffer.from(await response.arrayBuffer()) };
  return { answer, kept: context.kept };
}

/** Migrates, listens, and stops on SIGTERM or SIGINT with every request answered. */
export async function serve(): Promise<void> {
  await migrate(db);
  const server = makeServer();
  const jobs = runJobs(db, config);
  const searches = keepSearchCounts(db);
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
    await Promise.all([jobs.stop(), searches.stop(), content.stop()]);
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
