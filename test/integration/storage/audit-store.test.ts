import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditActor } from '../../../src/institutions/audit.js';
import { createAuditLog } from '../../../src/institutions/audit-log.js';
import { buildAuditEntry, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('audit store', () => {
  it('lists the newest first, as many as asked for', async () => {
    const { audit } = database.stores;
    const institutionId = randomUUID();
    const entries = [0, 2, 1].map((minutes) =>
      buildAuditEntry({ institutionId, at: minutesAfterNoon(minutes) }),
    );
    for (const entry of entries) await audit.append(institutionId, entry);

    expect(await audit.list(institutionId, 2)).toEqual([entries[1], entries[2]]);
  });

  it.each<AuditActor>([
    { kind: 'learner', id: 'teacher-1' },
    { kind: 'platform', id: 'registration-1' },
    { kind: 'command-line' },
    { kind: 'tool' },
  ])('gives back the actor $kind and the detail as they were written', async (actor) => {
    const { audit } = database.stores;
    const institutionId = randomUUID();
    const detail = { mappingId: 'mapping-1', version: 2, isShared: true };
    const entry = buildAuditEntry({ institutionId, actor, detail });
    await audit.append(institutionId, entry);

    expect(await audit.list(institutionId, 10)).toEqual([entry]);
  });

  it('is what the audit log writes to, with its own time', async () => {
    const institutionId = randomUUID();
    const log = createAuditLog(database.stores.audit, () => NOON);
    await log(institutionId, {
      actor: { kind: 'tool' },
      action: 'issuer.created',
      subject: { kind: 'issuer', id: 'issuer-1' },
    });

    expect(await database.stores.audit.list(institutionId, 1)).toEqual([
      {
        id: expect.any(String) as string,
        institutionId,
        at: NOON,
        actor: { kind: 'tool' },
        action: 'issuer.created',
        subject: { kind: 'issuer', id: 'issuer-1' },
        detail: {},
      },
    ]);
  });
});
