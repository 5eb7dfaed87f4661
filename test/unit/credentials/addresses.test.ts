import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCredentialAddresses } from '../../../src/credentials/addresses.js';
import { buildDidDocument } from '../../../src/credentials/did-document.js';
import { buildIssuerKey, NOON } from '../../support/build-records.js';

const addresses = createCredentialAddresses('https://badges.example.org');

describe('addresses inside credentials', () => {
  it('hang under CREDENTIAL_URL', () => {
    expect(addresses.credential('c1')).toBe('https://badges.example.org/credentials/c1');
    expect(addresses.badgeClass('b1')).toBe('https://badges.example.org/badges/b1');
    expect(addresses.badgeImage('b1')).toBe('https://badges.example.org/badges/b1/image.svg');
    expect(addresses.issuer('i1')).toBe('https://badges.example.org/issuers/i1');
    expect(addresses.key('k1')).toBe('https://badges.example.org/keys/k1');
  });

  it('write the port of a did:web as %3A (did:web §3.1)', () => {
    expect(addresses.issuerDid('i1')).toBe('did:web:badges.example.org:issuers:i1');
    expect(createCredentialAddresses('http://localhost:3000').issuerDid('i1')).toBe(
      'did:web:localhost%3A3000:issuers:i1',
    );
  });

  it('read back exactly what they wrote', () => {
    const id = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-'), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(id, (text) => {
        expect(addresses.parseCredential(addresses.credential(text))).toBe(text);
        expect(addresses.parseKey(addresses.key(text))).toBe(text);
        expect(addresses.parseIssuerDid(addresses.issuerDid(text))).toBe(text);
      }),
    );
  });

  it.each([
    '',
    'https://badges.example.org/credentials/',
    'https://badges.example.org/credentials/a/b',
    'https://badges.example.org/credentials/a?b',
    'https://badges.example.org/credentials/%61',
    'http://badges.example.org/credentials/a',
    'https://badges.example.org.evil.example/credentials/a',
    'https://other.example/credentials/a',
  ])('take %j for nothing of ours', (address) => {
    expect(addresses.parseCredential(address)).toBeNull();
  });
});

describe('buildDidDocument (DID Core §5, Controlled Identifiers 1.0 §2.2)', () => {
  const did = 'did:web:badges.example.org:issuers:i1';

  it('names every key, the retired ones too, in an array of strings', () => {
    const ec = buildIssuerKey({ kid: 'ec', publicJwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } });
    const ed = buildIssuerKey({ kid: 'z6MkExample', algorithm: 'Ed25519' });
    const document = buildDidDocument(did, [ec, ed]);

    expect(document.id).toBe(did);
    expect(document.assertionMethod).toEqual([`${did}#ec`, `${did}#z6MkExample`]);
    expect(document.verificationMethod).toEqual([
      { id: `${did}#ec`, type: 'JsonWebKey', controller: did, publicKeyJwk: ec.publicJwk },
      { id: `${did}#z6MkExample`, type: 'Multikey', controller: did, publicKeyMultibase: 'z6MkExample' },
    ]);
  });

  it('keeps a compromised key, with the date from which it does not count', () => {
    const key = buildIssuerKey({ kid: 'ec', compromisedAt: NOON });
    const document = buildDidDocument(did, [key]);
    expect(document.verificationMethod).toMatchObject([{ id: `${did}#ec`, revoked: NOON.toISOString() }]);
    expect(document.assertionMethod).toEqual([`${did}#ec`]);
  });
});
