import { describe, expect, it } from 'vitest';
import { passesOb2Schema, type Ob2Part } from '../../../../src/credentials/verify/ob2-schema.js';

type Json = Record<string, unknown>;

const CONTEXT = 'https://w3id.org/openbadges/v2';
const SOUND: Readonly<Record<Ob2Part, Json>> = {
  assertion: {
    '@context': CONTEXT,
    type: 'Assertion',
    id: 'https://school.example/a',
    recipient: { type: 'email', hashed: true, salt: 'zout', identity: 'sha256$00' },
    badge: 'https://school.example/b',
    verification: { type: 'HostedBadge' },
    issuedOn: '2026-03-01T09:00:00+00:00',
  },
  badgeClass: {
    '@context': CONTEXT,
    type: 'BadgeClass',
    id: 'https://school.example/b',
    name: 'Kettingzagen',
    description: 'Veilig vellen.',
    image: 'https://school.example/b.png',
    criteria: { narrative: 'Twintig bomen.' },
    issuer: 'https://school.example/i',
  },
  issuer: {
    '@context': CONTEXT,
    type: 'Issuer',
    id: 'https://school.example/i',
    name: 'Bosbouwschool',
    url: 'https://school.example',
    email: 'badges@school.example',
  },
};

function passes(part: Ob2Part, changes: Json = {}): boolean {
  return passesOb2Schema(part, { ...SOUND[part], ...changes }, SOUND.assertion);
}

const TOLERATED: readonly [Ob2Part, Json][] = [
  ['assertion', { '@context': [CONTEXT, { foo: 'https://example.org/foo' }] }],
  ['assertion', { type: ['Assertion', 'https://example.org/Diploma'] }],
  ['assertion', { type: undefined, '@type': 'Assertion', id: undefined, '@id': 'urn:uuid:1' }],
  ['assertion', { verification: undefined, verify: { type: 'hosted', url: 'https://school.example/a' } }],
  ['assertion', { verification: { type: ['SignedBadge'], creator: 'https://school.example/k' } }],
  ['assertion', { recipient: { type: 'email', identity: 'bo@example.org' } }],
  ['assertion', { recipient: { type: 'id', hashed: false, identity: 'urn:uuid:1', salt: null } }],
  ['assertion', { badge: { type: 'BadgeClass', id: 'https://school.example/b' } }],
  ['assertion', { issuedOn: '2026-03-01T09:00:00.123456Z' }],
  ['assertion', { issuedOn: '2026-03-01' }],
  [
    'assertion',
    { expires: null, evidence: [], narrative: null, image: { id: 'https://school.example/a.png' } },
  ],
  ['assertion', { evidence: 'https://school.example/work' }],
  ['assertion', { evidence: [{ type: 'Evidence', narrative: 'x' }, 'https://school.example/work'] }],
  ['assertion', { updatedAt: 5, 'extensions:x': { type: ['Extension'] } }],
  ['badgeClass', { criteria: 'https://school.example/criteria' }],
  ['badgeClass', { criteria: { id: 'https://school.example/criteria', type: 'Criteria' } }],
  ['badgeClass', { image: 'data:image/png;base64,iVBORw0KGgo=' }],
  ['badgeClass', { image: { id: 'data:image/svg+xml,x', type: 'schema:ImageObject', caption: 'x' } }],
  ['badgeClass', { description: '', tags: ['data'], alignment: [{ targetName: 'x', targetUrl: null }] }],
  ['badgeClass', { tags: 'data', '@language': 'nl', version: '1' }],
  ['badgeClass', { issuer: { type: 'Issuer', id: 'https://school.example/i' } }],
  ['issuer', { type: 'Profile' }],
  ['issuer', { type: ['Issuer', 'https://schema.org/School'] }],
  ['issuer', { email: undefined }],
  ['issuer', { email: null, url_dutch: null, description: null }],
  ['issuer', { publicKey: ['https://school.example/k', { id: 'urn:k', publicKeyPem: 'x' }] }],
];

const REFUSED: readonly [Ob2Part, Json][] = [
  ['assertion', { '@context': ['https://example.org/other'] }],
  ['assertion', { type: ['Award'] }],
  ['assertion', { id: '123' }],
  ['assertion', { recipient: 'bo@example.org' }],
  ['assertion', { recipient: { type: 'email', hashed: 'yes', identity: 'bo@example.org' } }],
  ['assertion', { recipient: { type: 'email', hashed: false } }],
  ['assertion', { badge: 'Kettingzagen' }],
  ['assertion', { verification: { type: 5 } }],
  ['assertion', { issuedOn: 'vandaag' }],
  ['assertion', { issuedOn: 1_388_534_400 }],
  ['assertion', { expires: 'nooit' }],
  ['assertion', { evidence: 5 }],
  ['badgeClass', { name: ' ' }],
  ['badgeClass', { criteria: {} }],
  ['badgeClass', { criteria: 'Twintig bomen.' }],
  ['badgeClass', { criteria: { narrative: 5 } }],
  ['badgeClass', { image: 'badge.png' }],
  ['badgeClass', { image: { caption: 'x' } }],
  ['badgeClass', { tags: [5] }],
  ['issuer', { type: 'BadgeClass' }],
  ['issuer', { url: 'school' }],
  ['issuer', { email: ['badges@school.example'] }],
];

describe('passesOb2Schema (OB 2.0 §Data Validation)', () => {
  it.each(['assertion', 'badgeClass', 'issuer'] as const)('takes a sound %s', (part) => {
    expect(passes(part)).toBe(true);
  });

  it.each(TOLERATED)('takes a %s with %j', (part, changes) => {
    expect(passes(part, changes)).toBe(true);
  });

  it.each(REFUSED)('refuses a %s with %j', (part, changes) => {
    expect(passes(part, changes)).toBe(false);
  });

  it('asks of 1.x what 1.x asked, and of a 2.0 that lost its context nothing less', () => {
    const old: Json = {
      '@context': 'https://w3id.org/openbadges/v1',
      type: 'Assertion',
      id: 'https://school.example/a',
      uid: 'x1',
      recipient: { type: 'email', hashed: false, identity: 'bo@example.org' },
      badge: 'https://school.example/b',
      verify: { type: 'hosted', url: 'https://school.example/a' },
      issuedOn: 1_388_534_400,
    };
    const { type: _type, id: _id, ...badgeClass } = SOUND.badgeClass;
    expect(passesOb2Schema('assertion', old, old)).toBe(true);
    expect(passesOb2Schema('badgeClass', { ...badgeClass, criteria: 'https://school.example/c' }, old)).toBe(
      true,
    );
    expect(passesOb2Schema('issuer', { name: 'Bosbouwschool', url: 'https://school.example' }, old)).toBe(
      true,
    );
    expect(passesOb2Schema('assertion', { ...old, uid: undefined }, old)).toBe(false);
    expect(passesOb2Schema('assertion', { ...old, verify: { type: 'trust me' } }, old)).toBe(false);
    const { '@context': _context, ...lost } = SOUND.assertion;
    expect(passesOb2Schema('assertion', lost, lost)).toBe(false);
  });
});
