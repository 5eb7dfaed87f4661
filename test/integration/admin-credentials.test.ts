import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../src/credentials/credential.js';
import { buildAward } from '../support/build-records.js';
import { runVerb } from '../support/run-verb.js';
import { startTool, type RunningTool } from '../support/start-tool.js';

const clock = { now: new Date('2027-03-01T12:00:00Z') };

let tool: RunningTool;
let institutionId: string;
beforeAll(async () => {
  tool = await startTool({ now: () => clock.now });
  institutionId = tool.context.institution.id;
});
afterAll(() => tool.close());

const run = (name: string, ...args: string[]) => runVerb(tool.context, name, ...args);

async function issue(): Promise<Credential> {
  const [badgeClass] = await tool.context.seed();
  const award = buildAward({
    institutionId,
    badgeClassId: badgeClass?.id ?? '',
    badgeClassVersion: badgeClass?.version ?? 1,
  });
  return tool.context.credentials.issue({ award, learner: { name: 'Anna', email: null } });
}

const answerTo = async (text: string) => (await tool.context.verifier.verifyText(text)).answer;

async function listActions(subjectId: string): Promise<string[]> {
  const log = await tool.context.stores.audit.list(institutionId, 200);
  return log
    .filter(({ actor, subject }) => actor.kind === 'command-line' && subject.id === subjectId)
    .map(({ action }) => action);
}

describe('the verb credential', () => {
  it('shows, suspends, reinstates, renews and revokes, each in the log', async () => {
    const { id } = await issue();
    const shown = await run('credential', '--show', id);
    expect(shown).toMatchObject({ credential: { id, state: 'valid', renewals: 0, reason: null } });
    expect(shown.said).toContain('valid');
    expect(shown.said).not.toContain('Anna');

    const suspended = await run('credential', '--suspend', id, '--reason', 'looked into');
    expect(suspended).toMatchObject({ credential: { state: 'suspended', reason: 'looked into' } });
    expect(await run('credential', '--reinstate', id)).toMatchObject({ credential: { state: 'valid' } });
    expect(await run('credential', '--renew', id)).toMatchObject({ credential: { id, renewals: 1 } });
    await run('credential', '--revoke', id, '--reason', 'a mistake');
    const stored = await tool.context.stores.credentials.find(institutionId, id);
    expect(stored).toMatchObject({ state: 'revoked', stateReason: 'a mistake' });
    expect(await answerTo(stored?.jwt ?? '')).toBe('not-valid');
    await expect(run('credential', '--renew', id)).rejects.toMatchObject({ code: 'credential_revoked' });
    expect((await listActions(id)).sort()).toEqual([
      'credential.reinstated',
      'credential.renewed',
      'credential.revoked',
      'credential.suspended',
    ]);
  });

  it('says what is missing, too much or not there', async () => {
    const { id } = await issue();
    for (const args of [
      [],
      ['--revoke', id],
      ['--suspend', id, '--reason', ''],
      ['--show', id, '--renew', id],
      ['--renew', id, '--reason', 'x'],
    ])
      await expect(run('credential', ...args)).rejects.toMatchObject({ code: 'usage' });
    for (const args of [
      ['--show', 'x'],
      ['--renew', 'x'],
      ['--revoke', 'x', '--reason', 'y'],
    ])
      await expect(run('credential', ...args)).rejects.toMatchObject({ code: 'credential_not_found' });
    expect((await tool.context.stores.credentials.find(institutionId, id))?.state).toBe('valid');
  });
});

describe('the verb key', () => {
  it('lists keys without their private half, and rotates them', async () => {
    const first = await run('key');
    expect(first['keys']).toEqual(
      ['ES256', 'Ed25519'].map((algorithm) => ({
        kid: expect.any(String) as unknown,
        algorithm,
        createdAt: '2027-03-01T12:00:00.000Z',
        retiredAt: null,
        compromisedFrom: null,
      })),
    );
    const rotated = await run('key', '--rotate');
    expect(rotated['keys']).toHaveLength(4);
    expect(rotated.said).toContain(`Signing the compact form with ${String(rotated['kid'])}`);
    expect((await issue()).kid).toBe(rotated['kid']);
  });

  it('signs with RS256 for verifiers that take nothing else, and with ES256 again', async () => {
    const rsa = await run('key', '--rs256');
    const signed = await issue();
    expect(signed.kid).toBe(rsa['kid']);
    expect(await answerTo(signed.jwt)).toBe('valid');
    const ec = await run('key', '--es256');
    expect(ec['kid']).not.toBe(rsa['kid']);
    expect((await issue()).kid).toBe(ec['kid']);
  });

  it('says from when a key is not to be trusted', async () => {
    const before = await issue();
    clock.now = new Date('2027-03-10T12:00:00Z');
    const after = await issue();
    const { kid } = before;
    expect(after.kid).toBe(kid);
    const marked = await run('key', '--compromised', kid, '--from', '2027-03-05T08:00:00Z');
    expect(marked.said).toContain('compromised from 2027-03-05T08:00:00.000Z');
    expect([await answerTo(before.jwt), await answerTo(after.jwt)]).toEqual(['valid', 'not-valid']);
    // The day that it was made: from when it was made, and so back to all that it signed.
    await run('key', '--compromised', kid, '--from', '2027-03-01');
    expect(await answerTo(before.jwt)).toBe('not-valid');
    expect(await listActions(kid)).toEqual(expect.arrayContaining(['issuer-key.compromised']));
  });

  it('refuses what it cannot do, and asks which issuer where there are more', async () => {
    const { kid } = await issue();
    for (const args of [
      ['--compromised', kid],
      ['--compromised', kid, '--from', 'soon'],
      ['--from', '2027-03-01'],
      ['--rotate', '--rs256'],
    ])
      await expect(run('key', ...args)).rejects.toMatchObject({ code: 'usage' });
    const future = run('key', '--compromised', kid, '--from', '2027-03-11');
    await expect(future).rejects.toMatchObject({ code: 'issuer_key_date_invalid' });
    const unknown = run('key', '--compromised', 'x', '--from', '2027-03-01');
    await expect(unknown).rejects.toMatchObject({ code: 'issuer_key_not_found' });
    await expect(run('key', '--issuer', 'x')).rejects.toMatchObject({ code: 'issuer_not_found' });

    const { context } = tool;
    const first = await context.issuers.ensureFirst(context.institution);
    const fields = { ...first, name: { nl: 'Faculteit', en: 'Faculty' } };
    const second = await context.issuers.create(institutionId, fields, { kind: 'tool' });
    await expect(run('key', '--rotate')).rejects.toThrow(second.id);
    expect(await run('key', '--issuer', second.id)).toMatchObject({ issuerId: second.id });
  });
});
