import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/awarding/mapping.js';
import type { OutcomeSighting } from '../../../src/outcomes/outcome.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { buildEnrolmentSighting } from '../../support/build-records.js';
import { buildMember, troubleWith } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
let mapping: Mapping;
let column: OutcomeSighting;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => {
  world = await createAwardingWorld(database.stores);
  mapping = await world.addMapping(await world.addBadgeClass());
  column = world.lms.addColumn(mapping.key);
});

/** What a launch leaves behind before the page asks. */
async function launch(userId: string) {
  const { id: learnerId } = await world.findLearner(userId);
  const sighting = buildEnrolmentSighting({ learnerId });
  await database.stores.enrolments.rememberLaunch(
    world.institutionId,
    world.course.id,
    sighting,
    world.clock.at,
  );
  return learnerId;
}

function check(learnerId: string) {
  return world.learnerCheck.check(world.course, mapping, learnerId, new AbortController().signal);
}

describe('checking one learner when the badge link is opened', () => {
  it('reads only this learner, awards and issues at once', async () => {
    const learnerId = await launch('anna');
    world.lms.grade(column, 'anna', 80);
    const { evaluation, isFresh } = await check(learnerId);

    expect({ verdict: evaluation.verdict, isFresh }).toEqual({ verdict: 'met', isFresh: true });
    expect(world.lms.calls).toEqual({ readCourse: 0, readColumns: 1, readLearnerResults: 1, postScore: 0 });
    expect((await world.listAwards())[0]).toMatchObject({ learnerId, delivery: { state: 'issued' } });
  });

  it('asks for the column only while it is not known', async () => {
    const learnerId = await launch('anna');
    await check(learnerId);
    await check(learnerId);
    expect(world.lms.calls).toMatchObject({ readColumns: 1, readLearnerResults: 2 });
  });

  it('takes the maximum of the column where the LMS gives none with the grade, as a round does', async () => {
    const learnerId = await launch('anna');
    await check(learnerId);
    world.lms.grade({ ...column, scoreMaximum: 0 }, 'anna', 80);
    const { evaluation } = await check(learnerId);
    expect(evaluation).toMatchObject({ verdict: 'met', inputs: [{ maximum: 100, scoreFraction: 0.8 }] });
  });

  it('takes an empty answer for no grade of this learner and says nothing about the others', async () => {
    world.lms.enrol(buildMember('anna'), buildMember('ben'));
    world.lms.grade(column, 'anna', 40);
    world.lms.grade(column, 'ben', 80);
    await world.runRound();
    const { id: learnerId } = await world.findLearner('anna');
    world.lms.grade(column, 'anna', null);
    world.clock.pass(1);
    const { evaluation } = await check(learnerId);

    expect(evaluation).toMatchObject({ verdict: 'not-met', reason: 'no-grade' });
    const { id: ben } = await world.findLearner('ben');
    const results = await database.stores.results.listByLearner(world.institutionId, world.course.id, ben);
    expect(results[0]?.score).toBe(80);
  });

  it('rests on what is stored when the LMS does not answer, and says so', async () => {
    const learnerId = await launch('anna');
    world.lms.grade(column, 'anna', 40);
    await check(learnerId);
    world.lms.grade(column, 'anna', 80);
    world.lms.trouble.readLearnerResults = troubleWith('platform_unavailable');
    const { evaluation, isFresh } = await check(learnerId);

    expect(isFresh).toBe(false);
    expect(evaluation).toMatchObject({ verdict: 'not-met', reason: 'below-threshold' });
    expect(await world.listAwards()).toEqual([]);
  });

  it('awards nobody but a learner, however good the grade', async () => {
    const learnerId = await launch('anna');
    const teacher = buildEnrolmentSighting({ learnerId, isStaff: true });
    await database.stores.enrolments.rememberLaunch(
      world.institutionId,
      world.course.id,
      teacher,
      world.clock.at,
    );
    world.lms.grade(column, 'anna', 100);

    expect((await check(learnerId)).evaluation).toMatchObject({ verdict: 'stopped', reason: 'staff' });
    expect(await world.listAwards()).toEqual([]);
  });

  it('tells whoever the members do not show from whom they might still', async () => {
    const { id: learnerId } = await world.findLearner('anna');
    world.lms.grade(column, 'anna', 80);
    expect((await check(learnerId)).evaluation).toMatchObject({ reason: 'members-unknown' });
    await world.runRound();
    expect((await check(learnerId)).evaluation).toMatchObject({ reason: 'not-a-member' });
    expect(await world.listAwards()).toEqual([]);
  });

  it('makes one award and one credential when link, round and second click meet', async () => {
    const learnerId = await launch('anna');
    world.lms.enrol(buildMember('anna'));
    world.lms.grade(column, 'anna', 80);
    await Promise.all([check(learnerId), check(learnerId), world.runRound()]);

    const awards = await world.listAwards();
    expect(awards).toHaveLength(1);
    const credential = await database.stores.credentials.findByAward(
      world.institutionId,
      awards[0]?.id ?? '',
    );
    expect(awards[0]?.delivery).toMatchObject({ state: 'issued', credentialId: credential?.id });
  });

  it('reads neither of two columns with one key', async () => {
    const learnerId = await launch('anna');
    const copy = world.lms.addColumn(mapping.key);
    world.lms.grade(copy, 'anna', 100);
    const { evaluation, isFresh } = await check(learnerId);

    expect(isFresh).toBe(false);
    expect(evaluation).toMatchObject({ verdict: 'unknown', reason: 'column-doubled' });
    expect(world.lms.calls.readLearnerResults).toBe(0);
  });
});
