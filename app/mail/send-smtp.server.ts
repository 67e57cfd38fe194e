import { createTransport, type SendMailOptions } from "nodemailer";
import type { Sender } from "./address.ts";

/** Where mails go and whom they come from, as the operator has set it. */
export interface Post {
  smtpUrl: string;
  mailFrom: Sender;
  /** The mailbox whose mails become replies; each letter has an address of its own there. */
  answersTo?: string;
}

/** One connection to the mail server, kept while there is something to send. */
export interface Line {
  send(mail: SendMailOptions): Promise<SendOutcome>;
  close(): void;
}

/**
 * sent: the server has taken it. later: it does not want this one now. refused: it will never take this one; `gone`
 * where there is no such mailbox. down: there is nobody to speak with, whatever the mail.
 */
export type SendOutcome =
  | { state: "sent" }
  | { state: "later" | "down"; reason: string }
  | { state: "refused"; reason: string; gone: boolean };

/** Longer than a server takes that looks into mails; less than the time after which a mail is taken again. */
export const SEND_WITHIN_MS = 45_000;

export function openLine({ smtpUrl, mailFrom }: Post, siteName: string): Line {
  const url = new URL(smtpUrl);
  const secure = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const transport = createTransport({
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    auth: url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : undefined,
    // A mail server on this machine has a certificate that nobody signed, and nobody stands between.
    tls: { rejectUnauthorized: !/^(localhost|127\.[\d.]+|::1)$/.test(host) },
    pool: true,
    maxConnections: 1,
    // Trying again is ours, with the outcome on the disk.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // What is in a mail is in our hands: nothing is read from a file or fetched for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const from = { name: mailFrom.name || siteName, address: mailFrom.address };
  return {
    async send(mail) {
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<SendOutcome>((resolve) => {
        timer = setTimeout(() => resolve({ state: "down", reason: "no answer in time" }), SEND_WITHIN_MS);
      });
      const sending = transport.sendMail({ from, ...mail }).then((): SendOutcome => ({ state: "sent" }), outcomeOf);
      return Promise.race([sending, tooLong]).finally(() => clearTimeout(timer));
    },
    close: () => transport.close(),
  };
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

function outcomeOf(error: SmtpError): SendOutcome {
  const { code, responseCode = 0, command = "", response = "" } = error;
  const reason = (response || error.message).replace(/\s+/g, " ").slice(0, 300);
  // The library itself cannot write this one.
  if (!responseCode && (code === "EENVELOPE" || code === "EMESSAGE")) return { state: "refused", reason, gone: true };
  // 421: the server goes away. Greeting, sign-in and sender are the same for every mail: the fault is ours to mend.
  const isOfMail = command === "RCPT TO" || command === "DATA";
  if (!responseCode || responseCode === 421 || !isOfMail) return { state: "down", reason };
  if (responseCode < 500) return { state: "later", reason };
  const [, subject] = /\b5\.(\d+)\.\d+\b/.exec(response) ?? [];
  // Enhanced status codes (RFC 3463): 1 and 2 are about the mailbox, 7 is about us. Without one it is what was asked.
  const isOfMailbox = subject ? subject === "1" || subject === "2" : command === "RCPT TO";
  return { state: "refused", reason, gone: isOfMailbox };
}
