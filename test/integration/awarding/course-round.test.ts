import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.js';
import { createAwardingWorld, SYNC_EVERY_MS, type AwardingWorld } from '../../support/awarding-world.js';
import {
  buildAward,
  buildBadgeScore,
  buildPassback,
  minutesAfterNoon,
  NOON,
} from '../../support/build-records.js';
import { buildMember, troubleWith } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => void (world = await createAwardingWorld(database.stores)));

/** A mapping at 55 % with its column, and two learners: `anna` at the threshold, `ben` just under it. */
async function setUpExam() {
  const badgeClass = await world.addBadgeClass();
  const mapping = await world.addMapping(badgeClass);
  const column = world.lms.addColumn(mapping.key);
  world.lms.enrol(buildMember('anna'), buildMember('ben'));
  world.lms.grade(column, 'anna', 55);
  world.lms.grade(column, 'ben', 54.99);
  return { badgeClass, mapping, column };
}

describe('a round of a course', () => {
  it('awards whoever is at the threshold, and tells the other why not', async () => {
    const { mapping, badgeClass } = await setUpExam();
    const { round, nextRoundAt } = await world.runRound();

    expect(round).toMatchObject({
      candidates: 2,
      met: 1,
      awarded: 1,
      alreadyHeld: 0,
      unknown: 0,
      stopped: 0,
      requests: 3,
      errorCode: null,
      trigger: 'schedule',
    });
    expect(nextRoundAt).toEqual(new Date(NOON.getTime() + SYNC_EVERY_MS));
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ verdict: 'met', reason: 'reached' });
    expect(await world.findDecision(mapping, 'ben')).toMatchObject({
      verdict: 'not-met',
      reason: 'below-threshold',
      inputs: [expect.objectContaining({ score: 54.99, maximum: 100 })],
    });
    const [award, ...others] = await world.listAwards();
    expect(others).toEqual([]);
    expect(award).toMatchObject({
      badgeClassId: badgeClass.id,
      badgeClassVersion: 1,
      mappingId: mapping.id,
      mappingVersion: 1,
      learnerId: (await world.findLearner('anna')).id,
      awardedBy: 'rule',
      state: 'awarded',
      delivery: expect.objectContaining({ state: 'issued' }) as unknown,
    });
  });

  it('issues the credential in the same round, and writes who did what', async () => {
    await setUpExam();
    await world.runRound();
    const [award] = await world.listAwards();
    const credential = await database.stores.credentials.findByAward(world.institutionId, award?.id ?? '');

    expect(credential).toMatchObject({ id: award?.delivery.credentialId, isShared: false });
    const actions = (await database.stores.audit.list(world.institutionId, 20)).map(({ action }) => action);
    // One key for each kind of signature.
    expect([...new Set(actions)].sort()).toEqual(['award.made', 'credential.issued', 'issuer-key.made']);
  });

  it('changes nothing when it runs again over the same data', async () => {
    const { mapping } = await setUpExam();
    await world.runRound();
    const before = [await world.listAwards(), await world.findDecision(mapping, 'ben')];
    world.clock.pass(5);
    const { round } = await world.runRound();

    expect(round).toMatchObject({ met: 1, awarded: 0, alreadyHeld: 1 });
    expect([await world.listAwards(), await world.findDecision(mapping, 'ben')]).toEqual(before);
  });

  it('marks the mapping as seen when its column is there', async () => {
    const { mapping } = await setUpExam();
    await world.runRound();
    const seen = await database.stores.mappings.find(world.institutionId, world.course.id, mapping.id);
    expect(seen?.seenAt).toEqual(NOON);
  });

  it('takes a grade that was emptied for none, and keeps the award', async () => {
    const { mapping, column } = await setUpExam();
    await world.runRound();
    world.clock.pass(5);
    world.lms.grade(column, 'anna', null);
    await world.runRound();

    expect(await world.findDecision(mapping, 'anna')).toMatchObject({
      verdict: 'not-met',
      reason: 'no-grade',
    });
    expect(await world.listAwards()).toHaveLength(1);
  });

  it('never awards staff, test users, observers and inactive members, and says why', async () => {
    const { mapping, column } = await setUpExam();
    const learner = { isStaff: false, isLearner: true, isObserver: false, isTestUser: false };
    world.lms.enrol(
      buildMember('assistant', { roles: { ...learner, isStaff: true } }),
      buildMember('pretend', { roles: { ...learner, isTestUser: true } }),
      buildMember('parent', { roles: { ...learner, isObserver: true } }),
      buildMember('paused', { status: 'inactive' }),
    );
    for (const userId of ['assistant', 'pretend', 'parent', 'paused']) world.lms.grade(column, userId, 100);
    const { round } = await world.runRound();

    expect(round).toMatchObject({ candidates: 6, awarded: 1, stopped: 4 });
    const reasons = await Promise.all(
      ['assistant', 'pretend', 'parent', 'paused'].map(
        async (userId) => (await world.findDecision(mapping, userId))?.reason,
      ),
    );
    expect(reasons).toEqual(['staff', 'test-user', 'observer', 'inactive']);
  });

  it('keeps a graded user who is no member out of the candidates', async () => {
    const { column } = await setUpExam();
    world.lms.grade(column, 'stranger', 100);
    expect((await world.runRound()).round).toMatchObject({ candidates: 2, awarded: 1 });
  });

  it('never awards twice through two mappings of one badge class', async () => {
    const { badgeClass } = await setUpExam();
    const second = await world.addMapping(badgeClass);
    world.lms.grade(world.lms.addColumn(second.key), 'anna', 90);
    const { round } = await world.runRound();

    expect(round).toMatchObject({ met: 2, awarded: 1, alreadyHeld: 1 });
    expect(await world.listAwards()).toHaveLength(1);
  });

  it('stops a mapping whose key stands on two columns, awards nothing, and goes on when one is gone', async () => {
    const { mapping } = await setUpExam();
    const copy = world.lms.addColumn(mapping.key);
    expect((await world.runRound()).round).toMatchObject({ met: 0, awarded: 0, unknown: 2 });
    const find = () => database.stores.mappings.find(world.institutionId, world.course.id, mapping.id);
    expect(await find()).toMatchObject({ state: 'needs-look', stateReason: 'doubled-key' });

    world.lms.removeColumn(copy);
    world.clock.pass(5);
    expect((await world.runRound()).round).toMatchObject({ awarded: 1 });
    expect(await find()).toMatchObject({ state: 'active', stateReason: null });
  });

  it('awards nothing for a key of another course', async () => {
    const other = await createAwardingWorld(database.stores);
    const foreign = await other.addMapping(await other.addBadgeClass());
    await setUpExam();
    world.lms.grade(world.lms.addColumn(foreign.key), 'anna', 100);
    await world.runRound();

    expect(await world.listAwards()).toHaveLength(1);
    expect(await other.listAwards()).toEqual([]);
  });

  it('decides nothing about learners before it knows who is in the course', async () => {
    const { mapping } = await setUpExam();
    world.lms.hideMembers();
    expect((await world.runRound()).round).toMatchObject({ candidates: 0, awarded: 0, errorCode: null });
    expect(await world.findDecision(mapping, 'anna')).toBeNull();
  });

  it('waits for an admin, and awards in the round after the yes', async () => {
    const badgeClass = await world.addBadgeClass({
      variant: 'microcredential',
      mayBeMapped: { where: 'after-approval' },
    });
    const mapping = await world.addMapping(badgeClass, { state: 'waiting-for-approval' });
    world.lms.enrol(buildMember('anna'));
    world.lms.grade(world.lms.addColumn(mapping.key), 'anna', 90);
    await world.runRound();
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'needs-approval' });
    expect(await world.listAwards()).toEqual([]);

    const { approvals } = database.stores;
    await approvals.decide(world.institutionId, badgeClass.id, world.course.id, 'approved', world.clock.at);
    world.clock.pass(5);
    await world.runRound();
    expect(await world.listAwards()).toHaveLength(1);
  });

  it('drops a mapping that nobody saw for 30 days, and then has nothing to watch', async () => {
    const mapping = await world.addMapping(await world.addBadgeClass());
    world.clock.pass(30 * 24 * 60);
    expect((await world.runRound()).nextRoundAt).not.toBeNull();
    world.clock.pass(1);
    const { nextRoundAt } = await world.runRound();

    expect(nextRoundAt).toBeNull();
    expect(
      await database.stores.mappings.find(world.institutionId, world.course.id, mapping.id),
    ).toMatchObject({ state: 'dropped', stateReason: 'never-seen' });
  });

  it('comes back at the moment when time alone turns a verdict', async () => {
    const badgeClass = await world.addBadgeClass();
    const mapping = await world.addMapping(badgeClass, {
      wait: { notBefore: minutesAfterNoon(2), stoodHours: 0 },
    });
    world.lms.enrol(buildMember('anna'));
    world.lms.grade(world.lms.addColumn(mapping.key), 'anna', 90);

    const { nextRoundAt } = await world.runRound();
    expect(nextRoundAt).toEqual(minutesAfterNoon(2));
    world.clock.at = minutesAfterNoon(2);
    await world.runRound();
    expect(await world.listAwards()).toHaveLength(1);
  });

  it('refuses an unknown course', async () => {
    await expect(world.rounds.run(world.institutionId, 'unknown', 'schedule')).rejects.toMatchObject({
      code: 'course_not_found',
    });
    const other = await createAwardingWorld(database.stores);
    await expect(world.rounds.run(other.institutionId, world.course.id, 'schedule')).rejects.toMatchObject({
      code: 'course_not_found',
    });
  });
});

describe('a round over an LMS in trouble', () => {
  const readKnown = async (mapping: Parameters<AwardingWorld['findDecision']>[0]) => ({
    enrolments: await database.stores.enrolments.list(world.institutionId, world.course.id),
    outcomes: await database.stores.outcomes.list(world.institutionId, world.course.id),
    results: await database.stores.results.listByCourse(world.institutionId, world.course.id),
    decisions: await database.stores.decisions.listByCourse(world.institutionId, world.course.id),
    awards: await world.listAwards(),
    mapping: await database.stores.mappings.find(world.institutionId, world.course.id, mapping.id),
  });

  it.each(['platform_unavailable', 'platform_answer_unusable', 'token_refused', 'address_refused'])(
    'marks nobody as gone and changes no decision on %s',
    async (code) => {
      const { mapping, column } = await setUpExam();
      await world.runRound();
      const before = await readKnown(mapping);
      // What a half answer would have said.
      world.lms.remove('anna');
      world.lms.grade(column, 'ben', null);
      world.lms.trouble.readCourse = troubleWith(code);
      world.clock.pass(5);
      const { round } = await world.runRound();

      expect(round).toMatchObject({ errorCode: code, candidates: 0, awarded: 0 });
      expect(await readKnown(mapping)).toEqual(before);
    },
  );

  it('says since when, keeps the last whole read, and takes it back after recovery', async () => {
    await setUpExam();
    await world.runRound();
    world.lms.trouble.readCourse = troubleWith('platform_unavailable');
    world.clock.pass(5);
    await world.runRound();
    world.clock.pass(5);
    await world.runRound();
    const find = () => database.stores.syncs.find(world.institutionId, world.course.id);
    expect(await find()).toMatchObject({
      completeAt: NOON,
      lastRoundAt: minutesAfterNoon(10),
      stop: { code: 'platform_unavailable', since: minutesAfterNoon(5) },
    });

    delete world.lms.trouble.readCourse;
    world.clock.pass(5);
    await world.runRound();
    expect(await find()).toMatchObject({ completeAt: minutesAfterNoon(15), stop: null });
  });

  it('comes back sooner than usual at first, then as usual', async () => {
    await setUpExam();
    world.lms.trouble.readCourse = troubleWith('platform_unavailable');
    const delays: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const { nextRoundAt } = await world.runRound();
      delays.push(((nextRoundAt?.getTime() ?? 0) - world.clock.at.getTime()) / 1000);
      world.clock.pass(10);
    }
    expect(delays).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('waits as long as a busy LMS asks for', async () => {
    await setUpExam();
    world.lms.trouble.readCourse = new AppError('platform_busy', 503, 'busy', { retryAfterSeconds: 900 });
    expect((await world.runRound()).nextRoundAt).toEqual(minutesAfterNoon(15));
  });

  it('marks as gone whoever a whole read does not show, and takes no award away', async () => {
    const { mapping } = await setUpExam();
    await world.runRound();
    world.lms.remove('anna');
    world.clock.pass(5);
    await world.runRound();

    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ verdict: 'stopped', reason: 'gone' });
    const [award] = await world.listAwards();
    expect(award).toMatchObject({ state: 'awarded' });
  });

  it('asks a switched-off LMS nothing and posts nothing to it', async () => {
    world = await createAwardingWorld(database.stores, { isEnabled: false });
    const { mapping, column } = await setUpExam();
    const { id: learnerId } = await world.findLearner('anna');
    const { institutionId } = world;
    await database.stores.outcomes.rememberColumns(institutionId, world.course.id, [column], NOON);
    const award = buildAward({
      institutionId,
      courseId: world.course.id,
      learnerId,
      badgeClassId: mapping.badgeClassId,
    });
    await database.stores.awards.create(institutionId, award);
    await database.stores.badgeScores.owe(
      institutionId,
      buildBadgeScore({
        courseId: world.course.id,
        mappingId: mapping.id,
        learnerId,
        badgeClassId: mapping.badgeClassId,
        passback: buildPassback({ columnKey: mapping.key }),
      }),
      null,
    );

    expect((await world.runRound()).round).toMatchObject({
      errorCode: 'registration_disabled',
      requests: 0,
    });
    expect(world.lms.calls).toMatchObject({ readCourse: 0, postScore: 0 });
  });

  it('is no failure of the course when the process stops', async () => {
    await setUpExam();
    const stop = new AbortController();
    world.lms.trouble.readCourse = troubleWith('platform_unavailable');
    stop.abort(new AppError('worker_stopping', 503, 'the process stops'));

    await expect(world.runRound(stop.signal)).rejects.toMatchObject({ code: 'worker_stopping' });
    expect(await database.stores.syncs.find(world.institutionId, world.course.id)).toBeNull();
  });
});
