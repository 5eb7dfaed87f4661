import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRegistration, minutesAfterNoon } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('registration store (LTI 1.3 Core §3.1.2)', () => {
  it('keeps what was registered, byte for byte', async () => {
    const { registrations } = database.stores;
    const institutionId = randomUUID();
    // The issuer's slash is part of it: `iss` is compared as it is written.
    const registration = buildRegistration({ institutionId, issuer: 'https://lms.example.org/' });

    expect(await registrations.save(institutionId, registration)).toEqual(registration);
    expect(await registrations.find(institutionId, registration.id)).toEqual(registration);
    expect(await registrations.findForLaunch(registration.id)).toEqual(registration);
    expect(await registrations.listByIssuer('https://lms.example.org')).toEqual([]);
    expect(await registrations.listByIssuer('https://lms.example.org/')).toEqual([registration]);
  });

  it('brings the endpoints of a known client up to date and keeps its id and its switch', async () => {
    const { registrations } = database.stores;
    const institutionId = randomUUID();
    const first = buildRegistration({ institutionId, isEnabled: false });
    await registrations.save(institutionId, first);
    const again = buildRegistration({
      institutionId,
      clientId: first.clientId,
      jwksUrl: 'https://lms.example.org/new-jwks',
      name: 'Renamed',
      createdAt: minutesAfterNoon(5),
    });

    const saved = await registrations.save(institutionId, again);
    expect(saved).toEqual({ ...first, jwksUrl: again.jwksUrl, name: 'Renamed' });
    expect(await registrations.list(institutionId)).toEqual([saved]);
  });

  it('keeps the further hosts of its services through an update that does not name any', async () => {
    const { registrations } = database.stores;
    const institutionId = randomUUID();
    const without = buildRegistration({ institutionId });
    const registration = { ...without, serviceHosts: ['canvas.school.example'] };
    expect(await registrations.save(institutionId, registration)).toEqual(registration);
    expect(await registrations.save(institutionId, { ...without, name: 'Renamed' })).toEqual({
      ...registration,
      name: 'Renamed',
    });
    expect(await registrations.save(institutionId, { ...registration, serviceHosts: [] })).not.toHaveProperty(
      'serviceHosts',
    );
  });

  it('makes one record of one client, however many registrations arrive at once', async () => {
    const { registrations } = database.stores;
    const institutionId = randomUUID();
    const { clientId } = buildRegistration();
    const saved = await Promise.all(
      Array.from({ length: 8 }, () =>
        registrations.save(institutionId, buildRegistration({ institutionId, clientId })),
      ),
    );

    expect(new Set(saved.map(({ id }) => id)).size).toBe(1);
    expect(await registrations.list(institutionId)).toHaveLength(1);
  });

  it('does not let another institution lead the launches of a client to keys of its own', async () => {
    const { registrations } = database.stores;
    const [a, b] = [randomUUID(), randomUUID()];
    const registration = buildRegistration({ institutionId: a });
    await registrations.save(a, registration);

    await expect(
      registrations.save(b, { ...registration, jwksUrl: 'https://attacker.example/jwks' }),
    ).rejects.toMatchObject({ code: 'already_exists' });
    expect(await registrations.findForLaunch(registration.id)).toEqual(registration);
  });

  it('lists all clients of one issuer, the disabled ones too', async () => {
    const { registrations } = database.stores;
    const issuer = 'https://shared.lms.example';
    const [a, b] = [randomUUID(), randomUUID()];
    const enabled = buildRegistration({ institutionId: a, issuer });
    const disabled = buildRegistration({ institutionId: b, issuer, isEnabled: false });
    await registrations.save(a, enabled);
    await registrations.save(b, disabled);

    const listed = await registrations.listByIssuer(issuer);
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set([enabled.id, disabled.id]));
  });
});
