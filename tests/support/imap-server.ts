import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { ImapFlow } from "imapflow";
import { freePort } from "../../scripts/free-port.ts";

/** Debian's package dovecot-imapd puts it there. */
const DOVECOT = "/usr/sbin/dovecot";
export const hasImapServer = existsSync(DOVECOT);

/** A real IMAP server with one empty mailbox. */
export interface ImapServer {
  url: string;
  /** Puts a mail into the mailbox, as a mail server would. */
  append(mail: string | Buffer): Promise<void>;
  /** Subjects of what lies there, by whether it is read. */
  list(): Promise<{ seen: number; unseen: number }>;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

export async function startImapServer(): Promise<ImapServer> {
  const { uid, gid, username } = userInfo();
  const isRoot = uid === 0;
  // Whom root lets read mails gets into no folder of root's own.
  const folder = mkdtempSync(path.join(isRoot ? "/tmp" : tmpdir(), "imap-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  // Started by root it wants other people to read mails and to take passwords; by anybody else, that person.
  const [mailUid, mailGid] = isRoot ? [65_534, 65_534] : [uid, gid];
  const mails = path.join(folder, "mails");
  mkdirSync(mails);
  if (isRoot) chownSync(mails, mailUid, mailGid);
  const config = path.join(folder, "dovecot.conf");
  const own = isRoot
    ? ""
    : `default_internal_user = ${username}\ndefault_login_user = ${username}\ndefault_internal_group = \n`;
  writeFileSync(
    config,
    `${own}base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
mailbox_idle_check_interval = 1 s
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${mails}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${mailUid} gid=${mailGid} home=${mails}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`,
  );
  let running: ChildProcess | undefined;
  const start = async () => {
    running = spawn(DOVECOT, ["-F", "-c", config], { stdio: "ignore" });
    await untilOpen(port);
  };
  const stop = async () => {
    const ended = new Promise((done) => running?.once("exit", done));
    running?.kill("SIGTERM");
    await ended;
  };
  const withClient = async <Result>(work: (client: ImapFlow) => Promise<Result>): Promise<Result> => {
    const client = new ImapFlow({
      ...{ host: "127.0.0.1", port, secure: false, logger: false },
      auth: { user: "answers", pass: "secret" },
    });
    await client.connect();
    return work(client)
      .catch((error) => {
        throw new Error(`${error.message}: ${error.responseText}`);
      })
      .finally(() => client.logout());
  };
  await start();
  return {
    url: `imap://answers:secret@127.0.0.1:${port}/INBOX`,
    append: (mail) => withClient(async (client) => void (await client.append("INBOX", Buffer.from(mail)))),
    list: () =>
      withClient(async (client) => {
        await client.mailboxOpen("INBOX", { readOnly: true });
        const count = async (seen: boolean) => ((await client.search({ seen })) || []).length;
        return { seen: await count(true), unseen: await count(false) };
      }),
    start,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilOpen(port: number): Promise<void> {
  const client = () =>
    new ImapFlow({ host: "127.0.0.1", port, secure: false, logger: false, auth: { user: "answers", pass: "secret" } });
  for (let tries = 0; tries < 60; tries++) {
    const one = client();
    one.on("error", () => undefined);
    const isOpen = await one.connect().then(
      () => true,
      () => false,
    );
    if (isOpen) return one.logout();
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the IMAP server did not start");
}
