/**
 * A badge class as an OB 3.0 Achievement with the terms of SURF's profile, and back.
 *
 * Source: OB 3.0 data model (Achievement, Alignment, Criteria, Image, ResultDescription); SURF's profile
 * (educredentials/obv3-examples): ECTS, SBU, timeInvestment, educationProgramIdentifier, participationType, assessmentType,
 * supervisionType, identityChecked, and level and quality framework as alignments. Terms that are not in 1EdTech's context are
 * defined inside the document, so that no other host is needed to read it.
 * Not here: the Achievement inside a credential (credentials/), which is in one language and without our own extension.
 *
 * @module
 */
import type { Language } from '../../language/local-text.js';
import type { BadgeClass } from '../badge-class.js';
import type { Alignment, BadgeContent, Grading, QualityFramework, Variant } from '../badge-content.js';
import { EQF_TARGET, LONGEST, QUALITY_TARGET } from '../content-shape.js';
import type { IssuerProfile } from '../issuer-profile.js';
import { readInsigneExtension, writeInsigneExtension } from './insigne-extension.js';
import type { NotKept } from './not-kept.js';
import { writeProfile } from './ob3-profile.js';
import {
  completeContent,
  joinTexts,
  readAlignment,
  readAmount,
  readCriteria,
  readLanguage,
  readProgrammes,
  toLocalText,
  type ExchangeAddresses,
  type ImportSettings,
  type ReadBadgeClass,
} from './read-badge-class.js';
import { createReader, isObject, toList, type JsonObject, type Reader } from './reader.js';
import { DocumentUnusableError } from './unusable.js';
import {
  ACHIEVEMENT_TYPE,
  EDUBADGES_ASSESSMENT,
  EDUBADGES_PARTICIPATION,
  READ_ACHIEVEMENT_TYPE,
  READ_ASSESSMENT,
  READ_PARTICIPATION,
} from './vocabulary.js';

const GLOSSARY = 'https://edubadges.nl/static/obv3-glossary.html#';
const OWN = 'urn:insigne:term:';

export const OB3_CONTEXTS: readonly unknown[] = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  {
    ...Object.fromEntries(
      [
        'ECTS',
        'SBU',
        'timeInvestment',
        'educationProgramIdentifier',
        'participationType',
        'assessmentType',
        'supervisionType',
        'identityChecked',
      ].map((term) => [term, `${GLOSSARY}${term}`]),
    ),
    learningOutcome: `${OWN}learningOutcome`,
    integrationOptions: `${OWN}integrationOptions`,
    eqfNlqfLevelVerified: `${OWN}eqfNlqfLevelVerified`,
    insigne: { '@id': `${OWN}insigne`, '@type': '@json' },
  },
];

const EQF_ADDRESS = 'https://europass.europa.eu/en/description-eight-eqf-levels';

/** @param picture - of an uploaded one, as a data address; null: the tool draws it */
export function writeAchievement(
  badgeClass: BadgeClass,
  issuer: IssuerProfile,
  addresses: ExchangeAddresses,
  picture: string | null,
): JsonObject {
  const { language, workload, image } = badgeClass;
  const alt = image?.alt[language] ?? '';
  const alignment = writeAlignments(badgeClass, language);
  const supervision = writeSupervision(badgeClass);
  return {
    '@context': OB3_CONTEXTS,
    id: addresses.badgeClass(badgeClass.id),
    type: ['Achievement'],
    achievementType: ACHIEVEMENT_TYPE[badgeClass.variant],
    name: badgeClass.name[language],
    description: badgeClass.description[language],
    criteria: { narrative: badgeClass.criteria[language] },
    image: {
      id: picture ?? addresses.badgeImage(badgeClass.id),
      type: 'Image',
      ...(alt !== '' && { caption: alt }),
    },
    inLanguage: language,
    version: String(badgeClass.version),
    creator: writeProfile(issuer, language, addresses),
    ...(alignment.length > 0 && { alignment }),
    ...(badgeClass.tags.length > 0 && { tag: badgeClass.tags }),
    ...(workload.ects !== null && { creditsAvailable: workload.ects, ECTS: workload.ects }),
    ...(workload.sbu !== null && { SBU: workload.sbu }),
    ...(workload.hours !== null && { timeInvestment: workload.hours }),
    ...(badgeClass.programmeIdentifiers.length > 0 && {
      educationProgramIdentifier: badgeClass.programmeIdentifiers.map(Number),
    }),
    ...(badgeClass.participation.length > 0 && {
      participationType: badgeClass.participation.map((one) => EDUBADGES_PARTICIPATION[one]),
    }),
    ...(badgeClass.assessmentTypes.length > 0 && {
      assessmentType: badgeClass.assessmentTypes.map((one) => EDUBADGES_ASSESSMENT[one]),
    }),
    supervisionType: supervision,
    identityChecked: badgeClass.isIdentityChecked,
    eqfNlqfLevelVerified: badgeClass.isLevelVerified,
    integrationOptions: badgeClass.isStackable ? 'stackable' : 'stand-alone',
    ...(badgeClass.learningOutcomes[language] !== '' && {
      learningOutcome: badgeClass.learningOutcomes[language],
    }),
    ...(badgeClass.grading && {
      resultDescription: [writeGrading(badgeClass.grading, language, addresses.badgeClass(badgeClass.id))],
    }),
    insigne: writeInsigneExtension(badgeClass),
  };
}

/** SURF's words. They can't say supervised with an identity check without saying where. */
function writeSupervision({ isSupervised, isIdentityChecked, participation }: BadgeContent): string {
  if (!isSupervised) return 'unsupervised with no identity verification';
  if (!isIdentityChecked) return 'supervised with no identity verification';
  const isOnline = participation.length > 0 && participation.every((form) => form === 'online');
  return isOnline ? 'supervised online' : 'onsite with identity verification';
}

function writeAlignments({ eqfLevel, qualityFramework, alignments }: BadgeContent, language: Language) {
  const written: JsonObject[] = [];
  if (eqfLevel !== null) {
    written.push({
      type: ['Alignment'],
      targetType: EQF_TARGET,
      targetName: `EQF level ${eqfLevel}`,
      targetCode: String(eqfLevel),
      targetFramework: 'European Qualifications Framework',
      targetUrl: EQF_ADDRESS,
    });
  }
  if (qualityFramework) {
    const description = qualityFramework.description[language];
    written.push({
      type: ['Alignment'],
      targetType: QUALITY_TARGET,
      targetName: qualityFramework.name,
      targetUrl: qualityFramework.url,
      ...(description !== '' && { targetDescription: description }),
    });
  }
  return [...written, ...alignments.map(writeAlignment)];
}

export function writeAlignment(alignment: Alignment): JsonObject {
  return {
    type: ['Alignment'],
    targetName: alignment.targetName,
    targetUrl: alignment.targetUrl,
    ...(alignment.targetType !== null && { targetType: alignment.targetType }),
    ...(alignment.framework !== null && { targetFramework: alignment.framework }),
    ...(alignment.code !== null && { targetCode: alignment.code }),
    ...(alignment.description !== null && { targetDescription: alignment.description }),
  };
}

const SCALES: Readonly<Record<Grading['scale'], JsonObject>> = {
  'ten-point': { resultType: 'ext:ECTSGradeScore', valueMin: '1', valueMax: '10' },
  percent: { resultType: 'Percent', valueMin: '0', valueMax: '100' },
  'pass-fail': { resultType: 'Result', allowedValue: ['fail', 'pass'], requiredValue: 'pass' },
};

function writeGrading({ scale, passMark }: Grading, language: Language, id: string): JsonObject {
  return {
    id: `${id}#grade`,
    type: ['ResultDescription'],
    name: language === 'nl' ? 'Cijfer' : 'Grade',
    ...SCALES[scale],
    ...(passMark !== null && { requiredValue: passMark }),
  };
}

/** @throws {DocumentUnusableError} `badge_document_unusable` - it is no Achievement that a badge class can be made of */
export function readAchievement(document: JsonObject, settings: ImportSettings): ReadBadgeClass {
  const notKept: NotKept[] = [];
  const reader = createReader(document, '', notKept);
  if (!toList(reader.take('type')).includes('Achievement')) throw new DocumentUnusableError(['type']);
  const extension = readInsigneExtension(reader.inside('insigne'));
  const language = readLanguage(reader, 'inLanguage', settings);
  const { level, framework, alignments } = readAlignments(reader, language, extension.translation);
  const supervision = reader.text('supervisionType', 200);
  const participation = reader.words('participationType', READ_PARTICIPATION);
  const texts = {
    name: reader.text('name', LONGEST.name) ?? '',
    description: reader.text('description', LONGEST.description) ?? '',
    criteria: readCriteria(reader),
    learningOutcomes: reader.text('learningOutcome', LONGEST.learningOutcomes) ?? '',
  };
  const ects = readAmount(reader, 'ECTS');
  const credits = readAmount(reader, 'creditsAvailable'); // SURF: EC only
  const { content, problems } = completeContent(
    {
      variant: readVariant(reader),
      language,
      ...joinTexts(language, texts, extension),
      eqfLevel: level,
      isLevelVerified: reader.flag('eqfNlqfLevelVerified') ?? false,
      programmeIdentifiers: readProgrammes(reader, 'educationProgramIdentifier'),
      workload: {
        ects: ects ?? credits,
        sbu: readAmount(reader, 'SBU'),
        hours: readAmount(reader, 'timeInvestment'),
      },
      qualityFramework: framework,
      assessmentTypes: reader.words('assessmentType', READ_ASSESSMENT),
      isSupervised: supervision !== null && !supervision.startsWith('unsupervised'),
      isIdentityChecked: reader.flag('identityChecked') ?? supervision?.includes('with identity') ?? false,
      participation,
      isStackable: reader.text('integrationOptions', 100) === 'stackable',
      alignments,
      tags: reader.texts('tag', LONGEST.tag, LONGEST.tags),
      grading: extension.grading ?? readGrading(reader),
    },
    extension,
  );
  if (problems.length > 0) throw new DocumentUnusableError(problems);
  const picture = readPicture(reader, extension.artwork !== null);
  const issuerId = readIssuer(reader, settings);
  for (const name of ['endorsement', 'endorsementJwt'])
    for (const one of toList(reader.take(name))) reader.refuse(name, 'endorsement', one);
  reader.take('resultDescription');
  reader.close('@context', 'id', 'version');
  return {
    content,
    picture: picture && {
      dataUri: picture.dataUri,
      alt: toLocalText(language, picture.alt, extension.translation.imageAlt),
    },
    issuerId,
    mayBeMapped: extension.mayBeMapped,
    notKept,
  };
}

/** What names no variant claims nothing: it becomes the one that carries no credits. */
function readVariant(reader: Reader): Variant {
  const [variant = 'extra-curricular'] = reader.words('achievementType', READ_ACHIEVEMENT_TYPE);
  return variant;
}

function readAlignments(
  reader: Reader,
  language: Language,
  translation: { readonly qualityFramework?: string },
): { level: number | null; framework: QualityFramework | null; alignments: Alignment[] } {
  let level: number | null = null;
  let framework: QualityFramework | null = null;
  const alignments: Alignment[] = [];
  for (const one of reader.list('alignment')) {
    const type = one.take('targetType');
    const code = one.take('targetCode');
    if (type === EQF_TARGET && level === null && typeof code === 'string' && /^[1-8]$/.test(code)) {
      level = Number(code);
      continue; // name, address and framework are the level's own
    }
    if (type === QUALITY_TARGET && framework === null) {
      framework = {
        name: one.text('targetName', LONGEST.short) ?? '',
        url: one.text('targetUrl', LONGEST.address) ?? '',
        description: toLocalText(
          language,
          one.text('targetDescription', LONGEST.description) ?? '',
          translation.qualityFramework,
        ),
      };
      one.close('type');
      continue;
    }
    const alignment = readAlignment(one);
    if (alignment && alignments.length < LONGEST.alignments) alignments.push(alignment);
  }
  return { level, framework, alignments };
}

function readGrading(reader: Reader): Grading | null {
  const [first, ...others] = reader.list('resultDescription');
  for (const one of others) one.refuse('name', 'unknown-member');
  if (!first) return null;
  const type = first.text('resultType', 100);
  const highest = first.text('valueMax', 20);
  const passMark = first.text('requiredValue', 20);
  const isMark = passMark !== null && /^\d{1,3}(\.\d{1,2})?$/.test(passMark);
  if (type === 'Percent') return { scale: 'percent', passMark: isMark ? passMark : null };
  if (type === 'ext:ECTSGradeScore' && highest === '10')
    return { scale: 'ten-point', passMark: isMark ? passMark : null };
  first.refuse('resultType', 'unknown-word');
  return null;
}

function readPicture(reader: Reader, isDrawnHere: boolean): { dataUri: string; alt: string } | null {
  const value = reader.take('image');
  const image = isObject(value) ? value : { id: value };
  const { id, caption } = image as { id?: unknown; caption?: unknown };
  const alt = typeof caption === 'string' ? caption.slice(0, LONGEST.short) : '';
  if (typeof id === 'string' && id.startsWith('data:')) return { dataUri: id, alt };
  if (id !== undefined && !isDrawnHere) reader.refuse('image', 'picture-elsewhere', id);
  return null;
}

function readIssuer(reader: Reader, { addresses, issuerIds }: ImportSettings): string | null {
  const creator = reader.take('creator');
  if (!isObject(creator)) return null;
  const id = typeof creator['id'] === 'string' ? addresses.parseIssuerDid(creator['id']) : null;
  if (id !== null && issuerIds.includes(id)) return id;
  reader.refuse('creator', 'other-issuer', creator['name'] ?? creator['id']);
  return null;
}
