import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { VARIANTS, type BadgeClass, type BadgeContent } from '../../../src/badges/badge-class.js';
import { UNSTATED } from '../../../src/badges/badge-content.js';
import { writeAchievement, type AchievementForm } from '../../../src/badges/exchange/ob3-achievement.js';
import { writeOb2BadgeClass } from '../../../src/badges/exchange/ob2-badge-class.js';
import type { ImportSettings } from '../../../src/badges/exchange/read-badge-class.js';
import { readDocuments } from '../../../src/badges/exchange/read-documents.js';
import { canonicalize } from '../../../src/credentials/json-ld/canonicalize.js';
import { createCredentialAddresses } from '../../../src/credentials/addresses.js';
import { buildAchievement } from '../../../src/credentials/build-achievement.js';
import { ACHIEVEMENT_CONTEXTS } from '../../../src/credentials/open-badge.js';
import { buildFullBadgeClass } from '../../support/build-full-badge-class.js';
import { buildBadgeClass, buildIssuer } from '../../support/build-records.js';

const addresses = createCredentialAddresses('https://badges.example.org');
const issuer = buildIssuer({
  description: { nl: 'Een school', en: 'A school' },
  url: 'https://school.example.org',
  email: 'badges@school.example.org',
  phone: '+31 20 000 00 00',
  contact: 'Examenbureau',
  brin: '27KP',
});
const settings: ImportSettings = { fallback: 'nl', addresses, issuerIds: [issuer.id] };
const form: AchievementForm = {
  contexts: ACHIEVEMENT_CONTEXTS,
  build: (badgeClass, language) => buildAchievement(badgeClass, language, addresses),
};
const writeOb3 = (...[badgeClass, by, at, picture]: Parameters<typeof writeOb2BadgeClass>) =>
  writeAchievement(badgeClass, by, at, picture, form);
const WRITERS = { ob3: writeOb3, ob2: writeOb2BadgeClass } as const;
const FORMATS = ['ob3', 'ob2'] as const;

/** What a version fixes, without its record. */
function readContent(badgeClass: BadgeClass): BadgeContent {
  const members = Object.keys({
    ...UNSTATED,
    variant: 0,
    name: 0,
    description: 0,
    criteria: 0,
    language: 0,
    artwork: 0,
  });
  return Object.fromEntries(
    Object.entries(badgeClass).filter(([member]) => members.includes(member)),
  ) as unknown as BadgeContent;
}

function readOne(document: unknown, overrides: Partial<ImportSettings> = {}) {
  const { documents, unread } = readDocuments(JSON.stringify(document), { ...settings, ...overrides });
  expect(unread).toEqual([]);
  const [one] = documents;
  if (!one) throw new Error('nothing was read');
  return one;
}

describe.each(FORMATS)('a badge class out to %s and in again', (format) => {
  it.each(VARIANTS.flatMap((variant) => (['nl', 'en'] as const).map((language) => ({ variant, language }))))(
    'is the same: $variant in $language',
    ({ variant, language }) => {
      const badgeClass = buildFullBadgeClass({ variant, language, issuerId: issuer.id });
      const { format: found, read } = readOne(WRITERS[format](badgeClass, issuer, addresses, null));

      expect(found).toBe(format);
      expect(read.content).toEqual(readContent(badgeClass));
      expect(read).toMatchObject({ issuerId: issuer.id, mayBeMapped: { where: 'any-course' }, notKept: [] });
    },
  );

  it.each<Partial<BadgeClass>>([
    { ...UNSTATED },
    { name: { nl: 'Alleen Nederlands', en: '' } },
    { workload: { ects: 2.5, sbu: null, hours: null } },
    { sector: 'mbo', workload: { ects: null, sbu: 240, hours: null }, isSupervised: false },
    { isIdentityChecked: false, participation: ['online'] },
    { participation: ['online'] },
    { grading: { scale: 'percent', passMark: '55' } },
    { grading: { scale: 'pass-fail', passMark: null } },
    { programmeIdentifiers: ['34507', '56604'] },
    { mayBeMapped: { where: 'after-approval' } },
  ])('is the same with %j', (overrides) => {
    const badgeClass = buildFullBadgeClass({ issuerId: issuer.id, ...overrides });
    const { read } = readOne(WRITERS[format](badgeClass, issuer, addresses, null));
    expect(read.content).toEqual(readContent(badgeClass));
    expect(read.mayBeMapped).toEqual(badgeClass.mayBeMapped);
    expect(read.notKept).toEqual([]);
  });

  it('takes an uploaded picture along, with its words', () => {
    const image = { id: 'picture-1', mediaType: 'image/png' as const, alt: { nl: 'Een lens', en: 'A lens' } };
    const document = WRITERS[format](
      buildFullBadgeClass({ image }),
      issuer,
      addresses,
      'data:image/png;base64,AAAA',
    );
    const { read } = readOne(document);
    expect(read.picture).toEqual({ dataUri: 'data:image/png;base64,AAAA', alt: image.alt });
  });

  it('says what of another’s document cannot be kept', () => {
    const document = WRITERS[format](
      buildFullBadgeClass(),
      buildIssuer({ name: { nl: 'Ander', en: 'Other' } }),
      addresses,
      null,
    );
    const { read } = readOne({
      ...document,
      humanCode: 'X1',
      insigne: undefined,
      'extensions:InsigneExtension': undefined,
      image: { id: 'https://elsewhere.example/badge.png', type: 'Image' },
      participation: 'online,volunteering',
      participationType: ['online', 'volunteering'],
      participationForm: undefined,
      endorsement: [{ id: 'urn:x' }],
      alignment: [
        { type: ['Alignment'], targetName: 'Goed', targetUrl: 'https://a.example/1', targetType: 'Unknown' },
        { type: ['Alignment'], targetName: 'Fout', targetUrl: 'nergens' },
      ],
    });
    expect(read.content.participation).toEqual(['online']);
    expect(read.content.alignments).toMatchObject([{ targetName: 'Goed', targetType: null }]);
    expect(read.issuerId).toBeNull();
    expect(read.notKept.map(({ reason, where }) => `${reason} ${where}`).sort()).toEqual(
      [
        'endorsement endorsement',
        `other-issuer ${format === 'ob3' ? 'creator' : 'issuer'}`,
        'picture-elsewhere image',
        'unknown-member humanCode',
        `unknown-member ${format === 'ob3' ? 'participation' : 'participationType'}`,
        'unknown-word alignment[0].targetType',
        `unknown-word ${format === 'ob3' ? 'participationType' : 'participation'}`,
        'unusable alignment[1].targetUrl',
      ].sort(),
    );
  });
});

describe('the export in JSON-LD', () => {
  it.each(VARIANTS)('is read in safe mode, without an address of another host: %s', async (variant) => {
    const quads = await canonicalize(writeOb3(buildFullBadgeClass({ variant }), issuer, addresses, null));
    expect(quads).toContain('<urn:insigne:term:insigne>');
    expect(quads).toContain('http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON');
    expect(quads).toContain('obv3-glossary.html#learningOutcome');
  });
});

describe('documents of others', () => {
  it('reads edubadges’ public badge class', () => {
    const extension = (name: string, value: unknown) => ({
      [`extensions:${name}Extension`]: {
        '@context': `https://api.edubadges.nl/static/extensions/${name}Extension/context.json`,
        type: ['Extension', `extensions:${name}Extension`],
        [name]: value,
      },
    });
    const { read } = readOne({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'BadgeClass',
      name: 'Research Methods',
      description: 'About research.',
      id: 'https://api.edubadges.nl/public/badges/Abc123Def456Ghi789Jkl0',
      issuer: 'https://api.edubadges.nl/public/issuers/qRs456TuV789WxY012ZaBQ',
      image: 'https://api.edubadges.nl/public/badges/Abc123Def456Ghi789Jkl0/image',
      criteria: { narrative: 'Pass the **exam**.' },
      alignment: [
        { targetName: 'A', targetUrl: 'https://a.example', targetFramework: 'ESCO', targetCode: 'x' },
      ],
      tags: ['data'],
      ...extension('Language', 'en_EN'),
      ...extension('EQF', 6),
      ...extension('ECTS', 5),
      ...extension('LearningOutcome', 'Can do research.'),
      ...extension('EducationProgramIdentifier', 56_604),
      award_allowed_institutions: [],
      formal: true,
      archived: false,
      self_enrollment_disabled: false,
      awardNonValidatedNameAllowed: false,
      participation: 'blended,online',
      assessmentType: 'written_exam',
      assessmentIdVerified: false,
      assessmentSupervised: true,
      qualityAssuranceDescription: null,
      qualityAssuranceName: null,
      qualityAssuranceUrl: null,
      stackable: false,
      gradeAchievedRequired: true,
      eqfNlqfLevelVerified: false,
      typeBadgeClass: 'regular',
    });
    expect(read.content).toMatchObject({
      variant: 'regular',
      language: 'en',
      name: { nl: '', en: 'Research Methods' },
      criteria: { nl: '', en: 'Pass the **exam**.' },
      learningOutcomes: { en: 'Can do research.' },
      eqfLevel: 6,
      workload: { ects: 5, sbu: null, hours: null },
      programmeIdentifiers: ['56604'],
      participation: ['blended', 'online'],
      assessmentTypes: ['written-exam'],
      isSupervised: true,
      tags: ['data'],
    });
    expect(read.notKept.map(({ reason, where }) => `${reason} ${where}`)).toEqual([
      'picture-elsewhere image',
      'other-issuer issuer',
      'unknown-member gradeAchievedRequired',
    ]);
  });

  it('reads what was achieved out of SURF’s credential, and lists its coarser words', () => {
    const { read } = readOne({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      credentialSubject: {
        type: ['AchievementSubject'],
        identifier: [{ type: 'IdentityObject', identityHash: 'somebody' }],
        achievement: {
          id: 'https://example.com/achievements/1',
          type: ['Achievement', 'EducredentialAchievement'],
          name: 'Pod Tuning',
          description: 'Tune.',
          criteria: { narrative: 'Tune a pod.' },
          inLanguage: 'en-EN',
          alignment: [
            {
              type: ['Alignment'],
              targetType: 'ext:EQF',
              targetName: 'EQF level 4',
              targetCode: '4',
              targetUrl: 'https://c.example',
            },
            {
              type: ['Alignment'],
              targetType: 'ext:QualityAssurance',
              targetName: 'Kader',
              targetUrl: 'https://k.example',
            },
          ],
          educationProgramIdentifier: 133_742,
          SBU: 24,
          participationType: 'onsite or blended',
          assessmentType: 'portfolio',
          supervisionType: 'supervised online',
          identityChecked: true,
          resultDescription: [
            {
              id: 'urn:r',
              type: ['ResultDescription'],
              valueMax: '10',
              valueMin: '1',
              name: 'Grade',
              requiredValue: '6',
              resultType: 'ext:ECTSGradeScore',
            },
          ],
        },
      },
    });
    expect(read.content).toMatchObject({
      name: { en: 'Pod Tuning' },
      eqfLevel: 4,
      qualityFramework: { name: 'Kader', url: 'https://k.example' },
      programmeIdentifiers: ['133742'],
      workload: { sbu: 24 },
      assessmentTypes: ['portfolio-assessment'],
      isSupervised: true,
      isIdentityChecked: true,
      grading: { scale: 'ten-point', passMark: '6' },
    });
    expect(read.notKept).toEqual([
      { reason: 'unknown-word', where: 'participationType', what: 'onsite or blended' },
    ]);
    expect(JSON.stringify(read)).not.toContain('somebody');
  });

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['nothing', '[]'],
    ['a number', '7'],
    ['more than it reads', JSON.stringify(Array.from({ length: 501 }, () => ({ type: 'BadgeClass' })))],
  ])('refuses %s', (_, text) => {
    expect(() => readDocuments(text, settings)).toThrow(
      expect.objectContaining({ code: 'badge_document_unusable' }) as Error,
    );
  });

  it('reads a whole set, and says which of it could not be read', () => {
    const set = {
      type: 'InsigneBadgeClasses',
      badgeClasses: [
        writeOb3(buildFullBadgeClass(), issuer, addresses, null),
        writeOb2BadgeClass(buildFullBadgeClass({ variant: 'regular' }), issuer, addresses, null),
        { type: 'Person', name: 'Noor' },
        { type: 'BadgeClass', name: 'x'.repeat(256) },
      ],
    };
    const { documents, unread } = readDocuments(JSON.stringify(set), settings);
    expect(documents.map(({ format, read }) => `${format} ${read.content.variant}`)).toEqual([
      'ob3 microcredential',
      'ob2 regular',
      'ob2 extra-curricular',
    ]);
    expect(documents[2]?.read.notKept).toMatchObject([{ reason: 'unusable', where: 'name' }]);
    expect(unread).toEqual([{ name: 'Noor', problems: ['type'] }]);
  });

  it('does not take prototypes and the like for members', () => {
    const { read } = readOne(
      JSON.parse(
        '{"type":"BadgeClass","name":"A","__proto__":{"x":1},"constructor":"y","typeBadgeClass":"toString"}',
      ),
    );
    expect(read.content.variant).toBe('extra-curricular');
    expect(read.notKept.map(({ where }) => where)).toEqual(['typeBadgeClass', '__proto__', 'constructor']);
  });
});

const FOLDER = fileURLToPath(new URL('../../../../shared/schemas/', import.meta.url));
const SCHEMAS = ['formal', 'tolerant'].map((kind) => ({
  kind,
  path: `${FOLDER}ob_v3p0_achievementcredential_schema.${kind}.json`,
}));
const isThere = SCHEMAS.every(({ path }) => existsSync(path));
if (!isThere) console.warn('skipped: the official OB 3.0 schemas are not in ../shared/schemas');

describe.skipIf(!isThere).each(SCHEMAS)('the export and the official OB 3.0 schema, $kind', ({ path }) => {
  it('takes every variant, full and bare, inside a credential around it', () => {
    const schema = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    delete schema['$id']; // the two files carry each other's
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(schema);
    for (const variant of VARIANTS) {
      for (const badgeClass of [buildFullBadgeClass({ variant }), buildBadgeClass({ variant })]) {
        const { '@context': context, ...achievement } = writeOb3(badgeClass, issuer, addresses, null);
        validate({
          '@context': context,
          id: 'urn:uuid:0e8a5d3c-7b0c-4f43-9f5b-6a2c3d1e4f50',
          type: ['VerifiableCredential', 'OpenBadgeCredential'],
          issuer: { id: addresses.issuerDid(issuer.id), type: ['Profile'] },
          validFrom: '2026-03-02T12:00:00Z',
          credentialSubject: { id: 'urn:x:1', type: ['AchievementSubject'], achievement },
        });
        expect(validate.errors ?? []).toEqual([]);
      }
    }
    expect(validate({ '@context': ACHIEVEMENT_CONTEXTS })).toBe(false);
  });
});
