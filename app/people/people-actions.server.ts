import type { AppLoadContext } from "@remix-run/node";
import type { Db } from "#db/client.ts";
import type { Doer } from "~/audit/note-deed.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { FieldError } from "~/http/form.ts";
import { welcomePath } from "~/urls.ts";
import { inviteAgent } from "./add-agent.server.ts";
import { changeRole, disableAgent, enableAgent } from "./agent-rights.server.ts";
import { refuseCommonPassword } from "./common-passwords.server.ts";
import { passwordRefusal } from "./password-refusal.ts";
import { parseInviteForm, parsePasswordForm } from "./people-forms.ts";
import type { OneTimeAddress, PeopleProblem } from "./person.ts";
import { dropSecondStep } from "./second-step.server.ts";
import { endOtherSessions, endOwnSession, endSessionsOf } from "./sessions.server.ts";
import { changePassword, resetPassword } from "./set-password.server.ts";
import type { Agent } from "./viewer.ts";

export interface PeopleRequest {
  form: URLSearchParams;
  agent: Agent;
  /** The same agent, for the audit log. */
  doer: Doer;
  context: AppLoadContext;
  userAgent: string | null;
}

/** What became of a form of the people page: refused with errors, done with an address to show once, or just done. */
export interface PeopleAnswer {
  errors: FieldError[];
  typed?: Record<string, string>;
  address?: OneTimeAddress;
  /** The agent's new session, where the old one ended. */
  sessionToken?: string;
}

type Act = (db: Db, request: PeopleRequest) => Promise<PeopleAnswer>;

/** What admins may do to others' accounts. */
export const adminActs: Record<string, Act> = {
  invite: async (db, { form, context, doer }) => {
    const { typed, errors, values } = parseInviteForm(form);
    if (!values) return { typed, errors };
    const invited = await inviteAgent(db, { ...values, now: context.now, doer });
    if ("problem" in invited)
      return { typed, errors: [{ field: "email", message: `people:error.${invited.problem}` }] };
    return { errors: [], address: { url: addressOf(context, invited.token), kind: "invitation", name: values.name } };
  },
  reset: async (db, { form, context, doer }) => {
    const reset = await resetPassword(db, agentIdOf(form), context.now, doer);
    if ("problem" in reset) return outcome(form, reset.problem);
    return { errors: [], address: { url: addressOf(context, reset.token), kind: reset.kind, name: reset.name } };
  },
  "make-admin": async (db, { form, doer }) => outcome(form, await changeRole(db, agentIdOf(form), "admin", doer)),
  "make-agent": async (db, { form, doer }) => outcome(form, await changeRole(db, agentIdOf(form), "agent", doer)),
  disable: async (db, { form, doer }) => outcome(form, await disableAgent(db, agentIdOf(form), doer.now, doer)),
  enable: async (db, { form, doer }) => outcome(form, await enableAgent(db, agentIdOf(form), doer)),
  "end-sessions": async (db, { form, doer }) => {
    await endSessionsOf(db, agentIdOf(form), doer);
    return { errors: [] };
  },
  "second-step-off": async (db, { form, doer }) => {
    await dropSecondStep(db, agentIdOf(form), doer);
    return { errors: [] };
  },
};

/** What everybody may do to their own. */
export const ownActs: Record<string, Act> = {
  password: async (db, { form, agent, context, userAgent }) => {
    const parsed = parsePasswordForm(form, [agent.name, context.site.name]);
    const { errors, values } = await refuseCommonPassword(parsed, "new_password");
    if (!values) return { errors };
    const changed = await changePassword(db, {
      agent,
      currentPassword: values.current_password,
      newPassword: values.new_password,
      network: addressPrefix(context.address),
      userAgent,
      now: context.now,
    });
    if ("sessionToken" in changed) return { errors: [], sessionToken: changed.sessionToken };
    return { errors: [passwordRefusal("current_password", changed)] };
  },
  "end-session": async (db, { form, agent, doer }) => {
    await endOwnSession(db, agent, Number(form.get("session")) || 0, doer);
    return { errors: [] };
  },
  "end-other-sessions": async (db, { agent, doer }) => {
    await endOtherSessions(db, agent, doer);
    return { errors: [] };
  },
};

const agentIdOf = (form: URLSearchParams) => Number(form.get("agent")) || 0;
const addressOf = (context: AppLoadContext, token: string) => `${context.site.origin}${welcomePath(token)}`;

/** An error stands at the person's row, whose id is `agent-<id>`. */
function outcome(form: URLSearchParams, problem: PeopleProblem | undefined): PeopleAnswer {
  if (!problem) return { errors: [] };
  return { errors: [{ field: `agent-${agentIdOf(form)}`, message: `people:error.${problem}` }] };
}
