import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICIES } from '../../src/awarding/policies.js';
import type { Act, Kill, KillableRun } from '../support/killable-tool.js';
import { listNodeArguments } from '../support/node-arguments.js';
import { grade, placeBadge, runRound, startCourse, type CourseWorld } from '../support/start-course.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Does what a person asked in a process that dies at `kill`; resolves with the signal that ended it. */
function actAndDie(world: CourseWorld, act: Act, kill: Kill): Promise<string | null> {
  const run: KillableRun = {
    env: { BASE_URL: world.tool.baseUrl, DATA_DIR: world.tool.dataDir, ALLOW_LOOPBACK: 'true' },
    now: world.clock.now.toISOString(),
    kill,
    act,
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

/** One student with a grade that is enough, by a mapping with or without approval, after a round. */
async function setUp(mode: 'automatic' | 'after-approval') {
  const world = await startCourse({ sandbox: { students: 3 } });
  const { context } = world.tool;
  const { id: institutionId } = context.institution;
  const placed = await placeBadge(world);
  const { course, mapping } = placed;
  await runRound(world);
  const current = await context.stores.mappings.find(institutionId, course.id, mapping.id);
  if (!current) throw new Error('no mapping');
  await context.mappingChanges.revise(
    course,
    mapping.id,
    { rule: current.rule, wait: current.wait, policies: { ...DEFAULT_POLICIES, mode } },
    { kind: 'learner', id: 'author' },
    current.version,
  );
  grade(world, placed, 'student02', 60);
  await runRound(world);
  const [decision] = (await context.stores.decisions.listByCourse(institutionId, course.id)).filter(
    ({ verdict }) => verdict === 'met' || verdict === 'waiting',
  );
  return { world, institutionId, course, mapping, learnerId: decision?.learnerId ?? '' };
}

async function goOn(world: CourseWorld) {
  await world.restart();
  world.clock.forward(1_200);
  await runRound(world);
  await runRound(world);
  return world.tool.context.stores;
}

describe('the tool is killed while a person changes an award', () => {
  it.each<Kill>([
    { store: 'awards', method: 'end', when: 'after' },
    { store: 'credentials', method: 'setState', when: 'after' },
  ])('withdrawing, $when $method of $store: one withdrawal, the credential revoked', async (kill) => {
    const { world, institutionId, course } = await setUp('automatic');
    try {
      const [award] = await world.tool.context.stores.awards.listByCourse(institutionId, course.id);
      if (!award?.delivery.credentialId) throw new Error('nothing was issued');
      await world.tool.stop();
      expect(await actAndDie(world, { kind: 'withdraw', institutionId, awardId: award.id }, kill)).toBe(
        'SIGKILL',
      );

      const stores = await goOn(world);
      const awards = await stores.awards.listByCourse(institutionId, course.id);
      expect(awards).toMatchObject([{ id: award.id, state: 'withdrawn', revocation: { state: 'done' } }]);
      expect(await stores.credentials.find(institutionId, award.delivery.credentialId)).toMatchObject({
        state: 'revoked',
      });
    } finally {
      await world.close();
    }
  });

  it.each<Kill>([
    { store: 'awards', method: 'revise', when: 'after' },
    { store: 'credentials', method: 'create', when: 'after' },
  ])(
    'issuing anew, $when $method of $store: one new revision stands, the old one is revoked',
    async (kill) => {
      const { world, institutionId, course } = await setUp('automatic');
      try {
        const [award] = await world.tool.context.stores.awards.listByCourse(institutionId, course.id);
        if (!award?.delivery.credentialId) throw new Error('nothing was issued');
        await world.tool.stop();
        expect(await actAndDie(world, { kind: 'reissue', institutionId, awardId: award.id }, kill)).toBe(
          'SIGKILL',
        );

        const stores = await goOn(world);
        const [revised, ...others] = await stores.awards.listByCourse(institutionId, course.id);
        expect(others).toEqual([]);
        expect(revised).toMatchObject({ state: 'awarded', revision: 2, delivery: { state: 'issued' } });
        const stateOf = async (id: string | null | undefined) =>
          (await stores.credentials.find(institutionId, id ?? ''))?.state;
        expect(await stateOf(revised?.delivery.credentialId)).toBe('valid');
        expect(await stateOf(award.delivery.credentialId)).toBe('revoked');
      } finally {
        await world.close();
      }
    },
  );

  it.each<Kill>([
    { store: 'reviews', method: 'replace', when: 'after' },
    { store: 'awards', method: 'create', when: 'after' },
  ])('approving, $when $method of $store: one award, one credential', async (kill) => {
    const { world, institutionId, course, mapping, learnerId } = await setUp('after-approval');
    try {
      expect(await world.tool.context.stores.awards.listByCourse(institutionId, course.id)).toEqual([]);
      await world.tool.stop();
      const act: Act = {
        kind: 'approve',
        institutionId,
        courseId: course.id,
        mappingId: mapping.id,
        learnerId,
      };
      expect(await actAndDie(world, act, kill)).toBe('SIGKILL');

      const stores = await goOn(world);
      const awards = await stores.awards.listByCourse(institutionId, course.id);
      expect(awards).toMatchObject([{ learnerId, state: 'awarded', delivery: { state: 'issued' } }]);
      const credential = await stores.credentials.findByAward(institutionId, awards[0]?.id ?? '');
      expect(credential?.id).toBe(awards[0]?.delivery.credentialId);
    } finally {
      await world.close();
    }
  });
});
