import { issueFormToken } from "~/http/form-token.server.ts";
import { SECRET } from "./site.ts";

/** How a post comes (safety.md §2.4): a bot that fills in everything at once, one that takes care, a person. */
export type Profile = "naive" | "careful" | "human";

/** What became of a post. */
export interface Sent {
  /** 303, or why it was not taken. */
  status: number;
  /** "/tickets/12-slug" where it was taken. */
  path: string | null;
  ms: number;
}

/** Somebody with a cookie jar and an address of their own. */
export class Visitor {
  #cookies = new Map<string, string>();

  constructor(
    private readonly origin: string,
    private readonly address: string,
  ) {}

  async get(path: string): Promise<{ status: number; html: string; headers: Headers }> {
    const response = await fetchAgain(`${this.origin}${path}`, { redirect: "manual", headers: this.#headers() });
    this.#keep(response);
    return { status: response.status, html: await response.text(), headers: response.headers };
  }

  async post(path: string, fields: Record<string, string>, own = true): Promise<Response> {
    const response = await fetchAgain(`${this.origin}${path}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(fields),
      headers: { ...this.#headers(), ...(own && { "Sec-Fetch-Site": "same-origin" }) },
    });
    this.#keep(response);
    return response;
  }

  /** Opens a ticket. Who takes care had the form open for eight seconds: its token says so, the check does not wait. */
  async send(profile: Profile, text: string, visibility = "public"): Promise<Sent> {
    const { html } = await this.get("/tickets/new");
    const [title = "", ...rest] = cut(text);
    const fields: Record<string, string> = { intent: "send", kind: "question", title, body: rest.join(""), visibility };
    if (profile === "naive") {
      for (const [, name = ""] of html.matchAll(/<input type="text" name="([^"]+)"/g))
        fields[name] ||= "https://x.example";
      fields.form_token = /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? "";
      this.#cookies.clear();
    } else {
      fields.form_token = issueFormToken(SECRET, Date.now() - 8_000);
    }
    const begun = performance.now();
    const response = await this.post("/tickets/new", fields, profile !== "naive");
    await response.arrayBuffer();
    const path = /\/tickets\/\d+-[^/?]+/.exec(response.headers.get("location") ?? "")?.[0] ?? null;
    return { status: response.status, path, ms: performance.now() - begun };
  }

  #headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return { "X-Forwarded-For": this.address, ...(cookie && { Cookie: cookie }) };
  }

  #keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
  }
}

/** A connection that the server closes while we write is no answer. A form sent twice makes one ticket. */
async function fetchAgain(url: string, init: RequestInit, tries = 4): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (tries <= 1) throw error;
    return fetchAgain(url, init, tries - 1);
  }
}

/** The first words are the title, the whole is the text, as people write who have one thing to say. */
function cut(text: string): string[] {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= 120) return [line || "?"];
  return [`${line.slice(0, 100)}…`, text];
}

let networks = 0;

/** An address from a /24 that nobody had before. */
export function freshAddress(): string {
  networks += 1;
  return `${20 + (networks >> 16)}.${(networks >> 8) & 255}.${networks & 255}.7`;
}
