import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../src/credentials/credential.js';
import { buildAward } from '../../support/build-records.js';
import { signInAs, type ConsoleVisitor } from '../../support/console-visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

const clock = { now: new Date('2027-03-01T12:00:00Z') };

let tool: RunningTool;
let institutionId: string;
let issuerId: string;
let path: string;
let admin: ConsoleVisitor;
let before: Credential;
let after: Credential;

beforeAll(async () => {
  tool = await startTool({ now: () => clock.now });
  const { context } = tool;
  institutionId = context.institution.id;
  issuerId = (await context.issuers.ensureFirst(context.institution)).id;
  path = `/admin/issuers/${issuerId}`;
  before = await issue();
  clock.now = new Date('2027-03-10T12:00:00Z');
  after = await issue();
  admin = await signInAs(tool, institutionId, 'admin');
});
afterAll(() => tool.close());

async function issue(): Promise<Credential> {
  const [badgeClass] = await tool.context.seed();
  const award = buildAward({
    institutionId,
    badgeClassId: badgeClass?.id ?? '',
    badgeClassVersion: badgeClass?.version ?? 1,
    awardedAt: clock.now,
  });
  return tool.context.credentials.issue({ award, learner: { name: 'Anna', email: null } });
}

const answerTo = async (text: string | null) => (await tool.context.verifier.verifyText(text ?? '')).answer;
const listKeys = () => tool.context.issuerKeys.list(institutionId, issuerId);
const findKey = async (kid: string) => (await listKeys()).find((one) => one.kid === kid);

describe('the keys of an issuer in the console', () => {
  it('are shown in plain words, with a label to each field', async () => {
    const { status, html } = await admin.get(path);
    expect(status).toBe(200);
    expect(html).toContain('For the compact form of a credential (ES256)');
    expect(html).toContain('For the seal inside a credential (Ed25519)');
    expect(html).toContain('Since 1 March 2027, signs now');
    expect(html).toContain(before.kid);
    expect(html).not.toMatch(/PRIVATE|sealed/);
    for (const index of [0, 1]) expect(html).toContain(`<label for="from-${index}">Compromised from (date)`);
    expect((await admin.get('/admin/issuers/new')).html).not.toContain('id="keys"');
  });

  it('are not marked without a tick, nor from a day that cannot be', async () => {
    const action = `${path}/keys/${before.kid}/compromised`;
    expect((await admin.post(action, { from: '2027-03-05' })).status).toBe(303);
    for (const from of ['', 'soon', '2027-02-28', '2027-03-11', '2027-02-30T00:00:00Z']) {
      const { status, html } = await admin.post(action, { from, sure: 'yes' });
      expect({ from, status }).toEqual({ from, status: 422 });
      expect(html).toContain('Choose a date');
    }
    expect((await admin.post(`${path}/keys/none/compromised`, { from: '', sure: 'yes' })).status).toBe(404);
    expect(await findKey(before.kid)).toMatchObject({ compromisedAt: null, retiredAt: null });
  });

  it('compromised from a day, verify what they signed before it and nothing after', async () => {
    const { kid, proofKid } = before;
    expect([after.kid, after.proofKid]).toEqual([kid, proofKid]);
    expect(await Promise.all([before, after].map(({ jwt }) => answerTo(jwt)))).toEqual(['valid', 'valid']);
    for (const one of [kid, proofKid ?? '']) {
      const action = `${path}/keys/${one}/compromised`;
      const sent = await admin.post(action, { from: '2027-03-05', sure: 'yes' });
      expect(sent).toMatchObject({ status: 303, location: `${path}#keys` });
    }
    expect(await findKey(kid)).toMatchObject({ compromisedAt: new Date('2027-03-04T23:00:00Z') });
    for (const form of ['jwt', 'json'] as const) {
      expect({ form, answer: await answerTo(before[form]) }).toEqual({ form, answer: 'valid' });
      expect({ form, answer: await answerTo(after[form]) }).toEqual({ form, answer: 'not-valid' });
    }
    const { steps } = await tool.context.verifier.verifyText(after.jwt);
    expect(steps.map(({ reason }) => reason)).toContain('key-compromised');
    expect((await admin.get(path)).html).toContain('Not to be trusted from 5 March 2027');
    expect(await answerTo((await issue()).jwt)).toBe('valid');
  });

  it('are rotated, and what the old ones signed goes on verifying', async () => {
    const last = await issue();
    const sent = await admin.post(`${path}/keys`, {});
    expect(sent).toMatchObject({ status: 303, location: `${path}#keys` });
    const next = await issue();
    expect(next.kid).not.toBe(last.kid);
    expect(next.proofKid).not.toBe(last.proofKid);
    expect(await answerTo(last.jwt)).toBe('valid');
    expect(await findKey(last.kid)).toMatchObject({ retiredAt: clock.now, compromisedAt: null });
    expect((await admin.get(path)).html).toContain('From 10 March 2027 until 10 March 2027');
    const log = await tool.context.stores.audit.list(institutionId, 100);
    const byAdmin = log.filter(({ actor }) => actor.kind !== 'tool').map(({ action }) => action);
    expect(byAdmin).toEqual(expect.arrayContaining(['issuer-key.retired', 'issuer-key.compromised']));
  });
});
