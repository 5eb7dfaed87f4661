/**
 * A badge for the student who opened its link: what it is, how they stand, exactly what is missing.
 *
 * @module
 */
import type { DecisionInput } from '../../awarding/decision.js';
import { findStoodAt } from '../../awarding/evaluate.js';
import { judgeRule, listJudged, type JudgedCondition } from '../../awarding/judge-rule.js';
import type { ForeignBadge, OpenedBadge, OwnBadge } from '../../awarding/own-badges.js';
import type { Unit } from '../../awarding/rule.js';
import { sayCondition } from '../../awarding/say-rule.js';
import type { BadgeClass, Variant } from '../../badges/badge-class.js';
import { badgeImage, courseAddress, credentialAddress } from '../course/course-address.js';
import { capitalise, type CourseWords } from '../course/course-words.js';
import {
  floorToHundredths,
  isAboutGrade,
  presentOwnScore,
  presentStudentReason,
} from '../course/present-reason.js';
import { nameRule, presentCondition } from '../course/present-rule.js';
import { parseProse, type Block } from '../public/prose.js';

export interface PresentedCondition {
  readonly state: 'met' | 'unmet' | 'unknown';
  readonly icon: string;
  /** For readers, before the text. */
  readonly word: string;
  readonly text: string;
  /** The student's own result, or that there is none. */
  readonly own: string | null;
}

export interface PresentedOwnBadge {
  readonly name: string;
  readonly variant: Variant;
  readonly image: string;
  readonly imageAlt: string;
  readonly isEarned: boolean;
  /** Seen by its learner for the first time: it draws itself in. */
  readonly isNew: boolean;
  readonly sentence: string;
  /** Null when nothing is missing. */
  readonly missing: string | null;
  readonly conditionsTitle: string;
  readonly conditions: readonly PresentedCondition[];
  readonly description: readonly Block[];
  readonly criteria: readonly Block[];
  /** Null while there is nothing to look at. */
  readonly credentialHref: string | null;
  readonly isBeingIssued: boolean;
  /** What is shown is older than now. */
  readonly stale: string | null;
  /** When it was judged, by which version of the rule, and when it is judged again; null once it is held. */
  readonly checked: string | null;
  readonly courseHref: string;
}

const SIGNS = {
  met: { icon: 'check', word: 'student.condition.met' },
  unmet: { icon: 'circle', word: 'student.condition.unmet' },
  unknown: { icon: 'minus', word: 'student.condition.unknown' },
} as const;

export function presentOwnBadge(opened: OpenedBadge, words: CourseWords, isNew = false): PresentedOwnBadge {
  const { t, formats } = words;
  const { badge, standing, course, isFresh, readAt } = opened;
  const { award } = standing;
  const isIssued = award?.delivery.state === 'issued';
  const conditions = presentConditions(opened, words);
  return {
    ...presentClass(badge.badgeClass, conditions, award !== null, words),
    isNew,
    sentence: saySentence(opened, words),
    missing: award ? null : sayMissing(opened, words),
    conditionsTitle: t(award ? 'student.conditions.earned' : 'student.conditions'),
    conditions,
    credentialHref: isIssued ? credentialAddress(course.id, badge.mapping.key) : null,
    isBeingIssued: award !== null && !isIssued,
    stale:
      isFresh || award
        ? null
        : capitalise(
            readAt
              ? t('student.stale', { lms: words.lms, at: formats.dateTime(readAt) })
              : t('student.stale.never', { lms: words.lms }),
          ),
    checked: award ? null : sayChecked(opened, words),
    courseHref: courseAddress(course.id),
  };
}

function sayChecked({ badge, at, nextCheckAt }: OpenedBadge, { t, formats }: CourseWords): string {
  return t('student.checked', {
    at: formats.dateTime(at),
    version: badge.mapping.version,
    next: nextCheckAt ? formats.dateTime(nextCheckAt) : t('student.checked.when-opened'),
  });
}

/** A link whose badge is not set up in this course: the badge, without progress. */
export function presentForeignBadge(
  { course }: Pick<ForeignBadge, 'course'>,
  badgeClass: BadgeClass,
  words: CourseWords,
): PresentedOwnBadge {
  return {
    ...presentClass(badgeClass, [], false, words),
    isNew: false,
    sentence: words.t('student.says.foreign'),
    missing: words.t('mapping.unknown.student'),
    conditionsTitle: '',
    conditions: [],
    credentialHref: null,
    isBeingIssued: false,
    stale: null,
    checked: null,
    courseHref: courseAddress(course.id),
  };
}

function presentClass(
  badgeClass: BadgeClass,
  conditions: readonly PresentedCondition[],
  isEarned: boolean,
  { t, language }: CourseWords,
) {
  const name = badgeClass.name[language];
  const progress = {
    met: conditions.filter(({ state }) => state === 'met').length,
    of: Math.max(1, conditions.length),
  };
  return {
    name,
    variant: badgeClass.variant,
    image: badgeImage(badgeClass.id, language, isEarned ? undefined : progress),
    imageAlt: t(isEarned ? 'public.badge.alt' : 'student.image.unearned', { title: name }),
    isEarned,
    description: parseProse(badgeClass.description[language]),
    criteria: parseProse(badgeClass.criteria[language]),
  };
}

/** One sentence, for the badge's own page and for its row in the course. */
export function saySentence({ standing, settlesAt }: OwnBadge, { t, formats }: CourseWords): string {
  const { state, award, evaluation } = standing;
  if (award) return t('student.says.earned', { date: formats.date(award.awardedAt) });
  // Near, or waiting because the grade is enough: neither is told before the grade counts.
  if (settlesAt && evaluation && isAboutGrade(evaluation)) return t('student.says.not-met');
  return state === 'earned' ? t('student.says.waiting') : t(`student.says.${state}`);
}

function sayMissing({ badge, standing, settlesAt }: OpenedBadge, words: CourseWords): string {
  const { mapping } = badge;
  return presentStudentReason(standing.evaluation, mapping.rule, settlesAt, nameColumn(badge, words), words);
}

function nameColumn({ badgeClass, readColumn }: OwnBadge['badge'], { language }: CourseWords): string {
  return readColumn?.label ?? readColumn?.badgeClass?.name[language] ?? badgeClass.name[language];
}

/** The condition on the grade, then those on time. */
export function presentConditions(own: OwnBadge, words: CourseWords): PresentedCondition[] {
  const { badge, standing, settlesAt, at } = own;
  const { mapping } = badge;
  const { t, formats } = words;
  const { award, evaluation } = standing;
  const inputs = award?.inputs ?? evaluation?.inputs ?? [];
  const isKept = !award && settlesAt !== null;
  const judged = listJudged(judgeRule(mapping.rule, inputs));
  const [first] = judged;
  const conditions =
    first && judged.length === 1
      ? [
          present(
            award ? 'met' : isKept ? 'unknown' : judgeGrade(own),
            presentCondition(badge, words, 'student'),
            sayOwn(first, own, isKept, words),
            words,
          ),
        ]
      : judged.map((one) =>
          present(
            // What is held was earned; a choice of ways leaves some of them untrodden.
            isKept ? 'unknown' : STATE_OF_TRUTH[one.truth],
            capitalise(sayCondition(one.condition, nameRule(badge, words), words)),
            sayOwn(one, own, isKept, words),
            words,
          ),
        );
  if (award || mapping.columnRole === 'assessed') return conditions;

  const { notBefore, stoodHours } = mapping.wait;
  if (notBefore) {
    const text = t('student.condition.not-before', { date: formats.date(notBefore) });
    conditions.push(present(at >= notBefore ? 'met' : 'unmet', text, null, words));
  }
  if (stoodHours > 0) {
    const stoodAt = findStoodAt(judgeRule(mapping.rule, inputs), stoodHours);
    const hasStood = stoodAt !== null && at >= stoodAt;
    const text =
      stoodHours === 1
        ? t('student.condition.stood-one')
        : t('student.condition.stood', { hours: formats.number(stoodHours) });
    conditions.push(present(hasStood ? 'met' : 'unmet', text, null, words));
  }
  return conditions;
}

function present(
  state: PresentedCondition['state'],
  text: string,
  own: string | null,
  { t }: CourseWords,
): PresentedCondition {
  return { state, icon: SIGNS[state].icon, word: t(SIGNS[state].word), text, own };
}

function judgeGrade({ standing: { evaluation } }: OwnBadge): PresentedCondition['state'] {
  if (!evaluation) return 'unknown';
  if (evaluation.verdict === 'met' || evaluation.verdict === 'waiting') return 'met';
  return evaluation.verdict === 'not-met' ? 'unmet' : 'unknown';
}

const STATE_OF_TRUTH = { met: 'met', 'not-met': 'unmet', unknown: 'unknown' } as const;

function sayOwn(
  { condition, inputs }: JudgedCondition,
  { settlesAt }: OwnBadge,
  isKept: boolean,
  words: CourseWords,
): string | null {
  const { t, formats } = words;
  const [input] = inputs;
  if (isKept && settlesAt) return t('student.own.later', { at: formats.dateTime(settlesAt) });
  if (!input || input.source === 'badge' || (input.trouble && input.trouble !== 'not-assessed')) return null;
  if (condition.kind === 'combined') {
    return inputs.map((one) => sayScore(one, condition.unit, words)).join(' · ');
  }
  if (condition.kind !== 'at-least') return null;
  if (input.source === 'assessment') {
    return input.scoreFraction === null
      ? null
      : t('student.own.score', { score: formats.percent(input.scoreFraction) });
  }
  return sayScore(input, condition.unit, words);
}

function sayScore(input: DecisionInput, unit: Unit, words: CourseWords): string {
  const { t, formats } = words;
  if (input.score === null) return t('student.own.none');
  if (unit === 'points' && input.maximum !== null) {
    return t('student.own.points', {
      score: formats.number(floorToHundredths(input.score)),
      maximum: formats.number(input.maximum),
    });
  }
  return t('student.own.score', { score: presentOwnScore(input, { unit }, words) });
}
