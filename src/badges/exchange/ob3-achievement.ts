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
import type { Alignment, Grading, QualityFramework, Variant } from '../badge-content.js';
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
import { READ_ACHIEVEMENT_TYPE, READ_ASSESSMENT, READ_PARTICIPATION } from './vocabulary.js';

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

/** @throws {DocumentUnusableError} `badge_document_unusable` - it is no Achievement that a badge class can be made of */
export function readAchievement(document: JsonObject, settings: ImportSettings): ReadBadgeClass {
  const notKept: NotKept[] = [];
  const reader = createReader(document, '', notKept);
  if (!toList(reader.take('type')).includes('Achievement')) throw new DocumentUnusableError(['type']);
  const extension = readInsigneExtension(reader.inside('insigne'));
  const language = readLanguage(reader, 'inLanguage', settings);
  const { level, framework, alignments } = readAlignments(reader, language, extension.translation);
  const supervision = reader.text('supervisionType', 200);
  const texts = {
    name: reader.text('name', LONGEST.name) ?? '',
    description: reader.text('description', LONGEST.description) ?? '',
    criteria: readCriteria(reader),
    learningOutcomes: reader.text('learningOutcome', LONGEST.learningOutcomes) ?? '',
  };
  const integration = reader.text('integrationOptions', 100);
  const ects = readAmount(reader, 'ECTS');
  const credits = readAmount(reader, 'creditsAvailable'); // SURF: EC only
  const { content, problems } = completeContent(
    {
      variant: readVariant(reader),
      language,
      ...joinTexts(language, texts, extension),
      eqfLevel: level,
      isLevelVerified: extension.isLevelVerified,
      programmeIdentifiers: readProgrammes(reader, 'educationProgramIdentifier'),
      workload: {
        ects: ects ?? credits,
        sbu: readAmount(reader, 'SBU'),
        hours: readAmount(reader, 'timeInvestment'),
      },
      qualityFramework: framework,
      assessmentTypes: readForms(reader, 'assessmentForm', 'assessmentType', READ_ASSESSMENT),
      isSupervised: supervision === null ? extension.isSupervised : !supervision.startsWith('unsupervised'),
      isIdentityChecked:
        reader.flag('identityChecked') ??
        supervision?.includes('with identity') ??
        extension.isIdentityChecked,
      participation: readForms(reader, 'participationForm', 'participationType', READ_PARTICIPATION),
      isStackable: integration === null ? extension.isStackable : integration === 'stackable',
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

/** Every form in our words where the document has them; SURF's one coarser word says nothing then. */
function readForms<T extends string>(
  reader: Reader,
  forms: string,
  type: string,
  words: Readonly<Record<string, T>>,
): T[] {
  const found = reader.words(forms, words);
  if (found.length === 0) return reader.words(type, words);
  reader.take(type);
  return found;
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
  if (type === 'Status') return { scale: 'pass-fail', passMark: null };
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
