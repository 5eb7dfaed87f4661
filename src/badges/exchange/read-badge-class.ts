/**
 * What an import found, and the parts that both formats are read with.
 *
 * @module
 */
import { parseLanguage, type Language, type LocalText } from '../../language/local-text.js';
import { chooseArtwork } from '../artwork/artwork.js';
import type { BadgeContent, MayBeMapped } from '../badge-class.js';
import { EMPTY_TEXT, UNSTATED, type Alignment } from '../badge-content.js';
import { isAddress, isAlignmentType, isProgrammeCode, listShapeProblems, LONGEST } from '../content-shape.js';
import { otherLanguage, type InsigneExtension } from './insigne-extension.js';
import type { NotKept } from './not-kept.js';
import { toList, type Reader } from './reader.js';

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

export function readLanguage(reader: Reader, name: string, { fallback }: ImportSettings): Language {
  const told = reader.text(name, 40);
  const language = parseLanguage(told);
  if (told !== null && !language) reader.refuse(name, 'unknown-word');
  return language ?? fallback;
}

export function readCriteria(reader: Reader): string {
  const value = reader.take('criteria');
  if (typeof value === 'string') return value.slice(0, LONGEST.criteria);
  const criteria = reader.inside('criteria');
  if (!criteria) return '';
  const narrative = criteria.text('narrative', LONGEST.criteria);
  const address = criteria.text('id', LONGEST.address);
  if (narrative !== null && address !== null) criteria.refuse('id', 'unknown-member');
  criteria.close('type');
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
  alignment.close('type', 'id');
  if (targetName.trim() !== '' && isAddress(targetUrl)) return read;
  alignment.refuse('targetUrl', 'unusable', { targetName, targetUrl });
  return null;
}

export function readProgrammes(reader: Reader, name: string): string[] {
  return toList(reader.take(name)).flatMap((one): string[] => {
    const code = String(one);
    if (isProgrammeCode(code)) return [code];
    reader.refuse(name, 'unusable', one);
    return [];
  });
}

/** A number of study that is one; a zero says nothing. */
export function readAmount(reader: Reader, name: string): number | null {
  const amount = reader.number(name);
  return amount !== null && amount > 0 ? amount : null;
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
