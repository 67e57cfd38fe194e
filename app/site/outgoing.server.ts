import { config } from "~/config.server.ts";

/** What the operator has said of calls to chats and other programs. */
export const outgoing = { telegramUrl: config.telegramUrl, allowInner: config.allowInner };
