/**
 * A badge class as an OB 3.0 Achievement, and back.
 *
 * Source: OB 3.0 data model (Achievement, Alignment, Criteria, Image, ResultDescription); SURF's profile and the terms beside it
 * (credentials/extension-terms.ts), whose words are read in any order of preference.
 * Not here: the Achievement itself, which is built where credentials are (`AchievementForm`).
 *
 * @module
 */
import type { Language, LocalText } from '../../language/local-text.js';
import type { BadgeClass } from '../badge-class.js';
import type { Alignment, Grading, QualityFramework, Workload } from '../badge-content.js';
import { EQF_TARGET, isAddress, LONGEST, QUALITY_TARGET } from '../content-shape.js';
import type { IssuerProfile } from '../issuer-profile.js';
import { readInsigneExtension, writeInsigneExtension } from './insigne-extension.js';
import { listLosses } from './list-losses.js';
import type { NotKept } from './not-kept.js';
import { writeProfile } from './ob3-profile.js';
import { sayAchievement } from './ob3-said.js';
import {
  chooseLanguage,
  completeContent,
  joinTexts,
  readAlignment,
  readAmount,
  readCriteria,
  readLanguage,
  readPicture,
  readProgrammes,
  readVariant,
  toLocalText,
  type ExchangeAddresses,
  type ImportSettings,
  type ReadBadgeClass,
} from './read-badge-class.js';
import { createReader, isObject, toList, type JsonObject, type Reader } from './reader.js';
import { DocumentUnusableError } from './unusable.js';
import {
  READ_ACHIEVEMENT_TYPE,
  READ_ASSESSMENT,
  READ_INTEGRATION,
  READ_PARTICIPATION,
  READ_SUPERVISION,
} from './vocabulary.js';

/**
 * The Achievement as credentials carry it, in one language, and the contexts that its terms are read with: joined in from
 * `credentials/`, so that what is exported and what is signed say the same in the same words.
 */
export interface AchievementForm {
  readonly contexts: readonly unknown[];
  build(badgeClass: BadgeClass, language: Language): object;
}

/** Defined inside the document: no other host is needed to read it. */
const OWN_CONTEXT = { insigne: { '@id': 'urn:insigne:term:insigne', '@type': '@json' } };

/** @param picture - of an uploaded one, as a data address; null: the tool draws it */
export function writeAchievement(
  badgeClass: BadgeClass,
  issuer: IssuerProfile,
  addresses: ExchangeAddresses,
  picture: string | null,
  form: AchievementForm,
): JsonObject {
  const { language, image } = badgeClass;
  const alt = image?.alt[language] ?? '';
  return {
    '@context': [...form.contexts, OWN_CONTEXT],
    ...form.build(badgeClass, language),
    image: {
      id: picture ?? addresses.badgeImage(badgeClass.id, badgeClass.version),
      type: 'Image',
      ...(alt !== '' && { caption: alt }),
    },
    creator: writeProfile(issuer, language, addresses),
    insigne: writeInsigneExtension(badgeClass),
  };
}

/**
 * @param credential - that it was found in; null when it stood by itself
 * @throws {DocumentUnusableError} `badge_document_unusable` - it is no Achievement that a badge class can be made of
 */
export function readAchievement(
  document: JsonObject,
  credential: JsonObject | null,
  settings: ImportSettings,
): ReadBadgeClass {
  const notKept: NotKept[] = [];
  const reader = createReader(document, '', notKept);
  if (!toList(reader.take('type')).includes('Achievement')) throw new DocumentUnusableError(['type']);
  const extension = readInsigneExtension(reader.inside('insigne'));
  const language = chooseLanguage(reader, 'inLanguage', readLanguage(reader, 'inLanguage'), settings);
  const { level, framework, alignments } = readAlignments(reader, language, extension.translation);
  const supervision = readSupervision(reader);
  const texts = {
    name: reader.text('name', LONGEST.name) ?? '',
    description: reader.text('description', LONGEST.description) ?? '',
    criteria: readCriteria(reader),
    learningOutcomes: reader.text('learningOutcome', LONGEST.learningOutcomes) ?? '',
  };
  const [integration] = reader.words('integrationOptions', READ_INTEGRATION);
  const workload = readWorkload(reader, extension.variant !== null);
  const programmeIdentifiers = readProgrammes(reader, 'educationProgramIdentifier');
  const { content, problems } = completeContent(
    {
      variant: readVariant(reader, 'achievementType', READ_ACHIEVEMENT_TYPE, {
        extension: extension.variant,
        hasFramework: framework !== null,
        hasProgramme: programmeIdentifiers.length > 0,
        workload,
      }),
      language,
      ...joinTexts(language, texts, extension),
      eqfLevel: level,
      isLevelVerified: extension.isLevelVerified,
      programmeIdentifiers,
      workload,
      qualityFramework: framework,
      assessmentTypes: readForms(reader, 'assessmentForm', 'assessmentType', READ_ASSESSMENT),
      isSupervised: supervision?.isSupervised ?? extension.isSupervised,
      isIdentityChecked:
        reader.flag('identityChecked') ?? supervision?.isIdentityChecked ?? extension.isIdentityChecked,
      participation: readForms(reader, 'participationForm', 'participationType', READ_PARTICIPATION),
      isStackable: integration === undefined ? extension.isStackable : integration === 'stackable',
      targetGroup: readText(reader, 'targetGroup', language, extension.targetGroup),
      prerequisites: readText(reader, 'prerequisites', language, extension.prerequisites),
      alignments,
      tags: reader.texts('tag', LONGEST.tag, LONGEST.tags),
      grading: extension.grading ?? readGrading(reader),
    },
    extension,
  );
  if (problems.length > 0) throw new DocumentUnusableError(problems);
  const picture = readPicture(reader, extension.artwork !== null);
  const issuerId = readIssuer(reader, credential, settings, notKept);
  for (const name of ['endorsement', 'endorsementJwt'])
    for (const one of toList(reader.take(name))) reader.refuse(name, 'endorsement', one);
  const read = {
    content,
    picture: picture && {
      dataUri: picture.dataUri,
      alt: toLocalText(language, picture.alt, extension.translation.imageAlt),
    },
    issuerId,
    mayBeMapped: extension.mayBeMapped,
  };
  notKept.push(...listLosses(document, sayAchievement(document, read, settings), notKept));
  return { ...read, notKept };
}

/** Every form in our words where the document has them; SURF's one coarser word says nothing then. */
function readForms<T extends string>(
  reader: Reader,
  forms: string,
  type: string,
  words: Readonly<Record<string, T>>,
): T[] {
  const found = reader.words(forms, words);
  return found.length === 0 ? reader.words(type, words) : found;
}

/** In the document's language; the other comes from our extension. */
function readText(
  reader: Reader,
  name: 'targetGroup' | 'prerequisites',
  language: Language,
  both: LocalText,
): LocalText {
  const text = reader.text(name, LONGEST[name]);
  return text === null ? both : { ...both, [language]: text };
}

/** In SURF's words alone: "unsupervised" may begin and "supervised" may stand in any other sentence. */
function readSupervision(reader: Reader) {
  const word = reader.text('supervisionType', 200);
  if (word === null) return null;
  if (Object.hasOwn(READ_SUPERVISION, word)) return READ_SUPERVISION[word] ?? null;
  reader.refuse('supervisionType', 'unknown-word');
  return null;
}

/** SURF's credits are EC; those of others have no unit. */
function readWorkload(reader: Reader, isOwn: boolean): Workload {
  const ects = readAmount(reader, 'ECTS');
  const credits = readAmount(reader, 'creditsAvailable');
  const isSurf = isOwn || toList(reader.take('type')).includes('EducredentialAchievement');
  if (ects === null && credits !== null && !isSurf) reader.refuse('creditsAvailable', 'unit-guessed');
  return {
    ects: ects ?? credits,
    sbu: readAmount(reader, 'SBU'),
    hours: readAmount(reader, 'timeInvestment'),
  };
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
      continue;
    }
    if (type === QUALITY_TARGET && framework === null) {
      const address = one.text('targetUrl', LONGEST.address) ?? '';
      if (address !== '' && !isAddress(address)) one.refuse('targetUrl', 'unusable');
      framework = {
        name: one.text('targetName', LONGEST.short) ?? '',
        url: isAddress(address) ? address : '',
        description: toLocalText(
          language,
          one.text('targetDescription', LONGEST.description) ?? '',
          translation.qualityFramework,
        ),
      };
      continue;
    }
    const alignment = readAlignment(one);
    if (alignment && alignments.length < LONGEST.alignments) alignments.push(alignment);
  }
  return { level, framework, alignments };
}

function readGrading(reader: Reader): Grading | null {
  const [first] = reader.list('resultDescription');
  if (!first) return null;
  const type = first.text('resultType', 100);
  const highest = first.text('valueMax', 20);
  const passMark = first.text('requiredValue', 20);
  const isMark = passMark !== null && /^\d{1,3}(\.\d{1,2})?$/.test(passMark);
  if (type === 'Status') return { scale: 'pass-fail', passMark: null };
  if (type === 'Percent') return { scale: 'percent', passMark: isMark ? passMark : null };
  if (type === 'ext:ECTSGradeScore' && highest === '10')
    return { scale: 'ten-point', passMark: isMark ? passMark : null };
  first.refuseWhole('unknown-word');
  return null;
}

/** Who made it, or who issued the credential around it: one of ours, or null. */
function readIssuer(
  reader: Reader,
  credential: JsonObject | null,
  settings: ImportSettings,
  notKept: NotKept[],
): string | null {
  const around = createReader(credential ?? {}, '', notKept);
  for (const one of toList(around.take('endorsement'))) around.refuse('endorsement', 'endorsement', one);
  const [maker, issuer] = [readOwner(reader, 'creator', settings), readOwner(around, 'issuer', settings)];
  return maker ?? issuer;
}

function readOwner(reader: Reader, name: string, { addresses, issuerIds }: ImportSettings): string | null {
  const value = reader.take(name);
  if (value === undefined || value === null) return null;
  const address = isObject(value) ? value['id'] : value;
  const id = typeof address === 'string' ? addresses.parseIssuerDid(address) : null;
  if (id !== null && issuerIds.includes(id)) return id;
  reader.refuse(name, 'other-issuer', isObject(value) ? (value['name'] ?? address) : value);
  return null;
}
