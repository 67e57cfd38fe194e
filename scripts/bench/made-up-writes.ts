import { ticketVotePath } from "~/urls.ts";
import type { Sent } from "./load.ts";
import { languages, makeText, pick, random } from "./made-up-words.ts";

/** A vote for the ticket of a page, or a reply; from another network each time, or the limits would refuse most. */
export function anyWrite(path: string, origin: string): Sent {
  const byte = () => 1 + Math.floor(random() * 254);
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-forwarded-for": `${byte()}.${byte()}.${byte()}.${byte()}`,
    origin,
  };
  // As people write: what is about nothing would wait for the team.
  const text = `How do I change the settings of my account? ${makeText(pick(languages), 40).text}`;
  const reply = new URLSearchParams({ intent: "reply", "reply-body": text, "reply-name": "Somebody" });
  const [to, body] =
    random() < 0.5
      ? [path, reply]
      : [ticketVotePath({ id: Number.parseInt(path.slice(9), 10), slug: "made-up" }), vote];
  return { method: "POST", path: to, headers, body: body.toString() };
}

const vote = new URLSearchParams({ intent: "vote" });
