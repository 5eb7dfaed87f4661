import { describe, expect, it } from 'vitest';
import { buildIdentityObjects } from '../../../src/credentials/identity-hash.js';
import { matchHolder } from '../../../src/credentials/match-holder.js';

const identifiers = buildIdentityObjects(
  { name: 'Zoë van der Berg', email: 'Zoe@Example.org' },
  '00112233445566778899aabbccddeeff',
);

describe('matchHolder (OB 3.0 IdentityObject)', () => {
  it.each([
    ['Zoë van der Berg', 'name'],
    ['  Zoe\u0308  van der Berg ', 'name'],
    ['zoe@example.org', 'emailAddress'],
    ['ZOE@EXAMPLE.ORG', 'emailAddress'],
  ])('knows %j', (text, kind) => {
    expect(matchHolder(identifiers, text)).toBe(kind);
  });

  it.each([
    'Zoe van der Berg',
    'zoë van der berg',
    'zoe@example.com',
    '',
    ' ',
    'Zoë van der Berg'.padEnd(400, ' x'),
  ])('does not know %j', (text) => {
    expect(matchHolder(identifiers, text)).toBeNull();
  });

  it('knows nobody when a credential was issued without name and address', () => {
    expect(matchHolder([], 'Zoë van der Berg')).toBeNull();
  });
});
