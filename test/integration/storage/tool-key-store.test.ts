import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolKey } from '../../../src/lti/session.js';
import { minutesAfterNoon, NOON, randomKey } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

function buildToolKey(overrides: Partial<ToolKey> = {}): ToolKey {
  const kid = randomKey();
  return {
    kid,
    sealedPrivateKey: 's1.sealed',
    publicJwk: { kty: 'RSA', n: 'n', e: 'AQAB', kid, alg: 'RS256', use: 'sig' },
    createdAt: NOON,
    retiredAt: null,
    ...overrides,
  };
}

describe('tool key store', () => {
  it('lists the published ones, newest first, and leaves out the retired', async () => {
    const { toolKeys } = database.stores;
    const older = buildToolKey();
    const newer = buildToolKey({ createdAt: minutesAfterNoon(1) });
    const retired = buildToolKey({ retiredAt: minutesAfterNoon(2), createdAt: minutesAfterNoon(2) });
    for (const key of [older, newer, retired]) await toolKeys.create(key);

    expect(await toolKeys.listPublished()).toEqual([newer, older]);
  });

  it('refuses a kid that stands already', async () => {
    const { toolKeys } = database.stores;
    const key = buildToolKey();
    await toolKeys.create(key);

    await expect(toolKeys.create({ ...key, sealedPrivateKey: 'other' })).rejects.toMatchObject({
      code: 'already_exists',
    });
  });
});
