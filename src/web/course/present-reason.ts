/**
 * The reason of a decision, in words: for the teacher, for the student, and short for a cell of the matrix.
 *
 * Grades are rounded down, so that nobody reads 55 % who has 54.99 %.
 *
 * @module
 */
import type { DecisionInput, Evaluation } from '../../awarding/decision.js';
import type { Rule } from '../../awarding/mapping.js';
import type { TextParams } from '../../language/translate.js';
import type { CourseWords } from './course-words.js';

type Reasoned = Pick<Evaluation, 'reason' | 'inputs' | 'turnsAt'>;

/** Null while nothing was decided. */
export function presentReason(evaluation: Reasoned | null, rule: Rule, words: CourseWords): string {
  if (!evaluation) return words.t('reason.undecided');
  return words.t(`reason.${evaluation.reason}`, listParams(evaluation, rule, words));
}

/** @param settlesAt - until then the student is not told what the grade is, or whether it is enough */
export function presentStudentReason(
  evaluation: Reasoned | null,
  rule: Rule,
  settlesAt: Date | null,
  column: string,
  words: CourseWords,
): string {
  const { t, formats } = words;
  if (!evaluation) return t('student.reason.undecided');
  if (settlesAt && isAboutGrade(evaluation)) {
    return t('student.reason.not-settled', { at: formats.dateTime(settlesAt) });
  }
  return t(`student.reason.${evaluation.reason}`, { ...listParams(evaluation, rule, words), column });
}

export function presentShortReason(evaluation: Reasoned, rule: Rule, words: CourseWords): string {
  return words.t(`cell.reason.${evaluation.reason}`, listParams(evaluation, rule, words));
}

/** True when the reason tells something about what the grade is. */
export function isAboutGrade({ reason }: Pick<Evaluation, 'reason'>): boolean {
  return (
    reason === 'reached' ||
    reason === 'below-threshold' ||
    reason === 'grade-not-stood' ||
    reason === 'not-before-date' ||
    reason === 'needs-approval'
  );
}

function listParams({ inputs, turnsAt }: Reasoned, rule: Rule, words: CourseWords): TextParams {
  const [input] = inputs;
  return {
    score: input ? presentOwnScore(input, rule, words) : words.t('learner.input.none'),
    needed: presentNeeded(rule, words),
    at: turnsAt ? words.formats.dateTime(turnsAt) : '',
  };
}

/** In the unit of the rule, so that it can be compared with what is needed. */
export function presentOwnScore(
  { score, scoreFraction }: Pick<DecisionInput, 'score' | 'scoreFraction'>,
  rule: Rule,
  { t, formats }: CourseWords,
): string {
  if (rule.unit === 'percent' && scoreFraction !== null) return formats.percent(scoreFraction);
  if (score === null) return t('learner.input.none');
  return t('unit.points', { value: formats.number(floorToHundredths(score)) });
}

function presentNeeded(rule: Rule, { t, formats }: CourseWords): string {
  return t(rule.unit === 'percent' ? 'unit.percent' : 'unit.points', { value: formats.number(rule.value) });
}

export function floorToHundredths(value: number): number {
  // A hair is added first, for binary fractions such as 0.57 × 100.
  return Math.floor(value * 100 + 1e-9) / 100;
}
