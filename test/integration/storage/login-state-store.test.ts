import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLoginState, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('login state store (LTI Security Framework §5.1.1)', () => {
  it('shows a state without using it up, with and without a message hint', async () => {
    const { loginStates } = database.stores;
    for (const state of [buildLoginState(), buildLoginState({ ltiMessageHint: 'mh', loginHint: '' })]) {
      await loginStates.create(state);
      expect(await loginStates.find(state.stateHash, NOON)).toEqual(state);
      expect(await loginStates.find(state.stateHash, NOON)).toEqual(state);
    }
  });

  it('is taken by exactly one of many launches that arrive at once', async () => {
    const { loginStates } = database.stores;
    for (let round = 0; round < 5; round += 1) {
      const state = buildLoginState();
      await loginStates.create(state);
      const takes = await Promise.all(
        Array.from({ length: 20 }, () => loginStates.take(state.stateHash, NOON)),
      );

      expect(takes.filter((one) => one !== null)).toEqual([state]);
      expect(await loginStates.find(state.stateHash, NOON)).toBeNull();
    }
  });

  it('moves to the platform’s storage once, with a new nonce', async () => {
    const { loginStates } = database.stores;
    const state = buildLoginState({ storageTarget: '_parent' });
    await loginStates.create(state);
    const moves = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        loginStates.moveToPlatform(state.stateHash, { browserHash: `hash-${name}`, nonce: name }, NOON),
      ),
    );
    const [moved, ...others] = moves.filter((one) => one !== null);
    expect(others).toEqual([]);
    expect(moved).toMatchObject({ keptIn: 'platform', browserHash: `hash-${moved?.nonce ?? ''}` });
    expect(await loginStates.find(state.stateHash, NOON)).toEqual(moved);
    const late = { browserHash: 'late', nonce: 'late' };
    expect(await loginStates.moveToPlatform(state.stateHash, late, minutesAfterNoon(10))).toBeNull();
  });

  it('is neither found nor taken once it expired', async () => {
    const { loginStates } = database.stores;
    const state = buildLoginState({ expiresAt: minutesAfterNoon(10) });
    await loginStates.create(state);

    expect(await loginStates.find(state.stateHash, minutesAfterNoon(10))).toBeNull();
    expect(await loginStates.take(state.stateHash, minutesAfterNoon(10))).toBeNull();
  });

  it('is swept once it expired, and not before', async () => {
    const { loginStates } = database.stores;
    // Earlier than all other states here.
    const state = buildLoginState({ expiresAt: minutesAfterNoon(-10) });
    await loginStates.create(state);

    expect(await loginStates.deleteExpired(minutesAfterNoon(-11))).toBe(0);
    expect(await loginStates.find(state.stateHash, minutesAfterNoon(-11))).toEqual(state);
    expect(await loginStates.deleteExpired(minutesAfterNoon(-10))).toBe(1);
    expect(await loginStates.find(state.stateHash, minutesAfterNoon(-11))).toBeNull();
  });

  it('refuses a state that stands already', async () => {
    const { loginStates } = database.stores;
    const state = buildLoginState();
    await loginStates.create(state);

    await expect(loginStates.create({ ...state, nonce: 'another' })).rejects.toMatchObject({
      code: 'already_exists',
    });
  });
});
