/** npm run agent: the team's accounts from the command line. Works while the site runs. */
import { parseArgs } from "node:util";
import { closeDatabase, type Db, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { config } from "~/config.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { addAgent, inviteAgent } from "~/people/add-agent.server.ts";
import { disableAgent, enableAgent } from "~/people/agent-rights.server.ts";
import { findAgentByEmail, listPeople } from "~/people/agents.server.ts";
import { isCommonPassword } from "~/people/common-passwords.server.ts";
import { passwordProblem } from "~/people/password-rules.ts";
import { parseInviteForm } from "~/people/people-forms.ts";
import { type PeopleProblem, WELCOME_DAYS, type WelcomeKind } from "~/people/person.ts";
import { dropSecondStep } from "~/people/second-step.server.ts";
import { resetPassword, setPassword } from "~/people/set-password.server.ts";
import { welcomePath } from "~/urls.ts";

const USAGE = `Usage:
  npm run agent -- add --name "Anna" --email anna@example.com [--admin]
  npm run agent -- list
  npm run agent -- disable --email anna@example.com
  npm run agent -- enable --email anna@example.com
  npm run agent -- reset --email anna@example.com
  npm run agent -- second-step-off --email anna@example.com
add and reset take the password as one line on standard input; without one they print a one-time address.`;

/** Wrong arguments: exit code 2, with the usage. */
class UsageError extends Error {}

interface Options {
  name: string;
  email: string;
  admin: boolean;
}

const commands: Record<string, (db: Db, options: Options) => Promise<void>> = {
  add,
  list,
  disable,
  enable,
  reset,
  "second-step-off": secondStepOff,
};

const fromHere = () => ({ agentId: null, now: Date.now() });

async function add(db: Db, { name, email, admin }: Options): Promise<void> {
  const form = new URLSearchParams({ name, email, role: admin ? "admin" : "agent" });
  const { values, errors } = parseInviteForm(form);
  if (!values) throw new Error(say(errors[0]?.message ?? ""));
  const password = await readPassword([values.name, values.email]);
  const now = Date.now();
  if (password) {
    stopOn(await addAgent(db, { ...values, password, now, doer: fromHere() }));
    console.log(`${values.name} can sign in with ${values.email}.`);
  } else {
    const invited = await inviteAgent(db, { ...values, now, doer: fromHere() });
    if ("problem" in invited) throw new Error(say(`people:error.${invited.problem}`));
    printAddress("invitation", values.name, invited.token);
  }
}

async function list(db: Db): Promise<void> {
  const people = await listPeople(db);
  for (const { email, name, role, state } of people) console.log([email, role, state, name].join("\t"));
}

async function disable(db: Db, { email }: Options): Promise<void> {
  const agent = await findAgent(db, email);
  stopOn(await disableAgent(db, agent.id, Date.now(), fromHere()));
  console.log(`${agent.name} is disabled and signed out everywhere.`);
}

async function enable(db: Db, { email }: Options): Promise<void> {
  const agent = await findAgent(db, email);
  stopOn(await enableAgent(db, agent.id, fromHere()));
  console.log(`${agent.name} is enabled.`);
}

async function reset(db: Db, { email }: Options): Promise<void> {
  const agent = await findAgent(db, email);
  if (agent.disabled_at !== null) stopOn("is_disabled");
  const password = await readPassword([agent.name, agent.email]);
  if (password) {
    await setPassword(db, agent.id, password, fromHere());
    console.log(`${agent.name} has a new password and is signed out everywhere.`);
    return;
  }
  const made = await resetPassword(db, agent.id, Date.now(), fromHere());
  if ("problem" in made) throw new Error(say(`people:error.${made.problem}`));
  printAddress(made.kind, agent.name, made.token);
}

async function secondStepOff(db: Db, { email }: Options): Promise<void> {
  const agent = await findAgent(db, email);
  await dropSecondStep(db, agent.id, fromHere());
  console.log(`${agent.name} signs in with the password alone.`);
}

async function findAgent(db: Db, email: string) {
  const agent = await findAgentByEmail(db, email.trim().toLowerCase());
  if (!agent) throw new Error(`Nobody here has the e-mail ${email}.`);
  return agent;
}

function printAddress(kind: WelcomeKind, name: string, token: string): void {
  const days = WELCOME_DAYS[kind];
  console.log(
    `For ${name}, once, within ${days === 1 ? "24 hours" : `${days} days`}: ${config.origin}${welcomePath(token)}`,
  );
}

const WAIT_FOR_PASSWORD_MS = 3_000;

/**
 * The first line of standard input, or undefined. A program that started this one may hold its end open and send
 * nothing, so nothing within three seconds counts as no password.
 */
async function readPassword(known: string[]): Promise<string | undefined> {
  if (process.stdin.isTTY) return undefined;
  const password = (await firstLine()).replace(/\r$/, "");
  if (password === "") return undefined;
  const problem = passwordProblem(password, [...known, config.siteName ?? ""]);
  if (problem) throw new Error(say(problem));
  if (await isCommonPassword(password)) throw new Error(say("people:error.password_obvious"));
  return password;
}

async function firstLine(): Promise<string> {
  let text = "";
  const giveUp = setTimeout(() => process.stdin.destroy(), WAIT_FOR_PASSWORD_MS);
  try {
    for await (const chunk of process.stdin.setEncoding("utf8")) {
      clearTimeout(giveUp);
      text += chunk;
      if (text.includes("\n")) break;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  } finally {
    clearTimeout(giveUp);
  }
  return text.split("\n", 1)[0] ?? "";
}

const say = (key: string) => wordsIn("en")(key);

function stopOn(problem: PeopleProblem | undefined): void {
  if (problem) throw new Error(say(`people:error.${problem}`));
}

function readArguments(): { run: (db: Db, options: Options) => Promise<void>; options: Options } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { name: { type: "string" }, email: { type: "string" }, admin: { type: "boolean", default: false } },
    });
    const [command = ""] = positionals;
    const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (!run || positionals.length !== 1)
      throw new UsageError("Say what to do: add, list, disable, enable, reset or second-step-off.");
    if (command !== "list" && !values.email) throw new UsageError("--email is missing.");
    if (command === "add" && !values.name) throw new UsageError("--name is missing.");
    return { run, options: { name: values.name ?? "", email: values.email ?? "", admin: values.admin } };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function main(): Promise<void> {
  const { run, options } = readArguments();
  const db = openDatabase(config.databaseUrl);
  try {
    await migrate(db);
    await run(db, options);
  } finally {
    await closeDatabase(db);
  }
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  if (error instanceof UsageError) console.error(USAGE);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
