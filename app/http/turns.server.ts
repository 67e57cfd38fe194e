/** What is asked for: a page for all strangers, an answer for one person, a form. */
const lanes = ["page", "answer", "form"] as const;
export type Lane = (typeof lanes)[number];

/**
 * Lets one request begin in each turn of the event loop, and each kind in its turn. What a request does is mostly one
 * piece of work between two turns: were all begun that have come, a flood of forms would be done to its end before
 * anything else, kept pages included.
 * @returns resolves when the request may begin; at once where nothing else has begun in this turn
 */
export function makeTurns(): (lane: Lane) => Promise<void> {
  const waiting: Record<Lane, (() => void)[]> = { page: [], answer: [], form: [] };
  let last = 0;
  let isTaken = false;

  const next = () => {
    const order = lanes.map((_, at) => lanes[(last + 1 + at) % lanes.length] as Lane);
    const lane = order.find((one) => waiting[one].length > 0);
    isTaken = lane !== undefined;
    if (lane === undefined) return;
    last = lanes.indexOf(lane);
    setImmediate(next);
    waiting[lane].shift()?.();
  };

  return (lane) => {
    if (isTaken) return new Promise((begin) => waiting[lane].push(begin));
    isTaken = true;
    last = lanes.indexOf(lane);
    setImmediate(next);
    return Promise.resolve();
  };
}
