import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as build from "@remix-run/dev/server-build";
import type { AppLoadContext } from "@remix-run/node";
import { closeDatabase, hasDiskTrouble, hearForeignWrites, noticeForeignWrites } from "#db/client.ts";
import { LOCK_FILE, shareFolder } from "#db/folder-lock.ts";
import { migrate } from "#db/migrate.ts";
import { isOutOfReach } from "#db/out-of-reach.ts";
import { onStale } from "#db/stale.ts";
import { startContent } from "~/articles/content-files/start-content.server.ts";
import { findInstantIndex } from "~/articles/instant-index.server.ts";
import { checkLater } from "~/backups/start-checks.server.ts";
import { config, role } from "~/config.server.ts";
import { db } from "~/db.server.ts";
import { collectUnfinished } from "~/files/collect-files.server.ts";
import { type Asked, FILES, makeAsked } from "~/http/asked.server.ts";
import { hearOfBuckets } from "~/http/bucket.server.ts";
import { clientAddress } from "~/http/client-address.server.ts";
import { closesWhenAnswered } from "~/http/close-server.server.ts";
import { refuseAtDoor } from "~/http/door.server.ts";
import { keepLimits } from "~/http/keep-limits.server.ts";
import { type KeptPage, keepPage, sendKeptPage, type TimesSent } from "~/http/kept-page.server.ts";
import { oncePerTurn } from "~/http/once-per-turn.server.ts";
import { isKept, makePageCache } from "~/http/page-cache.server.ts";
import { isAnonymous, pageKey } from "~/http/page-key.server.ts";
import { readBody } from "~/http/read-body.server.ts";
import { isMultipart, readMultipart, removeUploads } from "~/http/read-multipart.server.ts";
import { makeRemixHandlers } from "~/http/remix-handler.server.ts";
import { remixRequest } from "~/http/remix-request.server.ts";
import { countPage, log, logSent, whenSent } from "~/http/request-log.server.ts";
import { makeRouteTable } from "~/http/route-table.server.ts";
import { securityHeaders } from "~/http/security-headers.server.ts";
import { type Answer, sendAnswer } from "~/http/send-answer.server.ts";
import { sendFile } from "~/http/send-file.server.ts";
import { isBearer } from "~/http/signing.server.ts";
import { findStaticFile, sendStaticFile } from "~/http/static-files.server.ts";
import { type Lane, makeTurns } from "~/http/turns.server.ts";
import type { Upload } from "~/http/upload.ts";
import { nothingToDo } from "~/jobs/run-until-stopped.server.ts";
import { runWork } from "~/jobs/run-work.server.ts";
import { watchDisk } from "~/jobs/watch-disk.server.ts";
import { stopReadingMail } from "~/mail-in/read-mail.server.ts";
import { MAX_MAIL_BYTES, type Taking } from "~/mail-in/take-mail.server.ts";
import { noteFilterFailure } from "~/mail-in/take-posted-mail.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { makeWatchers } from "~/metrics/answer-watchers.server.ts";
import { makeMetrics } from "~/metrics/metrics.server.ts";
import { makeTraces } from "~/metrics/traces.server.ts";
import { wakeFilter } from "~/moderation/wake-filter.ts";
import { announceFirstAdmin } from "~/people/first-admin.server.ts";
import { countFromSearch, keepReaderCounts } from "~/readers/count-readers.server.ts";
import { keepSearchCounts } from "~/search/count-searches.server.ts";
import { articleFolders, attachmentsFolder, unfinishedFolder } from "~/site/folders.server.ts";
import { keepSite } from "~/site/keep-site.server.ts";
import type { Site } from "~/site/site.ts";

const remix = makeRemixHandlers(build);
const headers = securityHeaders(config.origin);
const findRoute = makeRouteTable(build.routes);
const notice = oncePerTurn(() => noticeForeignWrites(db));
// Not once per turn: a render ends anywhere in one, and who asks in the next would be told that it was asked.
const pages = makePageCache(() => noticeForeignWrites(db));
const findSite = keepSite(db, config);
const limits = keepLimits(db);
const turn = makeTurns();
const asked = makeAsked(findRoute, config.trustProxy);
/** How often the kept pages of each route were sent. */
const keptPages = new Map<string, TimesSent>();
const metrics =
  config.metricsToken === undefined
    ? undefined
    : await makeMetrics(db, { token: config.metricsToken, keptPages, pageCache: pages.usage });
const { tracesUrl, tracesName, trustProxy } = config;
const traces =
  tracesUrl === undefined ? undefined : await makeTraces({ url: tracesUrl, serviceName: tracesName, trustProxy });
let isStopping = false;
const answerWatchers = makeWatchers(db, { isStopping: () => isStopping, metrics });
onStale(db, pages.drop);
hearOfBuckets((reason) => log.error({ reason }, "the store of files does not do what it is asked"));

/** A worker beside a web process has the same settings, and another port. */
const port = role === "worker" ? config.workerPort : config.port;

const STOP_WITHIN_MS = 9_000;
const FORM_WITHIN_MS = 30_000;
const MAIL_WITHIN_MS = 120_000;

/** Makes the HTTP server with its limits; does not listen yet. */
export function makeServer(answering = handle): Server {
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      // Five pictures from a phone; forms without files have less, below.
      requestTimeout: 300_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    },
    answering,
  );
  server.maxRequestsPerSocket = 1_000;
  server.on("dropRequest", () => log.warn("a request was dropped"));
  return server;
}

/** Answers one request: kept pages at once, the rest in `answer`. What fails is a 500 without details. */
function handle(request: IncomingMessage, response: ServerResponse): void {
  const failed = (error: unknown) => fail(request, response, error);
  try {
    notice();
    const isRead = request.method === "GET" || request.method === "HEAD";
    // The key of a page is an address too, and most requests have it word for word.
    const page = isRead && isAnonymous(request) ? pages.find(request.url ?? "") : undefined;
    if (!page) answer(request, response, isRead).catch(failed);
    else sendFromMemory(request, response, page)?.catch(failed);
  } catch (error) {
    failed(error);
  }
}

/** Kept pages under another spelling of their address, files, the door, then Remix. */
async function answer(request: IncomingMessage, response: ServerResponse, isRead: boolean): Promise<void> {
  const key = pageKey(request, findRoute);
  const page = key === undefined ? undefined : pages.find(key);
  if (page) return sendFromMemory(request, response, page);
  const name = noteAnswer(request, response);
  if (await answerWatchers(request, response)) return;
  const file = isRead ? await findStaticFile(request.url ?? "", config) : undefined;
  if (file && (await sendStaticFile(request, response, file))) {
    Object.assign(name, { route: FILES, path: request.url?.split("?", 1)[0] });
    return;
  }
  const refused = refuseAtDoor(request);
  if (key !== undefined && !refused) await sendNewPage(request, response, key);
  else await sendOwnAnswer(request, response, refused);
  if (response.statusCode === 200 || response.statusCode === 304) countReader(request);
}

/** Headers that every answer has, and what is written of it once it is sent. */
function noteAnswer(request: IncomingMessage, response: ServerResponse): Asked {
  const name = asked(request);
  whenSent(response, (sent) => {
    logSent(request, name, sent);
    metrics?.count(name, request.method, sent);
    traces?.note(request, name, sent);
  });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  return name;
}

/** What a process that only works says when it is asked. */
function handleAsWorker(request: IncomingMessage, response: ServerResponse): void {
  noteAnswer(request, response);
  answerWatchers(request, response)
    .then((isAnswered) => {
      if (isAnswered) return;
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
      response.end("Not found\n");
    })
    .catch((error) => fail(request, response, error));
}

/** A page that is finished already: nothing is done for it that is not needed. */
function sendFromMemory(request: IncomingMessage, response: ServerResponse, page: KeptPage): Promise<void> | undefined {
  countPage();
  countReader(request);
  const sending = sendKeptPage(request, response, page);
  if (response.statusCode === 304) page.sent.notModified++;
  else page.sent.whole++;
  return sending;
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (request.destroyed) return;
  const { id, route, path } = asked(request);
  log.error({ err: error, id, route, path }, "a request failed");
  const status = isOutOfReach(error) ? 503 : 500;
  if (!response.headersSent) response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end();
}

/** Whether somebody was led here by a search engine; where a request does not say so it costs nothing. */
function countReader(request: IncomingMessage): void {
  if (request.headers.referer === undefined || request.method !== "GET") return;
  const said = (name: string) => request.headers[name] as string | undefined;
  const address = () => clientAddress(request, config.trustProxy);
  countFromSearch(request.url ?? "", config.origin, { said, address, now: Date.now() });
}

/** A page that is the same for every stranger, rendered once for all who ask now. */
async function sendNewPage(request: IncomingMessage, response: ServerResponse, key: string): Promise<void> {
  const page = await pages.fill(key, async () => {
    const { answer, kept } = await askRemix(request, key, "page");
    const all = [...Object.entries(headers), ...answer.headers] as [string, string][];
    if (!kept) return answer;
    return keepPage({ html: answer.bytes, ...kept, headers: all, sent: timesSent(asked(request).route) });
  });
  // On its way to the right address a request keeps what the page does not know.
  const isMoved = !isKept(page) && page.headers.has("location") && key !== request.url;
  if (isMoved) return sendOwnAnswer(request, response, undefined);
  if (!isKept(page)) return sendAnswer(request, response, page);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  await sendKeptPage(request, response, page);
}

function timesSent(route: string): TimesSent {
  const sent = keptPages.get(route) ?? { whole: 0, notModified: 0 };
  keptPages.set(route, sent);
  return sent;
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
    const { answer, file } = await askRemix(request, refused === 404 ? "/not-found" : (request.url ?? ""), "answer");
    return file ? sendFile(request, response, file) : sendAnswer(request, response, answer);
  }
  const post = await readPost(request);
  if (post.tooLarge) response.setHeader("Connection", "close");
  const asked = askRemix(request, request.url ?? "", "form", post);
  const { answer } = await asked.finally(() => removeUploads(post.uploads));
  await sendAnswer(request, response, answer);
}

interface Post {
  body: Buffer;
  /** Where the body is not as the client sent it. */
  type?: string;
  tooLarge: boolean;
  uploads: Upload[];
}

/** What a form sent. Where its route takes files, these lie on the disk, and the body holds the other fields alone. */
async function readPost(request: IncomingMessage): Promise<Post> {
  const handle = findRoute(request.url?.split("?", 1)[0] ?? "")?.handle;
  const takesFiles = isMultipart(request) && handle?.takesFiles;
  if (takesFiles) {
    const { form, uploads, tooLarge, malformed } = await readMultipart(request, unfinishedFolder);
    // A body that is no form is refused by who reads it, http/read-form.
    const type = malformed ? "multipart/form-data" : "application/x-www-form-urlencoded";
    return { body: Buffer.from(malformed ? "" : form.toString()), type, tooLarge, uploads };
  }
  const bringsMail =
    handle?.takesMail && config.mailIn?.token && isBearer(request.headers.authorization, config.mailIn.token);
  const timer = setTimeout(() => request.destroy(), bringsMail ? MAIL_WITHIN_MS : FORM_WITHIN_MS);
  const { body, tooLarge } = await readBody(request, bringsMail ? MAX_MAIL_BYTES : undefined).finally(() =>
    clearTimeout(timer),
  );
  return { body, tooLarge, uploads: [] };
}

/** @param post what a form sent */
async function askRemix(request: IncomingMessage, address: string, lane: Lane, post?: Post) {
  await turn(lane);
  const context: AppLoadContext = {
    site: await findSite(),
    asked: asked(request),
    now: Date.now(),
    address: clientAddress(request, config.trustProxy),
    isPost: request.method === "POST",
    bodyTooLarge: post?.tooLarge ?? false,
    uploads: post?.uploads ?? [],
    allowedOrigins: config.allowedOrigins,
    secureCookies: config.secureCookies,
    secret: config.secret,
    limits,
    hasDiskTrouble: hasDiskTrouble(db),
  };
  const pathname = address.split("?", 1)[0] ?? "";
  const handler = remix(pathname.includes("%") ? undefined : findRoute(pathname)?.id);
  const response = await handler(remixRequest(request, config.origin, address, post), context);
  const { status, headers } = response;
  const { html } = context;
  const bytes = html === undefined ? Buffer.from(await response.arrayBuffer()) : Buffer.from(html);
  const answer: Answer = { status, headers, bytes };
  return { answer, kept: context.kept, file: context.file };
}

/**
 * Migrates, listens, and stops on SIGTERM or SIGINT with every request answered. A process that only answers does no
 * work behind the answers, and one that only works answers nobody but those who watch over it.
 */
export async function serve(): Promise<void> {
  const leaveFolder = enterFolder();
  await migrate(db);
  const [answers, works] = [role !== "worker", role !== "web"];
  const server = makeServer(answers ? handle : handleAsWorker);
  const close = closesWhenAnswered(server);
  const work = works ? runWork(db, config, { findSite, taking }) : nothingToDo;
  const counts = answers ? [keepSearchCounts(db), keepReaderCounts(db)] : [];
  const disk = watchDisk(db);
  await collectUnfinished(unfinishedFolder, Date.now());
  await new Promise<void>((listening, failed) => {
    server.once("error", failed).listen(port, config.host, () => listening());
  });
  console.log(answers ? `Glasno is listening on ${config.origin}` : `Glasno is working, and says how on port ${port}`);
  if (answers) await announceFirstAdmin(db, config.origin);
  // Behind the first answer: the site is there at once, its articles a moment later.
  const folders = { folders: articleFolders, siteOrigin: config.origin, log };
  const content = works ? startContent(db, folders) : nothingToDo;
  wakeFilter().catch((error) => log.error({ err: error }, "the spam filter could not be made ready"));
  if (answers)
    findInstantIndex(db).catch((error) => log.error({ err: error }, "the articles' index could not be made"));

  const check = checkLater(config, (problem) => {
    log.fatal(problem);
    console.error(problem);
    process.exit(1);
  });

  const stop = async (drainMs: number) => {
    if (isStopping) return;
    isStopping = true;
    check.stop();
    setTimeout(() => process.exit(1), drainMs + STOP_WITHIN_MS).unref();
    await close(drainMs);
    await Promise.all([work, content, disk, ...counts].map((loop) => loop.stop()));
    await release();
    leaveFolder();
    process.exit(0);
  };
  process.once("SIGTERM", () => stop(config.drainMs));
  // Somebody sits at the keyboard: no proxy has to notice.
  process.once("SIGINT", () => stop(0));
}

/** What is needed to take a mail out of the mailbox of answers. */
function taking(site: Site): Taking {
  const { mailIn, secret } = config;
  if (!mailIn) throw new Error("no answers are read");
  return { mailIn, secret, site, limits, folder: attachmentsFolder, now: Date.now(), onFailure: noteFilterFailure };
}

/** For tests: what others have written is known. */
const settle = () => hearForeignWrites(db);

/** Ends the threads and closes the database, once nobody is answered any more. */
async function release(): Promise<void> {
  // Where nobody takes them they are lost, and nothing else is.
  await traces?.stop().catch(() => undefined);
  await Promise.all([stopMarkdownWorkers(), stopReadingMail()]);
  await closeDatabase(db);
}

/** So that nobody brings an older state back under a running site. */
function enterFolder(): () => void {
  try {
    return shareFolder(path.join(config.dataDir, LOCK_FILE));
  } catch (error) {
    const isTaken = String((error as { code?: unknown }).code).startsWith("SQLITE_BUSY");
    throw isTaken ? new Error(`A backup is being restored into ${config.dataDir}: start again when it is done`) : error;
  }
}

export { build, db, release, settle };

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  serve().catch((error: NodeJS.ErrnoException) => {
    const isTaken = error.code === "EADDRINUSE";
    const setting = role === "worker" ? "WORKER_PORT" : "PORT";
    console.error(isTaken ? `Port ${port} is taken: stop what listens there, or set ${setting}` : error.message);
    process.exit(1);
  });
}
