/**
 * The words of other formats for what ours calls otherwise.
 *
 * Source: edubadges (edubadges-ui locale/en.js); SURF's OB 3.0 profile (educredentials/obv3-examples contexts/educredential.json),
 * whose words are coarser: those that could mean several of ours are not taken over but listed.
 *
 * @module
 */
import {
  ASSESSMENT_TYPES,
  PARTICIPATION_FORMS,
  type AssessmentType,
  type ParticipationForm,
  type Variant,
} from '../badge-content.js';

export const EDUBADGES_VARIANT: Readonly<Record<Variant, string>> = {
  regular: 'regular',
  microcredential: 'micro_credential',
  'extra-curricular': 'extra_curricular',
};

export const EDUBADGES_PARTICIPATION: Readonly<Record<ParticipationForm, string>> = {
  online: 'online',
  onsite: 'onsite',
  blended: 'blended',
  'work-experience': 'work_experience',
};

export const EDUBADGES_ASSESSMENT: Readonly<Record<AssessmentType, string>> = {
  'written-exam': 'written_exam',
  'report-paper': 'report_paper',
  'behavioural-assessment': 'behavioural_assessment',
  'professional-product': 'professional_product',
  'development-report': 'development_report',
  'portfolio-assessment': 'portfolio_assessment',
  'oral-exam': 'oram_exam', // sic
  'personalised-assessment': 'personalized_assessment',
};

export const READ_VARIANT = invert(EDUBADGES_VARIANT);
export const READ_PARTICIPATION: Readonly<Record<string, ParticipationForm>> = {
  ...invert(EDUBADGES_PARTICIPATION),
  ...Object.fromEntries(PARTICIPATION_FORMS.map((form) => [form, form])),
  'work experience': 'work-experience',
};
export const READ_ASSESSMENT: Readonly<Record<string, AssessmentType>> = {
  ...invert(EDUBADGES_ASSESSMENT),
  ...Object.fromEntries(ASSESSMENT_TYPES.map((type) => [type, type])),
  oral_exam: 'oral-exam',
  portfolio: 'portfolio-assessment',
};

/** SURF's words for supervision; the third and fourth part Annex I's last value in two, and both check who somebody is. */
export const READ_SUPERVISION: Readonly<
  Record<string, { isSupervised: boolean; isIdentityChecked: boolean; isOnline: boolean | null }>
> = {
  'unsupervised with no identity verification': {
    isSupervised: false,
    isIdentityChecked: false,
    isOnline: null,
  },
  'supervised with no identity verification': {
    isSupervised: true,
    isIdentityChecked: false,
    isOnline: null,
  },
  'supervised online': { isSupervised: true, isIdentityChecked: true, isOnline: true },
  'onsite with identity verification': { isSupervised: true, isIdentityChecked: true, isOnline: false },
};

export const READ_INTEGRATION: Readonly<Record<string, 'stackable' | 'stand-alone'>> = {
  stackable: 'stackable',
  'stand-alone': 'stand-alone',
};

/** OB 3.0's AchievementType, as credentials name the variants. */
export const READ_ACHIEVEMENT_TYPE: Readonly<Record<string, Variant>> = {
  Course: 'regular',
  MicroCredential: 'microcredential',
  CoCurricular: 'extra-curricular',
};

function invert<K extends string>(words: Readonly<Record<K, string>>): Readonly<Record<string, K>> {
  return Object.fromEntries(Object.entries<string>(words).map(([ours, theirs]) => [theirs, ours as K]));
}
