/**
 * What neither OB 2.0, edubadges nor OB 3.0 has a place for, in one object of our own: so that a badge class that is exported
 * here and imported here again is the same. What the document says itself wins over what stands here.
 *
 * @module
 */
import type { Language, LocalText } from '../../language/local-text.js';
import { ARTWORK_SHAPES, type ArtworkSpec } from '../artwork/artwork.js';
import { GLYPHS, type GlyphName } from '../artwork/glyphs.js';
import type { BadgeClass, MayBeMapped } from '../badge-class.js';
import {
  EMPTY_TEXT,
  GRADING_SCALES,
  SECTORS,
  VARIANTS,
  type Grading,
  type Sector,
  type Variant,
} from '../badge-content.js';
import { LONGEST } from '../content-shape.js';
import type { JsonObject, Reader } from './reader.js';

/** Texts whose one language stands in the document; the other goes along here. */
const TRANSLATED = ['name', 'description', 'criteria', 'learningOutcomes'] as const;
type Translated = (typeof TRANSLATED)[number];

export function otherLanguage(language: Language): Language {
  return language === 'nl' ? 'en' : 'nl';
}

export function writeInsigneExtension(badgeClass: BadgeClass): JsonObject {
  const { language, qualityFramework, grading, image, mayBeMapped } = badgeClass;
  const other = otherLanguage(language);
  return {
    variant: badgeClass.variant,
    ...(badgeClass.sector && { sector: badgeClass.sector }),
    translation: {
      language: other,
      ...Object.fromEntries(TRANSLATED.map((member) => [member, badgeClass[member][other]])),
      ...(qualityFramework && { qualityFramework: qualityFramework.description[other] }),
      ...(image && { imageAlt: image.alt[other] }),
    },
    isLevelVerified: badgeClass.isLevelVerified,
    isSupervised: badgeClass.isSupervised,
    isIdentityChecked: badgeClass.isIdentityChecked,
    isStackable: badgeClass.isStackable,
    targetGroup: badgeClass.targetGroup,
    prerequisites: badgeClass.prerequisites,
    ...(badgeClass.validForDays !== null && { validForDays: badgeClass.validForDays }),
    ...(grading && { grading }),
    artwork: badgeClass.artwork,
    // Which courses is this institution's own affair.
    mayBeMapped: mayBeMapped.where,
  };
}

export interface InsigneExtension {
  /** Where the document names none in its own words. */
  readonly variant: Variant | null;
  readonly sector: Sector | null;
  readonly translation: Partial<Record<Translated | 'qualityFramework' | 'imageAlt', string>>;
  readonly isLevelVerified: boolean;
  readonly isSupervised: boolean;
  readonly isIdentityChecked: boolean;
  readonly isStackable: boolean;
  readonly targetGroup: LocalText;
  readonly prerequisites: LocalText;
  readonly validForDays: number | null;
  readonly grading: Grading | null;
  readonly artwork: ArtworkSpec | null;
  readonly mayBeMapped: MayBeMapped | null;
}

export const NO_EXTENSION: InsigneExtension = {
  variant: null,
  sector: null,
  translation: {},
  isLevelVerified: false,
  isSupervised: false,
  isIdentityChecked: false,
  isStackable: false,
  targetGroup: EMPTY_TEXT,
  prerequisites: EMPTY_TEXT,
  validForDays: null,
  grading: null,
  artwork: null,
  mayBeMapped: null,
};

/** @param reader - of the extension's object; null when the document has none */
export function readInsigneExtension(reader: Reader | null): InsigneExtension {
  if (!reader) return NO_EXTENSION;
  const [sector = null] = reader.words('sector', Object.fromEntries(SECTORS.map((one) => [one, one])));
  const [variant = null] = reader.words('variant', Object.fromEntries(VARIANTS.map((one) => [one, one])));
  return {
    variant,
    sector,
    translation: readTranslation(reader.inside('translation')),
    isLevelVerified: reader.flag('isLevelVerified') ?? false,
    isSupervised: reader.flag('isSupervised') ?? false,
    isIdentityChecked: reader.flag('isIdentityChecked') ?? false,
    isStackable: reader.flag('isStackable') ?? false,
    targetGroup: readLocalText(reader.inside('targetGroup'), LONGEST.targetGroup),
    prerequisites: readLocalText(reader.inside('prerequisites'), LONGEST.prerequisites),
    validForDays: reader.number('validForDays'),
    grading: readGrading(reader.inside('grading')),
    artwork: readArtwork(reader.inside('artwork')),
    mayBeMapped: readMayBeMapped(reader),
  };
}

function readTranslation(reader: Reader | null): InsigneExtension['translation'] {
  if (!reader) return {};
  const names = [...TRANSLATED, 'qualityFramework', 'imageAlt'] as const;
  const longest = { ...LONGEST, qualityFramework: LONGEST.description, imageAlt: LONGEST.short };
  const texts = Object.fromEntries(names.map((name) => [name, reader.text(name, longest[name])]));
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== null));
}

function readLocalText(reader: Reader | null, longest: number): LocalText {
  if (!reader) return EMPTY_TEXT;
  const text = { nl: reader.text('nl', longest) ?? '', en: reader.text('en', longest) ?? '' };
  return text;
}

function readGrading(reader: Reader | null): Grading | null {
  if (!reader) return null;
  const [scale] = reader.words('scale', Object.fromEntries(GRADING_SCALES.map((one) => [one, one])));
  const passMark = reader.text('passMark', 6);
  return scale ? { scale, passMark } : null;
}

function readArtwork(reader: Reader | null): ArtworkSpec | null {
  if (!reader) return null;
  const [shape] = reader.words('shape', Object.fromEntries(ARTWORK_SHAPES.map((one) => [one, one])));
  const color = reader.text('color', 7);
  const [glyph = null] = reader.words(
    'glyph',
    Object.fromEntries((Object.keys(GLYPHS) as GlyphName[]).map((one) => [one, one])),
  );
  const initials = reader.text('initials', 16) ?? '';
  return shape && color && /^#[0-9a-f]{6}$/i.test(color) ? { shape, color, glyph, initials } : null;
}

function readMayBeMapped(reader: Reader): MayBeMapped | null {
  const where = reader.take('mayBeMapped');
  if (where === 'any-course' || where === 'after-approval') return { where };
  if (where === 'listed-courses') {
    reader.refuse('mayBeMapped', 'unusable');
    return { where: 'after-approval' };
  }
  return null;
}
