import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startOwnProxy } from "./own-proxy.ts";

/** What stands in front of the processes. What it could not hand on it answers itself, and says in X-Upstream to whom. */
export interface RunningProxy {
  name: string;
  port: number;
  stop(): Promise<void>;
}

export const proxyNames = ["nginx", "caddy", "own"] as const;
export type ProxyName = (typeof proxyNames)[number];

/** Caddy or nginx with the configuration in scripts/deploy, or a small one of our own where there is none. */
export function findProxy(): ProxyName {
  return proxyNames.find((name) => name === "own" || spawnSync(name, ["-v"]).error === undefined) as ProxyName;
}

/** @param folder for its configuration and its log */
export function startProxy(name: ProxyName, port: number, upstreams: number[], folder: string): Promise<RunningProxy> {
  if (name === "own") return startOwnProxy(port, upstreams);
  const place = path.join(folder, name);
  mkdirSync(place);
  return name === "caddy" ? startCaddy(port, upstreams, place) : startNginx(port, upstreams, place);
}

function replaced(text: string, from: string | RegExp, to: string): string {
  const isThere = typeof from === "string" ? text.includes(from) : from.test(text);
  if (!isThere) throw new Error(`scripts/deploy has no ${from} any more`);
  return text.replace(from, to);
}

async function startCaddy(port: number, upstreams: number[], place: string): Promise<RunningProxy> {
  let text = readFileSync("scripts/deploy/Caddyfile", "utf8");
  // The drill acts as people in many networks, which a proxy that faces them would not believe.
  const address = "header_up X-Forwarded-For {http.request.header.X-Forwarded-For}";
  text = replaced(text, /(?=header_up X-Request-Id)/, `${address}\n\t\t`);
  const told = "handle_errors {\n\t\theader X-Upstream {http.reverse_proxy.upstream.hostport}\n\t\trespond 502\n\t}\n";
  text = `{\n\tadmin off\n}\n${replaced(text, /\}\s*$/, `\t${told}}\n`)}`;
  const file = path.join(place, "Caddyfile");
  writeFileSync(file, text);
  const env = {
    ...process.env,
    DOMAIN: `http://127.0.0.1:${port}`,
    UPSTREAM: upstreams.map((upstream) => `127.0.0.1:${upstream}`).join(" "),
    XDG_DATA_HOME: place,
    XDG_CONFIG_HOME: place,
  };
  return run("caddy", ["run", "--adapter", "caddyfile", "--config", file], port, env);
}

const servers = (ports: number[]) => ports.map((port) => `server 127.0.0.1:${port}$1;`).join("\n  ");

async function startNginx(port: number, upstreams: number[], place: string): Promise<RunningProxy> {
  let text = readFileSync("scripts/deploy/nginx.conf", "utf8");
  text = replaced(text, /server 127\.0\.0\.1:3000([^;]*);/, servers(upstreams));
  // Without TLS, on one port.
  text = replaced(text, /server \{\s+listen 80;[\s\S]*?\n\}\n/, "");
  text = replaced(text, /listen 443 ssl http2;/, `listen 127.0.0.1:${port};`);
  text = text.replaceAll(/^ *(ssl_|listen \[::\]).*\n/gm, "");
  text = replaced(text, "$remote_addr;", "$http_x_forwarded_for;\n    add_header X-Upstream $upstream_addr always;");
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((of) => `${of}_temp_path ${place}/${of};`);
  const file = path.join(place, "nginx.conf");
  const main = `pid ${place}/pid;\nerror_log ${place}/log;\ndaemon off;\nuser root;\nworker_processes 1;\nevents {}\n`;
  writeFileSync(file, `${main}http {\n${folders.join("\n")}\n${text}\n}\n`);
  return run("nginx", ["-p", place, "-c", file], port, process.env);
}

async function run(name: string, args: string[], port: number, env: NodeJS.ProcessEnv): Promise<RunningProxy> {
  const started = spawn(name, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  started.stderr.on("data", (text) => {
    said = (said + text).slice(-4_000);
  });
  const kill = () => started.kill();
  process.once("exit", kill);
  const ended = new Promise<void>((resolve) => started.once("close", () => resolve()));
  for (let tries = 0; !(await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)); tries++) {
    if (started.exitCode !== null || tries > 100) throw new Error(`${name} did not start:\n${said}`);
    await sleep(100);
  }
  return {
    name: `${name} with scripts/deploy`,
    port,
    async stop() {
      process.off("exit", kill);
      started.kill();
      await ended;
    },
  };
}
