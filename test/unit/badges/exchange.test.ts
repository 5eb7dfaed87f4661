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
import type { NotKept } from '../../../src/badges/exchange/not-kept.js';
import { readDocuments } from '../../../src/badges/exchange/read-documents.js';
import type { JsonObject } from '../../../src/badges/exchange/reader.js';
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
const form: AchievementForm = {
  contexts: ACHIEVEMENT_CONTEXTS,
  build: (badgeClass, language) => buildAchievement(badgeClass, language, addresses),
};
const settings: ImportSettings = {
  fallback: 'nl',
  addresses,
  issuerIds: [issuer.id],
  achievementForm: form,
};
const writeOb3 = (...[badgeClass, by, at, picture]: Parameters<typeof writeOb2BadgeClass>) =>
  writeAchievement(badgeClass, by, at, picture, form);
const WRITERS = { ob3: writeOb3, ob2: writeOb2BadgeClass } as const;
const FORMATS = ['ob3', 'ob2'] as const;
const DATA_PICTURE = 'data:image/png;base64,AAAA';

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
        'unusable alignment[1]',
        // Without work experience it is all online: so would its supervision be.
        ...(format === 'ob3' ? ['changed supervisionType', 'unknown-member version'] : []),
      ].sort(),
    );
  });
});

interface Place {
  readonly path: string;
  plant(name: string): void;
}

/** Each object within a document; who issues and the contexts are not compared. */
function listPlaces(value: unknown, path = ''): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, member]) => {
    if (['creator', 'issuer', '@context'].includes(name)) return [];
    if (Array.isArray(value)) return listPlaces(member, `${path}[${name}]`);
    return listPlaces(member, path === '' ? name : `${path}.${name}`);
  });
  const plant = (name: string) => void Object.assign(value, { [name]: 'planted' });
  return Array.isArray(value) ? inside : [{ path, plant }, ...inside];
}

describe.each(FORMATS)('a member that %s does not have', (format) => {
  it.each(VARIANTS)('is listed wherever it stands in a badge class: %s', (variant) => {
    const image = { id: 'picture-1', mediaType: 'image/png' as const, alt: { nl: 'Een lens', en: 'A lens' } };
    const badgeClass = buildFullBadgeClass({ variant, image, issuerId: issuer.id });
    const written = WRITERS[format](badgeClass, issuer, addresses, DATA_PICTURE);
    const places = listPlaces(written);
    expect(places.length).toBeGreaterThan(8);
    for (const [index, { path }] of places.entries()) {
      const document = structuredClone(written);
      listPlaces(document)[index]?.plant('planted');
      const where = path === '' ? 'planted' : `${path}.planted`;
      expect(readOne(document).read.notKept).toEqual([{ reason: 'unknown-member', where, what: 'planted' }]);
    }
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

function writeExtensions(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `extensions:${name}Extension`,
      {
        '@context': `https://api.edubadges.nl/static/extensions/${name}Extension/context.json`,
        type: ['Extension', `extensions:${name}Extension`],
        [name]: value,
      },
    ]),
  );
}

/** As edubadges' public address answers, with `expand=micro`. */
const EDUBADGE: JsonObject = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'BadgeClass',
  name: 'Research Methods',
  description: 'About research.',
  id: 'https://api.edubadges.nl/public/badges/Abc123Def456Ghi789Jkl0',
  issuer: 'https://api.edubadges.nl/public/issuers/qRs456TuV789WxY012ZaBQ',
  image: 'https://api.edubadges.nl/public/badges/Abc123Def456Ghi789Jkl0/image',
  criteria: { narrative: 'Pass the **exam**.' },
  alignment: [{ targetName: 'A', targetUrl: 'https://a.example', targetFramework: 'ESCO', targetCode: 'x' }],
  tags: ['data'],
  ...writeExtensions({ Language: 'en_EN', EQF: 6, LearningOutcome: 'Can do research.' }),
  participation: 'blended,online',
  assessmentType: 'written_exam,oram_exam',
  assessmentIdVerified: false,
  assessmentSupervised: true,
  qualityAssuranceDescription: null,
  qualityAssuranceName: null,
  qualityAssuranceUrl: null,
  stackable: false,
  gradeAchievedRequired: false,
  eqfNlqfLevelVerified: false,
  archived: false,
  award_allowed_institutions: [],
};

function listAlignments(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    targetName: `Skill ${index}`,
    targetUrl: `https://a.example/${index}`,
  }));
}

function nameLosses({ notKept }: { notKept: readonly NotKept[] }): string[] {
  return notKept.map(({ reason, where }) => `${reason} ${where}`);
}

describe('documents of others', () => {
  it('reads edubadges’ public badge class', () => {
    const { read } = readOne({
      ...EDUBADGE,
      ...writeExtensions({ ECTS: 5, EducationProgramIdentifier: 56_604 }),
      assessmentType: 'written_exam',
      formal: true,
      self_enrollment_disabled: false,
      awardNonValidatedNameAllowed: false,
      gradeAchievedRequired: true,
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

  it.each<[string, JsonObject, string]>([
    ['regular', { ECTS: 5, EducationProgramIdentifier: [56_604] }, 'regular'],
    ['micro_credential', { ECTS: 4 }, 'microcredential'],
    ['extra_curricular', { TimeInvestment: 40 }, 'extra-curricular'],
  ])('finds nothing lost of edubadges’ %s but its picture and who issues it', (type, amounts, variant) => {
    const { read } = readOne({
      ...EDUBADGE,
      ...writeExtensions(amounts),
      typeBadgeClass: type,
      formal: type === 'regular',
      ...(type === 'micro_credential' && {
        isMicroCredentials: true,
        qualityAssuranceName: 'Kader',
        qualityAssuranceUrl: 'https://npuls.nl/microcredentials-mbo/',
        qualityAssuranceDescription: 'Een **kader**',
      }),
    });
    expect(read.content.variant).toBe(variant);
    expect(nameLosses(read)).toEqual(['picture-elsewhere image', 'other-issuer issuer']);
  });

  it.each<[string, JsonObject, string]>([
    ['credits of a programme', { ECTS: 5, EducationProgramIdentifier: [56_604] }, 'regular'],
    ['credits of no programme', { ECTS: 5 }, 'microcredential'],
    ['hours that are credits', { StudyLoad: 240 }, 'microcredential'],
    ['a programme', { EducationProgramIdentifier: [56_604] }, 'regular'],
    ['hours alone', { TimeInvestment: 40 }, 'extra-curricular'],
  ])('decides by %s what edubadges’ address does not tell without expand', (_, amounts, variant) => {
    const { typeBadgeClass: _type, participation, assessmentType, ...bare } = EDUBADGE;
    void [_type, participation, assessmentType];
    const { read } = readOne({ ...bare, ...writeExtensions(amounts) });
    expect(read.content.variant).toBe(variant);
    expect(read.notKept).toContainEqual({
      reason: 'variant-guessed',
      where: 'typeBadgeClass',
      what: variant,
    });
  });

  it.each<[string, JsonObject, string]>([
    ['terms of formal education', { formal: true }, 'regular'],
    ['the word of before', { isMicroCredentials: true }, 'microcredential'],
    ['a quality framework', { qualityAssuranceName: 'Kader' }, 'microcredential'],
    ['nothing', {}, 'extra-curricular'],
  ])('decides by %s where no variant is told', (_, members, variant) => {
    const { read } = readOne({ type: 'BadgeClass', name: 'A', ...members });
    expect(read.content.variant).toBe(variant);
    expect(nameLosses(read)).toContain('variant-guessed typeBadgeClass');
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['terms of formal education of a microcredential', { formal: true }, ['changed formal']],
    [
      'an author of the picture',
      { image: { id: DATA_PICTURE, author: 'me' } },
      ['unknown-member image.author'],
    ],
    [
      'words of a picture elsewhere',
      { image: { id: 'https://a.example/1', caption: 'c' } },
      ['picture-elsewhere image', 'unknown-member image.caption'],
    ],
    [
      'more alignments than fit',
      { alignment: listAlignments(42) },
      ['unknown-member alignment[40]', 'unknown-member alignment[41]'],
    ],
    ['a level that is none', writeExtensions({ EQF: 9 }), ['unusable extensions:EQFExtension.EQF']],
    [
      'a unit within an extension',
      { 'extensions:ECTSExtension': { ECTS: 4, unit: 'h' } },
      ['unknown-member extensions:ECTSExtension.unit'],
    ],
  ])('lists %s', (_, members, losses) => {
    const { read } = readOne({
      type: 'BadgeClass',
      name: 'A',
      typeBadgeClass: 'micro_credential',
      ...writeExtensions({ Language: 'en_EN' }),
      ...members,
    });
    expect(nameLosses(read)).toEqual(losses);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['who made it', { creator: 'https://a.example' }, ['other-issuer creator: https://a.example']],
    ['a version', { version: '2.1' }, ['unknown-member version: 2.1']],
    ['credits that differ', { ECTS: 5, creditsAvailable: 3 }, ['changed creditsAvailable: 3 → 5']],
    ['credits that may be anything', { creditsAvailable: 3 }, ['unit-guessed creditsAvailable: 3']],
    ['credits below nothing', { creditsAvailable: -3 }, ['unusable creditsAvailable: -3']],
    [
      'another sentence about supervision',
      { supervisionType: 'Unsupervised online' },
      ['unknown-word supervisionType: Unsupervised online'],
    ],
    [
      'another way to be integrated',
      { integrationOptions: 'stackable to a diploma' },
      ['unknown-word integrationOptions: stackable to a diploma'],
    ],
    ['a region of a language', { inLanguage: 'nl-BE' }, ['changed inLanguage: nl-BE → nl']],
    [
      'a language that is none of ours',
      { inLanguage: 'eng-fun' },
      ['unknown-word inLanguage: eng-fun', 'language-guessed inLanguage: nl'],
    ],
    [
      'words of a picture that are too long',
      {
        image: { id: DATA_PICTURE, type: 'Image', caption: 'x'.repeat(256) },
      },
      [`unusable image.caption: ${'x'.repeat(119)}…`],
    ],
    [
      'criteria that are too long',
      { criteria: 'x'.repeat(16_385) },
      [`unusable criteria: ${'x'.repeat(119)}…`],
    ],
    [
      'what a level says of its own',
      {
        alignment: {
          type: 'Alignment',
          targetType: 'ext:EQF',
          targetCode: '6',
          targetName: 'NLQF 6, number 12345',
          targetUrl: 'https://nlqf.example/12345',
          targetFramework: 'NLQF',
          targetDescription: 'Until 2028',
        },
      },
      [
        'changed alignment[0].targetName: NLQF 6, number 12345 → EQF-niveau 6',
        'changed alignment[0].targetUrl: https://nlqf.example/12345 → https://europass.europa.eu/en/description-eight-eqf-levels',
        'changed alignment[0].targetFramework: NLQF → European Qualifications Framework',
        'unknown-member alignment[0].targetDescription: Until 2028',
      ],
    ],
    [
      'a framework’s address that is none, alone',
      {
        alignment: [
          { targetType: 'ext:QualityAssurance', targetName: 'Q', targetUrl: 'none', targetCode: 'x' },
        ],
      },
      ['unusable alignment[0].targetUrl: none', 'unknown-member alignment[0].targetCode: x'],
    ],
    [
      'how results are described',
      {
        resultDescription: [
          {
            id: 'urn:r:1',
            type: ['ResultDescription'],
            name: 'Exam score',
            resultType: 'Percent',
            allowedValue: ['20', '80'],
            valueMin: '20',
            valueMax: '80',
            requiredValue: 'C+',
            requiredLevel: 'urn:r:2',
            rubricCriterionLevel: [{ id: 'urn:r:2', type: ['RubricCriterionLevel'], name: 'Good' }],
          },
          { id: 'urn:r:3', type: ['ResultDescription'], name: 'Honours', resultType: 'Status' },
        ],
      },
      [
        'changed resultDescription[0].name: Exam score → Eindcijfer',
        'unknown-member resultDescription[0].allowedValue: ["20","80"]',
        'changed resultDescription[0].valueMin: 20 → 0',
        'changed resultDescription[0].valueMax: 80 → 100',
        'unknown-member resultDescription[0].requiredValue: C+',
        'unknown-member resultDescription[0].requiredLevel: urn:r:2',
        'unknown-member resultDescription[0].rubricCriterionLevel: [{"id":"urn:r:2","type":["RubricCriterionLevel"],"name":"Good"}]',
        'unknown-member resultDescription[1]: {"id":"urn:r:3","type":["ResultDescription"],"name":"Honours","resultType":"Status"}',
      ],
    ],
    [
      'more alignments than fit',
      { alignment: listAlignments(41) },
      ['unknown-member alignment[40]: {"targetName":"Skill 40","targetUrl":"https://a.example/40"}'],
    ],
    [
      'more programmes than fit',
      {
        educationProgramIdentifier: Array.from({ length: 21 }, (_x, index) => 50_000 + index),
      },
      ['unusable educationProgramIdentifier: 50020'],
    ],
  ])('lists %s of an Achievement', (_, members, losses) => {
    const { read } = readOne({
      type: ['Achievement'],
      achievementType: 'Course',
      inLanguage: 'nl',
      name: 'A',
      ...members,
    });
    expect(read.notKept.map(({ reason, where, what }) => `${reason} ${where}: ${what}`)).toEqual(losses);
  });

  it('knows its own institution’s issuer on the credential around', () => {
    const credential = (id: string) => ({
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id, type: ['Profile'], name: 'School' },
      credentialSubject: [
        { achievement: { type: 'Achievement', achievementType: 'Course', inLanguage: 'nl', name: 'A' } },
      ],
    });
    const own = readOne(credential(addresses.issuerDid(issuer.id))).read;
    expect(own).toMatchObject({ issuerId: issuer.id, notKept: [] });
    const other = readOne(credential('did:web:elsewhere.example')).read;
    expect(other).toMatchObject({
      issuerId: null,
      notKept: [{ reason: 'other-issuer', where: 'issuer', what: 'School' }],
    });
  });

  it('reads what was achieved out of SURF’s credential, and lists its coarser words', () => {
    const { read } = readOne({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: 'https://example.com/issuers/1', type: ['Profile'], name: 'Naboo' },
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
    expect(read.notKept.map(({ reason, where, what }) => `${reason} ${where}: ${what}`)).toEqual([
      'variant-guessed achievementType: microcredential',
      'unknown-word participationType: onsite or blended',
      'other-issuer issuer: Naboo',
      'changed alignment[0].targetUrl: https://c.example → https://europass.europa.eu/en/description-eight-eqf-levels',
      'changed supervisionType: supervised online → onsite with identity verification',
    ]);
    expect(JSON.stringify(read)).not.toContain('somebody');
  });

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['nothing', '[]'],
    ['a number', '7'],
    ['what is nested too deep', `{"type":"Achievement","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
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
    expect(documents[2]?.read.notKept.map(({ reason, where }) => `${reason} ${where}`)).toEqual([
      'language-guessed extensions:LanguageExtension',
      'unusable name',
      'variant-guessed typeBadgeClass',
    ]);
    expect(unread).toEqual([{ name: 'Noor', problems: ['type'] }]);
  });

  it('does not take prototypes and the like for members', () => {
    const { read } = readOne(
      JSON.parse(
        '{"type":"BadgeClass","name":"A","__proto__":{"x":1},"constructor":"y","typeBadgeClass":"toString"}',
      ),
    );
    expect(read.content.variant).toBe('extra-curricular');
    expect(read.notKept.map(({ reason, where }) => `${reason} ${where}`)).toEqual([
      'language-guessed extensions:LanguageExtension',
      'unknown-word typeBadgeClass',
      'variant-guessed typeBadgeClass',
      'unknown-member __proto__',
      'unknown-member constructor',
    ]);
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
