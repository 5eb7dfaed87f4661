/**
 * Mappings offered to a copied course, for its teacher.
 *
 * @module
 */
import type { CopyDifference, CopyProposal } from '../../awarding/copy-proposal.js';
import type { CopyOffer } from '../../awarding/course-copies.js';
import { badgeImage, copyAddress, courseAddress } from './course-address.js';
import { capitalise, type CourseWords } from './course-words.js';
import type { PresentedNeed } from './present-overview.js';
import { presentRule } from './present-rule.js';

export interface PresentedProposal {
  readonly id: string;
  /** Name of the field that says it is taken over. */
  readonly field: string;
  readonly name: string;
  readonly variant: string;
  readonly image: string;
  readonly rule: string;
  readonly notes: readonly string[];
  readonly hindrance: string | null;
  readonly isChosen: boolean;
}

export interface PresentedCopy {
  readonly title: string;
  readonly body: string;
  readonly oldCourse: string;
  readonly action: string;
  readonly originId: string;
  readonly proposals: readonly PresentedProposal[];
  readonly canCopy: boolean;
  readonly problem: string | null;
  readonly overviewHref: string;
}

export function takeField(mappingId: string): string {
  return `take-${mappingId}`;
}

/** @param sent - the mappings that were ticked, when the form was sent; null when the page is opened */
export function presentCopy(
  offer: CopyOffer,
  sent: ReadonlySet<string> | null,
  words: CourseWords,
): PresentedCopy {
  const { t } = words;
  const course = nameOrigin(offer, words);
  return {
    title: t('copy.title', { course }),
    body: t('copy.body', { course }),
    oldCourse: t('copy.old-course', { course }),
    action: copyAddress(offer.course.id),
    originId: offer.origin.id,
    proposals: offer.proposals.map((proposal) => presentProposal(proposal, sent, words)),
    canCopy: offer.proposals.some(({ hindrance }) => hindrance === null),
    problem: sent?.size === 0 ? t('copy.none-chosen') : null,
    overviewHref: courseAddress(offer.course.id),
  };
}

/** On the overview, before everything else. */
export function presentCopyNeed(offer: CopyOffer, words: CourseWords): PresentedNeed {
  const course = nameOrigin(offer, words);
  const count = offer.proposals.length;
  return {
    text: count === 1 ? words.t('copy.need-one', { course }) : words.t('copy.need', { course, count }),
    href: copyAddress(offer.course.id),
    meaning: 'is-needs',
    icon: 'copy',
  };
}

function nameOrigin({ origin }: CopyOffer, { t }: CourseWords): string {
  return origin.title ?? origin.label ?? t('course.this-course');
}

function presentProposal(
  proposal: CopyProposal,
  sent: ReadonlySet<string> | null,
  words: CourseWords,
): PresentedProposal {
  const { t, language } = words;
  const { badge, differences, hindrance, isProposed, isSeen } = proposal;
  const { mapping, badgeClass } = badge;
  return {
    id: `copy-${mapping.id}`,
    field: takeField(mapping.id),
    name: badgeClass.name[language],
    variant: badgeClass.variant,
    image: badgeImage(badgeClass.id, language),
    rule: presentRule(badge, words),
    notes: [
      ...(isSeen ? [t('copy.found')] : []),
      ...differences.map((difference) => capitalise(sayDifference(difference, words))),
    ],
    hindrance: hindrance && t(`copy.hindered.${hindrance}`),
    isChosen: hindrance === null && (sent ? sent.has(mapping.id) : isProposed),
  };
}

function sayDifference(difference: CopyDifference, { t, formats, lms }: CourseWords): string {
  switch (difference.kind) {
    case 'maximum':
      return t('copy.differs.maximum', {
        was: formats.number(difference.was),
        is: formats.number(difference.is),
      });
    case 'label':
      return t('copy.differs.label', { was: difference.was, is: difference.is });
    case 'date-past':
      return t('copy.differs.date-past', { date: formats.date(difference.date) });
    case 'mapped-already':
    case 'not-seen':
    case 'needs-approval':
    case 'reads-others':
      return t(`copy.differs.${difference.kind}`, { lms });
  }
}

/** What the overview says after an answer; null when there was none. */
export function presentCopied(count: string, { t }: CourseWords): string | null {
  if (!/^\d{1,3}$/.test(count)) return null;
  if (count === '0') return t('copy.declined');
  return count === '1' ? t('copy.done-one') : t('copy.done', { count });
}
