import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICIES, type Policies } from '../../../src/awarding/policies.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { buildBadgeScore } from '../../support/build-records.js';
import { buildMember, troubleWith } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => void (world = await createAwardingWorld(database.stores)));

const actor = { kind: 'learner', id: 'teacher-1' } as const;

/** At 55 %, `anna` has 80 and holds the badge. */
async function setUpHeld(policies: Partial<Policies> = {}) {
  const badgeClass = await world.addBadgeClass();
  const mapping = await world.addMapping(badgeClass, { policies: { ...DEFAULT_POLICIES, ...policies } });
  const column = world.lms.addColumn(mapping.key);
  world.lms.enrol(buildMember('anna'));
  world.lms.grade(column, 'anna', 80);
  await world.runRound();
  const [award] = await world.listAwards();
  if (!award?.delivery.credentialId) throw new Error('nothing was issued');
  return { badgeClass, mapping, column, award, credentialId: award.delivery.credentialId };
}

const runRound = async (minutes = 5) => {
  world.clock.pass(minutes);
  return world.runRound();
};
const stateOf = async (credentialId: string) =>
  (await database.stores.credentials.find(world.institutionId, credentialId))?.state;
const standing = async () => (await world.listAwards()).filter(({ state }) => state === 'awarded');
const regrade = async (column: Awaited<ReturnType<typeof setUpHeld>>['column'], score: number | null) => {
  world.lms.grade(column, 'anna', score);
  await runRound();
};

describe('withdrawing', () => {
  const withdraw = (awardId: string, mayBeAwardedAgain: boolean) =>
    world.awardChanges.withdraw(world.institutionId, awardId, {
      reason: 'Given by mistake',
      actor,
      mayBeAwardedAgain,
    });

  it('revokes the credential, and the same results do not bring it back; better ones do', async () => {
    const { mapping, column, award, credentialId } = await setUpHeld();
    expect(await withdraw(award.id, true)).toMatchObject({
      state: 'withdrawn',
      ended: { reason: 'Given by mistake', again: 'when-changed' },
      revocation: { state: 'done', credentialIds: [credentialId] },
    });
    expect(await stateOf(credentialId)).toBe('revoked');
    await runRound();
    expect(await standing()).toEqual([]);
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'withdrawn' });

    await regrade(column, 90);
    expect(await standing()).toHaveLength(1);
    expect((await standing())[0]?.id).not.toBe(award.id);
  });

  it('for good, no result brings it back until somebody allows it', async () => {
    const { mapping, column, award } = await setUpHeld();
    await withdraw(award.id, false);
    await regrade(column, 100);
    expect(await standing()).toEqual([]);
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({
      verdict: 'stopped',
      reason: 'not-again',
    });
    const teacher = { person: { kind: 'learner', id: 'teacher-1' } as const, isTeacherHere: true };
    const hand = { learnerId: award.learnerId, reason: 'All the same', evidence: [] };
    await expect(world.reviewService.awardByHand(world.course, mapping, hand, teacher)).rejects.toMatchObject(
      {
        code: 'award_barred',
      },
    );

    await world.awardChanges.allowAgain(world.institutionId, award.id, actor);
    await runRound();
    expect(await standing()).toHaveLength(1);
  });

  it('twice, and by two at once, it is one withdrawal and one revocation', async () => {
    const { award, credentialId } = await setUpHeld();
    await Promise.all([withdraw(award.id, true), withdraw(award.id, false), withdraw(award.id, true)]);
    await withdraw(award.id, true);
    const actions = (await database.stores.audit.list(world.institutionId, 100)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'award.withdrawn')).toHaveLength(1);
    expect(actions.filter((action) => action === 'credential.revoked')).toHaveLength(1);
    expect(await stateOf(credentialId)).toBe('revoked');
  });

  it('a process that dies before the revocation leaves it to the next round', async () => {
    const { award, credentialId } = await setUpHeld();
    const dying = world.restart({ revoke: () => new Promise(() => undefined) });
    void dying.awardChanges.withdraw(world.institutionId, award.id, {
      reason: 'Given by mistake',
      actor,
      mayBeAwardedAgain: true,
    });
    await expect.poll(async () => (await standing()).length).toBe(0);
    expect(await stateOf(credentialId)).toBe('valid');

    await runRound();
    expect(await stateOf(credentialId)).toBe('revoked');
    expect((await world.listAwards())[0]?.revocation?.state).toBe('done');
  });

  it('a revocation that fails is tried again', async () => {
    const { award, credentialId } = await setUpHeld();
    const failing = world.restart({ revoke: () => Promise.reject(troubleWith('storage_busy')) });
    await failing.awardChanges.withdraw(world.institutionId, award.id, {
      reason: 'Given by mistake',
      actor,
      mayBeAwardedAgain: true,
    });
    expect((await world.listAwards())[0]?.revocation).toMatchObject({
      state: 'waiting',
      lastErrorCode: 'storage_busy',
    });
    await runRound();
    expect(await stateOf(credentialId)).toBe('revoked');
  });

  it('a credential that another process issued meanwhile is revoked too', async () => {
    const badgeClass = await world.addBadgeClass();
    const mapping = await world.addMapping(badgeClass);
    world.lms.enrol(buildMember('anna'));
    world.lms.grade(world.lms.addColumn(mapping.key), 'anna', 80);
    const slow = world.restart({ issue: () => new Promise(() => undefined) });
    void slow.rounds.run(world.institutionId, world.course.id, 'schedule');
    await expect.poll(async () => (await standing()).length).toBe(1);
    const [award] = await standing();
    if (!award) throw new Error('nothing was awarded');
    await withdraw(award.id, true);
    // The slow process comes back to life and issues by what it had read.
    const learner = { name: 'Anna', email: null };
    const credential = await world.credentialService.issue({ award, learner });
    await runRound(61);
    expect(await stateOf(credential.id)).toBe('revoked');
  });

  it('needs a reason, and an award of this institution', async () => {
    const { award } = await setUpHeld();
    const input = { reason: ' ', actor, mayBeAwardedAgain: true };
    await expect(world.awardChanges.withdraw(world.institutionId, award.id, input)).rejects.toMatchObject({
      code: 'reason_missing',
    });
    await expect(
      world.awardChanges.withdraw('another', award.id, { ...input, reason: 'Why' }),
    ).rejects.toMatchObject({ code: 'award_not_found' });
  });

  it('takes the badge out of the gradebook', async () => {
    const exam = await setUpHeld();
    const badge = await world.addMapping(await world.addBadgeClass(), {
      columnRole: 'badge',
      columnMaximum: 1,
      rule: { kind: 'at-least', columnKey: exam.mapping.key, unit: 'percent', value: 55 },
    });
    world.lms.addColumn(badge.key, { tag: 'badge', scoreMaximum: 1 });
    await runRound();
    const shown = (await standing()).find(({ mappingId }) => mappingId === badge.id);
    await withdraw(shown?.id ?? '', true);
    await runRound();
    expect(world.lms.taken.map(({ scoreGiven }) => scoreGiven)).toEqual([1, 0]);
    const [{ passback } = buildBadgeScore()] = await database.stores.badgeScores.listByCourse(
      world.institutionId,
      world.course.id,
    );
    expect(passback).toMatchObject({ state: 'posted', scoreGiven: 0 });
  });
});

describe('issuing anew', () => {
  const reissue = (awardId: string, fromRevision = 1) =>
    world.awardChanges.reissue(world.institutionId, awardId, {
      reason: 'Name put right',
      actor,
      fromRevision,
    });

  it('makes a new revision and revokes the one before, once it stands', async () => {
    const { award, credentialId } = await setUpHeld();
    const revised = await reissue(award.id);
    expect(revised).toMatchObject({
      id: award.id,
      revision: 2,
      state: 'awarded',
      delivery: { state: 'issued' },
    });
    expect(revised.delivery.credentialId).not.toBe(credentialId);
    expect(await stateOf(revised.delivery.credentialId ?? '')).toBe('valid');
    expect(await stateOf(credentialId)).toBe('revoked');
    expect(await standing()).toHaveLength(1);
  });

  it('asked twice about the same revision, there is one new one', async () => {
    const { award } = await setUpHeld();
    await Promise.all([reissue(award.id), reissue(award.id)]);
    expect((await reissue(award.id)).revision).toBe(2);
    expect((await reissue(award.id, 2)).revision).toBe(3);
  });

  it('a process that dies before the new one is issued leaves the old one valid until it is', async () => {
    const { award, credentialId } = await setUpHeld();
    const dying = world.restart({ issue: () => new Promise(() => undefined) });
    void dying.awardChanges.reissue(world.institutionId, award.id, {
      reason: 'Name',
      actor,
      fromRevision: 1,
    });
    await expect.poll(async () => (await standing())[0]?.revision).toBe(2);
    expect(await stateOf(credentialId)).toBe('valid');
    await runRound();
    const [revised] = await standing();
    expect(await stateOf(revised?.delivery.credentialId ?? '')).toBe('valid');
    expect(await stateOf(credentialId)).toBe('revoked');
  });

  it('withdrawn after that, no revision is left valid', async () => {
    const { award, credentialId } = await setUpHeld();
    const failing = world.restart({ revoke: () => Promise.reject(troubleWith('storage_busy')) });
    await failing.awardChanges.reissue(world.institutionId, award.id, {
      reason: 'Name',
      actor,
      fromRevision: 1,
    });
    const [revised] = await standing();
    await world.awardChanges.withdraw(world.institutionId, award.id, {
      reason: 'All of it',
      actor,
      mayBeAwardedAgain: true,
    });
    expect(await stateOf(credentialId)).toBe('revoked');
    expect(await stateOf(revised?.delivery.credentialId ?? '')).toBe('revoked');
  });
});

describe('I3 a later, lower result', () => {
  it('keeps the award by default, and says what the rule would say now', async () => {
    const { mapping, column, credentialId } = await setUpHeld();
    await regrade(column, 40);
    expect(await standing()).toHaveLength(1);
    expect(await stateOf(credentialId)).toBe('valid');
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'below-threshold' });
  });

  it('withdraws it where the policy says so, and a better one brings a new award', async () => {
    const { column, credentialId } = await setUpHeld({ lowered: 'withdraw' });
    await regrade(column, 40);
    expect(await standing()).toEqual([]);
    expect(await stateOf(credentialId)).toBe('revoked');
    await runRound();
    await regrade(column, 80);
    expect(await standing()).toHaveLength(1);
    expect(await world.listAwards()).toHaveLength(2);
  });

  it('does not withdraw for what cannot be read, for a learner who left, or for a rule that changed', async () => {
    const { mapping, column } = await setUpHeld({ lowered: 'withdraw' });
    world.lms.removeColumn(column);
    await runRound();
    expect(await standing()).toHaveLength(1);
    const again = world.lms.addColumn(mapping.key, { lineItemUrl: column.lineItemUrl });
    world.lms.grade(again, 'anna', 80);
    await runRound();
    await world.mappingChanges.revise(
      world.course,
      mapping.id,
      { ...mapping, rule: { kind: 'at-least', columnKey: mapping.key, unit: 'percent', value: 90 } },
      { kind: 'learner', id: 'teacher-1' },
      1,
    );
    await runRound();
    expect(await standing()).toHaveLength(1);
  });

  it('an emptied grade is a lower one', async () => {
    const { column } = await setUpHeld({ lowered: 'withdraw' });
    await regrade(column, null);
    expect(await standing()).toEqual([]);
  });
});

describe('I8 a learner who dropped out after earning', () => {
  it('keeps what was earned, and earns nothing more', async () => {
    const { credentialId } = await setUpHeld({ lowered: 'withdraw' });
    world.lms.remove('anna');
    await runRound();
    expect(await standing()).toHaveLength(1);
    expect(await stateOf(credentialId)).toBe('valid');
  });
});

describe('expiry', () => {
  it('ends an award on its day, and it is not renewed by default', async () => {
    const { mapping, award, column } = await setUpHeld({ validMonths: 12 });
    expect(award.expiresAt).toEqual(new Date('2027-03-02T12:00:00.000Z'));
    world.clock.at = new Date('2027-03-02T11:59:00.000Z');
    await world.runRound();
    expect(await standing()).toHaveLength(1);
    await runRound();
    expect(await world.listAwards()).toMatchObject([{ state: 'expired', revocation: null }]);
    await regrade(column, 100);
    expect(await standing()).toEqual([]);
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'not-again' });
  });

  it('is renewed while the rule is met, where the policy says so', async () => {
    await setUpHeld({ validMonths: 12, renewal: 'when-met' });
    world.clock.at = new Date('2027-03-02T12:00:00.000Z');
    await world.runRound();
    expect(await standing()).toMatchObject([{ expiresAt: new Date('2028-03-02T12:00:00.000Z') }]);
    expect(await world.listAwards()).toHaveLength(2);
  });

  it('is renewed by a new result, where the policy says so', async () => {
    const { mapping, column } = await setUpHeld({ validMonths: 12, renewal: 'new-result' });
    world.clock.at = new Date('2027-03-02T12:00:00.000Z');
    await world.runRound();
    expect(await standing()).toEqual([]);
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'needs-new-result' });
    await regrade(column, 70);
    expect(await standing()).toHaveLength(1);
  });
});
