/**
 * Measuring and printing figures.
 *
 * @module
 */

/** How often something can be done in a second, at best so far. */
export interface Figure {
  readonly name: string;
  readonly perSecond: number;
}

/** What a second is: of the clock, where something is waited for, or of the processor, whatever else runs on the machine. */
export type Clock = 'clock' | 'processor';

/** A piece of work, and what was measured of it. */
interface Entry {
  readonly figure: { readonly name: string; perSecond: number };
  readonly work: () => unknown;
  readonly clock: Clock;
}

/** Before this many runs the compiler has not seen enough of a slow piece of work. */
const WARM_RUNS = 150;

/** How often every figure is taken. */
const ROUNDS = 5;

/** Pieces of work that are measured beside each other. */
export interface Measurement {
  /** Adds one, measured by the processor's clock unless told; its figure is 0 until it was taken. */
  readonly add: (name: string, work: () => unknown, clock?: Clock) => Figure;
  /** Takes every figure some times in turn, `seconds` each, and prints the best of each. */
  readonly run: (seconds: number) => Promise<void>;
}

/**
 * What else runs on a machine, or on its host, can only make a figure worse, and comes and goes. So figures are taken in
 * turn, some times over, and the best of each is told: a bad moment does not hit one side of a ratio alone.
 */
export function createMeasurement(): Measurement {
  const entries: Entry[] = [];
  return {
    add: (name, work, clock = 'processor') => {
      const figure = { name, perSecond: 0 };
      entries.push({ figure, work, clock });
      return figure;
    },
    run: async (seconds) => {
      for (let round = 1; round <= ROUNDS; round += 1) {
        process.stderr.write(`round ${round} of ${ROUNDS}\n`);
        for (const entry of entries) await takeFigure(entry, seconds, round === 1 ? WARM_RUNS : 1);
      }
      for (const { figure } of entries) {
        console.log(`${figure.name.padEnd(64)} ${format(figure.perSecond).padStart(9)} /s`);
      }
    },
  };
}

/** Once, one at a time, after a warm-up of so many runs at least. */
async function takeFigure(entry: Entry, seconds: number, warmRuns: number): Promise<void> {
  for (let warm = 0; warm < warmRuns;) warm += (await repeat(seconds / 2, entry)).times;
  const { times, took } = await repeat(seconds, entry);
  entry.figure.perSecond = Math.max(entry.figure.perSecond, times / took);
}

async function repeat(seconds: number, { work, clock }: Entry): Promise<{ times: number; took: number }> {
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
