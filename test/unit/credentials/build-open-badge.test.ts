import { describe, expect, it } from 'vitest';
import { VARIANTS, type Variant } from '../../../src/badges/badge-class.js';
import { EXTENSION_CONTEXT } from '../../../src/credentials/extension-terms.js';
import { buildOpenBadge, type OpenBadgeFacts } from '../../../src/credentials/build-open-badge.js';
import { assertOpenBadge, listSchemaProblems } from '../../../src/credentials/open-badge-schema.js';
import { putClaims } from '../../../src/credentials/put-claims.js';
import { buildBadgeClass, buildIssuer } from '../../support/build-records.js';
import { buildFullBadgeClass } from '../../support/build-full-badge-class.js';
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
        EXTENSION_CONTEXT,
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
          image: {
            type: 'Image',
            id: `https://badges.example.org/badges/${badgeClass.id}/image.svg?version=${badgeClass.version}`,
          },
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

describe('what a badge class says, in its credential', () => {
  const facts = (variant: Variant, more: Partial<OpenBadgeFacts> = {}) => ({
    badgeClass: buildFullBadgeClass({ variant }),
    ...more,
  });

  it('has no word for an identity that was checked where nobody supervised', () => {
    const badgeClass = buildFullBadgeClass({ isSupervised: false, isIdentityChecked: true });
    const { achievement } = build({ badgeClass }).credentialSubject;
    expect(achievement).toMatchObject({ identityChecked: true });
    expect(achievement).not.toHaveProperty('supervisionType');
  });

  it('puts SURF’s terms and the EU elements in their places', () => {
    const { achievement, creditsEarned } = build(facts('microcredential')).credentialSubject;
    expect(creditsEarned).toBe(4);
    expect(achievement).toMatchObject({
      type: ['Achievement', 'EducredentialAchievement'],
      creditsAvailable: 4,
      ECTS: 4,
      timeInvestment: 112,
      assessmentType: 'application of a skill',
      assessmentForm: ['professional-product', 'oral-exam'],
      participationType: 'onsite or blended',
      participationForm: ['blended', 'work-experience'],
      supervisionType: 'onsite with identity verification',
      identityChecked: true,
      integrationOptions: 'stackable',
      learningOutcome: '- kiest een passende analyse\n- weegt privacy mee',
      prerequisites: 'Een afgeronde bachelor',
      targetGroup: 'Verpleegkundigen',
      tag: ['data', 'zorg'],
    });
    expect(achievement.alignment?.map(({ targetType, targetCode }) => [targetType, targetCode])).toEqual([
      ['ext:EQF', '6'],
      ['ext:QualityAssurance', undefined],
      ['ext:ESCO', 'S2.7.3'],
      [undefined, undefined],
    ]);
    expect(achievement.resultDescription).toEqual([
      {
        id: `${achievement.id}#grade`,
        type: ['ResultDescription'],
        name: 'Eindcijfer',
        resultType: 'ext:ECTSGradeScore',
        valueMin: '1',
        valueMax: '10',
        requiredValue: '5.5',
      },
    ]);
  });

  it('gives nothing extra-curricular any credits, whatever its record says', () => {
    const badgeClass = buildFullBadgeClass({
      variant: 'extra-curricular',
      workload: { ects: 5, sbu: 140, hours: 40 },
    });
    const { achievement, ...subject } = build({ badgeClass }).credentialSubject;
    expect(subject).not.toHaveProperty('creditsEarned');
    for (const member of ['creditsAvailable', 'ECTS', 'SBU']) expect(achievement).not.toHaveProperty(member);
    expect(achievement.timeInvestment).toBe(40);
  });

  it('says who issues it, by code and country', () => {
    const logo = { id: 'picture-1', mediaType: 'image/png' } as const;
    const issuer = buildIssuer({ brin: '27KP', country: 'NL', phone: '+31 20 1234567', logo });
    const badge = build({ issuer });
    expect(listSchemaProblems(JSON.parse(JSON.stringify(badge)))).toEqual([]);
    expect(badge.issuer).toMatchObject({
      image: { id: `https://badges.example.org/issuers/${issuer.id}/logo`, type: 'Image' },
      phone: '+31 20 1234567',
      address: { type: ['Address'], addressCountryCode: 'NL' },
      otherIdentifier: [{ type: 'IdentifierEntry', identifier: '27KP', identifierType: 'ext:BRIN' }],
    });
  });

  it('holds whatever address its editor typed as a URI, and no e-mail address that is none', () => {
    const typed = 'https://example.org/één pad/[a]|b?q=ü%20%zz#x';
    const framework = { name: 'Kader', url: 'https://voorbeeld.nl/käder', description: { nl: '', en: '' } };
    const alignment = { targetName: 'x', targetType: null, framework: null, code: null, description: null };
    const badge = build({
      badgeClass: buildFullBadgeClass({
        qualityFramework: framework,
        alignments: [
          { ...alignment, targetUrl: typed },
          { ...alignment, targetUrl: 'http://data.europa.eu/esco/skill/2b92a5b2' },
        ],
      }),
      issuer: buildIssuer({ url: 'https://münster.example', email: 'iemand@intranet' }),
    });
    expect(listSchemaProblems(JSON.parse(JSON.stringify(badge)))).toEqual([]);
    expect(badge.credentialSubject.achievement.alignment?.map(({ targetUrl }) => targetUrl)).toEqual([
      expect.any(String),
      'https://voorbeeld.nl/k%C3%A4der',
      'https://example.org/%C3%A9%C3%A9n%20pad/%5Ba%5D%7Cb?q=%C3%BC%20%25zz#x',
      'http://data.europa.eu/esco/skill/2b92a5b2',
    ]);
    expect(badge.issuer.url).toBe('https://xn--mnster-3ya.example/');
    expect(badge.issuer).not.toHaveProperty('email');
  });

  it('ends after the time of its badge class, to the second', () => {
    const badge = build(facts('microcredential', { issuedAt: new Date('2026-03-02T12:00:00Z') }));
    expect(badge.validUntil).toBe('2031-03-01T12:00:00Z');
    expect(build()).not.toHaveProperty('validUntil');
  });

  it('has one status entry, at its place', () => {
    const listId = 'a'.repeat(32);
    expect(build({ statusPlace: { listId, slot: 7 } }).credentialStatus).toEqual({
      id: `https://badges.example.org/status/${listId}#7`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: `https://badges.example.org/status/${listId}`,
    });
  });
});

describe('a grade and evidence', () => {
  const results = [
    { name: 'Eindcijfer', type: 'ext:ECTSGradeScore', value: '8.5' },
    { name: 'Verslag', type: 'RawScore', value: '17', valueMin: '0', valueMax: '20', requiredValue: '11' },
    { name: 'Stage', type: 'Status', value: 'Completed' },
  ] as const;
  const evidence = [{ name: 'Verslag', url: 'https://example.org/report', narrative: 'Zie **daar**.' }];
  const badgeClass = buildFullBadgeClass();

  it('stay outside until the learner lets them in', () => {
    const text = JSON.stringify(build({ badgeClass, results, evidence }));
    for (const value of ['8.5', '"17"', 'example.org/report']) expect(text).not.toContain(value);
  });

  it('come in each by its own choice', () => {
    const graded = build({ badgeClass, results, evidence, inside: { grade: true, evidence: false } });
    expect(graded).not.toHaveProperty('evidence');
    const shown = build({ badgeClass, results, evidence, inside: { grade: false, evidence: true } });
    expect(shown.credentialSubject).not.toHaveProperty('result');
    expect(shown.evidence).toEqual([
      {
        id: 'https://example.org/report',
        type: ['Evidence'],
        name: 'Verslag',
        narrative: 'Zie **daar**.',
      },
    ]);
  });

  it('are taken out again as they were put in, whatever else stands there', () => {
    const claims = { results, evidence };
    const [nothing, all] = [
      { grade: false, evidence: false },
      { grade: true, evidence: true },
    ];
    const given = { badgeClass, issuer: buildIssuer(), ...claims };
    const bare = build(given);
    const full = build({ ...given, inside: all });
    expect(putClaims(bare, claims, all)).toEqual(full);
    expect(putClaims(full, claims, nothing)).toEqual(bare);
    expect(putClaims(full, claims, all)).toEqual(full);
    expect(bare.credentialSubject.achievement.resultDescription).toHaveLength(1); // its own scale
  });

  it('writes an address of evidence as others can open it', () => {
    const shown = build({
      badgeClass,
      evidence: [{ name: 'Opname', url: 'https://example.org/één opname' }],
      inside: { grade: false, evidence: true },
    });
    expect(shown.evidence?.[0]?.id).toBe('https://example.org/%C3%A9%C3%A9n%20opname');
    expect(listSchemaProblems(JSON.parse(JSON.stringify(shown)))).toEqual([]);
  });

  it('refer each to a description in the achievement', () => {
    const { achievement, result } = build({
      badgeClass,
      results,
      inside: { grade: true, evidence: false },
    }).credentialSubject;
    const page = achievement.id;
    expect(result).toEqual([
      { type: ['Result'], resultDescription: `${page}#grade`, value: '8.5' },
      { type: ['Result'], resultDescription: `${page}#result-2`, value: '17' },
      { type: ['Result'], resultDescription: `${page}#result-3`, status: 'Completed' },
    ]);
    expect(achievement.resultDescription?.slice(1)).toEqual([
      {
        id: `${page}#result-2`,
        type: ['ResultDescription'],
        name: 'Verslag',
        resultType: 'RawScore',
        requiredValue: '11',
        valueMin: '0',
        valueMax: '20',
      },
      { id: `${page}#result-3`, type: ['ResultDescription'], name: 'Stage', resultType: 'Status' },
    ]);
  });
});

describe('assertOpenBadge', () => {
  const whole = build();

  it.each<[string, unknown, string]>([
    ['a missing member', { ...whole, validFrom: undefined }, '/validFrom required'],
    ['a member beside them', { ...whole, grade: 9 }, '/grade additionalProperties'],
    ['milliseconds', { ...whole, validFrom: '2026-03-02T12:00:00.000Z' }, '/validFrom pattern'],
    ['a context too few', { ...whole, '@context': whole['@context'].slice(1) }, '/@context enum'],
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
