/**
 * Plays the cases against one tool, and counts.
 *
 * A row is dead when the process ended, or stopped answering, because of it; the tool is then started again for the next. Dead rows
 * are not counted as wrong.
 *
 * @module
 */
import type { ProbeCase } from './probe-case.js';
import type { ToolUnderTest } from './tool-under-test.js';
import { NO_ANSWER, openProbeWorld, type ProbeWorld } from './world.js';

export interface ProbedRow {
  readonly id: string;
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  readonly verdict: 'right' | 'wrong' | 'dead';
}

export interface Probed {
  readonly name: string;
  readonly rows: readonly ProbedRow[];
  readonly wrong: number;
  readonly dead: number;
}

/** No case takes longer, whatever it plays. */
const CASE_CAP_MS = 60_000;

export async function runProbe(tool: ToolUnderTest, cases: readonly ProbeCase[]): Promise<Probed> {
  const rows: ProbedRow[] = [];
  let world: ProbeWorld | null = null;
  try {
    await tool.start();
    world = await openProbeWorld(tool);
    for (const probeCase of cases) rows.push(await playCase(world, probeCase));
  } finally {
    await world?.close();
    await tool.stop();
  }
  return { name: tool.name, rows, wrong: count(rows, 'wrong'), dead: count(rows, 'dead') };
}

async function playCase(world: ProbeWorld, { id, what, expected, play }: ProbeCase): Promise<ProbedRow> {
  const got = await withCap(play(world));
  if (!(await world.isAlive())) {
    await world.tool.start();
    return { id, what, expected, got: 'dead', verdict: 'dead' };
  }
  const isRight =
    got.replace(NO_ANSWER, 'refused') === expected || (expected === 'either' && !got.startsWith('failed'));
  return { id, what, expected, got, verdict: isRight ? 'right' : 'wrong' };
}

async function withCap(play: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const capped = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('failed: took too long'), CASE_CAP_MS);
  });
  try {
    return await Promise.race([play, capped]);
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(timer);
  }
}

/** The table, and the closing line. */
export function printProbed({ name, rows, wrong, dead }: Probed): string {
  const width = (of: (row: ProbedRow) => string) => Math.max(...rows.map((row) => of(row).length));
  const widths = [
    width(({ id }) => id),
    width(({ what }) => what),
    width(({ expected }) => expected),
  ] as const;
  const lines = rows.map(({ id, what, expected, got, verdict }) =>
    [
      id.padEnd(widths[0]),
      what.padEnd(widths[1]),
      expected.padEnd(widths[2]),
      verdict === 'right' ? got : `${got}  ← ${verdict}`,
    ].join('  '),
  );
  const head = ['id'.padEnd(widths[0]), 'what'.padEnd(widths[1]), 'expected'.padEnd(widths[2]), 'got'].join(
    '  ',
  );
  return ['', name, '', head, ...lines, `wrong ${wrong} of ${rows.length}, dead ${dead}`].join('\n');
}

function count(rows: readonly ProbedRow[], verdict: ProbedRow['verdict']): number {
  return rows.filter((row) => row.verdict === verdict).length;
}
