import { type FormFields, readForm } from "./html-form.ts";
import { sendRaw } from "./raw-request.ts";

export interface TestPage {
  status: number;
  html: string;
  headers: Headers;
  /** Where a redirect leads, without the origin. */
  location: string | null;
}

/** A browser without JavaScript: it keeps cookies, says where its forms come from, and fills in forms as people do. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly port: number,
    private readonly origin: string,
    readonly address: string,
    /** Waits until the site knows what the test has written beside it. */
    private readonly settle?: () => Promise<void>,
  ) {}

  async open(path: string, headers: Record<string, string> = {}): Promise<TestPage> {
    return this.send("GET", path, headers);
  }

  /** Posts fields as they are, from a page of the site. A header set to "" is not sent. */
  async post(path: string, fields: FormFields, headers: Record<string, string> = {}): Promise<TestPage> {
    const body = new URLSearchParams(fields).toString();
    const own = { Origin: this.origin, "Sec-Fetch-Site": "same-origin" };
    return this.send("POST", path, { "Content-Type": "application/x-www-form-urlencoded", ...own, ...headers }, body);
  }

  /** Posts a form with files. */
  async upload(path: string, form: FormData): Promise<TestPage> {
    return this.send("POST", path, { Origin: this.origin, "Sec-Fetch-Site": "same-origin" }, form);
  }

  /**
   * Presses a button of a page: sends its form as it stands, with `fields` on top. `intent` is the button's value;
   * `having` picks the form that has this field with this value, where several have the same button.
   */
  async press(
    page: TestPage & { path?: string },
    intent: string,
    fields: FormFields = {},
    having?: FormFields,
  ): Promise<TestPage> {
    const form = readForm(page.html, intent, having);
    return this.post(form.action, { ...form.fields, intent, ...fields });
  }

  /** The same with files at the form's file button. */
  async pressWithFiles(
    page: TestPage,
    intent: string,
    files: File[],
    fields: FormFields = {},
    having?: FormFields,
  ): Promise<TestPage> {
    const form = readForm(page.html, intent, having);
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...form.fields, intent, ...fields })) {
      if (name !== "files") data.append(name, value);
    }
    for (const file of files) data.append("files", file);
    return this.upload(form.action, data);
  }

  /** Goes where a redirect leads, until there is a page. */
  async follow(page: TestPage): Promise<TestPage> {
    let next = page;
    for (let hops = 0; next.location !== null && hops < 5; hops++) next = await this.open(next.location);
    return next;
  }

  protected async send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | FormData,
  ): Promise<TestPage> {
    await this.settle?.();
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const { pathname, search } = new URL(`http://127.0.0.1:${this.port}${path}`);
    const { type, bytes } = await encode(body);
    // Unpacked, as most tests are not about packing, and plain `fetch` costs as much as the page itself.
    const own = {
      "X-Forwarded-For": this.address,
      Cookie: cookie,
      "Content-Type": type,
      "Accept-Encoding": "identity",
    };
    const length = bytes === undefined ? "" : String(Buffer.byteLength(bytes));
    const said = Object.entries({ ...own, ...headers, "Content-Length": length }).filter(([, text]) => text);
    const answer = await sendRaw(this.port, method, pathname + search, Object.fromEntries(said), bytes);
    const response = new Headers();
    for (let at = 0; at < answer.lines.length; at += 2) {
      response.append(answer.lines[at] as string, answer.lines[at + 1] as string);
    }
    for (const line of response.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return {
      status: answer.status ?? 0,
      html: answer.body.toString(),
      headers: response,
      location: response.get("location"),
    };
  }
}

/** A form with files as the bytes that are sent, and what says where one part ends. */
async function encode(body: string | FormData | undefined): Promise<{ type: string; bytes?: string | Buffer }> {
  if (!(body instanceof FormData)) return { type: "", bytes: body };
  const form = new Response(body);
  return { type: form.headers.get("content-type") ?? "", bytes: Buffer.from(await form.arrayBuffer()) };
}
