import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/foreign-issuer.js';
import { useForeignVerification } from '../../support/foreign-verification.js';

const foreign = useForeignVerification();

const OFFICIAL =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

describe('schemas that a credential names', () => {
  const judgeSchemas = async (...credentialSchema: readonly Json[]) => {
    const badge = foreign.school.buildBadge({ credentialSchema });
    (badge['@context'] as string[]).push('https://purl.imsglobal.org/spec/ob/v3p0/extensions.json');
    return foreign.judge(await foreign.school.signProof(badge));
  };
  const official = { id: OFFICIAL, type: '1EdTechJsonSchemaValidator2019' };

  it.each([
    OFFICIAL,
    OFFICIAL.replace('/json/', '/json-ld/'),
    OFFICIAL.replace('achievement', 'anyachievement'),
    OFFICIAL.replace('/json/', '/json-ld/').replace('achievement', 'anyachievement'),
  ])('the official one was checked: %s', async (id) => {
    expect(await judgeSchemas({ ...official, id })).toBe('valid');
  });

  it('any other was not, and is not fetched', async () => {
    const { school } = foreign;
    const id = `${school.origin}/schema.json`;
    school.routes.set('/schema.json', { body: { type: 'object' } });
    for (const schemas of [
      [{ ...official, id }],
      [official, { ...official, id }],
      [{ id, type: 'JsonSchema' }],
      [{ id: OFFICIAL, type: 'https://school.example/OtherSchema' }],
      [{ ...official, id: `${OFFICIAL}?` }],
      [{ ...official, id: OFFICIAL.replace('achievement', 'endorsement') }],
    ]) {
      expect(await judgeSchemas(...schemas)).toBe('unknown schema:schema-unknown');
    }
    expect(school.asked).not.toContain('/schema.json');
  });

  it('one that is not known hides nothing that is wrong', async () => {
    const { school } = foreign;
    const credentialSchema = [{ id: `${school.origin}/schema.json`, type: 'JsonSchema' }];
    const badge = school.buildBadge({ credentialSchema });
    const signed = await school.signProof(badge);
    expect(await foreign.judge({ ...signed, name: 'Anders' })).toBe(
      'not-valid schema:schema-unknown signature:signature-broken',
    );
    expect(await foreign.judge(await school.signJwt(badge, { claims: { sub: 'urn:uuid:other' } }))).toBe(
      'not-valid schema:claims-differ',
    );
  });
});

describe('what a status is for (Bitstring Status List §2.1)', () => {
  it.each<[readonly string[], string, string]>([
    [['message'], 'valid', 'no-status'],
    [['refresh'], 'valid', 'no-status'],
    [['message', 'revocation'], 'valid', 'not-revoked'],
    [['https://school.example/approval'], 'unknown', 'status-kind-unknown'],
    [['revocation', 'https://school.example/approval'], 'unknown', 'status-kind-unknown'],
  ])('%j is %s: %s', async (purposes, answer, reason) => {
    const { school } = foreign;
    const list = await school.publishStatusList('/status/1', []);
    const nowhere = `${school.origin}/nowhere`;
    const credentialStatus = purposes.map((purpose, slot) =>
      school.buildStatus(purpose === 'revocation' ? list : nowhere, slot, purpose),
    );
    const verification = await foreign.verify(
      await school.signProof(school.buildBadge({ credentialStatus })),
    );
    const status = verification.steps.find(({ name }) => name === 'status');
    expect([verification.answer, status?.reason]).toEqual([answer, reason]);
  });
});
