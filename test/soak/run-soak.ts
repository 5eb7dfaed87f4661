/**
 * The soak: many courses, much trouble, killed workers; in the end everything is as it must be.
 *
 * The school changes in waves. In each, grades and members change while the LMS is in trouble and workers die; then the school
 * stands still until every course was read whole, twice, so that every change was seen. What must be awarded is worked out at
 * those moments from the LMS's own gradebook. The clock is the real one; intervals are seconds.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { startTool } from '../support/start-tool.js';
import { judge, noteEarned, type Earned, type Judgement } from './judge.js';
import { furnishSchool, type School } from './school.js';
import { changeCourse, createRandom, TROUBLES, type Changes } from './trouble.js';
import { startWorkers, type Workers } from './workers.js';

export interface SoakOptions {
  readonly courses: number;
  readonly learners: number;
  readonly kills: number;
  readonly waves: number;
  readonly seed: number;
  /** The longest that a wave may take to come to rest. */
  readonly settleMs: number;
  /** How long each kind of trouble lasts. */
  readonly troubleMs: number;
  readonly log: (line: string) => void;
}

export interface SoakReport extends Judgement, Changes {
  readonly kills: number;
  readonly troubles: number;
  readonly requests: number;
  readonly parked: number;
  readonly seconds: number;
}

const LEASE_MS = 4_000;
const SYNC_EVERY_SECONDS = 2;
const SERVICE_TIMEOUT_MS = 3_000;

export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { courses, learners, kills, waves, seed, settleMs, troubleMs, log } = options;
  const startedAt = Date.now();
  const since = (): string => `${((Date.now() - startedAt) / 1000).toFixed(0).padStart(4)} s`;
  const random = createRandom(seed);
  const changes: Changes = { grades: 0, dropOuts: 0, returns: 0 };
  let troubles = 0;
  const tool = await startTool({ env: { SYNC_EVERY: String(SYNC_EVERY_SECONDS) } });
  let school: School | null = null;
  let workers: Workers | null = null;
  try {
    const furnished = await furnishSchool(tool, { courses, learners }, (done) => {
      if (done % 50 === 0 || done === courses)
        log(`${since()}  ${done} courses with ${learners} learners each`);
    });
    school = furnished;
    const env = {
      BASE_URL: tool.baseUrl,
      DATA_DIR: tool.dataDir,
      ALLOW_LOOPBACK: 'true',
      ROLE: 'worker',
      SYNC_EVERY: String(SYNC_EVERY_SECONDS),
      LOG_LEVEL: 'silent',
    };
    const settings = { env, leaseMs: LEASE_MS, serviceTimeoutMs: SERVICE_TIMEOUT_MS };
    workers = await startWorkers(2, settings);
    const earned: Earned = new Map();
    const { control } = furnished.sandbox;

    for (let wave = 1; wave <= waves; wave += 1) {
      const share = wave === 1 ? 0.6 : 0.15;
      const killsByNow = Math.round((kills * wave) / waves);
      for (const [index, course] of furnished.courses.entries()) {
        const made = changeCourse(furnished, course, share, random);
        for (const name of ['grades', 'dropOuts', 'returns'] as const) changes[name] += made[name];
        if (index % 20 === 0) await wait(0);
      }
      for (const trouble of TROUBLES) {
        control.clearFaults();
        trouble.begin(control);
        troubles += 1;
        await wait(troubleMs);
        if (workers.kills < killsByNow) await workers.kill(random);
      }
      control.clearFaults();
      while (workers.kills < killsByNow) {
        await wait(300 + random() * 1_000);
        await workers.kill(random);
      }
      log(`${since()}    ${killsByNow} kills, trouble is over`);
      await settle(furnished, settleMs);
      noteEarned(furnished, earned);
      const total = [...earned.values()].reduce((sum, names) => sum + names.size, 0);
      log(
        `${since()}  wave ${wave} of ${waves}: ${changes.grades} grades, ${workers.kills} kills, ${total} to be awarded`,
      );
    }

    await workers.stop();
    const judgement = await judge(tool.context, furnished, earned);
    const parked = (await tool.context.stores.jobs.listParked()).length;
    const requests = Object.values(control.getCounters()).reduce((sum, count) => sum + count, 0);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    return { ...judgement, ...changes, kills: workers.kills, troubles, requests, parked, seconds };
  } finally {
    await workers?.stop();
    await school?.close();
    await tool.close();
  }

  /** Waits until every course was read whole by a round that began after now. */
  async function settle(furnished: School, mostMs: number): Promise<void> {
    const { context } = tool;
    const deadline = Date.now() + mostMs;
    // The first whole round after now may have begun before it; the one after that has not.
    for (const pass of [1, 2]) {
      const mark = new Date();
      let saidAt = Date.now();
      const open = new Set(furnished.courses.map(({ course }) => course.id));
      for (const courseId of open) {
        await context.requestRound(context.institution.id, courseId, 'check-now');
      }
      while (open.size > 0) {
        for (const courseId of open) {
          const sync = await context.stores.syncs.find(context.institution.id, courseId);
          if (sync?.completeAt && sync.completeAt > mark && !sync.stop) open.delete(courseId);
        }
        if (open.size === 0) break;
        if (Date.now() - saidAt > 20_000) {
          saidAt = Date.now();
          const stops = new Map<string, number>();
          for (const courseId of open) {
            const sync = await context.stores.syncs.find(context.institution.id, courseId);
            const code =
              sync?.stop?.code ?? (sync?.completeAt && sync.completeAt > mark ? 'read' : 'not yet read');
            stops.set(code, (stops.get(code) ?? 0) + 1);
          }
          const why = [...stops].map(([code, count]) => `${count} ${code}`).join(', ');
          log(`${since()}    pass ${pass}: ${open.size} courses to go: ${why}`);
        }
        if (Date.now() > deadline) {
          const [first = ''] = open;
          const sync = await context.stores.syncs.find(context.institution.id, first);
          const job = await context.stores.jobs.find(`sync-course:${first}`);
          throw new Error(
            `pass ${pass}: ${open.size} courses do not come to rest: ${JSON.stringify({ sync, job })}`,
          );
        }
        await wait(250);
      }
    }
  }
}
