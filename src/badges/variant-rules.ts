/**
 * What each variant asks of a badge class before it is published: one code, one sentence (`rule.CODE`) a broken rule.
 *
 * Source: Npuls and SURF, leaflet "Digitale certificaten" (the three variants); edubadges' checks on server and form.
 * Stricter than edubadges where the leaflet is: an extra-curricular badge class never carries study credits.
 * Not here: what the EU elements ask (eu-elements.ts); what is too long or misshapen even in a draft (content-shape.ts).
 *
 * @module
 */
import { LANGUAGES, type Language, type LocalText } from '../language/local-text.js';
import type { BadgeContent } from './badge-content.js';
import { findBounds, isWithin, WORKLOAD_UNITS, type WorkloadUnit } from './workload-bounds.js';

export type RuleCode = (typeof RULE_CODES)[number];

/** In the order in which the editor asks. */
export const RULE_CODES = [
  'name-missing',
  'description-missing',
  'criteria-missing',
  'sector-missing',
  'programme-missing',
  'level-missing',
  'level-has-formal-value',
  'workload-missing',
  'credits-refused',
  'unit-not-counted',
  'workload-out-of-bounds',
  'workload-above-least',
  'outcomes-missing',
  'framework-missing',
  'assessment-missing',
  'participation-missing',
] as const;

/** The field of the editor where it can be mended; a text's field ends in its language. */
export type EditorField =
  | `${'name' | 'description' | 'criteria' | 'learningOutcomes'}.${Language}`
  | 'sector'
  | 'programmeIdentifiers'
  | 'eqfLevel'
  | 'isLevelVerified'
  | `workload.${WorkloadUnit}`
  | 'qualityFramework'
  | 'assessmentTypes'
  | 'participation';

export interface BrokenRule {
  readonly code: RuleCode;
  readonly field: EditorField;
  /** Null where the sentence says it all. */
  readonly about: RuleSubject | null;
}

/** What the sentence is put together from. */
export interface RuleSubject {
  readonly language?: Language;
  readonly unit?: WorkloadUnit;
  readonly least?: number;
  readonly most?: number;
  readonly step?: number;
}

type Rule = (content: BadgeContent) => readonly BrokenRule[];

/** Each rule that the badge class breaks; none: it may be published. */
export function listBrokenRules(content: BadgeContent): BrokenRule[] {
  return RULES.flatMap((rule) => rule(content));
}

const RULES: readonly Rule[] = [
  (content) => listMissingTexts(content.name, 'name', 'name-missing'),
  (content) => listMissingTexts(content.description, 'description', 'description-missing'),
  (content) => listMissingTexts(content.criteria, 'criteria', 'criteria-missing'),
  requireSector,
  requireProgramme,
  requireLevel,
  refuseFormalLevel,
  requireWorkload,
  checkWorkload,
  requireOutcomes,
  requireFramework,
  requireAssessment,
  requireParticipation,
];

/** The bounds of a workload are its sector's. */
function requireSector({ variant, sector }: BadgeContent): BrokenRule[] {
  return variant === 'extra-curricular' || sector ? [] : broken('sector-missing', 'sector');
}

/** A regular one is a unit of an accredited programme. */
function requireProgramme({ variant, programmeIdentifiers }: BadgeContent): BrokenRule[] {
  if (variant !== 'regular' || programmeIdentifiers.length > 0) return [];
  return broken('programme-missing', 'programmeIdentifiers');
}

function requireLevel({ variant, eqfLevel }: BadgeContent): BrokenRule[] {
  return variant === 'extra-curricular' || eqfLevel !== null ? [] : broken('level-missing', 'eqfLevel');
}

/** An inscription in the NLQF is formal value. */
function refuseFormalLevel({ variant, isLevelVerified }: BadgeContent): BrokenRule[] {
  if (variant !== 'extra-curricular' || !isLevelVerified) return [];
  return broken('level-has-formal-value', 'isLevelVerified');
}

function requireWorkload({ variant, sector, workload }: BadgeContent): BrokenRule[] {
  if (variant === 'extra-curricular' || !sector) return []; // no sector: that is asked first
  const counted = WORKLOAD_UNITS.filter((unit) => findBounds(variant, sector, unit));
  const [unit = 'ects'] = counted;
  if (counted.some((one) => workload[one] !== null)) return [];
  return [{ code: 'workload-missing', field: `workload.${unit}`, about: { unit } }];
}

function checkWorkload({ variant, sector, workload }: BadgeContent): BrokenRule[] {
  return WORKLOAD_UNITS.flatMap((unit): BrokenRule[] => {
    const amount = workload[unit];
    if (amount === null) return [];
    const field = `workload.${unit}` as const;
    const bounds = findBounds(variant, sector, unit);
    if (!bounds) {
      const code = variant === 'extra-curricular' ? 'credits-refused' : 'unit-not-counted';
      return [{ code, field, about: { unit } }];
    }
    if (isWithin(bounds, amount)) return [];
    const { least, most, step } = bounds;
    return most === null
      ? [{ code: 'workload-above-least', field, about: { unit, least, step } }]
      : [{ code: 'workload-out-of-bounds', field, about: { unit, least, most, step } }];
  });
}

function requireOutcomes({ variant, learningOutcomes }: BadgeContent): BrokenRule[] {
  if (variant === 'extra-curricular') return [];
  return listMissingTexts(learningOutcomes, 'learningOutcomes', 'outcomes-missing');
}

/** A microcredential is one because a named framework secures its quality. */
function requireFramework({ variant, qualityFramework }: BadgeContent): BrokenRule[] {
  if (variant !== 'microcredential') return [];
  const isNamed = qualityFramework !== null && qualityFramework.name !== '' && qualityFramework.url !== '';
  return isNamed ? [] : broken('framework-missing', 'qualityFramework');
}

function requireAssessment({ variant, assessmentTypes }: BadgeContent): BrokenRule[] {
  if (variant !== 'microcredential' || assessmentTypes.length > 0) return [];
  return broken('assessment-missing', 'assessmentTypes');
}

function requireParticipation({ variant, participation }: BadgeContent): BrokenRule[] {
  if (variant !== 'microcredential' || participation.length > 0) return [];
  return broken('participation-missing', 'participation');
}

function listMissingTexts(
  text: LocalText,
  member: 'name' | 'description' | 'criteria' | 'learningOutcomes',
  code: RuleCode,
): BrokenRule[] {
  return LANGUAGES.filter((language) => text[language].trim() === '').map((language) => ({
    code,
    field: `${member}.${language}`,
    about: { language },
  }));
}

function broken(code: RuleCode, field: EditorField): BrokenRule[] {
  return [{ code, field, about: null }];
}
