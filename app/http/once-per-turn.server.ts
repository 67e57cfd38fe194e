/** Asks at most once in a turn of the event loop, in which thousands of requests may be answered. */
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
