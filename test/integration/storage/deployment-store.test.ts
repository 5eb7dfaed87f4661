import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDeployment } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('deployment store (LTI 1.3 Core §3.1.3)', () => {
  it('remembers an unknown one once, however many launches bring it at once', async () => {
    const { deployments } = database.stores;
    const registrationId = randomUUID();
    const remembered = await Promise.all(
      Array.from({ length: 8 }, () => deployments.remember(buildDeployment({ registrationId }))),
    );

    expect(new Set(remembered.map(({ id }) => id)).size).toBe(1);
    expect(await deployments.findForLaunch(registrationId, '1')).toEqual(remembered[0]);
    expect(await deployments.findForLaunch(registrationId, '2')).toBeNull();
  });

  it('gives back the one that stands and does not change it', async () => {
    const { deployments } = database.stores;
    const registrationId = randomUUID();
    const active = buildDeployment({ registrationId, state: 'active', institutionId: 'institution-a' });
    await deployments.remember(active);

    expect(await deployments.remember(buildDeployment({ registrationId }))).toEqual(active);
  });

  it('gives a waiting one to exactly one of several institutions', async () => {
    const { deployments } = database.stores;
    const waiting = await deployments.remember(buildDeployment({ registrationId: randomUUID() }));
    const institutions = Array.from({ length: 6 }, () => randomUUID());
    const attempts = await Promise.allSettled(
      institutions.map((institutionId) => deployments.activate(institutionId, waiting.id)),
    );

    const won = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(won).toHaveLength(1);
    const owner = won[0]?.institutionId ?? '';
    expect(institutions).toContain(owner);
    expect(won[0]).toEqual({ ...waiting, institutionId: owner, state: 'active' });
    expect(await deployments.activate(owner, waiting.id)).toEqual(won[0]);
  });

  it('activates neither a refused nor an unknown one', async () => {
    const { deployments } = database.stores;
    const refused = await deployments.remember(
      buildDeployment({ registrationId: randomUUID(), state: 'refused' }),
    );

    for (const id of [refused.id, 'unknown']) {
      await expect(deployments.activate('institution-a', id)).rejects.toMatchObject({
        code: 'deployment_not_found',
      });
    }
  });

  it("lists an institution's own and those that wait, never another's", async () => {
    const { deployments } = database.stores;
    const [a, b] = [randomUUID(), randomUUID()];
    const own = buildDeployment({ registrationId: randomUUID(), institutionId: a, state: 'active' });
    const others = buildDeployment({ registrationId: randomUUID(), institutionId: b, state: 'active' });
    const waiting = buildDeployment({ registrationId: randomUUID() });
    const refused = buildDeployment({ registrationId: randomUUID(), state: 'refused' });
    for (const one of [own, others, waiting, refused]) await deployments.remember(one);

    const listed = (await deployments.list(a)).map(({ id }) => id);
    expect(listed).toContain(own.id);
    expect(listed).toContain(waiting.id);
    expect(listed).not.toContain(others.id);
    expect(listed).not.toContain(refused.id);
  });
});
