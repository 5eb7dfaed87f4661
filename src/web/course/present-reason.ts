/**
 * The reason of a decision, in words: for the teacher, for the student, and short for a cell of the matrix.
 *
 * Grades are rounded down, so that nobody reads 55 % who has 54.99 %.
 *
 * @module
 */
import type { DecisionInput, Evaluation } from '../../awarding/decision.js';
import { judgeRule, listJudged, type JudgedCondition } from '../../awarding/judge-rule.js';
import { countProgress, findReasoned } from '../../awarding/rule-progress.js';
import type { Condition, Rule, Unit } from '../../awarding/rule.js';
import { sayCondition, type RuleNames } from '../../awarding/say-rule.js';
import type { TextParams } from '../../language/translate.js';
import type { CourseWords } from './course-words.js';

type Reasoned = Pick<Evaluation, 'reason' | 'inputs' | 'turnsAt'>;

/**
 * Null while nothing was decided.
 *
 * @param names - of the rule; without them a badge that is asked for has no name
 */
export function presentReason(
  evaluation: Reasoned | null,
  rule: Rule,
  words: CourseWords,
  names: RuleNames | null = null,
): string {
  if (!evaluation) return words.t('reason.undecided');
  return words.t(`reason.${evaluation.reason}`, listParams(evaluation, rule, words, names));
}

/** @param settlesAt - until then the student is not told what the grade is, or whether it is enough */
export function presentStudentReason(
  evaluation: Reasoned | null,
  rule: Rule,
  settlesAt: Date | null,
  column: string,
  words: CourseWords,
  names: RuleNames | null = null,
): string {
  const { t, formats } = words;
  if (!evaluation) return t('student.reason.undecided');
  if (settlesAt && isAboutGrade(evaluation)) {
    return t('student.reason.not-settled', { at: formats.moment(settlesAt) });
  }
  return t(`student.reason.${evaluation.reason}`, { ...listParams(evaluation, rule, words, names), column });
}

export function presentShortReason(evaluation: Reasoned, rule: Rule, words: CourseWords): string {
  return words.t(`cell.reason.${evaluation.reason}`, listParams(evaluation, rule, words));
}

/** True when the reason tells something about what the grade is. */
export function isAboutGrade({ reason }: Pick<Evaluation, 'reason'>): boolean {
  return (
    reason === 'reached' ||
    reason === 'below-threshold' ||
    reason === 'below-level' ||
    reason === 'not-passed' ||
    reason === 'conditions-missing' ||
    reason === 'met-before-rule' ||
    reason === 'awaits-approval' ||
    reason === 'declined' ||
    reason === 'grade-not-stood' ||
    reason === 'not-before-date' ||
    reason === 'needs-approval'
  );
}

function listParams(
  { reason, inputs, turnsAt }: Reasoned,
  rule: Rule,
  words: CourseWords,
  names: RuleNames | null = null,
): TextParams {
  const judged = judgeRule(rule, inputs);
  const about = findReasoned(judged, reason) ?? listJudged(judged)[0];
  const progress = countProgress(judged);
  return {
    score: about ? presentMeasured(about, words) : words.t('learner.input.none'),
    needed: about ? presentNeeded(about.condition, words) : '',
    badge:
      names && about?.condition.kind === 'holds-badge'
        ? sayCondition(about.condition, names, words)
        : words.t('reason.asked-badge'),
    column: about?.inputs[0]?.label ?? words.t('rule.column.unknown'),
    met: progress.met,
    of: progress.of,
    at: turnsAt ? words.formats.moment(turnsAt) : '',
  };
}

/** In the unit of the condition, so that it can be compared with what is needed. */
function presentMeasured({ condition, measured, inputs }: JudgedCondition, words: CourseWords): string {
  const { t, formats } = words;
  const [input] = inputs;
  if (condition.kind !== 'at-least' && condition.kind !== 'combined') {
    return measured === null ? t('learner.input.none') : formats.number(measured);
  }
  if (condition.kind === 'at-least')
    return input ? presentOwnScore(input, condition, words) : t('learner.input.none');
  if (measured === null) return t('learner.input.none');
  return condition.unit === 'percent'
    ? formats.percent(measured / 100)
    : t('unit.points', { value: formats.number(floorToHundredths(measured)) });
}

/** In this unit, so that it can be compared with what is needed. */
export function presentOwnScore(
  { score, scoreFraction }: Pick<DecisionInput, 'score' | 'scoreFraction'>,
  { unit }: { readonly unit: Unit },
  { t, formats }: CourseWords,
): string {
  if (unit === 'percent' && scoreFraction !== null) return formats.percent(scoreFraction);
  if (score === null) return t('learner.input.none');
  return t('unit.points', { value: formats.number(floorToHundredths(score)) });
}

function presentNeeded(condition: Condition, { t, formats }: CourseWords): string {
  switch (condition.kind) {
    case 'at-least':
    case 'combined':
      return t(condition.unit === 'percent' ? 'unit.percent' : 'unit.points', {
        value: formats.number(condition.value),
      });
    case 'mastery':
      return t('unit.level', { value: formats.number(condition.level) });
    default:
      return '';
  }
}

export function floorToHundredths(value: number): number {
  // A hair is added first, for binary fractions such as 0.57 × 100.
  return Math.floor(value * 100 + 1e-9) / 100;
}
