/**
 * The form in which a teacher says *Passed* or *Not yet*, and reading what it sent.
 *
 * @module
 */
import { LONGEST_REMARK } from '../../awarding/assess-service.js';
import type { Decision } from '../../awarding/decision.js';
import type { LearnerBadge, LearnerView } from '../../awarding/learner-view.js';
import type { Rubric } from '../../awarding/rubric.js';
import { readParams } from '../read-params.js';
import { assessAddress, learnerFileAddress } from './course-address.js';
import { capitalise, type CourseWords } from './course-words.js';
import { parseChoice, parseDecimal, readFields } from './form-fields.js';
import {
  findChoices,
  presentAssessment,
  presentHandIn,
  presentRubric,
  type PresentedHandIn,
  type PresentedRubric,
} from './present-hand-in.js';
import type { AssessOutcome } from './present-learner.js';

export const ASSESS_VERDICTS = ['passed', 'not-yet'] as const;
export type AssessVerdict = (typeof ASSESS_VERDICTS)[number];

export interface AssessValues {
  readonly verdict: AssessVerdict | null;
  /** As typed. */
  readonly percent: string;
  /** For each criterion of the rubric the place of its level. */
  readonly choices: readonly (number | null)[];
  readonly remark: string;
}

/** What is wrong, by field, with the values as they were sent. */
export interface AssessProblems {
  readonly values: AssessValues;
  readonly verdict: boolean;
  readonly percent: boolean;
  readonly rubric: boolean;
  readonly remark: boolean;
}

export type ReadAssessment =
  | {
      readonly isValid: true;
      /** Null where the rubric decides. */
      readonly isPassed: boolean | null;
      readonly percent: number | null;
      readonly choices: readonly (number | null)[];
      readonly remark: string;
    }
  | { readonly isValid: false; readonly problems: AssessProblems };

/**
 * @param rubric - of the badge; null: it is assessed without one
 * @throws {AppError} `request_invalid` - no form of ours sends this
 */
export function readAssessment(body: unknown, rubric: Rubric | null): ReadAssessment {
  const fields = readFields(body, ['verdict', 'percent']);
  // The length is checked below, so that what was written is not lost.
  const remark = (readParams(body, { remark: 4 * LONGEST_REMARK }).remark ?? '')
    .replace(/\r\n/g, '\n')
    .trim();
  const isRemarkWrong = remark.length > LONGEST_REMARK;
  if (rubric) {
    const names = rubric.criteria.map((_, row) => `level${row}`);
    const sent = readFields(body, names);
    const choices = rubric.criteria.map(({ levels }, row) => {
      const place = sent[`level${row}`] ?? '';
      return /^\d$/.test(place) && Number(place) < levels.length ? Number(place) : null;
    });
    if (!choices.includes(null) && !isRemarkWrong) {
      return { isValid: true, isPassed: null, percent: null, choices, remark };
    }
    const values = { verdict: null, percent: '', choices, remark };
    const isRubricWrong = choices.includes(null);
    return {
      isValid: false,
      problems: { values, verdict: false, percent: false, rubric: isRubricWrong, remark: isRemarkWrong },
    };
  }
  const verdict = parseChoice(fields.verdict, ASSESS_VERDICTS);
  const percent = fields.percent === '' ? null : parseDecimal(fields.percent.replace(/\s*%$/, ''));
  const isPercentWrong = fields.percent !== '' && (percent === null || percent > 100);
  if (verdict === null || isPercentWrong || isRemarkWrong) {
    const values = { verdict, percent: fields.percent, choices: [], remark };
    return {
      isValid: false,
      problems: {
        values,
        verdict: verdict === null,
        percent: isPercentWrong,
        rubric: false,
        remark: isRemarkWrong,
      },
    };
  }
  return { isValid: true, isPassed: verdict === 'passed', percent, choices: [], remark };
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
  /** Null: a plain verdict. */
  readonly rubric: PresentedRubric | null;
  readonly rubricError: string | null;
  readonly remarkError: string | null;
  readonly remarkLength: number;
  readonly handIn: PresentedHandIn | null;
  /** What the LMS holds instead, when somebody typed it there. */
  readonly overridden: string | null;
  /** What was chosen then; empty without a rubric. */
  readonly levels: readonly string[];
}

export function presentAssess(
  { badge, standing, decision, assessment, rubric, handIn }: LearnerBadge,
  view: LearnerView,
  outcome: AssessOutcome | null,
  words: CourseWords,
): AssessForm {
  const { t, formats, language, lms } = words;
  const problems = outcome?.problems ?? null;
  const kept: AssessValues = {
    verdict: assessment && (assessment.isPassed ? 'passed' : 'not-yet'),
    percent: assessment?.scoreFraction == null ? '' : formats.number(assessment.scoreFraction * 100),
    choices: rubric ? findChoices(rubric, assessment) : [],
    remark: assessment?.remark ?? '',
  };
  const fileAddress = (fileId: string): string =>
    learnerFileAddress(view.course.id, view.learner.id, badge.mapping.id, fileId);
  // Decided by the column though it was assessed here: see `isOverridden`.
  const isTypedInLms = assessment !== null && decision?.inputs[0]?.source === 'tool-column';
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
    rubric: rubric && presentRubric(rubric, (problems?.values ?? kept).choices, words),
    rubricError: problems?.rubric ? t('rubric.choose') : null,
    remarkError: problems?.remark ? t('assess.remark.too-long', { most: LONGEST_REMARK }) : null,
    remarkLength: LONGEST_REMARK,
    handIn: handIn && presentHandIn(handIn, assessment, fileAddress, words),
    overridden: isTypedInLms
      ? capitalise(t('assess.overridden', { lms, score: sayScore(decision, formats) }))
      : null,
    levels: assessment ? presentAssessment(assessment, words).levels : [],
  };
}

function sayScore(decision: Decision | null, formats: CourseWords['formats']): string {
  const [input] = decision?.inputs ?? [];
  if (input?.score == null || input.maximum === null) return '–';
  return `${formats.number(input.score)} / ${formats.number(input.maximum)}`;
}
