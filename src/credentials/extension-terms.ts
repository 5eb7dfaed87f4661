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
const ASSESSMENT_WORDS = {
  testing: 'assessment-type-testing',
  'application of a skill': 'assessment-type-application-of-a-skill',
  portfolio: 'assessment-type-portfolio',
  'recognition of prior learning': 'assessment-type-recognition-of-prior-learning',
} as const;
const PARTICIPATION_WORDS = {
  online: 'participation-type-online',
  'onsite or blended': 'participation-type-onsite-or-blended',
  'work experience': 'participation-type-work-experience',
} as const;
const SUPERVISION_WORDS = {
  'unsupervised with no identity verification': 'supervision-type-unsupervised-with-no-identity-verification',
  'supervised with no identity verification': 'supervision-type-supervised-with-no-identity-verification',
  'onsite with identity verification': 'supervision-type-onsite-with-identity-verification',
} as const;

export const ASSESSMENT_VALUES = Object.keys(ASSESSMENT_WORDS) as (keyof typeof ASSESSMENT_WORDS)[];
export const PARTICIPATION_VALUES = Object.keys(PARTICIPATION_WORDS) as (keyof typeof PARTICIPATION_WORDS)[];
export const SUPERVISION_VALUES = Object.keys(SUPERVISION_WORDS) as (keyof typeof SUPERVISION_WORDS)[];
export const INTEGRATION_VALUES = ['stand-alone', 'stackable'] as const;

function listOfWords(name: string, words: Readonly<Record<string, string>>): object {
  const vocabulary = Object.entries(words).map(([word, fragment]) => [word, SURF + fragment]);
  return {
    '@id': SURF + name,
    '@type': '@vocab',
    '@context': { '@protected': true, ...Object.fromEntries(vocabulary) },
  };
}

/** The fourth entry of `@context`. Never changed: what was signed with it is read with it. */
export const EXTENSION_CONTEXT = {
  [EXTENDED_TYPE]: {
    '@id': `${SURF}${EXTENDED_TYPE}`,
    '@context': {
      '@protected': true,
      assessmentType: listOfWords('assessmentType', ASSESSMENT_WORDS),
      participationType: listOfWords('participationType', PARTICIPATION_WORDS),
      supervisionType: listOfWords('supervisionType', SUPERVISION_WORDS),
      identityChecked: `${SURF}identityChecked`,
      ECTS: `${SURF}ects`,
      SBU: `${SURF}sbu`,
      timeInvestment: `${SURF}timeInvestment`,
      educationProgramIdentifier: { '@id': `${SURF}educationProgramIdentifier`, '@container': '@set' },
      learningOutcome: `${SURF}learningOutcome`,
      integrationOptions: `${SURF}integrationOptions`,
      assessmentForm: { '@id': `${SURF}assessmentForm`, '@container': '@set' },
      participationForm: { '@id': `${SURF}participationForm`, '@container': '@set' },
      prerequisites: 'https://schema.org/coursePrerequisites',
      targetGroup: 'https://schema.org/audience',
    },
  },
} as const;

export interface ExtensionTerms {
  readonly assessmentType?: keyof typeof ASSESSMENT_WORDS;
  /** Each form, in edubadges' finer words. */
  readonly assessmentForm?: readonly AssessmentType[];
  readonly participationType?: keyof typeof PARTICIPATION_WORDS;
  readonly participationForm?: readonly ParticipationForm[];
  readonly supervisionType?: keyof typeof SUPERVISION_WORDS;
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

const ASSESSED_BY: Readonly<Record<AssessmentType, keyof typeof ASSESSMENT_WORDS>> = {
  'written-exam': 'testing',
  'oral-exam': 'testing',
  'report-paper': 'application of a skill',
  'behavioural-assessment': 'application of a skill',
  'professional-product': 'application of a skill',
  'development-report': 'portfolio',
  'portfolio-assessment': 'portfolio',
  'personalised-assessment': 'recognition of prior learning',
};

const TAKEN_PART: Readonly<Record<ParticipationForm, keyof typeof PARTICIPATION_WORDS>> = {
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
      supervisionType: nameSupervision(badgeClass),
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

/** Identity checked without supervision is no value of Annex I (its variant's rules warn); it says the lesser. */
function nameSupervision({
  isSupervised,
  isIdentityChecked,
}: Pick<BadgeContent, 'isSupervised' | 'isIdentityChecked'>): keyof typeof SUPERVISION_WORDS {
  if (!isSupervised) return 'unsupervised with no identity verification';
  return isIdentityChecked ? 'onsite with identity verification' : 'supervised with no identity verification';
}

function pickText<Name extends string>(name: Name, text: string): Partial<Record<Name, string>> {
  return text.trim() === '' ? {} : ({ [name]: text } as Record<Name, string>);
}
