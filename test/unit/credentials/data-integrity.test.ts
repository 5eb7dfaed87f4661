import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createProof, isProofOf } from '../../../src/credentials/data-integrity.js';
import { canonicalize } from '../../../src/credentials/json-ld/canonicalize.js';
import { encodeEd25519Multikey } from '../../../src/credentials/multibase.js';

/** 1EdTech's own file lies beside the repository, not in it: its licence is another one. */
const VECTOR = fileURLToPath(
  new URL('../../../../shared/schemas/ob3-eddsa-rdfc-2022-vector.json', import.meta.url),
);
const isThere = existsSync(VECTOR);
if (!isThere) console.warn('skipped: the OB 3.0 test vector is not in ../shared/schemas');

interface Vector {
  readonly proofCreated: string;
  readonly verificationMethod: string;
  readonly seedHex: string;
  readonly credential: Record<string, unknown>;
  readonly canonical: string;
  readonly signed: { readonly proof: Record<string, unknown> };
}

/** RFC 8410 §7: what stands before the 32 bytes of a private key in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function keyOfSeed(seed: Buffer) {
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

describe.skipIf(!isThere)('the test vector of the OB 3.0 implementation guide', () => {
  const vector = (): Vector => JSON.parse(readFileSync(VECTOR, 'utf8')) as Vector;

  it('is canonicalised byte for byte', async () => {
    expect(await canonicalize(vector().credential)).toBe(vector().canonical);
  });

  it('is signed byte for byte, proofValue included', async () => {
    const { credential, proofCreated, verificationMethod, seedHex, signed } = vector();
    const privateKey = keyOfSeed(Buffer.from(seedHex, 'hex'));
    const proof = await createProof(credential, {
      privateKey,
      verificationMethod,
      created: proofCreated,
      canonicalize,
    });
    expect(JSON.stringify({ ...credential, proof })).toBe(JSON.stringify(signed));
    expect(await isProofOf(credential, proof, createPublicKey(privateKey), canonicalize)).toBe(true);
  });

  it('names its key in the fragment', () => {
    const { seedHex, verificationMethod } = vector();
    const jwk = createPublicKey(keyOfSeed(Buffer.from(seedHex, 'hex'))).export({ format: 'jwk' });
    expect(verificationMethod.split('#')[1]).toBe(
      encodeEd25519Multikey(Buffer.from(jwk.x ?? '', 'base64url')),
    );
  });
});

describe('eddsa-rdfc-2022 (Data Integrity EdDSA Cryptosuites 1.0 §3.2)', () => {
  const privateKey = keyOfSeed(Buffer.alloc(32, 1));
  const request = {
    privateKey,
    verificationMethod: 'did:web:example.org#z6Mk',
    created: '2026-03-02T12:00:00Z',
    canonicalize,
  };
  const document = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: 'https://example.org/credentials/1',
    type: ['VerifiableCredential'],
    issuer: 'did:web:example.org',
    validFrom: '2026-03-02T12:00:00Z',
    credentialSubject: { id: 'urn:uuid:6f2a1c1e-8d0b-4f6e-9a55-0c6e6b1d2f3a' },
  };

  it('holds for what was signed and falls with any change', async () => {
    const proof = await createProof(document, request);
    const publicKey = createPublicKey(privateKey);
    const holds = (changed: object, changedProof: object = {}) =>
      isProofOf({ ...document, ...changed }, { ...proof, ...changedProof }, publicKey, canonicalize);

    expect(await holds({})).toBe(true);
    expect(await holds({ validFrom: '2026-03-02T12:00:01Z' })).toBe(false);
    expect(await holds({}, { created: '2026-03-02T12:00:01Z' })).toBe(false);
    expect(await holds({}, { proofPurpose: 'authentication' })).toBe(false);
    expect(await holds({}, { proofValue: `${proof.proofValue.slice(0, -1)}2` })).toBe(false);
    expect(await holds({}, { proofValue: 'not base58' })).toBe(false);
    const other = createPublicKey(keyOfSeed(Buffer.alloc(32, 2)));
    expect(await isProofOf(document, proof, other, canonicalize)).toBe(false);
  });

  it('signs nothing that would be left out of the signature', async () => {
    for (const odd of [{ grade: '9' }, { name: { nl: 'Naam' } }, { id: 'relative' }]) {
      await expect(createProof({ ...document, ...odd }, request)).rejects.toMatchObject({
        code: 'json_ld_unsafe',
      });
    }
  });

  it('fetches no context', async () => {
    const contexts = ['https://www.w3.org/ns/credentials/v2', 'https://example.org/context.json'];
    await expect(createProof({ ...document, '@context': contexts }, request)).rejects.toMatchObject({
      code: 'context_unknown',
      detail: { address: 'https://example.org/context.json' },
    });
  });
});
