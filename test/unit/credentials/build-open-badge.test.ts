import { describe, expect, it } from 'vitest';
import { VARIANTS } from '../../../src/badges/badge-class.js';
import { buildOpenBadge } from '../../../src/credentials/build-open-badge.js';
import { assertOpenBadge, listSchemaProblems } from '../../../src/credentials/open-badge-schema.js';
import { buildBadgeClass, buildIssuer } from '../../support/build-records.js';
import { ADDRESSES, buildOpenBadgeFacts } from '../../support/build-open-badge-facts.js';

const build = (overrides: Parameters<typeof buildOpenBadgeFacts>[0] = {}) =>
  buildOpenBadge(buildOpenBadgeFacts(overrides), ADDRESSES);

describe('buildOpenBadge (OB 3.0 §B)', () => {
  it('has the contexts in their order, our addresses, and whole seconds', () => {
    const badgeClass = buildBadgeClass();
    const issuer = buildIssuer();
    expect(
      build({
        badgeClass,
        issuer,
        issuedAt: new Date('2026-03-02T12:01:02.999Z'),
        awardedAt: new Date('2026-03-01T09:00:00.500Z'),
      }),
    ).toMatchObject({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
        'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      ],
      id: 'https://badges.example.org/credentials/0123456789abcdef0123456789abcdef',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: 'Studentbestuur',
      issuer: { id: `did:web:badges.example.org:issuers:${issuer.id}`, name: 'Voorbeeldschool' },
      validFrom: '2026-03-02T12:01:02Z',
      awardedDate: '2026-03-01T09:00:00Z',
      credentialSubject: {
        id: 'urn:uuid:6f2a1c1e-8d0b-4f6e-9a55-0c6e6b1d2f3a',
        achievement: {
          id: `https://badges.example.org/badges/${badgeClass.id}`,
          image: { type: 'Image', id: `https://badges.example.org/badges/${badgeClass.id}/image.svg` },
          criteria: { narrative: 'Voltooi het **jaar**.' },
        },
      },
    });
  });

  it('speaks the language of the badge class', () => {
    const badge = build({ badgeClass: buildBadgeClass({ language: 'en' }) });
    expect(badge.name).toBe('Student board');
    expect(badge.issuer.name).toBe('Example School');
    expect(badge.credentialSubject.achievement).toMatchObject({
      name: 'Student board',
      description: 'A year on the board.',
      inLanguage: 'en',
    });
  });

  it('holds no clear name and no address (DESIGN §4 "Private first")', () => {
    const text = JSON.stringify(build()).toLowerCase();
    for (const secret of ['anna', 'vries', 'anna@example.org', 'learner-1', 'user-1']) {
      expect(text).not.toContain(secret);
    }
  });

  it('has no identifier at all when nothing is known of the holder', () => {
    expect(build({ holder: { name: null, email: null } }).credentialSubject).not.toHaveProperty('identifier');
  });

  it.each(VARIANTS)('passes our own schema for %s, bare and full', (variant) => {
    const badgeClass = buildBadgeClass({ variant });
    const issuer = buildIssuer({
      description: { nl: 'Een school', en: 'A school' },
      url: 'https://school.example.org',
      email: 'badges@school.example.org',
    });
    expect(listSchemaProblems(build({ badgeClass }))).toEqual([]);
    expect(listSchemaProblems(build({ badgeClass, issuer, holder: { name: null, email: null } }))).toEqual(
      [],
    );
  });
});

describe('assertOpenBadge', () => {
  const whole = build();

  it.each<[string, unknown, string]>([
    ['a missing member', { ...whole, validFrom: undefined }, '/validFrom required'],
    ['a member beside them', { ...whole, grade: 9 }, '/grade additionalProperties'],
    ['milliseconds', { ...whole, validFrom: '2026-03-02T12:00:00.000Z' }, '/validFrom pattern'],
    ['a context too few', { ...whole, '@context': whole['@context'].slice(1) }, '/@context const'],
    [
      'a subject that is a mailbox',
      withSubject({ id: 'mailto:anna@example.org' }),
      '/credentialSubject/id pattern',
    ],
    ['a clear name', withSubject({ name: 'Anna' }), '/credentialSubject/name additionalProperties'],
    ['no object at all', 'text', '/ type'],
  ])('refuses %s and names the place, never the value', (_what, credential, problem) => {
    const text = JSON.parse(JSON.stringify(credential)) as unknown;
    expect(listSchemaProblems(text)).toEqual([problem]);
    expect(() => assertOpenBadge(text)).toThrow(
      expect.objectContaining({ code: 'credential_invalid', detail: { problems: problem } }) as Error,
    );
  });

  function withSubject(change: Record<string, unknown>) {
    return { ...whole, credentialSubject: { ...whole.credentialSubject, ...change } };
  }
});
