import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/foreign-issuer.js';
import { useForeignVerification } from '../../support/foreign-verification.js';

const foreign = useForeignVerification();

const CREDENTIALS = 'https://www.w3.org/2018/credentials#';
const UNTIL = '2026-03-02T11:00:00Z';
const DATE_TYPE = 'http://www.w3.org/2001/XMLSchema#dateTime';

/** Expired, revoked, and spoken for by an endorsement: whoever holds it wants neither to be seen. */
async function signSpent(): Promise<Json> {
  const { school } = foreign;
  const list = await school.publishStatusList('/status/1', [7]);
  const badge = school.buildBadge({ validUntil: UNTIL, credentialStatus: school.buildStatus(list, 7) });
  const endorsement = {
    id: 'urn:uuid:5b0e4f4e-5c0f-4f7b-9b57-1d8a3c9f6a01',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Aanbevolen',
    issuer: badge['issuer'],
    validFrom: '2026-03-01T09:00:00Z',
    credentialSubject: { id: badge['id'], type: ['EndorsementSubject'], endorsementComment: 'Zeker.' },
  };
  const endorsed = { ...badge, endorsement: [endorsement] };
  return { ...endorsed, proof: [await foreign.makeProof(endorsed)] };
}

function takeAway(badge: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(badge).filter(([name]) => !names.includes(name)));
}

describe('statements that were signed and are written anew', () => {
  const BOTH = ['validUntil', 'credentialStatus'] as const;
  const rewritings: [string, (badge: Json) => Json | string][] = [
    [
      'under the full addresses of their names',
      (badge) => ({
        ...takeAway(badge, ...BOTH),
        [`${CREDENTIALS}validUntil`]: { '@value': UNTIL, '@type': DATE_TYPE },
        [`${CREDENTIALS}credentialStatus`]: badge['credentialStatus'],
      }),
    ],
    [
      'nested',
      (badge) => ({
        ...takeAway(badge, ...BOTH),
        '@nest': { validUntil: UNTIL, credentialStatus: badge['credentialStatus'] },
      }),
    ],
    [
      'included',
      (badge) => ({
        ...takeAway(badge, ...BOTH),
        '@included': [
          {
            id: badge['id'],
            type: ['VerifiableCredential'],
            validUntil: UNTIL,
            credentialStatus: badge['credentialStatus'],
          },
        ],
      }),
    ],
    [
      'from the other end',
      (badge) => ({
        ...takeAway(badge, ...BOTH),
        issuer: {
          ...(badge['issuer'] as Json),
          '@reverse': {
            [`${CREDENTIALS}issuer`]: [
              {
                id: badge['id'],
                type: ['VerifiableCredential'],
                validUntil: UNTIL,
                credentialStatus: badge['credentialStatus'],
              },
            ],
          },
        },
      }),
    ],
    [
      'where an endorsement names the same credential',
      (badge) => {
        const [endorsement] = badge['endorsement'] as [Json];
        const about = {
          ...(endorsement['credentialSubject'] as Json),
          type: ['EndorsementSubject', 'VerifiableCredential'],
          validUntil: UNTIL,
          credentialStatus: badge['credentialStatus'],
        };
        return {
          ...takeAway(badge, ...BOTH),
          endorsement: [{ ...endorsement, credentialSubject: about }],
        };
      },
    ],
    [
      'where a copy takes its members from',
      (badge) => {
        const rest = JSON.stringify(takeAway(badge, ...BOTH));
        const hidden = JSON.stringify({
          validUntil: UNTIL,
          credentialStatus: badge['credentialStatus'],
        });
        return `{"__proto__":${hidden},${rest.slice(1)}`;
      },
    ],
  ];

  it('is neither revoked nor over any less', async () => {
    expect(await foreign.judge(await signSpent())).toBe('not-valid status:revoked validity:expired');
  });

  it.each(rewritings)('%s: never valid, and it says why', async (_how, rewrite) => {
    const rewritten = rewrite(await signSpent());
    expect(await foreign.judge(rewritten)).toBe('unknown signature:members-hidden');
    const { steps } = await foreign.verify(rewritten);
    const passed = steps.filter(({ verdict }) => verdict === 'passed').map(({ name }) => name);
    expect(passed).toEqual(['read', 'schema', 'key']);
  });

  it('in the proof: when it ends', async () => {
    const badge = foreign.school.buildBadge();
    const proof = await foreign.makeProof(badge, { expires: UNTIL });
    const hidden = {
      ...takeAway(proof, 'expires'),
      'https://w3id.org/security#expiration': { '@value': UNTIL, '@type': DATE_TYPE },
    };
    expect(await foreign.judge({ ...badge, proof: [hidden] })).toBe('unknown signature:members-hidden');
  });

  it('in a list of revocations: it says nothing', async () => {
    const { school } = foreign;
    const list = await school.publishStatusList('/status/2', [], {
      overrides: { validUntil: UNTIL },
    });
    const { body } = school.routes.get('/status/2') as { body: Json };
    const moved = { ...takeAway(body, 'validUntil'), '@nest': { validUntil: UNTIL } };
    school.routes.set('/status/2', { body: moved });
    const badge = school.buildBadge({ credentialStatus: school.buildStatus(list, 1) });
    expect(await foreign.judge(await school.signProof(badge))).toBe('unknown status:status-unsound');
  });

  it('an empty context inside is a change of words', async () => {
    const badge = await foreign.school.signProof(foreign.school.buildBadge());
    const issuer = { ...(badge['issuer'] as Json), '@context': null };
    expect(await foreign.judge({ ...badge, issuer })).toBe('not-valid schema:context-changed');
  });
});

describe('where the written members are what was signed', () => {
  it('names of any kind hide nothing', async () => {
    const badge = foreign.school.buildBadge({ 'https://school.example/terms#cohort': '2026' });
    expect(await foreign.judge(foreign.school.signJcs(badge, 'eddsa-jcs-2022'))).toBe('valid');
    expect(await foreign.judge(await foreign.school.signJwt(badge))).toBe('valid');
  });
});
