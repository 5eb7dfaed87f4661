import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildAward,
  buildPassback,
  buildRevocation,
  minutesAfterNoon,
  NOON,
  randomKey,
} from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('award store', () => {
  it('keeps an award whole, with and without the score that an older one owed', async () => {
    const { awards } = database.stores;
    const institutionId = randomUUID();
    for (const award of [
      buildAward({ institutionId }),
      buildAward({
        institutionId,
        learnerId: 'learner-2',
        passback: buildPassback({ comment: 'Well done' }),
      }),
    ]) {
      expect(await awards.create(institutionId, award)).toBe(true);
      expect(await awards.find(institutionId, award.id)).toEqual(award);
      expect(await awards.findLive(institutionId, award.liveKey)).toEqual(award);
    }
  });

  it('is made exactly once, however many calls try at once, by whatever mapping', async () => {
    const { awards } = database.stores;
    const institutionId = randomUUID();
    const tries = Array.from({ length: 20 }, (_, index) =>
      buildAward({ institutionId, mappingId: `mapping-${index % 2}` }),
    );
    const made = await Promise.all(tries.map((award) => awards.create(institutionId, award)));

    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await awards.listByCourse(institutionId, 'course-1')).toEqual([tries[made.indexOf(true)]]);
  });

  it('lets two institutions have an award under the same key', async () => {
    const { awards } = database.stores;
    const [a, b] = [randomUUID(), randomUUID()];
    expect(await awards.create(a, buildAward({ institutionId: a }))).toBe(true);
    expect(await awards.create(b, buildAward({ institutionId: b }))).toBe(true);
  });

  it('lists a course by age and a learner with the newest first', async () => {
    const { awards } = database.stores;
    const institutionId = randomUUID();
    const old = buildAward({ institutionId, badgeClassId: 'badge-1' });
    const young = buildAward({ institutionId, badgeClassId: 'badge-2', awardedAt: minutesAfterNoon(1) });
    const elsewhere = buildAward({ institutionId, courseId: 'course-2', awardedAt: minutesAfterNoon(2) });
    const others = buildAward({ institutionId, learnerId: 'learner-2', awardedAt: minutesAfterNoon(3) });
    for (const one of [young, old, elsewhere, others]) await awards.create(institutionId, one);

    expect(await awards.listByCourse(institutionId, 'course-1')).toEqual([old, young, others]);
    expect(await awards.listByLearner(institutionId, 'learner-1')).toEqual([elsewhere, young, old]);
  });

  it('lists what is owed and due, until nothing is', async () => {
    const { awards } = database.stores;
    const institutionId = randomUUID();
    const award = buildAward({
      institutionId,
      delivery: { ...buildAward().delivery, nextAttemptAt: minutesAfterNoon(5) },
    });
    await awards.create(institutionId, award);
    const owedAt = async (minutes: number) =>
      (await awards.listOwed(institutionId, 'course-1', minutesAfterNoon(minutes))).length;

    expect([await owedAt(4), await owedAt(5), await owedAt(10)]).toEqual([0, 1, 1]);

    const delivery = { ...award.delivery, state: 'issued' as const, credentialId: 'credential-1' };
    expect(await awards.setDelivery(institutionId, award.id, delivery)).toBe(true);
    expect(await owedAt(60)).toBe(0);

    const revocation = buildRevocation({ nextAttemptAt: minutesAfterNoon(10) });
    const { delivery: next } = award;
    expect(await awards.revise(institutionId, award, next, revocation)).toBe(true);
    expect([await owedAt(4), await owedAt(5), await owedAt(10)]).toEqual([0, 1, 1]);
    await awards.setDelivery(institutionId, award.id, delivery);
    expect([await owedAt(9), await owedAt(10)]).toEqual([0, 1]);
    const settled = { ...revocation, state: 'done' as const };
    await awards.setRevocation(institutionId, award.id, settled);
    expect(await owedAt(60)).toBe(0);
    expect(await awards.find(institutionId, award.id)).toEqual({
      ...award,
      revision: 2,
      delivery,
      revocation: settled,
    });
  });

  it('lets an award be issued once, and not be taken back by whoever failed at the same time', async () => {
    const { awards } = database.stores;
    const institutionId = randomUUID();
    const award = buildAward({ institutionId });
    await awards.create(institutionId, award);
    const issued = { ...award.delivery, state: 'issued' as const, credentialId: 'credential-1' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => awards.setDelivery(institutionId, award.id, issued)),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await awards.setDelivery(institutionId, award.id, { ...award.delivery, attempts: 1 })).toBe(false);
    expect((await awards.find(institutionId, award.id))?.delivery).toEqual(issued);
  });

  it('lists the oldest owed first, an award that owes two things once', async () => {
    const { awards } = database.stores;
    const institutionId = randomUUID();
    const build = (learnerId: string, minutes: number) =>
      buildAward({
        institutionId,
        learnerId,
        id: randomKey(),
        awardedAt: minutesAfterNoon(minutes),
        revocation: buildRevocation(),
      });
    const [young, old] = [build('learner-1', 2), build('learner-2', 1)];
    await awards.create(institutionId, young);
    await awards.create(institutionId, old);

    expect(await awards.listOwed(institutionId, 'course-1', NOON)).toEqual([old, young]);
  });
});
