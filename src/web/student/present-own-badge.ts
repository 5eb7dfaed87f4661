/**
 * A badge for the student who opened its link: what it is, how they stand, exactly what is missing.
 *
 * @module
 */
import type { DecisionInput, Evaluation } from '../../awarding/decision.js';
import { findStoodAt } from '../../awarding/evaluate.js';
import { judgeRule, listJudged, type JudgedCondition } from '../../awarding/judge-rule.js';
import type { ForeignBadge, OpenedBadge, OwnBadge } from '../../awarding/own-badges.js';
import { countProgress } from '../../awarding/rule-progress.js';
import type { Unit } from '../../awarding/rule.js';
import { sayCondition } from '../../awarding/say-rule.js';
import type { StandingState } from '../../awarding/standing.js';
import type { BadgeClass, Variant } from '../../badges/badge-class.js';
import type { Credential } from '../../credentials/credential.js';
import { badgeImage, courseAddress, credentialAddress } from '../course/course-address.js';
import { capitalise, decapitalise, type CourseWords } from '../course/course-words.js';
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
  /** Its description's first sentence; null where it has none. */
  readonly about: Block | null;
  readonly sentence: string;
  /** What is missing, or what happens now; null where the sentence says it all. */
  readonly missing: { readonly title: string; readonly text: string } | null;
  /** Of what was earned and does not hold now. */
  readonly stopped: PresentedStop | null;
  readonly conditionsTitle: string;
  readonly conditions: readonly PresentedCondition[];
  /** Empty where the first sentence is all of it. */
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

/** A credential that was revoked, or suspended for a while. */
export interface PresentedStop {
  readonly title: string;
  readonly reason: string | null;
  readonly advice: string;
}

const SIGNS = {
  met: { icon: 'check', word: 'student.condition.met' },
  unmet: { icon: 'circle', word: 'student.condition.unmet' },
  unknown: { icon: 'minus', word: 'student.condition.unknown' },
} as const;

/** @param credential - the one of its award; null while it is not issued */
export function presentOwnBadge(
  opened: OpenedBadge,
  words: CourseWords,
  isNew = false,
  credential: CredentialStanding | null = null,
): PresentedOwnBadge {
  const { t, formats } = words;
  const { badge, standing, course, isFresh, readAt } = opened;
  const { award } = standing;
  const isIssued = award?.delivery.state === 'issued';
  const conditions = presentConditions(opened, words);
  const stopped = credential && presentStop(credential, words);
  return {
    ...presentClass(badge.badgeClass, conditions, award !== null, words),
    isNew: isNew && !stopped,
    ...sayStanding(opened, words, { isNew: isNew && !stopped, conditions: conditions.length }),
    stopped,
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

export type CredentialStanding = Pick<Credential, 'state' | 'stateReason' | 'stateChangedAt'>;

/** Null for one that holds. */
export function presentStop(
  { state, stateReason, stateChangedAt }: CredentialStanding,
  { t, formats }: CourseWords,
): PresentedStop | null {
  if (state === 'valid') return null;
  return {
    title: stateChangedAt
      ? t(`student.stopped.${state}`, { date: formats.date(stateChangedAt) })
      : t(`student.stopped.${state}.undated`),
    reason: stateReason === null ? null : t('student.stopped.reason', { reason: stateReason }),
    advice: t(`student.stopped.${state}.advice`),
  };
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
    missing: { title: words.t('student.next'), text: words.t('mapping.unknown.student') },
    stopped: null,
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
    ...splitDescription(parseProse(badgeClass.description[language])),
    criteria: parseProse(badgeClass.criteria[language]),
  };
}

/** The first sentence stands under the name; the whole is folded away where there is more. */
export function splitDescription(blocks: readonly Block[]): {
  readonly about: Block | null;
  readonly description: readonly Block[];
} {
  const [first] = blocks;
  if (first?.kind !== 'paragraph') return { about: null, description: blocks };
  const end = first.runs.findIndex(({ text }) => SENTENCE_END.test(text));
  if (end === -1) return { about: first, description: blocks.length > 1 ? blocks : [] };
  const runs = first.runs.slice(0, end + 1).map((run, index) => {
    return index === end ? { ...run, text: run.text.slice(0, run.text.search(SENTENCE_END) + 1) } : run;
  });
  return { about: { kind: 'paragraph', runs }, description: blocks };
}

/** A full stop with another sentence after it; not the point of an abbreviation or a number. */
const SENTENCE_END = /[.!?](?=\s+\p{Lu})|(?<=\p{L}{5})[.!?](?=\s+\p{N})/u;

/** The sentence of a badge's own page, and what stands below it. */
function sayStanding(
  opened: OpenedBadge,
  words: CourseWords,
  { isNew, conditions }: { readonly isNew: boolean; readonly conditions: number },
): Pick<PresentedOwnBadge, 'sentence' | 'missing'> {
  const { t, formats } = words;
  const { standing, settlesAt } = opened;
  const { state, award, evaluation } = standing;
  if (award) {
    const said = isNew ? 'student.says.earned-now' : 'student.says.earned';
    return { sentence: t(said, { date: formats.date(award.awardedAt) }), missing: null };
  }
  const text = sayMissing(opened, words);
  const title = t(isNothingMissing(state) ? 'student.next' : 'student.missing');
  // Near, or waiting because the grade is enough: neither is told before the grade counts.
  if (settlesAt && evaluation && isAboutGrade(evaluation)) {
    return {
      sentence: t('student.says.kept', { at: formats.moment(settlesAt) }),
      missing: { title: t('student.next'), text },
    };
  }
  if (state === 'stopped') return { sentence: text, missing: null };
  if (state === 'waiting') return { sentence: sayWaiting(evaluation, words), missing: { title, text } };
  // With one condition the sentence itself says what is missing.
  if (conditions <= 1 && (state === 'near' || state === 'not-met')) {
    const isNear = state === 'near' && evaluation?.reason === 'below-threshold';
    return {
      sentence: isNear ? t('student.says.near-by', { gap: decapitalise(text) }) : text,
      missing: null,
    };
  }
  return { sentence: t(`student.says.${state}`), missing: { title, text } };
}

function isNothingMissing(state: StandingState): boolean {
  return state === 'waiting' || state === 'undecided';
}

/** Whose turn it is. */
function sayWaiting(evaluation: Pick<Evaluation, 'reason'> | null, { t }: CourseWords): string {
  switch (evaluation?.reason) {
    case 'awaits-approval':
    case 'needs-look':
      return t('student.says.awaits-look');
    case 'by-hand-only':
      return t('student.says.awaits-teacher');
    case 'needs-approval':
      return t('student.says.awaits-institution');
    default:
      return t('student.says.waiting');
  }
}

/** One sentence for its row in the course: since when it is held, what is missing, or what it takes. */
export function sayRow(own: OwnBadge, words: CourseWords): string {
  const { t, formats } = words;
  const { badge, standing, settlesAt } = own;
  const { state, award, evaluation } = standing;
  if (award) return t('student.row.earned', { date: formats.date(award.awardedAt) });
  if (!evaluation) return presentCondition(badge, words, 'student');
  if (settlesAt && isAboutGrade(evaluation)) {
    return t('student.says.kept', { at: formats.moment(settlesAt) });
  }
  if (state === 'waiting') return sayWaiting(evaluation, words);
  const missing = sayMissing(own, words, true);
  return state === 'near' && evaluation.reason === 'below-threshold'
    ? t('student.says.near-by', { gap: decapitalise(missing) })
    : missing;
}

function sayMissing(own: OwnBadge, words: CourseWords, isRow = false): string {
  const { badge, standing, settlesAt } = own;
  const { evaluation } = standing;
  const { rule } = badge.mapping;
  if (isRow && evaluation?.reason === 'conditions-missing') {
    const { met, of } = countProgress(judgeRule(rule, evaluation.inputs));
    return words.t('student.row.conditions', { met, of });
  }
  const names = nameRule(badge, words);
  return presentStudentReason(evaluation, rule, settlesAt, nameColumn(badge, words), words, names);
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
  { settlesAt, badge }: OwnBadge,
  isKept: boolean,
  words: CourseWords,
): string | null {
  const { t, formats } = words;
  const [input] = inputs;
  if (isKept && settlesAt) return t('student.own.later', { at: formats.moment(settlesAt) });
  if (!input || input.source === 'badge' || (input.trouble && input.trouble !== 'not-assessed')) return null;
  // Where a teacher assesses there is no grade to wait for.
  if (badge.mapping.columnRole === 'assessed' && input.score === null && input.scoreFraction === null) {
    return null;
  }
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
