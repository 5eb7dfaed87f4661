import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLaunch, minutesAfterNoon, NOON, randomKey } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const EXPIRES = minutesAfterNoon(60);

describe('session store', () => {
  it('gives back every field of every launch', async () => {
    const { sessions } = database.stores;
    const deepLinking = {
      returnUrl: 'https://lms.example.org/return',
      acceptTypes: ['ltiResourceLink'],
      acceptTargets: ['iframe'],
      acceptMultiple: false,
      acceptLineItem: true,
      data: 'opaque="1"',
    };
    const session = {
      idHash: randomKey(),
      launches: [
        buildLaunch(),
        buildLaunch({
          courseId: 'course-2',
          isStaff: true,
          deepLinking,
          mappingKey: 'key-1',
          resourceLinkId: null,
        }),
      ],
      expiresAt: EXPIRES,
    };
    await sessions.create(session);

    expect(await sessions.find(session.idHash, NOON)).toEqual(session);
    expect(await sessions.find('unknown', NOON)).toBeNull();
  });

  it('replaces the launches and the moment of expiry', async () => {
    const { sessions } = database.stores;
    const idHash = randomKey();
    const first = buildLaunch();
    await sessions.create({ idHash, launches: [first], expiresAt: EXPIRES });
    const launches = [buildLaunch({ learnerId: 'learner-2' }), first];

    expect(await sessions.replaceLaunches(idHash, first.id, launches, minutesAfterNoon(90))).toBe(true);
    expect(await sessions.find(idHash, EXPIRES)).toEqual({
      idHash,
      launches,
      expiresAt: minutesAfterNoon(90),
    });
    expect(await sessions.replaceLaunches('unknown', first.id, launches, EXPIRES)).toBe(false);
  });

  it('replaces no launches but those that were seen', async () => {
    const { sessions } = database.stores;
    const [idHash, empty] = [randomKey(), randomKey()];
    const first = buildLaunch();
    await sessions.create({ idHash, launches: [first], expiresAt: EXPIRES });
    await sessions.create({ idHash: empty, launches: [], expiresAt: EXPIRES });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        sessions.replaceLaunches(idHash, first.id, [buildLaunch(), first], EXPIRES),
      ),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await sessions.replaceLaunches(idHash, null, [], EXPIRES)).toBe(false);
    expect(await sessions.replaceLaunches(empty, null, [first], EXPIRES)).toBe(true);
  });

  it('prolongs a session without touching its launches, and none that has ended', async () => {
    const { sessions } = database.stores;
    const idHash = randomKey();
    const launches = [buildLaunch()];
    await sessions.create({ idHash, launches, expiresAt: EXPIRES });

    await sessions.prolong(idHash, minutesAfterNoon(90), NOON);
    expect(await sessions.find(idHash, EXPIRES)).toEqual({
      idHash,
      launches,
      expiresAt: minutesAfterNoon(90),
    });
    await sessions.prolong(idHash, minutesAfterNoon(200), minutesAfterNoon(100));
    expect(await sessions.find(idHash, minutesAfterNoon(100))).toBeNull();
    await sessions.prolong('unknown', EXPIRES, NOON);
    expect(await sessions.find('unknown', NOON)).toBeNull();
  });

  it('refuses an id that is taken', async () => {
    const { sessions } = database.stores;
    const session = { idHash: randomKey(), launches: [buildLaunch()], expiresAt: EXPIRES };
    await sessions.create(session);

    await expect(sessions.create({ ...session, launches: [] })).rejects.toMatchObject({
      code: 'already_exists',
    });
    expect(await sessions.find(session.idHash, NOON)).toEqual(session);
  });

  it('does not find what expired, swept or not, and the sweep leaves the others', async () => {
    const { sessions } = database.stores;
    const old = { idHash: randomKey(), launches: [], expiresAt: minutesAfterNoon(10) };
    const young = { idHash: randomKey(), launches: [], expiresAt: minutesAfterNoon(20) };
    await sessions.create(old);
    await sessions.create(young);

    expect(await sessions.find(old.idHash, minutesAfterNoon(9))).not.toBeNull();
    expect(await sessions.find(old.idHash, minutesAfterNoon(10))).toBeNull();
    expect(await sessions.deleteExpired(minutesAfterNoon(10))).toBe(1);
    expect(await sessions.find(old.idHash, NOON)).toBeNull();
    expect(await sessions.find(young.idHash, minutesAfterNoon(10))).not.toBeNull();
  });
});
