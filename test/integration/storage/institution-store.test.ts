import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildInstitution, minutesAfterNoon } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('institution store', () => {
  it('finds what was created, and lists the oldest first', async () => {
    const { institutions } = database.stores;
    const younger = buildInstitution({ createdAt: minutesAfterNoon(1) });
    const older = buildInstitution();
    await institutions.create(younger);
    await institutions.create(older);

    expect(await institutions.find(older.id)).toEqual(older);
    expect(await institutions.list()).toEqual([older, younger]);
    expect(await institutions.find('nowhere')).toBeNull();
  });

  it('refuses an id that is taken and keeps what stands', async () => {
    const { institutions } = database.stores;
    const first = buildInstitution();
    await institutions.create(first);

    await expect(institutions.create({ ...first, language: 'en' })).rejects.toMatchObject({
      code: 'already_exists',
    });
    expect(await institutions.find(first.id)).toEqual(first);
  });

  it('lets exactly one of several processes that start at once make the first', async () => {
    const { institutions } = database.stores;
    const { id } = buildInstitution();
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => institutions.create(buildInstitution({ id }))),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('renames one, and answers null for one that is not there', async () => {
    const { institutions } = database.stores;
    const institution = buildInstitution();
    await institutions.create(institution);
    const name = { nl: 'Nieuwe naam', en: 'New name' };

    expect(await institutions.rename(institution.id, name)).toEqual({ ...institution, name });
    expect(await institutions.find(institution.id)).toEqual({ ...institution, name });
    expect(await institutions.rename('nowhere', name)).toBeNull();
  });
});
