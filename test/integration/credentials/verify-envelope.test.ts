import { describe, expect, it } from 'vitest';
import { useForeignVerification } from '../../support/foreign-verification.js';

const foreign = useForeignVerification();

describe('a compact text in an envelope (VC Data Model 2.0 §4.13)', () => {
  const envelop = (jwt: string, start = 'data:application/vc+jwt,') => ({
    '@context': 'https://www.w3.org/ns/credentials/v2',
    type: 'EnvelopedVerifiableCredential',
    id: start + jwt,
  });

  it('is judged by what is inside', async () => {
    const { school } = foreign;
    const jwt = await school.signJwt(school.buildBadge());
    expect(await foreign.judge(envelop(jwt))).toBe('valid');
    expect(await foreign.judge({ verifiableCredential: [envelop(jwt)] })).toBe('valid');
    const over = await school.signJwt(school.buildBadge({ validUntil: '2026-03-02T11:00:00Z' }));
    expect(await foreign.judge(envelop(over))).toBe('not-valid validity:expired');
    expect(await foreign.judge(envelop(`${jwt.slice(0, -4)}AAAA`))).toBe(
      'not-valid signature:signature-broken',
    );
  });

  it('is not readable with nothing inside', async () => {
    expect(await foreign.judge(envelop(''))).toBe('unknown read:not-readable');
    expect(await foreign.judge(envelop('{}'))).toBe('unknown read:not-readable');
  });
});
