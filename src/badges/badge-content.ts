/**
 * What a badge class says: everything that its version fixes and its credentials carry.
 *
 * Source: SURF edubadges' badge class, and the standard elements of EU Council Recommendation 2022/C 243/02, Annex I.
 * Units: `workload.sbu` and `workload.hours` are hours of study, `validForDays` is days.
 * Not here: which of it a variant asks for (variant-rules.ts), where each goes in a document (eu-elements.ts, exchange/).
 *
 * @module
 */
import type { Language, LocalText } from '../language/local-text.js';
import type { ArtworkSpec } from './artwork/artwork.js';

/** SURF's three variants of digital certificates. */
export const VARIANTS = ['regular', 'microcredential', 'extra-curricular'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Dutch vocational education, universities of applied sciences, research universities. */
export const SECTORS = ['mbo', 'hbo', 'wo'] as const;
export type Sector = (typeof SECTORS)[number];

/** How somebody takes part, as edubadges knows it. */
export const PARTICIPATION_FORMS = ['online', 'onsite', 'blended', 'work-experience'] as const;
export type ParticipationForm = (typeof PARTICIPATION_FORMS)[number];

/** How it is assessed, as edubadges knows it. */
export const ASSESSMENT_TYPES = [
  'written-exam',
  'report-paper',
  'behavioural-assessment',
  'professional-product',
  'development-report',
  'portfolio-assessment',
  'oral-exam',
  'personalised-assessment',
] as const;
export type AssessmentType = (typeof ASSESSMENT_TYPES)[number];

/** EC, the Dutch `studiebelastingsuren`, or plain hours; null is not stated. */
export interface Workload {
  readonly ects: number | null;
  readonly sbu: number | null;
  readonly hours: number | null;
}

/** The agreements by which the quality is secured, with the address where they can be read. */
export interface QualityFramework {
  readonly name: string;
  readonly url: string;
  /** Markdown; empty when not stated. */
  readonly description: LocalText;
}

/** One thing of any framework that this badge class answers to: an ESCO skill, an EQF level, a competence. */
export interface Alignment {
  readonly targetName: string;
  readonly targetUrl: string;
  /** Of OB 3.0's AlignmentTargetType, or `ext:` and a word. */
  readonly targetType: string | null;
  readonly framework: string | null;
  readonly code: string | null;
  readonly description: string | null;
}

/** How a grade is to be read; the grade itself is borrowed and stands in the credential only as its learner allows. */
export const GRADING_SCALES = ['ten-point', 'percent', 'pass-fail'] as const;
export interface Grading {
  readonly scale: (typeof GRADING_SCALES)[number];
  /** The least that passes, as it is written (`5,5` is `5.5`); null where the scale has none. */
  readonly passMark: string | null;
}

/** An uploaded picture, cleaned and encoded anew; its bytes are kept under `id`. */
export interface BadgeImage {
  readonly id: string;
  readonly mediaType: 'image/png' | 'image/svg+xml';
  /** For who cannot see it; empty when its badge's name says it all. */
  readonly alt: LocalText;
}

export interface BadgeContent {
  readonly variant: Variant;
  readonly name: LocalText;
  readonly description: LocalText;
  /** Markdown. */
  readonly criteria: LocalText;
  /** The language its credentials are issued in. */
  readonly language: Language;
  /** Null until somebody chose: its bounds hold only when known. */
  readonly sector: Sector | null;
  /** CROHO, RIO or crebo codes of the programme that this is a unit of. */
  readonly programmeIdentifiers: readonly string[];
  /** 1 to 8; EQF and NLQF count alike. */
  readonly eqfLevel: number | null;
  /** The level was inscribed in the NLQF, not only claimed. */
  readonly isLevelVerified: boolean;
  readonly workload: Workload;
  /** Markdown, one a line or list item; empty when not stated. */
  readonly learningOutcomes: LocalText;
  readonly qualityFramework: QualityFramework | null;
  readonly assessmentTypes: readonly AssessmentType[];
  readonly isSupervised: boolean;
  readonly isIdentityChecked: boolean;
  readonly participation: readonly ParticipationForm[];
  /** Counts toward something larger. */
  readonly isStackable: boolean;
  /** Plain text; empty when not stated. */
  readonly targetGroup: LocalText;
  readonly prerequisites: LocalText;
  readonly alignments: readonly Alignment[];
  readonly tags: readonly string[];
  /** Null: for good. */
  readonly validForDays: number | null;
  readonly grading: Grading | null;
  /** Null: the tool draws it from `artwork`. */
  readonly image: BadgeImage | null;
  readonly artwork: ArtworkSpec;
}

export const EMPTY_TEXT: LocalText = { nl: '', en: '' };

/** What a badge class says as long as nobody said anything: also what records of before these members read as. */
export const UNSTATED = {
  sector: null,
  programmeIdentifiers: [],
  eqfLevel: null,
  isLevelVerified: false,
  workload: { ects: null, sbu: null, hours: null },
  learningOutcomes: EMPTY_TEXT,
  qualityFramework: null,
  assessmentTypes: [],
  isSupervised: false,
  isIdentityChecked: false,
  participation: [],
  isStackable: false,
  targetGroup: EMPTY_TEXT,
  prerequisites: EMPTY_TEXT,
  alignments: [],
  tags: [],
  validForDays: null,
  grading: null,
  image: null,
} as const satisfies Partial<BadgeContent>;
