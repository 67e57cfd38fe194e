import type { ReceivedMail } from "./mailbox.ts";

/** A mail as a mail server hands it on, its text in base64. */
export function writeMail(
  head: Record<string, string | string[]>,
  text: string,
  { type = "text/plain; charset=utf-8" } = {},
): string {
  const lines = Object.entries(head).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));
  const own = ["MIME-Version: 1.0", `Content-Type: ${type}`, "Content-Transfer-Encoding: base64"];
  return `${[...lines, ...own].join("\r\n")}\r\n\r\n${Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\r\n")}\r\n`;
}

let mails = 0;

/** How somebody answers a letter of ours: with all of it quoted. */
export function answerTo(
  letter: ReceivedMail,
  text: string,
  { head = {}, auth = "mx.forum.test; dmarc=pass header.from=example.com" } = {} as {
    head?: Record<string, string | string[]>;
    auth?: string;
  },
): string {
  const quoted = letter.text.split(/\r?\n/).map((line) => `> ${line}`);
  const body = `${text}\n\nпн, 12 янв. 2026 г. в 10:15, Служба <${letter.headers.get("reply-to")}>:\n\n${quoted.join("\n")}\n`;
  return writeMail(
    {
      "Return-Path": `<${letter.to[0]}>`,
      ...(auth && { "Authentication-Results": auth }),
      From: letter.to[0] ?? "",
      To: letter.headers.get("reply-to") ?? "",
      Subject: `Re: ${letter.headers.get("subject")?.replace(/[^ -~]+/g, "")}`,
      "Message-ID": `<answer-${++mails}@example.com>`,
      "In-Reply-To": letter.headers.get("message-id") ?? "",
      References: letter.headers.get("message-id") ?? "",
      Date: "Mon, 12 Jan 2026 10:20:00 +0300",
      ...head,
    },
    body,
  );
}
