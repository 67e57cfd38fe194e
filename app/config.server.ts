import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { type Role, readRole } from "~/http/role.server.ts";
import { MAX_MAILBOX, parseSender, type Sender } from "~/mail/address.ts";

const emptyIsUnset = (value: unknown) => (value === "" ? undefined : value);
const text = z.preprocess(emptyIsUnset, z.string().optional());

const environment = z.object({
  PORT: z.preprocess(emptyIsUnset, z.coerce.number().int().min(0).max(65_535).default(3000)),
  WORKER_PORT: z.preprocess(emptyIsUnset, z.coerce.number().int().min(0).max(65_535).default(3001)),
  HOST: z.preprocess(emptyIsUnset, z.string().default("0.0.0.0")),
  DATA_DIR: z.preprocess(emptyIsUnset, z.string().default("./data")),
  BASE_URL: z.preprocess(
    emptyIsUnset,
    z
      .url({ protocol: /^https?$/ })
      .refine((url) => new URL(url).pathname === "/" && !new URL(url).search, "no path behind the host")
      .optional(),
  ),
  BACKUP_DIR: text,
  DATABASE_URL: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .regex(/^(file:|postgres(ql)?:\/\/)/, "like file:/srv/forum.sqlite or postgres://user:password@host/database")
      .optional(),
  ),
  FILES_URL: z.preprocess(
    emptyIsUnset,
    z
      .url({
        protocol: /^(file|s3)$/,
        error: "like file:///srv/shared/files or s3://bucket/path?endpoint=https://s3.example.com&region=eu-1",
      })
      .refine(
        (url) => URL.canParse(new URL(url).searchParams.get("endpoint") ?? "https://s3.example.com"),
        "its endpoint is no address",
      )
      .optional(),
  ),
  AWS_ACCESS_KEY_ID: text,
  AWS_SECRET_ACCESS_KEY: text,
  SITE_NAME: text,
  SITE_LOCALE: z.preprocess(emptyIsUnset, z.enum(["en", "ru", "uk"]).default("en")),
  SITE_TIMEZONE: z.preprocess(emptyIsUnset, z.string().refine(isTimeZone, "no such time zone").default("UTC")),
  INDEXNOW_URL: z.preprocess(
    emptyIsUnset,
    z.url({ protocol: /^https?$/ }).default("https://api.indexnow.org/indexnow"),
  ),
  TELEGRAM_URL: z.preprocess(emptyIsUnset, z.url({ protocol: /^https?$/ }).default("https://api.telegram.org")),
  ALLOW_INNER_ADDRESSES: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .default("")
      .transform((hosts) => hosts.split(",").flatMap((host) => (host.trim() ? [hostOf(host.trim())] : [])))
      .refine((hosts) => !hosts.includes(undefined), "names of hosts or their addresses, with commas between them"),
  ),
  SMTP_URL: z.preprocess(
    emptyIsUnset,
    z.url({ protocol: /^smtps?$/, error: "like smtp://user:password@mail.example.com:587" }).optional(),
  ),
  MAIL_FROM: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .refine((text) => parseSender(text) !== undefined, "an address, or a name and <an address>")
      .optional(),
  ),
  REPLY_ADDRESS: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .refine(
        (text) => mailboxFor(text) !== undefined,
        `an address like answers@example.com, ${MAX_MAILBOX} letters before its @ at most`,
      )
      .optional(),
  ),
  IMAP_URL: z.preprocess(
    emptyIsUnset,
    z.url({ protocol: /^imaps?$/, error: "like imaps://user:password@mail.example.com:993" }).optional(),
  ),
  MAIL_IN_TOKEN: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .regex(/^\S{24,}$/, "at least 24 characters, none of them a space")
      .optional(),
  ),
  MAIL_AUTH_SERVER_ID: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .regex(/^[\w.:-]+$/, "a name like mx.example.com")
      .optional(),
  ),
  TRUST_PROXY: z.preprocess(emptyIsUnset, z.coerce.number().int().min(0).max(10).default(0)),
  DRAIN_MS: z.preprocess(emptyIsUnset, z.coerce.number().int().min(0).max(60_000).default(0)),
  METRICS_TOKEN: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .regex(/^\S{16,}$/, "at least 16 characters, no spaces")
      .optional(),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.preprocess(emptyIsUnset, z.url({ protocol: /^https?$/ }).optional()),
  OTEL_SERVICE_NAME: z.preprocess(emptyIsUnset, z.string().default("glasno")),
  SECRET: z.preprocess(emptyIsUnset, z.string().min(32, "at least 32 characters").optional()),
  LOG_LEVEL: z.preprocess(
    emptyIsUnset,
    z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  ),
});

/** Where answers to mails come from. */
export interface MailIn {
  /** The mailbox: each letter is answered to an address of its own there, behind a plus. */
  address: string;
  /** One that is looked into. */
  imapUrl?: string;
  /** What a program says that brings mails to `/mail/in`. */
  token?: string;
  /** Whose word on SPF, DKIM and DMARC counts: the name in Authentication-Results of the own mail server. */
  authServerId?: string;
}

export interface Config {
  port: number;
  /** Where a process that answers nobody says how it is. */
  workerPort: number;
  host: string;
  dataDir: string;
  /** What openDatabase takes: the file, or the address of PostgreSQL. */
  databaseUrl: string;
  /** SQLite's file. With PostgreSQL it is not there. */
  databaseFile: string;
  /** Where pictures and files of tickets lie: a folder, or the s3://… of a bucket with its key and secret. */
  filesPlace: string;
  /** Where the daily backups go. */
  backupDir: string;
  /** The only origin that ever appears in output, without a slash at its end. */
  origin: string;
  /** Origins that forms may come from: the public one, and loopback names while none is set. */
  allowedOrigins: string[];
  secureCookies: boolean;
  siteName: string | undefined;
  locale: "en" | "ru" | "uk";
  timezone: string;
  /** Where search engines take what has changed, once an admin has switched it on. */
  indexNowUrl: string;
  /** Where a Telegram bot's messages go. */
  telegramUrl: string;
  /** Hosts that chats and programs may have although they are in the inner network. */
  allowInner: string[];
  /** The mail server; without one nothing of mail is seen. */
  smtpUrl: string | undefined;
  /** Whom mails come from; without a name it is the site's. */
  mailFrom: Sender;
  /** How answers to mails come in; undefined where nobody reads them. */
  mailIn: MailIn | undefined;
  trustProxy: number;
  /** How long the site still answers after SIGTERM while /readyz says that it stops. */
  drainMs: number;
  /** Who has it may read /metrics; without one nothing is measured. */
  metricsToken: string | undefined;
  /** Where traces go, by OpenTelemetry's protocol over HTTP; without it none are made. */
  tracesUrl: string | undefined;
  /** What the site is called there. */
  tracesName: string;
  secret: string;
  logLevel: string;
}

/** Reads the environment, makes the data folder and its secret. Throws an Error with one line that says what to mend. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${String(issue?.path[0])} is set to something that does not work: ${issue?.message}`);
  }
  const set = parsed.data;
  const dataDir = path.resolve(set.DATA_DIR);
  const origin = new URL(set.BASE_URL ?? `http://localhost:${set.PORT}`).origin;
  const file = set.DATABASE_URL?.startsWith("file:") ? set.DATABASE_URL.slice("file:".length) : undefined;
  const databaseFile = path.resolve(file ?? path.join(dataDir, "glasno.sqlite"));
  const loopback = ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${set.PORT}`);
  return {
    port: set.PORT,
    workerPort: set.WORKER_PORT,
    host: set.HOST,
    dataDir,
    databaseUrl: file === undefined && set.DATABASE_URL ? set.DATABASE_URL : databaseFile,
    databaseFile,
    filesPlace: readFilesPlace(set) ?? path.join(dataDir, "files"),
    backupDir: path.resolve(set.BACKUP_DIR ?? path.join(dataDir, "backups")),
    origin,
    allowedOrigins: set.BASE_URL ? [origin] : loopback,
    secureCookies: origin.startsWith("https:"),
    siteName: set.SITE_NAME,
    locale: set.SITE_LOCALE,
    timezone: set.SITE_TIMEZONE,
    indexNowUrl: set.INDEXNOW_URL,
    telegramUrl: set.TELEGRAM_URL,
    allowInner: set.ALLOW_INNER_ADDRESSES.filter((host) => host !== undefined),
    smtpUrl: set.SMTP_URL,
    mailFrom: parseSender(set.MAIL_FROM ?? "") ?? { name: "", address: `glasno@${new URL(origin).hostname}` },
    mailIn: readMailIn(set),
    trustProxy: set.TRUST_PROXY,
    drainMs: set.DRAIN_MS,
    metricsToken: set.METRICS_TOKEN,
    tracesUrl: set.OTEL_EXPORTER_OTLP_ENDPOINT,
    tracesName: set.OTEL_SERVICE_NAME,
    secret: set.SECRET ?? keepSecret(dataDir),
    logLevel: set.LOG_LEVEL,
  };
}

function readFilesPlace(set: z.infer<typeof environment>): string | undefined {
  if (set.FILES_URL === undefined) return undefined;
  const url = new URL(set.FILES_URL);
  if (url.protocol === "file:") return path.resolve(fileURLToPath(url));
  url.username ||= encodeURIComponent(set.AWS_ACCESS_KEY_ID ?? "");
  url.password ||= encodeURIComponent(set.AWS_SECRET_ACCESS_KEY ?? "");
  if (!url.hostname) throw new Error("FILES_URL names no bucket: it is like s3://bucket/path");
  if (url.username && url.password) return url.href;
  throw new Error("FILES_URL needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
}

/** An address without a name or a plus of its own. */
function mailboxFor(text: string): string | undefined {
  const address = parseSender(text)?.address;
  const name = address?.split("@")[0] ?? "";
  return address === text.trim() && !name.includes("+") && name.length <= MAX_MAILBOX ? address : undefined;
}

/** Throws where a half of it is missing: somebody would answer, and nobody would read it. */
function readMailIn(set: z.infer<typeof environment>): MailIn | undefined {
  const { REPLY_ADDRESS: address, IMAP_URL: imapUrl, MAIL_IN_TOKEN: token } = set;
  if (!address && !imapUrl && !token) return undefined;
  if (!address) throw new Error("REPLY_ADDRESS is missing: the mailbox that letters are answered to");
  if (!imapUrl && !token) throw new Error("REPLY_ADDRESS needs IMAP_URL or MAIL_IN_TOKEN, or nobody reads the answers");
  if (!set.SMTP_URL) throw new Error("REPLY_ADDRESS needs SMTP_URL: without letters there is nothing to answer");
  return { address: address.trim(), imapUrl, token, authServerId: set.MAIL_AUTH_SERVER_ID };
}

/** For a site that is started: everything that is written goes there, also where the secret comes from elsewhere. */
export function makeDataFolder(dataDir: string): void {
  // A disk that is not mounted must not become an empty forum beside it.
  if (!existsSync(path.dirname(dataDir))) {
    throw new Error(
      `The data folder ${dataDir} cannot be made: ${path.dirname(dataDir)} is not there. Make it, or set DATA_DIR`,
    );
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be written: ${(error as Error).message}`);
  }
}

/** The secret signs forms, receipts and secret links: it belongs in backups, and nobody else may read it. */
function keepSecret(dataDir: string): string {
  makeDataFolder(dataDir);
  const file = path.join(dataDir, "secret");
  const secret = readOrMakeSecret(dataDir, file);
  if (secret.length >= 32) return secret;
  throw new Error(`${file} is damaged: bring it back from a backup, or delete it, and the secret links of tickets end`);
}

function readOrMakeSecret(dataDir: string, file: string): string {
  try {
    if (!existsSync(file)) makeSecret(file);
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be written: ${(error as Error).message}`);
  }
}

/**
 * It is on the disk, and whole, before anything is signed with it: half a secret after a power cut would end every link.
 * Of two processes that start at once, the first one's stands.
 */
function makeSecret(file: string): void {
  const own = `${file}-${process.pid}`;
  try {
    writeAndSync(own, randomBytes(32).toString("hex"));
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(own, { force: true });
  }
  const folder = openSync(path.dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}

function writeAndSync(file: string, text: string): void {
  const opened = openSync(file, "w", 0o600);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** As it stands in an address that was read: "[::1]", "127.0.0.1", "chat.example.com". */
function hostOf(host: string): string | undefined {
  const address = `http://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}`;
  if (/[/@?#\\]/.test(host) || !URL.canParse(address)) return undefined;
  return new URL(address).hostname;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Before anything is made or opened. The commands have other arguments than the server. */
function readRoleOrExit(): Role {
  const isServer = import.meta.url === pathToFileURL(process.argv[1] ?? "").href;
  try {
    return isServer ? readRole(process.argv.slice(2)) : "both";
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

function readConfigOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** What this process does. */
export const role = readRoleOrExit();

export const config = readConfigOrExit();
