/**
 * Measuring and printing figures.
 *
 * @module
 */

export interface Figure {
  readonly name: string;
  readonly perSecond: number;
}

/** What a second is: of the clock, where something is waited for, or of the processor, whatever else runs on the machine. */
export type Clock = 'clock' | 'processor';

/** Before this many runs the compiler has not seen enough of a slow piece of work. */
const WARM_RUNS = 150;

/** Runs `work` again and again for this long, after a warm-up as long and of some runs at least; one at a time. */
export async function measure(
  name: string,
  seconds: number,
  work: () => unknown,
  clock: Clock = 'processor',
): Promise<Figure> {
  for (let warm = 0; warm < WARM_RUNS;) warm += (await repeat(seconds, work, clock)).times;
  const { times, took } = await repeat(seconds, work, clock);
  const figure = { name, perSecond: times / took };
  console.log(`${name.padEnd(64)} ${format(figure.perSecond).padStart(9)} /s`);
  return figure;
}

async function repeat(
  seconds: number,
  work: () => unknown,
  clock: Clock,
): Promise<{ times: number; took: number }> {
  const start = readSeconds(clock);
  let times = 0;
  let took = 0;
  // Looking at the processor's clock takes 20 microseconds: not after every piece of work.
  let batch = 1;
  do {
    const before = took;
    for (let at = 0; at < batch; at += 1) {
      const done = work();
      if (done instanceof Promise) await done;
    }
    times += batch;
    took = readSeconds(clock) - start;
    if (took - before < 0.005) batch *= 2;
  } while (took < seconds);
  return { times, took };
}

function readSeconds(clock: Clock): number {
  if (clock === 'clock') return Number(process.hrtime.bigint()) / 1e9;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** How many times as fast one is as the other. */
export function compare(one: Figure, other: Figure): void {
  const ratio = one.perSecond / other.perSecond;
  console.log(`${`${one.name} : ${other.name}`.padEnd(104)} ${format(ratio).padStart(9)} x`);
}

export function format(value: number): string {
  if (value >= 100) return Math.round(value).toString();
  return value.toFixed(value >= 10 ? 1 : 2);
}
