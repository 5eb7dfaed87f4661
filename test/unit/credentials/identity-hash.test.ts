import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildIdentityObjects, hashIdentity } from '../../../src/credentials/identity-hash.js';

const SALT = 'a'.repeat(32);

describe('hashIdentity (OB 3.0 IdentityHash)', () => {
  it('gives the specification’s own value', () => {
    expect(hashIdentity('a@example.com', 'Kosher')).toMatch(/^sha256\$b5809d8a[0-9a-f]{52}f399$/);
  });

  it('is the plain hash of identifier and salt, written one after the other', () => {
    const plain = createHash('sha256').update(`Zoë${SALT}`, 'utf8').digest('hex');
    expect(hashIdentity('Zoë', SALT)).toBe(`sha256$${plain}`);
  });
});

describe('buildIdentityObjects', () => {
  const hashes = (name: string | null, email: string | null) =>
    buildIdentityObjects({ name, email }, SALT).map(({ identityType, identityHash }) => [
      identityType,
      identityHash,
    ]);

  it('hashes name and address, each of its own kind, with the salt beside it', () => {
    expect(buildIdentityObjects({ name: 'Anna', email: 'anna@example.org' }, SALT)).toEqual([
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: hashIdentity('Anna', SALT),
        identityType: 'name',
        salt: SALT,
      },
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: hashIdentity('anna@example.org', SALT),
        identityType: 'emailAddress',
        salt: SALT,
      },
    ]);
  });

  it('brings two writings of one name or address to the same hash', () => {
    // The second name is written with a combining diaeresis.
    expect(hashes('  Zoë  de Vries ', ' Anna@Example.ORG ')).toEqual(
      hashes('Zoe\u0308 de Vries', 'anna@example.org'),
    );
  });

  it('leaves out what is not known', () => {
    expect(hashes(null, 'anna@example.org').map(([type]) => type)).toEqual(['emailAddress']);
    expect(hashes(' ', '')).toEqual([]);
    expect(hashes(null, null)).toEqual([]);
  });
});
