interface Facts {
  /** Media type, without its charset. */
  type: string;
  /** Milliseconds since 1970 UTC. */
  changedAt?: number;
  /** The address may not stand among the results of a search. */
  noindex?: boolean;
}

/** What programs read: the same bytes for all, asked for anew each time, a cheap 304 where they have it. */
export function machineAnswer(body: string | ReadableStream, { type, changedAt, noindex }: Facts): Response {
  const headers = new Headers({ "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "public, no-cache" });
  if (changedAt) headers.set("Last-Modified", new Date(changedAt).toUTCString());
  if (noindex) headers.set("X-Robots-Tag", "noindex");
  return new Response(body, { headers });
}

/** Programs get a line instead of a page. 404 never says whether there was something. */
export function machineRefusal(status: 404 | 410): Response {
  const body = status === 404 ? "Not found\n" : "Gone\n";
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(body, { status, headers: { ...headers, "X-Robots-Tag": "noindex" } });
}
