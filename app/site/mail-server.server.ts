import { config } from "~/config.server.ts";

/** Where answers to mails come in; undefined where nobody reads them. */
export const { mailIn } = config;

/** Where mails go and whom they come from; undefined where the operator has set no mail server. */
export const mailServer = config.smtpUrl ? { smtpUrl: config.smtpUrl, mailFrom: config.mailFrom } : undefined;
