/**
 * The form in which a teacher says *Passed* or *Not yet*, and reading what it sent.
 *
 * @module
 */
import type { LearnerBadge, LearnerView } from '../../awarding/learner-view.js';
import { assessAddress } from './course-address.js';
import type { CourseWords } from './course-words.js';
import { parseChoice, parseDecimal, readFields } from './form-fields.js';
import type { AssessOutcome } from './present-learner.js';

export const ASSESS_VERDICTS = ['passed', 'not-yet'] as const;
export type AssessVerdict = (typeof ASSESS_VERDICTS)[number];

export interface AssessValues {
  readonly verdict: AssessVerdict | null;
  /** As typed. */
  readonly percent: string;
}

/** What is wrong, by field, with the values as they were sent. */
export interface AssessProblems {
  readonly values: AssessValues;
  readonly verdict: boolean;
  readonly percent: boolean;
}

export type ReadAssessment =
  | { readonly isValid: true; readonly isPassed: boolean; readonly percent: number | null }
  | { readonly isValid: false; readonly problems: AssessProblems };

/** @throws {AppError} `input_invalid` - no form of ours sends this */
export function readAssessment(body: unknown): ReadAssessment {
  const fields = readFields(body, ['verdict', 'percent']);
  const verdict = parseChoice(fields.verdict, ASSESS_VERDICTS);
  const percent = fields.percent === '' ? null : parseDecimal(fields.percent.replace(/\s*%$/, ''));
  const isPercentWrong = fields.percent !== '' && (percent === null || percent > 100);
  if (verdict === null || isPercentWrong) {
    const values = { verdict, percent: fields.percent };
    return {
      isValid: false,
      problems: { values, verdict: verdict === null, percent: isPercentWrong },
    };
  }
  return { isValid: true, isPassed: verdict === 'passed', percent };
}

export interface AssessForm {
  readonly action: string;
  readonly title: string;
  /** Ids of the fields begin with it. */
  readonly id: string;
  readonly values: AssessValues;
  /** What stands now; null before the first time. */
  readonly standing: string | null;
  readonly saved: string | null;
  readonly verdictError: string | null;
  readonly percentError: string | null;
}

export function presentAssess(
  { badge, standing, decision, assessment }: LearnerBadge,
  view: LearnerView,
  outcome: AssessOutcome | null,
  words: CourseWords,
): AssessForm {
  const { t, formats, language } = words;
  const problems = outcome?.problems ?? null;
  const kept: AssessValues = {
    verdict: assessment && (assessment.isPassed ? 'passed' : 'not-yet'),
    percent: assessment?.scoreFraction == null ? '' : formats.number(assessment.scoreFraction * 100),
  };
  const savedKey = !assessment?.isPassed
    ? standing.award
      ? 'assess.saved.held'
      : 'assess.saved.not-yet'
    : standing.award
      ? 'assess.saved.passed'
      : 'assess.saved.waiting';
  return {
    action: assessAddress(view.course.id, view.learner.id, badge.mapping.id),
    title: t('assess.title', { badge: badge.badgeClass.name[language] }),
    id: `assess-${badge.mapping.id}`,
    values: problems?.values ?? kept,
    standing:
      assessment &&
      t(assessment.isPassed ? 'assess.standing.passed' : 'assess.standing.not-yet', {
        at: formats.dateTime(assessment.assessedAt),
      }),
    saved: outcome?.isSaved && assessment && decision ? t(savedKey) : null,
    verdictError: problems?.verdict ? t('assess.choose') : null,
    percentError: problems?.percent ? t('assess.score.invalid') : null,
  };
}
