import { describe, expect, it } from 'vitest';
import { makeKey, type Json } from '../../support/foreign-issuer.js';
import { useForeignVerification } from '../../support/foreign-verification.js';

const foreign = useForeignVerification();

describe('when a proof counts (Data Integrity 1.0 §2.1)', () => {
  it.each<[string, Json, string]>([
    ['it is over', { expires: '2026-03-02T11:59:59Z' }, 'not-valid signature:proof-expired'],
    ['it is not over yet', { expires: '2026-03-02T12:00:01Z' }, 'valid'],
    ['its end is no date', { expires: '2099' }, 'unknown signature:signature-kind-unknown'],
    ['it was made later than now', { created: '2026-03-02T13:00:00Z' }, 'not-valid signature:proof-not-yet'],
    ['a clock was a little ahead', { created: '2026-03-02T12:01:00Z' }, 'valid'],
  ])('%s', async (_what, options, expected) => {
    const badge = foreign.school.buildBadge();
    expect(await foreign.judge({ ...badge, proof: [await foreign.makeProof(badge, options)] })).toBe(
      expected,
    );
  });
});

describe('several proofs (OB 3.0 §9.2: any one)', () => {
  const witness = makeKey('Ed25519');
  const witnessMethod = `did:key:${witness.multibase}#${witness.multibase}`;
  const ofWitness = (badge: Json) => foreign.makeProof(badge, { verificationMethod: witnessMethod }, witness);

  it('the issuer’s is enough, wherever a witness put another', async () => {
    const badge = foreign.school.buildBadge();
    const [own, other] = [await foreign.makeProof(badge), await ofWitness(badge)];
    expect(await foreign.judge({ ...badge, proof: [other, own] })).toBe('valid');
    expect(await foreign.judge({ ...badge, proof: [own, other] })).toBe('valid');
    expect(await foreign.judge({ ...badge, proof: [other, other, other, other, own] })).toBe('valid');
    expect(await foreign.judge({ ...badge, proof: [other] })).toBe('not-valid key:key-of-another');
  });

  it('a witness’s that does not hold says nothing; the issuer’s that does not hold decides', async () => {
    const badge = foreign.school.buildBadge();
    const [own, other] = [await foreign.makeProof(badge), await ofWitness(badge)];
    const [broken, brokenOther] = [own, other].map((one) => ({ ...one, created: '2026-03-01T09:00:01Z' }));
    expect(await foreign.judge({ ...badge, proof: [brokenOther, own] })).toBe('valid');
    expect(await foreign.judge({ ...badge, proof: [broken, own] })).toBe(
      'not-valid signature:signature-broken',
    );
    expect(await foreign.judge({ ...badge, proof: [own, broken] })).toBe(
      'not-valid signature:signature-broken',
    );
    expect(await foreign.judge({ ...badge, proof: [other, broken] })).toBe(
      'not-valid signature:signature-broken',
    );
  });

  it('one that is over stands in no other’s way', async () => {
    const badge = foreign.school.buildBadge();
    const over = await foreign.makeProof(badge, { expires: '2026-03-02T09:00:00Z' });
    expect(await foreign.judge({ ...badge, proof: [over, await foreign.makeProof(badge)] })).toBe('valid');
  });

  it('a witness’s beside one of a kind that is not known here leaves it unknown', async () => {
    const badge = foreign.school.buildBadge();
    const unknown = { ...(await foreign.makeProof(badge)), cryptosuite: 'ecdsa-sd-2023' };
    expect(await foreign.judge({ ...badge, proof: [unknown, await ofWitness(badge)] })).toBe(
      'unknown signature:signature-kind-unknown',
    );
  });
});
