import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/awarding/mapping.js';
import { AppError } from '../../../src/errors/app-error.js';
import {
  createAwardingServices,
  createAwardingWorld,
  type AwardingServices,
  type AwardingWorld,
  type ServiceOverrides,
} from '../../support/awarding-world.js';
import { randomKey } from '../../support/build-records.js';
import { buildMember, troubleWith } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => void (world = await createAwardingWorld(database.stores)));

/** A badge column beside an exam at 80 %: an award owes the LMS 1 of 1. The exam's own badge asks for more. */
async function setUpBadgeColumn(...userIds: readonly string[]) {
  const badgeClass = await world.addBadgeClass();
  const key = randomKey();
  const exam = await world.addMapping(await world.addBadgeClass(), { key, rule: percentOf(key, 100) });
  const mapping = await world.addMapping(badgeClass, {
    columnRole: 'badge',
    columnMaximum: 1,
    rule: percentOf(exam.key, 55),
  });
  const examColumn = world.lms.addColumn(exam.key);
  const badgeColumn = world.lms.addColumn(mapping.key, { tag: 'badge', scoreMaximum: 1 });
  for (const userId of userIds) {
    world.lms.enrol(buildMember(userId));
    world.lms.grade(examColumn, userId, 80);
  }
  return { badgeClass, mapping, badgeColumn };
}

function percentOf(columnKey: string, value: number): Rule {
  return { kind: 'at-least', columnKey, unit: 'percent', value };
}

/** A step that begins and never ends, as for a process that is killed in it. */
function neverEnds() {
  let isReached: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (isReached = resolve));
  const step = (): Promise<never> => {
    isReached();
    return new Promise(() => undefined);
  };
  return { reached, step };
}

const runRound = ({ rounds }: AwardingServices) =>
  rounds.run(world.institutionId, world.course.id, 'schedule');

/** Runs a round in a process that is killed when it comes to the step that `override` makes endless. */
async function runUntilKilled(override: (step: () => Promise<never>) => ServiceOverrides): Promise<void> {
  const { reached, step } = neverEnds();
  void runRound(world.restart(override(step)));
  await reached;
}

async function listOf(badgeClassId: string) {
  const awards = (await world.listAwards()).filter((award) => award.badgeClassId === badgeClassId);
  const credentials = await Promise.all(
    awards.map(({ id }) => database.stores.credentials.findByAward(world.institutionId, id)),
  );
  const scores = await database.stores.badgeScores.listByCourse(world.institutionId, world.course.id);
  return {
    awards,
    credentials,
    passbacks: scores.filter((score) => score.badgeClassId === badgeClassId).map(({ passback }) => passback),
  };
}

describe('one award, one credential, one score', () => {
  it('when all goes well', async () => {
    const { badgeClass, badgeColumn } = await setUpBadgeColumn('anna');
    await world.runRound();
    const { awards, credentials, passbacks } = await listOf(badgeClass.id);

    expect(awards).toMatchObject([{ delivery: { state: 'issued', credentialId: credentials[0]?.id } }]);
    expect(passbacks).toMatchObject([{ state: 'posted', attempts: 1 }]);
    expect(world.lms.taken).toEqual([
      expect.objectContaining({ lineItemUrl: badgeColumn.lineItemUrl, scoreGiven: 1, scoreMaximum: 1 }),
    ]);
  });

  it('I5 when the process is killed between award and issue', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna');
    await runUntilKilled((step) => ({ issue: step }));
    expect((await listOf(badgeClass.id)).credentials).toEqual([null]);

    world.clock.pass(1);
    await runRound(world.restart());
    const { awards, credentials } = await listOf(badgeClass.id);
    expect(awards).toHaveLength(1);
    expect(awards[0]).toMatchObject({ delivery: { state: 'issued', credentialId: credentials[0]?.id } });
    expect(credentials[0]).not.toBeNull();
    expect(world.lms.taken).toHaveLength(1);
  });

  it('I5 when the process is killed between issue and score', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna');
    await runUntilKilled((step) => ({ postScore: step }));
    const before = await listOf(badgeClass.id);
    expect(before.awards[0]).toMatchObject({ delivery: { state: 'issued' } });
    expect(before.passbacks).toMatchObject([{ state: 'waiting' }]);

    world.clock.pass(1);
    await runRound(world.restart());
    const after = await listOf(badgeClass.id);
    expect(after.awards).toHaveLength(1);
    expect(after.passbacks).toMatchObject([{ state: 'posted' }]);
    // Bytes stay as they were issued.
    expect(after.credentials).toEqual(before.credentials);
    expect(world.lms.taken).toHaveLength(1);
  });

  it('I5 when the process is killed after the LMS took the score and before that was noted', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna');
    const { lms } = world;
    await runUntilKilled((step) => ({
      postScore: async (...args) => {
        await lms.postScore(...args);
        return step();
      },
    }));
    expect((await listOf(badgeClass.id)).passbacks).toMatchObject([{ state: 'waiting' }]);

    world.clock.pass(1);
    await runRound(world.restart());
    expect((await listOf(badgeClass.id)).passbacks).toMatchObject([{ state: 'posted' }]);
    expect(lms.taken).toHaveLength(1);
  });

  it('I4 when two processes run the same round at once', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna', 'ben', 'carl');
    const other = await database.reopen();
    try {
      const second = createAwardingServices(other.stores, world.lms, world.clock.now);
      await Promise.all([world.runRound(), runRound(second), runRound(second)]);
    } finally {
      await other.close();
    }
    const { awards, credentials } = await listOf(badgeClass.id);
    expect(awards).toHaveLength(3);
    expect(credentials.map((one) => one?.id)).toEqual(awards.map(({ delivery }) => delivery.credentialId));
    expect(world.lms.taken.map(({ userId }) => userId).sort()).toEqual(['anna', 'ben', 'carl']);
  });

  it('I4 when many look at the award that waits at once, in the audit log too', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna');
    await runUntilKilled((step) => ({ issue: step }));
    const [waiting] = (await listOf(badgeClass.id)).awards;
    if (!waiting) throw new Error('nothing was awarded');
    const delivered = await Promise.all(
      Array.from({ length: 5 }, () => world.restart().awardService.deliver(waiting)),
    );

    expect(delivered).toEqual([true, true, true, true, true]);
    const entries = await database.stores.audit.list(world.institutionId, 100);
    expect(entries.filter(({ action }) => action === 'credential.issued')).toHaveLength(1);
  });

  it('when issuing fails for one of two and not for the other', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna');
    await runUntilKilled((step) => ({ issue: step }));
    const [waiting] = (await listOf(badgeClass.id)).awards;
    if (!waiting) throw new Error('nothing was awarded');
    await world.restart().awardService.deliver(waiting);
    await world
      .restart({ issue: () => Promise.reject(troubleWith('storage_busy')) })
      .awardService.deliver(waiting);

    const [award] = (await listOf(badgeClass.id)).awards;
    expect(award?.delivery).toMatchObject({ state: 'issued', lastErrorCode: null });
  });

  it('when the LMS takes no score for a while', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna');
    world.lms.trouble.postScore = troubleWith('platform_unavailable');
    const { round } = await world.runRound();
    expect(round.errorCode).toBe('platform_unavailable');
    // The course was read whole all the same.
    expect(await database.stores.syncs.find(world.institutionId, world.course.id)).toMatchObject({
      completeAt: world.clock.at,
      stop: { code: 'platform_unavailable' },
    });

    delete world.lms.trouble.postScore;
    world.clock.pass(1);
    expect((await world.runRound()).round.errorCode).toBeNull();
    const { awards, passbacks } = await listOf(badgeClass.id);
    expect(awards).toMatchObject([{ delivery: { state: 'issued' } }]);
    expect(passbacks).toMatchObject([{ state: 'posted', lastErrorCode: null }]);
    expect(world.lms.taken).toHaveLength(1);
  });

  it('when an award finds its column only later', async () => {
    const { badgeClass, badgeColumn, mapping } = await setUpBadgeColumn('anna');
    world.lms.removeColumn(badgeColumn);
    await world.runRound();
    expect((await listOf(badgeClass.id)).passbacks).toMatchObject([
      { state: 'waiting', attempts: 0, lastErrorCode: 'column_not_seen' },
    ]);

    world.lms.addColumn(mapping.key, { tag: 'badge', scoreMaximum: 1 });
    world.clock.pass(5);
    await world.runRound();
    expect(world.lms.taken).toHaveLength(1);
  });
});

describe('I10 issuing fails', () => {
  it.each([
    ['is refused (4xx)', () => troubleWith('issuing_not_allowed')],
    ['breaks (5xx)', () => troubleWith('platform_unavailable')],
    ['answers nothing in time', () => new DOMException('timed out', 'TimeoutError')],
  ])('%s: the award stands, says why, is tried again later and issued once', async (_how, trouble) => {
    const { badgeClass } = await setUpBadgeColumn('anna');
    const failing = world.restart({ issue: () => Promise.reject(trouble()) });
    // What has no code is thrown as well, for the log; by then the award is kept.
    await runRound(failing).catch(() => undefined);
    const [first] = (await listOf(badgeClass.id)).awards;
    const cause = trouble();
    const lastErrorCode = cause instanceof AppError ? cause.code : 'internal_error';
    expect(first?.delivery).toMatchObject({ state: 'waiting', attempts: 1, lastErrorCode });
    expect(first?.delivery.nextAttemptAt.getTime()).toBeGreaterThan(world.clock.at.getTime());
    // The round that comes at once asks the issuer nothing.
    await runRound(failing).catch(() => undefined);
    expect((await listOf(badgeClass.id)).awards).toMatchObject([{ delivery: { attempts: 1 } }]);

    world.clock.pass(1);
    await runRound(failing).catch(() => undefined);
    const [second] = (await listOf(badgeClass.id)).awards;
    expect(second?.delivery.attempts).toBe(2);
    const waits = [first, second].map((one) => one?.delivery.nextAttemptAt.getTime() ?? 0);
    expect((waits[1] ?? 0) - world.clock.at.getTime()).toBeGreaterThan(
      (waits[0] ?? 0) - (world.clock.at.getTime() - 60_000),
    );

    world.clock.pass(60);
    await runRound(world.restart());
    const { awards, credentials } = await listOf(badgeClass.id);
    expect(awards).toHaveLength(1);
    expect(awards[0]?.delivery).toMatchObject({ state: 'issued', credentialId: credentials[0]?.id });
    expect(world.lms.taken).toHaveLength(1);
  });
});

describe('settling what is owed', () => {
  it('leaves an LMS in trouble alone after the first score that it did not take', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna', 'ben', 'carl', 'dora');
    world.lms.trouble.postScore = troubleWith('platform_unavailable');
    await world.runRound();

    expect(world.lms.calls.postScore).toBe(1);
    // Credentials need no LMS.
    expect((await listOf(badgeClass.id)).awards.map(({ delivery }) => delivery.state)).toEqual([
      'issued',
      'issued',
      'issued',
      'issued',
    ]);
  });

  it('reports the trouble of the LMS though another score only misses its column', async () => {
    const { mapping } = await setUpBadgeColumn('anna');
    const other = await world.addMapping(await world.addBadgeClass(), {
      columnRole: 'badge',
      columnMaximum: 1,
      rule: mapping.rule,
      placedAt: new Date(mapping.placedAt.getTime() - 60_000),
    });
    expect(other.key).not.toBe(mapping.key);
    world.lms.trouble.postScore = troubleWith('platform_busy');

    expect((await world.runRound()).round.errorCode).toBe('platform_busy');
  });

  it('settles the others when one award meets what nobody foresaw, then says so', async () => {
    const { badgeClass } = await setUpBadgeColumn('anna', 'ben', 'carl');
    const { id: unlucky } = await world.findLearner('ben');
    const services = world.restart({
      issue: (request) => {
        if (request.award.learnerId === unlucky) throw new TypeError('a bug');
        return world.credentialService.issue(request);
      },
    });
    await expect(runRound(services)).rejects.toThrow(TypeError);

    const { awards } = await listOf(badgeClass.id);
    const stateOf = (learnerId: string) => awards.find((award) => award.learnerId === learnerId)?.delivery;
    expect(stateOf(unlucky)).toMatchObject({
      state: 'waiting',
      lastErrorCode: 'internal_error',
      attempts: 1,
    });
    expect(awards.filter(({ delivery }) => delivery.state === 'issued')).toHaveLength(2);
    const [round] = await database.stores.syncs.listRounds(world.institutionId, world.course.id, 1);
    expect(round).toMatchObject({ errorCode: 'internal_error', awarded: expect.any(Number) as number });

    world.clock.pass(1);
    await runRound(world.restart());
    expect((await listOf(badgeClass.id)).awards.every(({ delivery }) => delivery.state === 'issued')).toBe(
      true,
    );
  });

  it('keeps an award that cannot be issued, and tries again no sooner than it says', async () => {
    const { badgeClass, badgeColumn } = await setUpBadgeColumn('anna');
    // Its score goes on waiting, so that every round looks at the award again.
    world.lms.removeColumn(badgeColumn);
    const closed = world.restart({ mayIssue: false });
    await runRound(closed);
    const first = (await listOf(badgeClass.id)).awards[0];
    expect(first?.delivery).toMatchObject({
      state: 'waiting',
      lastErrorCode: 'issuing_not_allowed',
      attempts: 1,
    });
    await runRound(closed);
    expect((await listOf(badgeClass.id)).awards[0]?.delivery.attempts).toBe(1);

    world.clock.pass(1);
    await runRound(world.restart());
    expect((await listOf(badgeClass.id)).awards[0]?.delivery).toMatchObject({
      state: 'issued',
      lastErrorCode: null,
    });
  });
});
