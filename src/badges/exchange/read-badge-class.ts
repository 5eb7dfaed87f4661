/**
 * What an import found, and the parts that both formats are read with.
 *
 * @module
 */
import { parseLanguage, type Language, type LocalText } from '../../language/local-text.js';
import { chooseArtwork } from '../artwork/artwork.js';
import type { BadgeContent, MayBeMapped } from '../badge-class.js';
import { EMPTY_TEXT, UNSTATED, type Alignment, type Variant, type Workload } from '../badge-content.js';
import { isAddress, isAlignmentType, isProgrammeCode, listShapeProblems, LONGEST } from '../content-shape.js';
import { otherLanguage, type InsigneExtension } from './insigne-extension.js';
import type { NotKept } from './not-kept.js';
import type { AchievementForm } from './ob3-achievement.js';
import { isObject, toList, type Reader } from './reader.js';

/** Where our own documents point, to know them again. */
export interface ExchangeAddresses {
  badgeClass(badgeClassId: string): string;
  badgeImage(badgeClassId: string, version: number): string;
  issuer(issuerId: string): string;
  issuerDid(issuerId: string): string;
  parseIssuerDid(did: string): string | null;
}

export interface ImportSettings {
  /** For texts whose language is not told, or is none of ours. */
  readonly fallback: Language;
  readonly addresses: ExchangeAddresses;
  /** Issuers of the importing institution. */
  readonly issuerIds: readonly string[];
  /** To write what was read back, and see what is missing. */
  readonly achievementForm: AchievementForm;
}

export interface ReadBadgeClass {
  /** Without its picture. */
  readonly content: BadgeContent;
  /** A picture inside the document, still as it came. */
  readonly picture: { readonly dataUri: string; readonly alt: LocalText } | null;
  /** One of the own issuers; null when another stood there. */
  readonly issuerId: string | null;
  readonly mayBeMapped: MayBeMapped | null;
  readonly notKept: readonly NotKept[];
}

type Texts = 'name' | 'description' | 'criteria' | 'learningOutcomes';

/** The one language from the document, the other from our extension. */
export function joinTexts(
  language: Language,
  texts: Readonly<Record<Texts, string>>,
  { translation }: InsigneExtension,
): Pick<BadgeContent, Texts> {
  const join = (name: Texts) => toLocalText(language, texts[name], translation[name]);
  return {
    name: join('name'),
    description: join('description'),
    criteria: join('criteria'),
    learningOutcomes: join('learningOutcomes'),
  };
}

export function toLocalText(language: Language, text: string, other = ''): LocalText {
  return { ...EMPTY_TEXT, [language]: text, [otherLanguage(language)]: other };
}

/** Null when none of ours is told. */
export function readLanguage(reader: Reader, name: string): Language | null {
  const told = reader.text(name, 40);
  const language = told !== null && /^[a-z]{2}([-_]|$)/i.test(told) ? parseLanguage(told) : null;
  if (told !== null && !language) reader.refuse(name, 'unknown-word');
  return language;
}

export function chooseLanguage(
  reader: Reader,
  name: string,
  told: Language | null,
  { fallback }: ImportSettings,
): Language {
  if (told === null) reader.refuse(name, 'language-guessed', fallback);
  return told ?? fallback;
}

export interface VariantHints {
  /** By our extension, for a document without a word of its own. */
  readonly extension: Variant | null;
  readonly isMicrocredential?: boolean | null;
  /** edubadges asks for the terms of formal education. */
  readonly isFormal?: boolean | null;
  readonly hasFramework: boolean;
  readonly hasProgramme: boolean;
  readonly workload: Workload;
}

/**
 * What names no variant is told apart by what each asks: only microcredentials need a quality framework, only regular ones the
 * programme they are a unit of, and nothing extra-curricular has study credits. What says none of it claims nothing.
 */
export function guessVariant(hints: Omit<VariantHints, 'extension'>): Variant {
  const hasCredits = hints.workload.ects !== null || hints.workload.sbu !== null;
  if (hints.isMicrocredential || hints.hasFramework) return 'microcredential';
  if (hints.hasProgramme || hints.isFormal) return 'regular';
  return hasCredits ? 'microcredential' : 'extra-curricular';
}

export function readVariant(
  reader: Reader,
  name: string,
  words: Readonly<Record<string, Variant>>,
  { extension, ...hints }: VariantHints,
): Variant {
  const [told = extension] = reader.words(name, words);
  if (told !== null) return told;
  const guessed = guessVariant(hints);
  reader.refuse(name, 'variant-guessed', guessed);
  return guessed;
}

export function readCriteria(reader: Reader): string {
  const value = reader.take('criteria');
  if (typeof value === 'string') return reader.text('criteria', LONGEST.criteria) ?? '';
  const criteria = reader.inside('criteria');
  if (!criteria) return '';
  const narrative = criteria.text('narrative', LONGEST.criteria);
  const address = criteria.text('id', LONGEST.address);
  if (narrative !== null && address !== null) criteria.refuse('id', 'unknown-member');
  return narrative ?? address ?? '';
}

export function readAlignment(alignment: Reader): Alignment | null {
  const targetName = alignment.text('targetName', LONGEST.short) ?? '';
  const targetUrl = alignment.text('targetUrl', LONGEST.address) ?? '';
  let targetType = alignment.text('targetType', 120);
  if (targetType !== null && !isAlignmentType(targetType)) {
    alignment.refuse('targetType', 'unknown-word');
    targetType = null;
  }
  const read: Alignment = {
    targetName,
    targetUrl,
    targetType,
    framework: alignment.text('targetFramework', LONGEST.short),
    code: alignment.text('targetCode', LONGEST.short),
    description: alignment.text('targetDescription', LONGEST.targetGroup),
  };
  if (targetName.trim() !== '' && isAddress(targetUrl)) return read;
  alignment.refuseWhole('unusable');
  return null;
}

export function readProgrammes(reader: Reader, name: string): string[] {
  const codes = toList(reader.take(name)).flatMap((one): string[] => {
    const code = String(one);
    if (isProgrammeCode(code)) return [code];
    reader.refuse(name, 'unusable', one);
    return [];
  });
  for (const one of codes.slice(LONGEST.programmeIdentifiers)) reader.refuse(name, 'unusable', one);
  return codes.slice(0, LONGEST.programmeIdentifiers);
}

/** A number of study that is one; a zero says nothing. */
export function readAmount(reader: Reader, name: string): number | null {
  const amount = reader.number(name);
  if (amount !== null && amount < 0) reader.refuse(name, 'unusable');
  return amount !== null && amount > 0 ? amount : null;
}

/** Its picture where the document holds it; one at an address is of use only when it is drawn here. */
export function readPicture(
  reader: Reader,
  isDrawnHere: boolean,
): { readonly dataUri: string; readonly alt: string } | null {
  const value = reader.take('image');
  const address = isObject(value) ? value['id'] : value;
  const isInside = typeof address === 'string' && address.startsWith('data:');
  if (isInside) {
    const alt = isObject(value) ? reader.inside('image')?.text('caption', LONGEST.short) : null;
    return { dataUri: address, alt: alt ?? '' };
  }
  if (address !== undefined && address !== null && !isDrawnHere)
    reader.refuse('image', 'picture-elsewhere', address);
  return null;
}

export function readLevel(reader: Reader, name: string): number | null {
  const level = reader.number(name);
  if (level === null || (Number.isInteger(level) && level >= 1 && level <= 8)) return level;
  reader.refuse(name, 'unusable');
  return null;
}

/**
 * All members, checked once more as whatever an editor saves is.
 *
 * @returns the names of members that no badge class may hold; none when it is usable
 */
export function completeContent(
  said: Pick<BadgeContent, 'variant' | 'language' | Texts> & Partial<BadgeContent>,
  extension: InsigneExtension,
): { content: BadgeContent; problems: readonly string[] } {
  const content: BadgeContent = {
    ...UNSTATED,
    artwork: extension.artwork ?? chooseArtwork({ title: said.name[said.language], variant: said.variant }),
    sector: extension.sector,
    targetGroup: extension.targetGroup,
    prerequisites: extension.prerequisites,
    validForDays: extension.validForDays,
    grading: extension.grading,
    ...said,
  };
  return { content, problems: listShapeProblems(content) };
}
