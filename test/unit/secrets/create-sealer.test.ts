import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer } from '../../../src/secrets/create-sealer.js';

const broken = expect.objectContaining({ code: 'seal_broken' }) as Error;

describe('createSealer (AES-256-GCM)', () => {
  const key = randomBytes(32);
  const sealer = createSealer(key);

  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, purpose) => {
        expect(sealer.open(sealer.seal(text, purpose), purpose)).toBe(Buffer.from(text).toString());
      }),
    );
  });

  it('opens what another sealer with the same key sealed', () => {
    expect(createSealer(Buffer.from(key)).open(sealer.seal('secret', 'a'), 'a')).toBe('secret');
  });

  it('never seals the same text the same way twice, and never shows it', () => {
    const sealed = Array.from({ length: 50 }, () => sealer.seal('secret', 'a'));
    expect(new Set(sealed).size).toBe(50);
    expect(sealed[0]).toMatch(/^s1\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(sealed[0]?.slice(3) ?? '', 'base64url').includes('secret')).toBe(false);
  });

  it('opens for no other purpose', () => {
    expect(() => sealer.open(sealer.seal('secret', 'issuer-key:1'), 'issuer-key:2')).toThrow(broken);
  });

  it('opens with no other key', () => {
    expect(() => createSealer(randomBytes(32)).open(sealer.seal('secret', 'a'), 'a')).toThrow(broken);
  });

  it('refuses every text with one changed character', () => {
    const sealed = sealer.seal('secret', 'a');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => sealer.open(changed, 'a')).toThrow(broken);
    }
  });

  it.each(['', 's1', 's1.', 's1.AAAA', 's2.AAAA', 'plain text', 's1.' + 'A'.repeat(60) + '.x', 's1. !'])(
    'refuses %j',
    (text) => {
      expect(() => sealer.open(text, 'a')).toThrow(broken);
    },
  );

  it('takes one writing only of what it sealed', () => {
    for (const text of ['a', 'ab', 'abc']) {
      const sealed = sealer.seal(text, 'a');
      const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
        .map((last) => sealed.slice(0, -1) + last)
        .filter((other) => other !== sealed);
      for (const other of [...others, `${sealed}=`, `${sealed} `, `${sealed}\n`]) {
        expect(() => sealer.open(other, 'a')).toThrow(broken);
      }
    }
  });

  it('refuses a shortened text', () => {
    const sealed = sealer.seal('a long enough secret', 'a');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => sealer.open(sealed.slice(0, length), 'a')).toThrow(broken);
    }
  });
});
