import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Kill, KillableRun } from '../support/killable-tool.js';
import { listNodeArguments } from '../support/node-arguments.js';
import {
  COURSE,
  grade,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
} from '../support/start-course.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs what is due in a process that dies at `kill`; resolves with the signal that ended it. */
function runAndDie(world: CourseWorld, kill: Kill): Promise<string | null> {
  const run: KillableRun = {
    env: { BASE_URL: world.tool.baseUrl, DATA_DIR: world.tool.dataDir, ALLOW_LOOPBACK: 'true' },
    now: world.clock.now.toISOString(),
    kill,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...listNodeArguments('test/support/killable-tool.ts'), JSON.stringify(run)],
      { cwd: ROOT },
      (error) => resolve(error?.signal ?? null),
    );
  });
}

/** Where the process dies, and what the LMS must have been told by then. */
const MOMENTS: readonly (Kill & { readonly name: string; readonly scoresBefore: number })[] = [
  { name: 'before the award', store: 'awards', method: 'create', when: 'before', scoresBefore: 0 },
  { name: 'between award and issue', store: 'awards', method: 'create', when: 'after', scoresBefore: 0 },
  {
    name: 'as the credential was signed',
    store: 'credentials',
    method: 'create',
    when: 'before',
    scoresBefore: 0,
  },
  {
    name: 'as the credential was stored',
    store: 'credentials',
    method: 'create',
    when: 'after',
    scoresBefore: 0,
  },
  { name: 'between issue and score', store: 'awards', method: 'setDelivery', when: 'after', scoresBefore: 0 },
  { name: 'as the score was owed', store: 'badgeScores', method: 'owe', when: 'after', scoresBefore: 0 },
  {
    name: 'as the LMS had taken the score',
    store: 'badgeScores',
    method: 'setPassback',
    when: 'before',
    scoresBefore: 1,
  },
  {
    name: 'as the score was noted',
    store: 'badgeScores',
    method: 'setPassback',
    when: 'after',
    scoresBefore: 1,
  },
];

describe('I5 the tool is killed and started again', () => {
  for (const { name, scoresBefore, ...kill } of MOMENTS) {
    it(`${name}: one award, one credential, one score`, async () => {
      const world = await startCourse({ sandbox: { students: 3 } });
      try {
        const { context } = world.tool;
        const { id: institutionId } = context.institution;
        const graded = await placeBadge(world);
        const extra = (await context.seed()).find(({ variant }) => variant === 'extra-curricular');
        await context.badgeClasses.create(
          institutionId,
          { ...(extra as NonNullable<typeof extra>), id: 'shown', mayBeMapped: { where: 'any-course' } },
          { kind: 'command-line' },
        );
        const shown = await placeBadge(world, {
          badgeClassId: 'shown',
          columnRole: 'badge',
          readsColumnOf: graded.mapping.key,
        });
        await runRound(world);
        grade(world, graded, 'student02', 60);
        // Only what is due is the badge that shows in the gradebook: the other one is taken away.
        await context.stores.mappings.setState(
          institutionId,
          graded.mapping.id,
          'dropped',
          'test',
          world.clock.now,
        );
        await world.tool.stop();
        world.sandbox.control.resetCounters();

        world.clock.forward(600);
        expect(await runAndDie(world, kill)).toBe('SIGKILL');
        expect(world.sandbox.control.getCounters().scores).toBe(scoresBefore);

        await world.restart();
        await runRound(world);
        await runRound(world);
        const { stores } = world.tool.context;
        const awards = await stores.awards.listByCourse(institutionId, shown.course.id);
        expect(awards).toHaveLength(1);
        expect(awards[0]).toMatchObject({
          badgeClassId: 'shown',
          delivery: { state: 'issued' },
        });
        expect(await stores.badgeScores.listByCourse(institutionId, shown.course.id)).toMatchObject([
          { mappingId: shown.mapping.id, passback: { state: 'posted' } },
        ]);
        const credential = await stores.credentials.findByAward(institutionId, awards[0]?.id ?? '');
        expect(credential?.id).toBe(awards[0]?.delivery.credentialId);

        const { grades } = world.sandbox.control.getGradebook(COURSE);
        const scores = grades.filter(({ columnId }) => columnId === shown.columnId);
        expect(scores.map(({ login, score, by }) => ({ login, score, by }))).toEqual([
          { login: 'student02', score: 1, by: world.clientId },
        ]);
        const taken = world.sandbox.control.listLog('scores').filter(({ status }) => status < 300);
        expect(taken).toHaveLength(1);
        const enrolments = await stores.enrolments.list(institutionId, shown.course.id);
        expect(enrolments.filter(({ status }) => status === 'gone')).toEqual([]);
      } finally {
        await world.close();
      }
    });
  }
});
