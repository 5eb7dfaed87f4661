/**
 * One learner, for a teacher: what they hold, and for each badge why, or why not yet.
 *
 * @module
 */
import type { Award } from '../../awarding/award.js';
import type { MappedBadge } from '../../awarding/course-board.js';
import type { Decision, DecisionInput } from '../../awarding/decision.js';
import { speaksForAward, type LearnerBadge, type LearnerView } from '../../awarding/learner-view.js';
import type { Passback } from '../../awarding/passback.js';
import { sayMail } from '../say-mail.js';
import { presentStop } from '../student/present-own-badge.js';
import { badgeAddress, badgeImage } from './course-address.js';
import { capitalise, decapitalise, type CourseWords } from './course-words.js';
import { presentAssess, type AssessForm, type AssessProblems } from './present-assess.js';
import { presentName } from './present-learners.js';
import { floorToHundredths, presentReason } from './present-reason.js';
import { nameRule, presentRule } from './present-rule.js';
import { presentStanding, type Meaning, type PresentedStanding } from './present-standing.js';

export interface PresentedInput {
  readonly column: string;
  readonly score: string;
  readonly since: string | null;
  readonly source: string;
}

export interface PresentedAward {
  readonly name: string;
  readonly image: string;
  readonly earnedOn: string;
  readonly by: string;
  /** In a person's words; null where the rule says it all. */
  readonly reason: string | null;
  readonly credential: string;
  /** What was issued was revoked, or does not hold for now; null while it holds. */
  readonly stopped: { readonly title: string; readonly reason: string | null } | null;
  /** What became of the mail about it; null when none was tried. */
  readonly mail: string | null;
  /** How the badge's own column stands; null without one. */
  readonly score: PresentedPassback | null;
  /** Its mapping is no longer there. */
  readonly isFormer: boolean;
  /** Where a link to its badge leads; null where that is gone. */
  readonly id: string | null;
}

export interface PresentedPassback {
  readonly meaning: Meaning;
  readonly text: string;
}

export interface PresentedDecision {
  readonly inputs: readonly PresentedInput[];
  readonly decidedOn: string;
  /** When the rule is looked at again. */
  readonly nextCheck: string;
  readonly mappingVersion: number;
  /** Newest first. */
  readonly history: readonly { readonly at: string; readonly text: string }[];
  /** What a column of the LMS does not tell; null where none was read. */
  readonly hiddenNote: string | null;
}

export interface PresentedLearnerBadge {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly href: string;
  readonly rule: string;
  /** It stands among what is held. */
  readonly isHeld: boolean;
  /** Held, and said there by another link of the same badge class. */
  readonly isSaidElsewhere: boolean;
  /** Held, though the rule now says otherwise. */
  readonly isOtherNow: boolean;
  readonly standing: PresentedStanding;
  readonly reason: string;
  readonly decision: PresentedDecision | null;
  readonly assess: AssessForm | null;
  /** Assessed here, but not this person. */
  readonly isAssessImpossible: boolean;
  readonly assessScore: PresentedPassback | null;
  /** What its column shows of a badge that is said elsewhere, and what an LMS has not taken yet; null without either. */
  readonly score: PresentedPassback | null;
}

export interface PresentedLearner {
  readonly name: string;
  readonly status: string | null;
  readonly held: readonly PresentedAward[];
  readonly badges: readonly PresentedLearnerBadge[];
}

/** What the page shows about the form that was just sent. */
export interface AssessOutcome {
  readonly mappingId: string;
  readonly isSaved: boolean;
  readonly problems: AssessProblems | null;
}

export function presentLearner(
  view: LearnerView,
  words: CourseWords,
  outcome: AssessOutcome | null = null,
): PresentedLearner {
  const { enrolment, formerAwards } = view;
  const held = view.badges.flatMap((one) => {
    const { badge, standing } = one;
    if (!standing.award || !speaksForAward(view, one)) return [];
    return [presentAward(standing.award, badge.badgeClass, badge.mapping.id, view, words)];
  });
  return {
    name: presentName(view.learner, words),
    status: enrolment.status === 'active' ? null : words.t(`learner.status.${enrolment.status}`),
    held: [
      ...held,
      ...formerAwards.map(({ award, badgeClass }) => presentAward(award, badgeClass, null, view, words)),
    ],
    badges: view.badges.map((one) => presentBadge(one, view, outcome, words)),
  };
}

function presentAward(
  award: Award,
  badgeClass: LearnerBadge['badge']['badgeClass'],
  /** Of the mapping that shows it here; null where that is gone. */
  mappingId: string | null,
  { notices, credentials, badgeScores }: Pick<LearnerView, 'notices' | 'credentials' | 'badgeScores'>,
  words: CourseWords,
): PresentedAward {
  const { t, formats, language } = words;
  const notice = notices.get(award.id);
  const issued = award.delivery.state === 'issued' ? credentials.get(award.id) : undefined;
  const stop = issued ? presentStop(issued, words) : null;
  const score = badgeScores.get(mappingId ?? award.mappingId);
  return {
    name: badgeClass.name[language],
    image: badgeImage(badgeClass.id, language),
    earnedOn: t('learner.earned-on', { date: formats.date(award.awardedAt) }),
    by:
      award.grounds.kind === 'by-hand'
        ? t('learner.award.by-hand')
        : t(award.awardedBy === 'rule' ? 'learner.award.by-rule' : 'learner.award.by-teacher'),
    reason: award.grounds.reason,
    credential: sayDelivery(award, words),
    stopped: stop && { title: decapitalise(stop.title), reason: stop.reason },
    mail: notice ? sayMail(notice, words) : null,
    score: score ? presentPassback(score.passback, words) : null,
    isFormer: mappingId === null,
    id: mappingId === null ? null : `badge-${mappingId}`,
  };
}

function sayDelivery({ delivery }: Award, { t }: CourseWords): string {
  const code = delivery.lastErrorCode;
  if (delivery.state === 'issued') return t('learner.credential.issued');
  if (delivery.state === 'undeliverable')
    return t('learner.credential.undeliverable', { code: code ?? 'undeliverable' });
  return code === null ? t('learner.credential.being-issued') : t('learner.credential.waiting', { code });
}

export function presentPassback(passback: Passback, { t, lms }: CourseWords): PresentedPassback {
  const code = passback.lastErrorCode;
  const say = (key: Parameters<typeof t>[0]) => capitalise(t(key, { lms, code: code ?? 'score_refused' }));
  switch (passback.state) {
    case 'posted':
      return { meaning: 'is-earned', text: say('learner.score.posted') };
    case 'refused':
      return { meaning: 'is-stopped', text: say('learner.score.refused') };
    case 'overridden':
      return { meaning: 'is-needs', text: say('learner.score.overridden') };
    case 'waiting':
      if (code === 'column_not_seen' || code === 'column_doubled' || code === 'column_unpublished') {
        return { meaning: 'is-needs', text: say(`learner.score.${code}`) };
      }
      return { meaning: 'is-way', text: say('learner.score.waiting') };
  }
}

function presentBadge(
  one: LearnerBadge,
  view: LearnerView,
  outcome: AssessOutcome | null,
  words: CourseWords,
): PresentedLearnerBadge {
  const { badge, standing, decision, assessment, canBeAssessed } = one;
  const { mapping, badgeClass } = badge;
  const own = outcome?.mappingId === mapping.id ? outcome : null;
  const isHeld = speaksForAward(view, one);
  const isSaidElsewhere = standing.award !== null && !isHeld;
  const score = isHeld ? undefined : view.badgeScores.get(mapping.id);
  const names = nameRule(badge, words);
  const reason = presentReason(decision, mapping.rule, words, names);
  const isOtherNow = standing.award !== null && decision !== null && decision.verdict !== 'met';
  return {
    id: `badge-${mapping.id}`,
    name: badgeClass.name[words.language],
    image: badgeImage(badgeClass.id, words.language),
    href: badgeAddress(view.course.id, mapping.key),
    isHeld,
    isSaidElsewhere,
    isOtherNow,
    rule: presentRule(badge, words, 'teacher', 'list'),
    standing: presentStanding(standing, mapping.rule, words),
    // What is held stays held; what the rule says now may differ, and is said as that.
    reason: isSaidElsewhere
      ? words.t('learner.award.by-other-link')
      : isOtherNow
        ? words.t('learner.award.now', { reason })
        : reason,
    decision: decision && presentDecision(decision, badge, view.sync?.nextRoundAt ?? null, words),
    assess: canBeAssessed ? presentAssess(one, view, own, words) : null,
    isAssessImpossible: mapping.columnRole === 'assessed' && !canBeAssessed,
    assessScore: assessment && presentPassback(assessment.passback, words),
    score:
      score && (isSaidElsewhere || score.passback.state !== 'posted')
        ? presentPassback(score.passback, words)
        : null,
  };
}

function presentDecision(
  decision: Decision,
  badge: MappedBadge,
  nextRoundAt: Date | null,
  words: CourseWords,
): PresentedDecision {
  const { t, formats, lms } = words;
  const { rule, columnRole } = badge.mapping;
  const names = nameRule(badge, words);
  const isAssessed = columnRole === 'assessed';
  const readsColumn = decision.inputs.some(
    ({ source, trouble }) => source === 'tool-column' && !(isAssessed && trouble === 'not-assessed'),
  );
  return {
    inputs: decision.inputs.map((input) => presentInput(input, isAssessed, words)),
    decidedOn: formats.dateTime(decision.decidedAt),
    nextCheck: nextRoundAt ? formats.dateTime(nextRoundAt) : t('learner.next-check.none'),
    mappingVersion: decision.mappingVersion,
    history: [...decision.history]
      .reverse()
      .map((entry) => ({ at: formats.dateTime(entry.at), text: presentReason(entry, rule, words, names) })),
    hiddenNote: readsColumn ? t('learner.input.hidden-note', { lms }) : null,
  };
}

function presentInput(
  input: DecisionInput,
  isAssessed: boolean,
  { t, formats }: CourseWords,
): PresentedInput {
  const { score, maximum } = input;
  // Nobody has assessed it yet: that, and no empty column of the LMS, is what is waited for.
  const isAwaited = isAssessed && input.trouble === 'not-assessed';
  const source = isAwaited ? 'assessment' : input.source;
  return {
    column: input.label ?? t(`learner.input.source.${source}`),
    score:
      score === null || maximum === null
        ? t(isAwaited ? 'learner.input.not-assessed' : 'learner.input.none')
        : t('learner.input.score-of', {
            score: formats.number(floorToHundredths(score)),
            maximum: formats.number(maximum),
            percent: maximum > 0 ? formats.percent(score / maximum) : '–',
          }),
    since: input.changedAt && formats.dateTime(input.changedAt),
    source: t(`learner.input.source.${source}`),
  };
}
