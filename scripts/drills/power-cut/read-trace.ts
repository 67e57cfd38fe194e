import type { DiskCall } from "./synced-disk.ts";

/** The calls that change what is on a disk. Others are not recorded. */
export const TRACED =
  "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,truncate,ftruncate,mkdir,mkdirat,rename,renameat,renameat2," +
  "link,linkat,unlink,unlinkat,rmdir,fsync,fdatasync";

/** A line of `strace -f -ttt -y -xx`: who, when, which call, with what, and what came of it. */
const LINE = /^(\d+) +(\d+[.]\d+) (\w+)\((.*)\) += (-?\d+|\?)/;
const UNFINISHED = /^(\d+) +(\d+[.]\d+) (\w+)\((.*) <unfinished [.]{3}>$/;
const RESUMED = /^(\d+) +(\d+[.]\d+) <[.]{3} (\w+) resumed>(.*)$/;

export interface TracedCall {
  /** In milliseconds since 1970: when it was done. */
  at: number;
  call: DiskCall;
}

/** Reads the record of strace, line by line, in the order in which the calls ended. */
export class TraceReader {
  private readonly unfinished = new Map<string, string>();

  /** What a line says was done, as far as it is about a disk. A call that failed did nothing. */
  read(line: string): TracedCall | undefined {
    const begun = UNFINISHED.exec(line);
    if (begun) {
      this.unfinished.set(begun[1] as string, begun[4] as string);
      return undefined;
    }
    const ended = RESUMED.exec(line);
    const whole = ended
      ? `${ended[1]} ${ended[2]} ${ended[3]}(${this.unfinished.get(ended[1] as string) ?? ""}${ended[4]}`
      : line;
    const [, , at, name = "", given = "", result] = LINE.exec(whole) ?? [];
    if (at === undefined || Number(result) < 0 || result === "?") return undefined;
    const call = readCall(name, given, Number(result));
    return call && { at: Number(at) * 1000, call };
  }
}

function readCall(name: string, given: string, result: number): DiskCall | undefined {
  const file = () => decode(/^\d+<([^>]*)>/.exec(given)?.[1] ?? "");
  const strings = [...given.matchAll(/"([^"]*)"/g)].map(([, text]) => text as string);
  const numbers = given.split(", ").map(Number);
  const last = numbers.at(-1) as number;
  switch (name) {
    case "open":
    case "openat":
    case "creat": {
      if (name !== "creat" && !given.includes("O_CREAT")) return undefined;
      return {
        call: "create",
        path: decode(strings[0] ?? ""),
        truncates: name === "creat" || given.includes("O_TRUNC"),
      };
    }
    case "write":
    case "writev":
      return { call: "write", path: file(), bytes: bytesOf(strings, result) };
    case "pwrite64":
    case "pwritev":
      return { call: "write", path: file(), bytes: bytesOf(strings, result), at: last };
    case "pwritev2":
      return { call: "write", path: file(), bytes: bytesOf(strings, result), at: numbers.at(-2) };
    case "ftruncate":
      return { call: "truncate", path: file(), size: last };
    case "truncate":
      return { call: "truncate", path: decode(strings[0] ?? ""), size: last };
    case "mkdir":
    case "mkdirat":
      return { call: "mkdir", path: decode(strings[0] ?? "") };
    case "rename":
    case "renameat":
    case "renameat2":
    case "link":
    case "linkat": {
      const [path = "", to = ""] = strings.map(decode);
      return { call: name.startsWith("link") ? "link" : "rename", path, to };
    }
    case "unlink":
    case "unlinkat":
    case "rmdir":
      return { call: "remove", path: decode(strings[0] ?? "") };
    case "fsync":
    case "fdatasync":
      return { call: "sync", path: file() };
    default:
      return undefined;
  }
}

function bytesOf(strings: string[], written: number): Buffer {
  const bytes = Buffer.from(strings.join("").replaceAll("\\x", ""), "hex");
  if (bytes.length < written) throw new Error(`strace recorded ${bytes.length} bytes of ${written}`);
  return bytes.subarray(0, written);
}

/** A path as strace writes it: every byte as \x2f, or plain where it did not. */
function decode(text: string): string {
  return text.startsWith("\\x") ? Buffer.from(text.replaceAll("\\x", ""), "hex").toString() : text;
}
