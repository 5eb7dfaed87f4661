/**
 * The gradebook: columns and grades, whether a teacher types them or a tool sends them.
 *
 * Source: LTI AGS 2.0 §3.4 (score publish service); what platforms do beyond it stands with each rule.
 * Units: a grade's `score` is in points of its column; a tool's `scoreGiven` is of its own `scoreMaximum` and is scaled.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import { getMember, type Column, type Course, type Grade, type State, type Tool } from './state.js';

export interface NewColumn {
  readonly label: string;
  readonly scoreMaximum: number;
  readonly linkId?: string | null;
  readonly resourceId?: string | null;
  readonly tag?: string | null;
  readonly startDateTime?: string | null;
  readonly endDateTime?: string | null;
}

/** @param owner - the tool and deployment it belongs to, null for the course's own */
export function addColumn(
  state: State,
  course: Course,
  owner: { clientId: string; deploymentId: string } | null,
  { label, scoreMaximum, linkId, resourceId, tag, startDateTime, endDateTime }: NewColumn,
): Column {
  const column: Column = {
    id: state.nextId(),
    label,
    scoreMaximum,
    clientId: owner?.clientId ?? null,
    deploymentId: owner?.deploymentId ?? null,
    linkId: linkId ?? null,
    resourceId: resourceId ?? null,
    tag: tag ?? null,
    startDateTime: startDateTime ?? null,
    endDateTime: endDateTime ?? null,
  };
  course.columns.set(column.id, column);
  return column;
}

/** Another maximum rescales what stands in the column, as Moodle does. */
export function changeColumn(
  course: Course,
  column: Column,
  { label, scoreMaximum }: { label?: string; scoreMaximum?: number },
): void {
  if (label !== undefined) column.label = label;
  if (scoreMaximum === undefined || scoreMaximum === column.scoreMaximum) return;
  for (const grade of listGrades(course, column.id)) {
    if (grade.score !== null) grade.score = roundPoints((grade.score / column.scoreMaximum) * scoreMaximum);
  }
  column.scoreMaximum = scoreMaximum;
}

export function removeColumn(course: Course, column: Column): void {
  for (const grade of listGrades(course, column.id)) course.grades.delete(gradeKey(grade));
  course.columns.delete(column.id);
}

export function findGrade(course: Course, columnId: string, userId: string): Grade | null {
  return course.grades.get(gradeKey({ columnId, userId })) ?? null;
}

/** In the order in which they were first given. */
export function listGrades(course: Course, columnId: string): Grade[] {
  return [...course.grades.values()].filter((grade) => grade.columnId === columnId);
}

/**
 * What a teacher typed. Typing what stands there already changes nothing, not even its time.
 *
 * @param score - null clears the grade: it stays in the gradebook, without a score
 * @throws {AppError} `member_not_found` 404
 */
export function typeGrade(
  course: Course,
  column: Column,
  userId: string,
  { score, comment }: { score: number | null; comment?: string | null },
  now: Date,
): Grade | null {
  getMember(course, userId);
  const before = findGrade(course, column.id, userId);
  if (score === null && before === null) return null;
  if (before !== null && before.score === score && (comment === undefined || before.comment === comment)) {
    return before;
  }
  return saveGrade(course, {
    columnId: column.id,
    userId,
    score,
    comment: comment === undefined ? (before?.comment ?? null) : comment,
    by: 'teacher',
    at: now,
    activityProgress: before?.activityProgress ?? null,
    gradingProgress: score === null ? null : 'FullyGraded',
    attempts: before?.attempts ?? 0,
  });
}

export interface Score {
  readonly userId: string;
  readonly timestamp: Date;
  readonly scoreGiven: number | null;
  readonly scoreMaximum: number | null;
  readonly activityProgress: string;
  readonly gradingProgress: string;
  readonly comment: string | null;
  /** Whether it counts as one more submission of the learner, where the LMS counts them. */
  readonly isNewSubmission?: boolean;
}

/** What LMSs do differently with a score. */
export interface ScoreRules {
  readonly userUnknownStatus: number;
  readonly notGradableStatus: number;
  readonly outdatedStatus: number;
  readonly outdatedMessage: (given: string, held: string) => string;
  readonly comparesWholeSeconds: boolean;
  /** More than the maximum becomes the maximum. */
  readonly capsAtMaximum: boolean;
  /** A score that is not `FullyGraded` empties the grade. */
  readonly wipesUnlessFullyGraded: boolean;
  /** Where a teacher typed a grade, a score is taken and changes nothing. */
  readonly ignoresWhereTeacherGraded: boolean;
  readonly countsAttempts: boolean;
}

export const PLAIN_SCORE_RULES: ScoreRules = {
  userUnknownStatus: 404,
  notGradableStatus: 422,
  outdatedStatus: 409,
  outdatedMessage: (_given, held) => `timestamp must be later than ${held}`,
  comparesWholeSeconds: false,
  capsAtMaximum: false,
  wipesUnlessFullyGraded: false,
  ignoresWhereTeacherGraded: false,
  countsAttempts: false,
};

/**
 * What a tool sent.
 *
 * A score that is not `FullyGraded` leaves the grade as it is (AGS 2.0 §3.4.7: the platform may not show it); a fully graded one without
 * `scoreGiven` clears it (§3.4.4).
 *
 * @param rules - what this LMS does differently, statuses among it
 * @throws {AppError} `score_user_unknown` 404 - nobody of this id is in the course
 * @throws {AppError} `score_user_not_gradable` 422 - somebody who gets no grades, such as a teacher
 * @throws {AppError} `score_outdated` 409 - not strictly later than the grade, a teacher's edit included (§3.4.8)
 * @throws {AppError} `attempts_used_up` 422 - one more submission than the LMS allows
 */
export function recordScore(
  course: Course,
  column: Column,
  tool: Tool,
  score: Score,
  { rules = PLAIN_SCORE_RULES, allowedAttempts = null }: RecordOptions = {},
): Grade {
  const member = course.members.get(score.userId);
  if (member === undefined) {
    throw new AppError('score_user_unknown', rules.userUnknownStatus, 'user is not in this course');
  }
  if (member.role !== 'learner' && member.role !== 'testuser') {
    throw new AppError(
      'score_user_not_gradable',
      rules.notGradableStatus,
      'user is not a learner of this course',
    );
  }
  const before = findGrade(course, column.id, score.userId);
  if (before !== null && isOutdated(score.timestamp, before.at, rules)) {
    const message = rules.outdatedMessage(score.timestamp.toISOString(), before.at.toISOString());
    throw new AppError('score_outdated', rules.outdatedStatus, message);
  }
  if (
    rules.ignoresWhereTeacherGraded &&
    before !== null &&
    before.by === 'teacher' &&
    before.score !== null
  ) {
    return before;
  }
  const attempts =
    (before?.attempts ?? 0) + (rules.countsAttempts && score.isNewSubmission !== false ? 1 : 0);
  if (allowedAttempts !== null && attempts > allowedAttempts) {
    throw new AppError('attempts_used_up', 422, 'the learner has no attempts left');
  }
  const counts = score.gradingProgress === 'FullyGraded' || rules.wipesUnlessFullyGraded;
  return saveGrade(course, {
    columnId: column.id,
    userId: score.userId,
    score: counts ? scoreOf(score, column, rules) : (before?.score ?? null),
    comment: counts ? score.comment : (before?.comment ?? null),
    by: tool.clientId,
    at: score.timestamp,
    activityProgress: score.activityProgress,
    gradingProgress: score.gradingProgress,
    attempts,
  });
}

export interface RecordOptions {
  readonly rules?: ScoreRules;
  /** Null: as many as they like. */
  readonly allowedAttempts?: number | null;
}

function isOutdated(given: Date, held: Date, { comparesWholeSeconds }: ScoreRules): boolean {
  const unit = comparesWholeSeconds ? 1000 : 1;
  return Math.floor(given.getTime() / unit) <= Math.floor(held.getTime() / unit);
}

function scoreOf(score: Score, column: Column, rules: ScoreRules): number | null {
  if (rules.wipesUnlessFullyGraded && score.gradingProgress !== 'FullyGraded') return null;
  const points = scalePoints(score, column.scoreMaximum);
  return points !== null && rules.capsAtMaximum ? Math.min(points, column.scoreMaximum) : points;
}

function scalePoints({ scoreGiven, scoreMaximum }: Score, columnMaximum: number): number | null {
  if (scoreGiven === null) return null;
  return roundPoints((scoreGiven / (scoreMaximum ?? columnMaximum)) * columnMaximum);
}

/** Five decimals, like the gradebooks that keep decimals: 1/3 of 100 is 33.33333. */
function roundPoints(points: number): number {
  return Math.round(points * 100_000) / 100_000;
}

function saveGrade(course: Course, grade: Grade): Grade {
  course.grades.set(gradeKey(grade), grade);
  return grade;
}

function gradeKey({ columnId, userId }: Pick<Grade, 'columnId' | 'userId'>): string {
  return `${columnId}/${userId}`;
}
