import { createAdmin, type RunningSite, runSite } from "../../../tests/support/journey.ts";
import { freePort } from "../../free-port.ts";
import { ORIGIN } from "../stale-pages/people.ts";

/** One process of the site: what is behind the proxy, or what works without visitors. */
export interface Member {
  name: string;
  port: number;
  isWeb: boolean;
}

/** A process that was ended. Times by performance.now(); those of the signal, of its end, and of the next one's start. */
export interface Ended {
  member: Member;
  at: number;
  goneAt: number;
  backAt: number;
}

export type Signal = "SIGKILL" | "SIGTERM";

/** Processes that are ended and started anew on the port that they had. */
export class Fleet {
  readonly ended: Ended[] = [];
  /** What they wrote on the screen, and codes that they should not end with. */
  readonly faults: string[] = [];
  private readonly running = new Map<Member, RunningSite>();

  constructor(
    readonly members: Member[],
    private readonly settings: Record<string, string>,
  ) {}

  /** The first one makes the tables and the admin, the others follow. */
  async start(): Promise<void> {
    const [first, ...others] = this.members;
    const site = await this.begin(first as Member);
    await createAdmin({ ...site, origin: ORIGIN });
    await Promise.all(others.map((member) => this.begin(member)));
  }

  /** Ends one and starts it anew, as what looks after processes does. */
  async renew(member: Member, signal: Signal): Promise<void> {
    const site = this.running.get(member) as RunningSite;
    const ended: Ended = { member, at: performance.now(), goneAt: Number.POSITIVE_INFINITY, backAt: 0 };
    this.ended.push(ended);
    if (signal === "SIGKILL") await site.kill();
    else await this.stopOne(member, site);
    ended.goneAt = performance.now();
    this.note(member, site);
    await this.begin(member);
    ended.backAt = performance.now();
  }

  async stop(): Promise<void> {
    for (const [member, site] of this.running) {
      await this.stopOne(member, site);
      this.note(member, site);
    }
    this.running.clear();
  }

  private async stopOne(member: Member, site: RunningSite): Promise<void> {
    const code = await site.stop();
    if (code !== 0) this.faults.push(`${member.name} ended with ${code}`);
  }

  private async begin(member: Member): Promise<RunningSite> {
    const settings = { PORT: String(member.port), ...this.settings };
    const site = await runSite(settings, [], [member.isWeb ? "--web" : "--worker"]);
    this.running.set(member, site);
    return site;
  }

  private note(member: Member, site: RunningSite): void {
    const lines = site
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    this.faults.push(...lines.map((line) => `${member.name} said ${line}`));
  }
}

export async function gather(webs: number): Promise<Member[]> {
  const names = Array.from({ length: webs }, (_, at) => `web ${at + 1}`);
  const all: Member[] = [];
  for (const name of [...names, "worker"]) all.push({ name, port: await freePort(), isWeb: name !== "worker" });
  return all;
}
