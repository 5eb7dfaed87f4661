/**
 * What the badge columns of a course owe the LMS, by who holds the badges now. Nothing is posted here (settle-owed.ts), and
 * nothing has to be remembered elsewhere: an award that a crash left without its score is met again by the next round.
 *
 * @module
 */
import type { PersonLinkStore } from '../institutions/person.js';
import type { Course } from '../lti/course.js';
import type { Enrolment, EnrolmentStore } from '../lti/enrolment.js';
import type { Outcome, OutcomeStore } from '../outcomes/outcome.js';
import type { Award, AwardStore } from './award.js';
import { oweBadgePassback, showsBadge, type BadgeScore, type BadgeScoreStore } from './badge-score.js';
import { loadOnceEver, loadPersons } from './holders.js';
import type { Mapping, MappingStore } from './mapping.js';
import { mayBeAwarded } from './may-be-awarded.js';
import { findColumn, isMoved, oweAgain } from './passback.js';

export interface OweBadgeScoresDeps {
  readonly mappings: Pick<MappingStore, 'list'>;
  readonly awards: Pick<AwardStore, 'listByCourse' | 'listHolders' | 'listLive'>;
  readonly badgeScores: Pick<BadgeScoreStore, 'listByCourse' | 'owe'>;
  readonly enrolments: Pick<EnrolmentStore, 'list'>;
  readonly outcomes: Pick<OutcomeStore, 'list'>;
  readonly personLinks: Pick<PersonLinkStore, 'listFellows'>;
  readonly now: () => Date;
}

/** Who holds the badge of a mapping, and may be told to hold it. */
interface Holdings {
  /** By an award of this course. */
  findHere(badgeClassId: string, learnerId: string): Award | null;
  /** The same, or where the mapping awards once ever, by an award of wherever. */
  find(mapping: Mapping, learnerId: string): Award | null;
}

export type OweBadgeScores = ReturnType<typeof createOweBadgeScores>;

export function createOweBadgeScores(deps: OweBadgeScoresDeps) {
  const { mappings, awards, badgeScores, enrolments, outcomes, now } = deps;

  /**
   * Owes a score for each badge that is held and not shown, and takes back each that is shown and held no longer. What went to a
   * column that is gone, and what was refused because its learner was, is owed again.
   *
   * @returns how many scores are owed that were not owed before
   */
  return async function oweBadgeScores(course: Course): Promise<number> {
    const { institutionId, id: courseId } = course;
    const [mapped, listed] = await Promise.all([
      mappings.list(institutionId, courseId),
      badgeScores.listByCourse(institutionId, courseId),
    ]);
    const shown = mapped.filter(({ columnRole }) => columnRole === 'badge');
    if (shown.length === 0 && listed.length === 0) return 0;

    const at = now();
    const [courseAwards, members, columns] = await Promise.all([
      awards.listByCourse(institutionId, courseId),
      enrolments.list(institutionId, courseId),
      outcomes.list(institutionId, courseId),
    ]);
    const scores = new Map(listed.map((score) => [scoreKey(score), score]));
    await adoptOlder(courseAwards, scores);
    const learnerIds = [...new Set([...members, ...scores.values()].map(({ learnerId }) => learnerId))];
    const holdings = await loadHoldings(course, shown, courseAwards, learnerIds, at);

    let owed = 0;
    for (const [before, score] of [
      ...listToShow(course, shown, { members, columns }, scores, holdings, at),
      ...listToTakeBack(shown, scores, holdings, at),
      ...listToSayAgain({ members, columns }, scores, at),
    ]) {
      if (await badgeScores.owe(institutionId, score, before)) owed += 1;
    }
    return owed;
  };

  /** Awards from before scores had records of their own bring what they owed, posted or not. */
  async function adoptOlder(courseAwards: readonly Award[], scores: Map<string, BadgeScore>): Promise<void> {
    const newestFirst = courseAwards.toReversed();
    for (const { institutionId, courseId, mappingId, learnerId, badgeClassId, passback } of newestFirst) {
      if (!passback) continue;
      const score = { institutionId, courseId, mappingId, learnerId, badgeClassId, passback };
      if (scores.has(scoreKey(score))) continue;
      scores.set(scoreKey(score), score);
      await badgeScores.owe(institutionId, score, null);
    }
  }

  async function loadHoldings(
    { institutionId }: Course,
    shown: readonly Mapping[],
    courseAwards: readonly Award[],
    learnerIds: readonly string[],
    at: Date,
  ): Promise<Holdings> {
    // While it can be undone nobody is told of it, and a gradebook tells.
    const isTold = ({ state, undoUntil }: Award): boolean =>
      state === 'awarded' && (undoUntil === null || undoUntil <= at);
    const here = new Map(
      courseAwards
        .filter(isTold)
        .map((award) => [`${award.badgeClassId}\n${award.learnerId}`, award] as const),
    );
    const everIds = new Set(
      shown.flatMap(({ badgeClassId, policies }) => (policies.scope === 'institution' ? [badgeClassId] : [])),
    );
    const persons = everIds.size > 0 ? await loadPersons(deps, institutionId, learnerIds) : new Map();
    const findOnceEver = await loadOnceEver(deps, institutionId, everIds, learnerIds, persons);

    const findHere: Holdings['findHere'] = (badgeClassId, learnerId) =>
      here.get(`${badgeClassId}\n${learnerId}`) ?? null;
    return {
      findHere,
      find: ({ badgeClassId, policies }, learnerId) => {
        const held = findHere(badgeClassId, learnerId);
        if (held || policies.scope === 'course') return held;
        const ever = findOnceEver(badgeClassId, learnerId);
        return ever && isTold(ever) ? ever : null;
      },
    };
  }
}

interface InCourse {
  readonly members: readonly Enrolment[];
  readonly columns: readonly Outcome[];
}

/** What stood, and what is owed in its place. */
type Owed = readonly [before: BadgeScore | null, score: BadgeScore];

function listToShow(
  { institutionId, id: courseId }: Course,
  shown: readonly Mapping[],
  { members, columns }: InCourse,
  scores: ReadonlyMap<string, BadgeScore>,
  holdings: Holdings,
  at: Date,
): Owed[] {
  // Whoever left gets no scores any more: an LMS takes none for them.
  const present = members.filter((enrolment) => mayBeAwarded(enrolment, true));
  return shown.flatMap((mapping) => {
    if (!isAllowed(mapping)) return [];
    const column = findColumn(columns, mapping.key);
    return present.flatMap(({ learnerId }): Owed[] => {
      const { id: mappingId, badgeClassId } = mapping;
      const before = scores.get(scoreKey({ mappingId, learnerId })) ?? null;
      const award = holdings.find(mapping, learnerId);
      if (!award || !isFor(mapping, award, learnerId) || (before && showsBadge(before))) return [];
      const told = before ? undefined : findTold(scores, column, learnerId);
      const passback = told
        ? { ...told.passback, columnKey: mapping.key }
        : oweBadgePassback(mapping.key, true, before?.passback ?? null, at);
      return [[before, { institutionId, courseId, mappingId, learnerId, badgeClassId, passback }]];
    });
  });
}

function listToTakeBack(
  shown: readonly Mapping[],
  scores: ReadonlyMap<string, BadgeScore>,
  holdings: Holdings,
  at: Date,
): Owed[] {
  return [...scores.values()].filter(showsBadge).flatMap((score): Owed[] => {
    const { mappingId, badgeClassId, learnerId, passback } = score;
    const mapping = shown.find(({ id }) => id === mappingId);
    const isHeld = mapping
      ? holdings.find(mapping, learnerId)
      : // The mapping was dropped: its column goes on showing what was awarded here.
        holdings.findHere(badgeClassId, learnerId);
    if (isHeld) return [];
    return [[score, { ...score, passback: oweBadgePassback(passback.columnKey, false, passback, at) }]];
  });
}

function listToSayAgain(
  { members, columns }: InCourse,
  scores: ReadonlyMap<string, BadgeScore>,
  at: Date,
): Owed[] {
  const gone = new Set(members.filter(({ status }) => status === 'gone').map(({ learnerId }) => learnerId));
  return [...scores.values()]
    .filter(isAgain)
    .map((score) => [score, { ...score, passback: oweAgain(score.passback, at) }]);

  function isAgain(score: BadgeScore): boolean {
    const { passback, learnerId } = score;
    // An LMS knows nobody who left. It waits for them to come back.
    if (gone.has(learnerId)) return passback.state === 'refused';
    return showsBadge(score) && isMoved(passback, findColumn(columns, passback.columnKey));
  }
}

/** Nothing of a mapping reaches the LMS before somebody has said yes to it here, nor after a no. */
function isAllowed({ state, stateReason }: Mapping): boolean {
  const isRefused = stateReason === 'approval-refused' || stateReason === 'not-allowed-here';
  return state !== 'waiting-for-approval' && !(state === 'needs-look' && isRefused);
}

/** What this very column was told by another mapping, whose it was before a teacher said otherwise. */
function findTold(
  scores: ReadonlyMap<string, BadgeScore>,
  column: Outcome | undefined,
  learnerId: string,
): BadgeScore | undefined {
  return [...scores.values()].find(
    (score) =>
      score.learnerId === learnerId &&
      showsBadge(score) &&
      score.passback.state !== 'waiting' &&
      column !== undefined &&
      score.passback.lineItemUrl === column.lineItemUrl,
  );
}

/** A mapping for chosen learners shows what it awarded, and of others only who was chosen. */
function isFor({ id, policies }: Mapping, award: Award, learnerId: string): boolean {
  return award.mappingId === id || (policies.learnerIds?.includes(learnerId) ?? true);
}

function scoreKey({ mappingId, learnerId }: Pick<BadgeScore, 'mappingId' | 'learnerId'>): string {
  return `${mappingId}\n${learnerId}`;
}
