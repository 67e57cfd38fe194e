/** Milliseconds. */
export interface Times {
  p50: number;
  p99: number;
  /** The same of the processor's time: on a machine that others use too, this one tells. */
  processorP50: number;
  processorP99: number;
}

/** How long each of many turns takes; `prepare` is not counted. */
export async function timesOf<Given>(
  turns: number,
  prepare: () => Given,
  run: (given: Given) => Promise<unknown>,
): Promise<Times> {
  const times: number[] = [];
  const processor: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const given = prepare();
    const [from, before] = [performance.now(), process.cpuUsage()];
    await run(given);
    const { user, system } = process.cpuUsage(before);
    times.push(performance.now() - from);
    processor.push((user + system) / 1000);
  }
  // By the nearest rank: so many of all took no longer.
  const at = (all: number[], share: number) => {
    return all.sort((one, other) => one - other)[Math.ceil(turns * share) - 1] ?? 0;
  };
  return {
    ...{ p50: at(times, 0.5), p99: at(times, 0.99) },
    ...{ processorP50: at(processor, 0.5), processorP99: at(processor, 0.99) },
  };
}
