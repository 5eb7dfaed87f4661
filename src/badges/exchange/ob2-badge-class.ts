/**
 * A badge class as an OB 2.0 BadgeClass with edubadges' extensions and members, and back.
 *
 * Source: OB 2.0; edubadges-server issuer/models.py (public JSON), mainsite/extensions_validators.py (extensions and their types).
 * Shapes: `expand=micro` and `expand=awards` of edubadges' public address are read too.
 *
 * @module
 */
import type { Language } from '../../language/local-text.js';
import type { BadgeClass } from '../badge-class.js';
import type { QualityFramework } from '../badge-content.js';
import { isAddress, LONGEST } from '../content-shape.js';
import type { IssuerProfile } from '../issuer-profile.js';
import { readInsigneExtension, writeInsigneExtension, type InsigneExtension } from './insigne-extension.js';
import { listLosses } from './list-losses.js';
import type { NotKept } from './not-kept.js';
import { prepareOb2, sayOb2BadgeClass } from './ob2-said.js';
import {
  chooseLanguage,
  completeContent,
  joinTexts,
  readAlignment,
  readAmount,
  readCriteria,
  readLanguage,
  readLevel,
  readPicture,
  readProgrammes,
  readVariant,
  toLocalText,
  type ExchangeAddresses,
  type ImportSettings,
  type ReadBadgeClass,
} from './read-badge-class.js';
import { toBadgeClass } from './said.js';
import { createReader, isObject, toList, type JsonObject, type Reader } from './reader.js';
import { DocumentUnusableError } from './unusable.js';
import {
  EDUBADGES_ASSESSMENT,
  EDUBADGES_PARTICIPATION,
  EDUBADGES_VARIANT,
  READ_ASSESSMENT,
  READ_PARTICIPATION,
  READ_VARIANT,
} from './vocabulary.js';

export const OB2_CONTEXT = 'https://w3id.org/openbadges/v2';

/** Where edubadges' production serves the contexts of its extensions. */
const EXTENSIONS = 'https://api.edubadges.nl/static/extensions';
const EDUBADGES_LANGUAGE: Readonly<Record<Language, string>> = { nl: 'nl_NL', en: 'en_EN' };

/** @param picture - of an uploaded one, as a data address; null: the tool draws it */
export function writeOb2BadgeClass(
  badgeClass: BadgeClass,
  issuer: IssuerProfile,
  addresses: ExchangeAddresses,
  picture: string | null,
): JsonObject {
  const { language, image } = badgeClass;
  const alt = image?.alt[language] ?? '';
  const address = picture ?? addresses.badgeImage(badgeClass.id, badgeClass.version);
  return {
    '@context': OB2_CONTEXT,
    type: 'BadgeClass',
    id: addresses.badgeClass(badgeClass.id),
    image: alt === '' ? address : { id: address, caption: alt },
    issuer: writeIssuer(issuer, language, addresses),
    ...writeOb2Members(badgeClass),
  };
}

/** Everything but its addresses, its picture and who issues it. */
export function writeOb2Members(badgeClass: BadgeClass): JsonObject {
  const { language, workload, qualityFramework } = badgeClass;
  return {
    name: badgeClass.name[language],
    description: badgeClass.description[language],
    criteria: { narrative: badgeClass.criteria[language] },
    alignment: badgeClass.alignments.map((one) => ({
      targetName: one.targetName,
      targetUrl: one.targetUrl,
      ...(one.targetType !== null && { targetType: one.targetType }),
      ...(one.framework !== null && { targetFramework: one.framework }),
      ...(one.code !== null && { targetCode: one.code }),
      ...(one.description !== null && { targetDescription: one.description }),
    })),
    tags: badgeClass.tags,
    ...writeExtension('Language', EDUBADGES_LANGUAGE[language]),
    ...writeExtension('EQF', badgeClass.eqfLevel),
    ...writeExtension('ECTS', workload.ects),
    ...writeExtension('StudyLoad', workload.sbu),
    ...writeExtension('TimeInvestment', workload.hours),
    ...writeExtension('LearningOutcome', badgeClass.learningOutcomes[language] || null),
    ...writeExtension(
      'EducationProgramIdentifier',
      badgeClass.programmeIdentifiers.length > 0 ? badgeClass.programmeIdentifiers.map(Number) : null,
    ),
    typeBadgeClass: EDUBADGES_VARIANT[badgeClass.variant],
    formal: badgeClass.variant === 'regular',
    participation: badgeClass.participation.map((one) => EDUBADGES_PARTICIPATION[one]).join(','),
    assessmentType: badgeClass.assessmentTypes.map((one) => EDUBADGES_ASSESSMENT[one]).join(','),
    assessmentSupervised: badgeClass.isSupervised,
    assessmentIdVerified: badgeClass.isIdentityChecked,
    qualityAssuranceName: qualityFramework?.name ?? null,
    qualityAssuranceUrl: qualityFramework?.url ?? null,
    qualityAssuranceDescription: qualityFramework?.description[language] ?? null,
    stackable: badgeClass.isStackable,
    eqfNlqfLevelVerified: badgeClass.isLevelVerified,
    'extensions:InsigneExtension': {
      '@context': { '@vocab': 'urn:insigne:term:' },
      type: ['Extension', 'extensions:InsigneExtension'],
      ...writeInsigneExtension(badgeClass),
    },
  };
}

function writeExtension(name: string, value: unknown): JsonObject {
  if (value === null) return {};
  return {
    [`extensions:${name}Extension`]: {
      '@context': `${EXTENSIONS}/${name}Extension/context.json`,
      type: ['Extension', `extensions:${name}Extension`],
      [name]: value,
    },
  };
}

function writeIssuer(issuer: IssuerProfile, language: Language, addresses: ExchangeAddresses): JsonObject {
  return {
    type: 'Issuer',
    id: addresses.issuer(issuer.id),
    name: issuer.name[language],
    ...(issuer.description && { description: issuer.description[language] }),
    url: issuer.url ?? addresses.issuer(issuer.id),
    ...(issuer.email !== null && { email: issuer.email }),
    ...writeExtension('InstitutionCountry', issuer.country),
    ...writeExtension('InstitutionIdentifier', issuer.brin),
  };
}

/** @throws {DocumentUnusableError} `badge_document_unusable` - it is no BadgeClass that one of ours can be made of */
export function readOb2BadgeClass(document: JsonObject, settings: ImportSettings): ReadBadgeClass {
  const notKept: NotKept[] = [];
  const reader = createReader(document, '', notKept);
  if (!toList(reader.take('type')).includes('BadgeClass')) throw new DocumentUnusableError(['type']);
  const extension = readInsigneExtension(reader.inside('extensions:InsigneExtension'));
  const said = chooseLanguage(
    reader,
    'extensions:LanguageExtension',
    readInside(reader, 'Language', (one) => readLanguage(one, 'Language')),
    settings,
  );
  const texts = {
    name: reader.text('name', LONGEST.name) ?? '',
    description: reader.text('description', LONGEST.description) ?? '',
    criteria: readCriteria(reader),
    learningOutcomes:
      readInside(reader, 'LearningOutcome', (one) => one.text('LearningOutcome', LONGEST.learningOutcomes)) ??
      '',
  };
  const programmeIdentifiers =
    readInside(reader, 'EducationProgramIdentifier', (one) =>
      readProgrammes(one, 'EducationProgramIdentifier'),
    ) ?? [];
  const workload = {
    ects: readInside(reader, 'ECTS', (one) => readAmount(one, 'ECTS')),
    sbu: readInside(reader, 'StudyLoad', (one) => readAmount(one, 'StudyLoad')),
    hours: readInside(reader, 'TimeInvestment', (one) => readAmount(one, 'TimeInvestment')),
  };
  const qualityFramework = readFramework(reader, said, extension);
  const { content, problems } = completeContent(
    {
      variant: readVariant(reader, 'typeBadgeClass', READ_VARIANT, {
        extension: extension.variant,
        isMicrocredential: reader.flag('isMicroCredentials'),
        isFormal: reader.flag('formal'),
        hasFramework: qualityFramework !== null,
        hasProgramme: programmeIdentifiers.length > 0,
        workload,
      }),
      language: said,
      ...joinTexts(said, texts, extension),
      eqfLevel: readInside(reader, 'EQF', (one) => readLevel(one, 'EQF')),
      isLevelVerified: reader.flag('eqfNlqfLevelVerified') ?? extension.isLevelVerified,
      programmeIdentifiers,
      workload,
      qualityFramework,
      assessmentTypes: reader.words('assessmentType', READ_ASSESSMENT),
      isSupervised: reader.flag('assessmentSupervised') ?? extension.isSupervised,
      isIdentityChecked: reader.flag('assessmentIdVerified') ?? extension.isIdentityChecked,
      participation: reader.words('participation', READ_PARTICIPATION),
      isStackable: reader.flag('stackable') ?? extension.isStackable,
      alignments: reader
        .list('alignment')
        .map(readAlignment)
        .filter((one) => one !== null)
        .slice(0, LONGEST.alignments),
      tags: reader.texts('tags', LONGEST.tag, LONGEST.tags),
    },
    extension,
  );
  if (problems.length > 0) throw new DocumentUnusableError(problems);
  const picture = readPicture(reader, extension.artwork !== null);
  const issuerId = readIssuer(reader, settings);
  for (const name of ['endorsements', 'endorsement'])
    for (const one of toList(reader.take(name))) reader.refuse(name, 'endorsement', one);
  const read = {
    content,
    picture: picture && {
      dataUri: picture.dataUri,
      alt: toLocalText(said, picture.alt, extension.translation.imageAlt),
    },
    issuerId,
    mayBeMapped: extension.mayBeMapped,
  };
  notKept.push(
    ...listLosses(
      prepareOb2(document),
      sayOb2BadgeClass(document, read, writeOb2Members(toBadgeClass(read))),
      notKept,
    ),
  );
  return { ...read, notKept };
}

function readInside<T>(reader: Reader, name: string, read: (extension: Reader) => T): T | null {
  const extension = reader.inside(`extensions:${name}Extension`);
  return extension && read(extension);
}

function readFramework(
  reader: Reader,
  language: Language,
  { translation }: InsigneExtension,
): QualityFramework | null {
  const name = reader.text('qualityAssuranceName', LONGEST.short) ?? '';
  const address = reader.text('qualityAssuranceUrl', LONGEST.address) ?? '';
  const description = reader.text('qualityAssuranceDescription', LONGEST.description) ?? '';
  if (name === '' && address === '' && description === '') return null;
  const isUsable = address === '' || isAddress(address);
  if (!isUsable) reader.refuse('qualityAssuranceUrl', 'unusable');
  return {
    name,
    url: isUsable ? address : '',
    description: toLocalText(language, description, translation.qualityFramework),
  };
}

function readIssuer(reader: Reader, { addresses, issuerIds }: ImportSettings): string | null {
  const issuer = reader.take('issuer');
  const address = isObject(issuer) ? issuer['id'] : issuer;
  const own = issuerIds.find((id) => addresses.issuer(id) === address) ?? null;
  if (own === null && issuer !== undefined)
    reader.refuse('issuer', 'other-issuer', isObject(issuer) ? (issuer['name'] ?? address) : issuer);
  return own;
}
