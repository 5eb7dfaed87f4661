import { describe, expect, it } from 'vitest';
import { deriveCredentialId, isCredentialId } from '../../../src/credentials/credential-id.js';

describe('deriveCredentialId', () => {
  it('gives the same id for the same award and revision, and another for any other', () => {
    expect(deriveCredentialId('award', 1)).toBe(deriveCredentialId('award', 1));
    const ids = [
      deriveCredentialId('award', 1),
      deriveCredentialId('award', 2),
      deriveCredentialId('a', 11),
      deriveCredentialId('a1', 1),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(ids.every(isCredentialId)).toBe(true);
  });

  it('stays what it is: addresses of issued credentials hang on it', () => {
    expect(deriveCredentialId('AAAAAAAAAAAAAAAAAAAAAA', 1)).toMatchInlineSnapshot(
      `"06a0a7a45f20ab2c858f7d656608e6d1"`,
    );
  });
});

describe('isCredentialId', () => {
  it.each([
    '',
    'A'.repeat(32),
    'a'.repeat(31),
    'a'.repeat(33),
    `${'a'.repeat(31)}\n`,
    '../' + 'a'.repeat(29),
  ])('refuses %j', (text) => {
    expect(isCredentialId(text)).toBe(false);
  });
});
