/**
 * Terms beside the Open Badges vocabulary: SURF's profile of OB 3.0 for Dutch education, and the EU elements that have no
 * place of their own there.
 *
 * They stand as a context inside each credential, so that no verifier fetches anything to read them. SURF's own context
 * file can't be used: its JSON is broken, and it types ECTS as whole numbers while 2.5 EC is common. The names and
 * the vocabulary are SURF's.
 * Source: educredentials/obv3-examples (contexts/educredential.json, schemas/); EU 2022/C 243/02 Annex I; schema.org.
 *
 * @module
 */
import type { BadgeClass, BadgeContent } from '../badges/badge-class.js';
import type { AssessmentType, ParticipationForm } from '../badges/badge-content.js';
import type { Language } from '../language/local-text.js';

export const EXTENDED_TYPE = 'EducredentialAchievement';

const SURF = 'https://edubadges.nl/static/obv3-glossary.html#';

/** One word of SURF's lists each: their schema takes a single one. */
export const ASSESSMENT_VALUES = [
  'testing',
  'application of a skill',
  'portfolio',
  'recognition of prior learning',
] as const;
export const PARTICIPATION_VALUES = ['online', 'onsite or blended', 'work experience'] as const;
export const SUPERVISION_VALUES = [
  'unsupervised with no identity verification',
  'supervised with no identity verification',
  'supervised online',
  'onsite with identity verification',
] as const;
export const INTEGRATION_VALUES = ['stand-alone', 'stackable'] as const;

const SURF_TERMS = [
  EXTENDED_TYPE,
  'assessmentType',
  'assessmentForm',
  'participationType',
  'participationForm',
  'supervisionType',
  'identityChecked',
  'ECTS',
  'SBU',
  'timeInvestment',
  'educationProgramIdentifier',
  'learningOutcome',
  'integrationOptions',
] as const;

/**
 * The fourth entry of `@context`. Never changed: what was signed with it is read with it. Flat, and every value a plain one: each
 * nested context is worked through again wherever a document is read.
 */
export const EXTENSION_CONTEXT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SURF_TERMS.map((term) => [term, SURF + term])),
  prerequisites: 'https://schema.org/coursePrerequisites',
  targetGroup: 'https://schema.org/audience',
};

export interface ExtensionTerms {
  readonly assessmentType?: (typeof ASSESSMENT_VALUES)[number];
  /** Each form, in edubadges' finer words. */
  readonly assessmentForm?: readonly AssessmentType[];
  readonly participationType?: (typeof PARTICIPATION_VALUES)[number];
  readonly participationForm?: readonly ParticipationForm[];
  readonly supervisionType?: (typeof SUPERVISION_VALUES)[number];
  readonly identityChecked?: boolean;
  readonly ECTS?: number;
  readonly SBU?: number;
  /** Hours. */
  readonly timeInvestment?: number;
  readonly educationProgramIdentifier?: readonly string[];
  /** Markdown. */
  readonly learningOutcome?: string;
  readonly integrationOptions?: (typeof INTEGRATION_VALUES)[number];
  readonly prerequisites?: string;
  readonly targetGroup?: string;
}

const ASSESSED_BY: Readonly<Record<AssessmentType, (typeof ASSESSMENT_VALUES)[number]>> = {
  'written-exam': 'testing',
  'oral-exam': 'testing',
  'report-paper': 'application of a skill',
  'behavioural-assessment': 'application of a skill',
  'professional-product': 'application of a skill',
  'development-report': 'portfolio',
  'portfolio-assessment': 'portfolio',
  'personalised-assessment': 'recognition of prior learning',
};

const TAKEN_PART: Readonly<Record<ParticipationForm, (typeof PARTICIPATION_VALUES)[number]>> = {
  online: 'online',
  onsite: 'onsite or blended',
  blended: 'onsite or blended',
  'work-experience': 'work experience',
};

/** What is not stated is left out; how it was supervised is stated only where it is assessed. */
export function buildExtensionTerms(badgeClass: BadgeClass, language: Language): ExtensionTerms {
  const { workload, assessmentTypes, participation, programmeIdentifiers } = badgeClass;
  const [assessment] = assessmentTypes;
  const [form] = participation;
  const mayHaveCredits = badgeClass.variant !== 'extra-curricular';
  return {
    ...(assessment && { assessmentType: ASSESSED_BY[assessment], assessmentForm: assessmentTypes }),
    ...(form && { participationType: TAKEN_PART[form], participationForm: participation }),
    ...(assessment && {
      ...nameSupervision(badgeClass),
      identityChecked: badgeClass.isIdentityChecked,
    }),
    ...(mayHaveCredits && workload.ects !== null && { ECTS: workload.ects }),
    ...(mayHaveCredits && workload.sbu !== null && { SBU: workload.sbu }),
    ...(workload.hours !== null && { timeInvestment: workload.hours }),
    ...(programmeIdentifiers.length > 0 && { educationProgramIdentifier: programmeIdentifiers }),
    ...pickText('learningOutcome', badgeClass.learningOutcomes[language]),
    ...(badgeClass.variant === 'microcredential' && {
      integrationOptions: badgeClass.isStackable ? 'stackable' : 'stand-alone',
    }),
    ...pickText('prerequisites', badgeClass.prerequisites[language]),
    ...pickText('targetGroup', badgeClass.targetGroup[language]),
  };
}

/** Identity checked without supervision has no word in Annex I (eu-elements.ts says so too): then none is said. */
function nameSupervision({
  isSupervised,
  isIdentityChecked,
  participation,
}: BadgeContent): Pick<ExtensionTerms, 'supervisionType'> {
  if (!isSupervised)
    return isIdentityChecked ? {} : { supervisionType: 'unsupervised with no identity verification' };
  if (!isIdentityChecked) return { supervisionType: 'supervised with no identity verification' };
  const isOnline = participation.length > 0 && participation.every((form) => form === 'online');
  return { supervisionType: isOnline ? 'supervised online' : 'onsite with identity verification' };
}

function pickText<Name extends string>(name: Name, text: string): Partial<Record<Name, string>> {
  return text.trim() === '' ? {} : ({ [name]: text } as Record<Name, string>);
}
