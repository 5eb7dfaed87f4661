import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIssuer, minutesAfterNoon } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('issuer profile store', () => {
  it('gives back what was made, bare or full, oldest first', async () => {
    const { issuers } = database.stores;
    const institutionId = randomUUID();
    const full = buildIssuer({
      institutionId,
      description: { nl: 'Een school', en: 'A school' },
      url: 'https://school.example.org',
      email: 'badges@school.example.org',
      createdAt: minutesAfterNoon(1),
    });
    const bare = buildIssuer({ institutionId });
    for (const one of [full, bare]) await issuers.create(institutionId, one);

    expect(await issuers.list(institutionId)).toEqual([bare, full]);
    expect(await issuers.find(institutionId, full.id)).toEqual(full);
    expect(await issuers.findPublic(bare.id)).toEqual(bare);
  });

  it('refuses an id that is taken', async () => {
    const { issuers } = database.stores;
    const issuer = buildIssuer();
    await issuers.create('institution-a', issuer);

    await expect(issuers.create('institution-b', issuer)).rejects.toMatchObject({ code: 'already_exists' });
  });

  it('renames one of its own institution, and answers null otherwise', async () => {
    const { issuers } = database.stores;
    const [a, b] = [randomUUID(), randomUUID()];
    const issuer = buildIssuer({ institutionId: a });
    await issuers.create(a, issuer);
    const name = { nl: 'Nieuwe naam', en: 'New name' };

    expect(await issuers.rename(b, issuer.id, name)).toBeNull();
    expect(await issuers.rename(a, issuer.id, name)).toEqual({ ...issuer, name });
    expect(await issuers.find(a, issuer.id)).toEqual({ ...issuer, name });
  });
});
