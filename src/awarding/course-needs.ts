/**
 * What a course needs a teacher for. Pure: it reads the board and says it in codes, most urgent first.
 *
 * @module
 */
import type { CourseBoard, MappedBadge } from './course-board.js';
import { waitsForTeacher } from './hand-in.js';
import { asksAboutLowered } from './lowered.js';

export type CourseNeed =
  /** The LMS does not answer, or answers with trouble. */
  | { readonly kind: 'stopped-since'; readonly code: string; readonly since: Date }
  /** Stopped until a person looked. */
  | { readonly kind: 'needs-look'; readonly badge: MappedBadge; readonly reason: string | null }
  /** The LMS refused a score for good. */
  | {
      readonly kind: 'score-refused';
      readonly badge: MappedBadge;
      readonly learnerId: string;
      readonly code: string;
    }
  /** Learners wait for a yes. */
  | { readonly kind: 'to-approve'; readonly badge: MappedBadge; readonly count: number }
  /** Results dropped after the award, and the policy is to ask. */
  | { readonly kind: 'lowered'; readonly badge: MappedBadge; readonly count: number }
  /** Awards wait because no credential can be issued. */
  | { readonly kind: 'issuing'; readonly code: string }
  /** Handed in, and waiting for the teacher. */
  | {
      readonly kind: 'to-assess';
      readonly badge: MappedBadge;
      readonly learnerId: string;
      readonly count: number;
    }
  /** Placed, but its link and column were not seen yet. */
  | { readonly kind: 'not-seen'; readonly badge: MappedBadge }
  /** Nobody knows yet who is in the course: no launch has told where to ask. */
  | { readonly kind: 'open-once'; readonly badge: MappedBadge }
  /** A link was opened, and the LMS did not tell where to ask who is in the course. */
  | { readonly kind: 'members-withheld' }
  | { readonly kind: 'approval'; readonly badge: MappedBadge };

export function listNeeds(board: CourseBoard): CourseNeed[] {
  const { badges, sync, course } = board;
  const needs: CourseNeed[] = [];
  if (sync?.stop) needs.push({ kind: 'stopped-since', ...sync.stop });
  for (const badge of badges) {
    if (badge.mapping.state !== 'needs-look') continue;
    needs.push({ kind: 'needs-look', badge, reason: badge.mapping.stateReason });
  }
  needs.push(...listAnswersAsked(board), ...listRefusedScores(board));
  const stuck = board.awards.find(
    ({ delivery }) => delivery.state === 'waiting' && delivery.lastErrorCode !== null,
  );
  if (stuck?.delivery.lastErrorCode) needs.push({ kind: 'issuing', code: stuck.delivery.lastErrorCode });
  needs.push(...listToAssess(board));
  for (const badge of badges) {
    if (!badge.mapping.seenAt) needs.push({ kind: 'not-seen', badge });
  }
  const [first] = badges;
  if (first && course.membershipsUrl === null && course.linkOpenedAt !== null)
    needs.push({ kind: 'members-withheld' });
  else if (first && course.membershipsUrl === null) {
    const seen = badges.find(({ mapping }) => mapping.seenAt) ?? first;
    needs.push({ kind: 'open-once', badge: seen });
  }
  for (const badge of badges) {
    if (badge.mapping.state === 'waiting-for-approval') needs.push({ kind: 'approval', badge });
  }
  return needs;
}

function listAnswersAsked(board: CourseBoard): CourseNeed[] {
  return board.badges.flatMap((badge): CourseNeed[] => {
    const { mapping } = badge;
    const asked = { waiting: 0, lowered: 0 };
    for (const { id } of board.learners) {
      const { award, evaluation } = board.getStanding(mapping, id);
      if (!award && evaluation?.reason === 'awaits-approval') asked.waiting += 1;
      if (award && evaluation && asksAboutLowered(mapping, award, evaluation)) asked.lowered += 1;
    }
    return [
      ...(asked.waiting > 0 ? [{ kind: 'to-approve' as const, badge, count: asked.waiting }] : []),
      ...(asked.lowered > 0 ? [{ kind: 'lowered' as const, badge, count: asked.lowered }] : []),
    ];
  });
}

/** One for each badge; it leads to whoever waits longest. */
function listToAssess({ badges, handIns, assessments }: CourseBoard): CourseNeed[] {
  return badges.flatMap((badge) => {
    const waiting = handIns.filter((handIn) => {
      if (handIn.mappingId !== badge.mapping.id) return false;
      const isHis = (one: { mappingId: string; learnerId: string }): boolean =>
        one.mappingId === handIn.mappingId && one.learnerId === handIn.learnerId;
      return waitsForTeacher(handIn, assessments.find(isHis) ?? null);
    });
    const [first] = waiting;
    if (!first) return [];
    return [{ kind: 'to-assess' as const, badge, learnerId: first.learnerId, count: waiting.length }];
  });
}

/** One for each badge: the first learner leads to the others. */
function listRefusedScores({ badges, badgeScores, assessments }: CourseBoard): CourseNeed[] {
  return badges.flatMap((badge) => {
    const owed = [...badgeScores, ...assessments].find(
      ({ mappingId, passback }) => mappingId === badge.mapping.id && passback.state === 'refused',
    );
    if (!owed) return [];
    const code = owed.passback.lastErrorCode ?? 'score_refused';
    return [{ kind: 'score-refused' as const, badge, learnerId: owed.learnerId, code }];
  });
}
