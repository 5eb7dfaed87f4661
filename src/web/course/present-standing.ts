/**
 * How a learner stands on a badge: a word, a sign and a meaning. The meaning is never colour alone.
 *
 * @module
 */
import type { Standing, StandingState } from '../../awarding/standing.js';
import type { Rule } from '../../awarding/mapping.js';
import type { CourseWords } from './course-words.js';
import { isApprovable } from './filter-learners.js';
import { presentShortReason } from './present-reason.js';

/** Classes of the style sheet. */
export type Meaning = 'is-earned' | 'is-way' | 'is-needs' | 'is-stopped' | '';

export interface PresentedStanding {
  readonly state: StandingState;
  readonly meaning: Meaning;
  /** Name of an icon. */
  readonly icon: string;
  readonly word: string;
  /** A few words more: when, or why not. */
  readonly short: string | null;
}

const SIGNS: Readonly<Record<StandingState, { readonly meaning: Meaning; readonly icon: string }>> = {
  earned: { meaning: 'is-earned', icon: 'check' },
  near: { meaning: 'is-way', icon: 'half' },
  waiting: { meaning: 'is-way', icon: 'clock' },
  'not-met': { meaning: '', icon: 'circle' },
  unknown: { meaning: 'is-needs', icon: 'warning' },
  stopped: { meaning: 'is-stopped', icon: 'stop' },
  undecided: { meaning: '', icon: 'minus' },
};

export function presentStanding(standing: Standing, rule: Rule, words: CourseWords): PresentedStanding {
  const { state, award, evaluation } = standing;
  const short = award
    ? words.formats.date(award.awardedAt)
    : evaluation && presentShortReason(evaluation, rule, words);
  // Waiting for this teacher is something else than waiting for a date.
  if (isApprovable(standing)) {
    return { state, meaning: 'is-needs', icon: 'clock', word: words.t('approve.waits'), short };
  }
  return { state, ...SIGNS[state], word: words.t(`cell.${state}`), short };
}
