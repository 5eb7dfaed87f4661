import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LearnerSighting } from '../../../src/institutions/learner.js';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LATER = minutesAfterNoon(5);

function remember(institutionId: string, sightings: readonly LearnerSighting[], now = NOON) {
  return database.stores.learners.rememberAll(institutionId, 'registration-1', sightings, now);
}

describe('learner store', () => {
  it('keeps what somebody chose for their next badges, whatever the LMS tells later', async () => {
    const institutionId = randomUUID();
    const { learners } = database.stores;
    const id = (await remember(institutionId, [{ sub: 'user-1' }])).get('user-1')?.id ?? '';
    const choice = { name: false, grade: true, evidence: false };
    await learners.setStandingChoice(institutionId, id, choice);
    await remember(institutionId, [{ sub: 'user-1', name: 'Anna' }]);
    expect(await learners.find(institutionId, id)).toMatchObject({ name: 'Anna', standingChoice: choice });
    await learners.setStandingChoice(institutionId, id, null);
    expect((await learners.find(institutionId, id))?.standingChoice).toBeNull();
  });

  it('makes a record of what was told, and null of what was not', async () => {
    const institutionId = randomUUID();
    const learners = await remember(institutionId, [
      { sub: 'user-1', name: 'Anna de Vries', email: 'anna@example.org', language: 'nl' },
      { sub: 'user-2', bridges: { lms_user_id: '42' } },
    ]);

    expect(learners.size).toBe(2);
    expect(learners.get('user-1')).toEqual({
      id: expect.any(String) as string,
      institutionId,
      registrationId: 'registration-1',
      sub: 'user-1',
      name: 'Anna de Vries',
      email: 'anna@example.org',
      language: 'nl',
      bridges: {},
      standingChoice: null,
      createdAt: NOON,
      updatedAt: NOON,
    });
    expect(learners.get('user-2')).toMatchObject({
      name: null,
      email: null,
      language: null,
      bridges: { lms_user_id: '42' },
    });
  });

  it('changes nothing by what is not told, and only what differs by what is', async () => {
    const institutionId = randomUUID();
    const told = { sub: 'user-1', name: 'Anna', email: 'anna@example.org', bridges: { login: 'anna' } };
    const first = (await remember(institutionId, [told])).get('user-1');

    expect((await remember(institutionId, [{ sub: 'user-1' }], LATER)).get('user-1')).toEqual(first);
    expect((await remember(institutionId, [told], LATER)).get('user-1')).toEqual(first);
    const second = await remember(
      institutionId,
      [{ sub: 'user-1', name: 'Anna de Vries', bridges: { 'sourced.id$-é🎓': 'x-1' } }],
      LATER,
    );
    expect(second.get('user-1')).toEqual({
      ...first,
      name: 'Anna de Vries',
      bridges: { login: 'anna', 'sourced.id$-é🎓': 'x-1' },
      updatedAt: LATER,
    });
  });

  it('takes several sightings of one user as one', async () => {
    const institutionId = randomUUID();
    const learners = await remember(institutionId, [
      { sub: 'user-1', name: 'Anna', bridges: { login: 'anna' } },
      { sub: 'user-1', email: 'anna@example.org', bridges: { sis: '7' } },
    ]);
    expect(learners.get('user-1')).toMatchObject({
      name: 'Anna',
      email: 'anna@example.org',
      bridges: { login: 'anna', sis: '7' },
    });
  });

  it('makes one record per user however many launches and reads arrive at once', async () => {
    const institutionId = randomUUID();
    const sightings = Array.from({ length: 20 }, (_, index) => ({ sub: `user-${index}` }));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        remember(
          institutionId,
          sightings.map((sighting) => ({ ...sighting, bridges: { [`source_${index}`]: 'yes' } })),
        ),
      ),
    );

    for (const { sub } of sightings) {
      expect(new Set(answers.map((learners) => learners.get(sub)?.id)).size).toBe(1);
    }
    const settled = await remember(institutionId, sightings);
    // What one told, no other took away.
    for (const learner of settled.values()) expect(Object.keys(learner.bridges)).toHaveLength(10);
  });

  it('S10 knows a user of another registration or institution as somebody else', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const inA = (await remember(a, [{ sub: 'user-1', name: 'Anna' }])).get('user-1');
    const inB = (await remember(b, [{ sub: 'user-1' }])).get('user-1');
    const elsewhere = await database.stores.learners.rememberAll(
      a,
      'registration-2',
      [{ sub: 'user-1' }],
      NOON,
    );

    expect(new Set([inA?.id, inB?.id, elsewhere.get('user-1')?.id]).size).toBe(3);
    expect(inB?.name).toBeNull();
  });

  it('finds by id, one or many, and nobody for no ids', async () => {
    const { learners } = database.stores;
    const institutionId = randomUUID();
    const known = [...(await remember(institutionId, [{ sub: 'user-1' }, { sub: 'user-2' }])).values()];

    expect(await learners.find(institutionId, known[0]?.id ?? '')).toEqual(known[0]);
    const found = await learners.listByIds(institutionId, [...known.map(({ id }) => id), 'unknown']);
    expect(new Set(found.map(({ sub }) => sub))).toEqual(new Set(['user-1', 'user-2']));
    expect(await learners.listByIds(institutionId, [])).toEqual([]);
    expect((await remember(institutionId, [])).size).toBe(0);
  });
});
