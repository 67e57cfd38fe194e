/**
 * Asks at most once in a turn of the event loop, in which thousands of requests may be answered. Only for where requests
 * arrive: what asks later in a turn, after the sockets were read, would silence the requests of the next.
 */
export function oncePerTurn(ask: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    setImmediate(() => {
      isAsked = false;
    });
    ask();
  };
}
