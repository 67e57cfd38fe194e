import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const FOLDERS = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/snap/bin"];
const MAC = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // this machine only, like the rest of the tests
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

let shared: Promise<Browser> | undefined;

/** The browser of this process: files that share it come after each other, and it goes with the process. */
export function openChromium(): Promise<Browser> {
  shared ??= launchChromium();
  return shared;
}

/** Everybody leaves: whoever comes with the next file finds a browser that knows nothing. */
export async function closePages(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

/**
 * A headless browser: CHROMIUM_PATH, else the system's, else the one inside @sparticuz/chromium.
 * Throws where none of them starts: a journey is never skipped.
 */
export async function launchChromium(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  const ways = named ? [() => ({ executablePath: named })] : [systemChromium, unpackedChromium];
  const failures: string[] = [];
  for (const way of ways) {
    try {
      const found = await way();
      if (found) return await chromium.launch({ args: FLAGS, ...found });
    } catch (error) {
      failures.push(String(error).split("\n")[0] ?? "");
    }
  }
  const why = failures.length > 0 ? ` (${failures.join("; ")})` : "";
  throw new Error(`no browser starts: install Chromium or Chrome, or set CHROMIUM_PATH to its program${why}`);
}

function systemChromium(): LaunchOptions | undefined {
  const paths = [...FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC];
  const executablePath = paths.find(isProgram);
  return executablePath ? { executablePath } : undefined;
}

function isProgram(path: string): boolean {
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return fs.statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The package has a program for this one platform, and a bare system lacks what it needs: libnss3, libexpat, a font. */
async function unpackedChromium(): Promise<LaunchOptions | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = await unpack("node_modules/@sparticuz/chromium");
  return {
    executablePath: join(folder, "chromium"),
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") },
  };
}

/** Unpacks once per version. The package's own way does not survive two test processes at once or a full disk. */
async function unpack(source: string): Promise<string> {
  const { version } = JSON.parse(fs.readFileSync(join(source, "package.json"), "utf8")) as { version: string };
  // Beside the folder of this run, which goes with it.
  const folder = join(process.env.OUTER_TMPDIR ?? tmpdir(), `sparticuz-chromium-${version}-${process.getuid?.()}`);
  if (fs.existsSync(folder)) return folder;

  const fresh = fs.mkdtempSync(`${folder}-`);
  for (const archive of ["al2023.tar.br", "fonts.tar.br"]) {
    const input = brotliDecompressSync(fs.readFileSync(join(source, "bin", archive)));
    const { status, error } = spawnSync("tar", ["-x", "--no-same-owner", "-C", fresh], { input });
    if (status !== 0) throw error ?? new Error(`tar cannot unpack ${archive}`);
  }
  const fonts = [join(folder, "fonts"), "/usr/share/fonts"].map((path) => `<dir>${path}</dir>`).join("");
  fs.writeFileSync(join(fresh, "fonts.conf"), `<fontconfig>${fonts}<cachedir>${folder}/cache</cachedir></fontconfig>`);
  await pipeline(
    fs.createReadStream(join(source, "bin", "chromium.br")),
    createBrotliDecompress(),
    fs.createWriteStream(join(fresh, "chromium"), { mode: 0o700 }),
  );

  try {
    fs.renameSync(fresh, folder);
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    if (!fs.existsSync(folder)) throw error; // else another process was first
  }
  return folder;
}
