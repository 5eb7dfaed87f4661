import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEnrolmentSighting, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LATER = minutesAfterNoon(5);

describe('enrolment store', () => {
  it('takes a launch as presence, not as membership', async () => {
    const { enrolments } = database.stores;
    const institutionId = randomUUID();
    const sighting = buildEnrolmentSighting();
    await enrolments.rememberLaunch(institutionId, 'course-1', sighting, NOON);

    expect(await enrolments.find(institutionId, 'course-1', sighting.learnerId)).toEqual({
      id: expect.any(String) as string,
      institutionId,
      courseId: 'course-1',
      learnerId: sighting.learnerId,
      isLearner: true,
      wasEverStaff: false,
      isTestUser: false,
      isObserver: false,
      status: 'active',
      memberSince: null,
      updatedAt: NOON,
    });
    await enrolments.rememberMembers(institutionId, 'course-1', [sighting], LATER);
    await enrolments.rememberLaunch(institutionId, 'course-1', sighting, minutesAfterNoon(9));
    expect(await enrolments.find(institutionId, 'course-1', sighting.learnerId)).toMatchObject({
      memberSince: LATER,
    });
  });

  it('marks as gone whoever a complete read does not show, and brings them back when one does', async () => {
    const { enrolments } = database.stores;
    const institutionId = randomUUID();
    const [stays, leaves] = [buildEnrolmentSighting(), buildEnrolmentSighting()];
    const status = async (learnerId: string) =>
      (await enrolments.find(institutionId, 'course-1', learnerId))?.status;
    await enrolments.rememberMembers(institutionId, 'course-1', [stays, leaves], NOON);
    await enrolments.rememberMembers(institutionId, 'course-1', [stays], LATER);

    expect(await status(stays.learnerId)).toBe('active');
    expect(await status(leaves.learnerId)).toBe('gone');

    await enrolments.rememberMembers(institutionId, 'course-1', [stays, leaves], minutesAfterNoon(9));
    expect(await enrolments.find(institutionId, 'course-1', leaves.learnerId)).toMatchObject({
      status: 'active',
      memberSince: NOON,
    });
  });

  it('leaves other courses alone when a read shows fewer members', async () => {
    const { enrolments } = database.stores;
    const institutionId = randomUUID();
    const learner = buildEnrolmentSighting();
    await enrolments.rememberMembers(institutionId, 'course-1', [learner], NOON);
    await enrolments.rememberMembers(institutionId, 'course-2', [learner], NOON);
    await enrolments.rememberMembers(institutionId, 'course-1', [], LATER);

    expect((await enrolments.find(institutionId, 'course-2', learner.learnerId))?.status).toBe('active');
  });

  it('never takes back that somebody was staff or is a test user; follows the newest in all else', async () => {
    const { enrolments } = database.stores;
    const institutionId = randomUUID();
    const learnerId = randomUUID();
    const teacher = { learnerId, isStaff: true, isLearner: false, isTestUser: true, isObserver: true };
    await enrolments.rememberLaunch(institutionId, 'course-1', buildEnrolmentSighting(teacher), NOON);
    const student = buildEnrolmentSighting({ learnerId, status: 'inactive' });
    await enrolments.rememberMembers(institutionId, 'course-1', [student], LATER);

    expect(await enrolments.find(institutionId, 'course-1', learnerId)).toMatchObject({
      wasEverStaff: true,
      isTestUser: true,
      isLearner: true,
      isObserver: false,
      status: 'inactive',
    });
  });

  it('writes nothing when a read says what is known', async () => {
    const { enrolments } = database.stores;
    const institutionId = randomUUID();
    const members = [buildEnrolmentSighting(), buildEnrolmentSighting({ isStaff: true, isLearner: false })];
    await enrolments.rememberMembers(institutionId, 'course-1', members, NOON);
    await enrolments.rememberMembers(institutionId, 'course-1', members, LATER);

    const listed = await enrolments.list(institutionId, 'course-1');
    expect(listed.map(({ updatedAt }) => updatedAt)).toEqual([NOON, NOON]);
  });

  it('makes one record per learner, however many launches and reads arrive at once', async () => {
    const { enrolments } = database.stores;
    const institutionId = randomUUID();
    const members = Array.from({ length: 10 }, () => buildEnrolmentSighting());
    await Promise.all([
      ...members.map((one) => enrolments.rememberLaunch(institutionId, 'course-1', one, NOON)),
      ...members.map((one) =>
        enrolments.rememberLaunch(institutionId, 'course-1', { ...one, isStaff: true }, NOON),
      ),
      ...[1, 2, 3].map(() => enrolments.rememberMembers(institutionId, 'course-1', members, NOON)),
    ]);

    const listed = await enrolments.list(institutionId, 'course-1');
    expect(new Set(listed.map(({ learnerId }) => learnerId)).size).toBe(10);
    expect(listed).toHaveLength(10);
    await enrolments.rememberMembers(institutionId, 'course-1', members, LATER);
    // A staff launch that lost the race to be first is still remembered.
    for (const one of members) {
      const kept = await enrolments.find(institutionId, 'course-1', one.learnerId);
      expect(kept).toMatchObject({ wasEverStaff: true, status: 'active' });
    }
  });
});
