/**
 * What happened to one learner in a course, newest first: decisions of every badge, assessments, awards.
 *
 * @module
 */
import type { Decision } from '../../awarding/decision.js';
import { speaksForAward, type LearnerView } from '../../awarding/learner-view.js';
import type { CourseWords } from './course-words.js';
import { presentReason } from './present-reason.js';
import { nameRule } from './present-rule.js';

export interface TimelineEntry {
  readonly at: string;
  readonly text: string;
}

const MOST_ENTRIES = 60;

/** That there is no grade yet is no event, and that it was reached is said by the award. */
function isEvent({ reason, verdict }: Pick<Decision, 'reason' | 'verdict'>): boolean {
  return reason !== 'no-grade' && verdict !== 'met';
}

export function presentTimeline(view: LearnerView, words: CourseWords): TimelineEntry[] {
  const { t, formats, language } = words;
  const events = view.badges.flatMap((one) => {
    const { badge, decision, assessment, standing } = one;
    const name = badge.badgeClass.name[language];
    const names = nameRule(badge, words);
    const decided = decision
      ? [{ ...decision, at: decision.decidedAt }, ...decision.history].filter(isEvent).map((entry) => ({
          at: entry.at,
          text: t('timeline.decided', {
            badge: name,
            reason: presentReason(entry, badge.mapping.rule, words, names),
          }),
        }))
      : [];
    const assessed = assessment
      ? [
          {
            at: assessment.assessedAt,
            text: t(assessment.isPassed ? 'timeline.assessed-passed' : 'timeline.assessed-not-yet', {
              badge: name,
            }),
          },
        ]
      : [];
    const awarded =
      standing.award && speaksForAward(view, one)
        ? [{ at: standing.award.awardedAt, text: t('timeline.awarded', { badge: name }) }]
        : [];
    return [...awarded, ...assessed, ...decided];
  });
  return events
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, MOST_ENTRIES)
    .map(({ at, text }) => ({ at: formats.dateTime(at), text }));
}
