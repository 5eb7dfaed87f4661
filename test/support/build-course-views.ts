/**
 * What the pages of a course are made of, with overrides.
 *
 * @module
 */
import type { BoardLearner, CourseBoard, MappedBadge, ReadColumn } from '../../src/awarding/course-board.js';
import { listColumnKeys } from '../../src/awarding/rule.js';
import type { Decision } from '../../src/awarding/decision.js';
import type { LearnerBadge, LearnerView } from '../../src/awarding/learner-view.js';
import type { OpenedBadge } from '../../src/awarding/own-badges.js';
import { countStandings, describeStanding, type Standing } from '../../src/awarding/standing.js';
import type { Language } from '../../src/language/local-text.js';
import { createCourseWords, type CourseWords } from '../../src/web/course/course-words.js';
import {
  buildBadgeClass,
  buildCourse,
  buildEnrolment,
  buildEvaluation,
  buildMapping,
  buildRegistration,
  NOON,
} from './build-records.js';

export function buildWords(language: Language = 'en', lms = 'Example LMS'): CourseWords {
  return createCourseWords(language, {
    name: lms,
    issuer: 'https://lms.example.org',
    productFamily: 'unknown',
  });
}

/** The key of the column that `buildInput` is about. */
export const INPUT_KEY = 'mapping-key-1';

export function buildMappedBadge(
  overrides: Partial<Omit<MappedBadge, 'readColumn'>> & {
    readonly readColumn?: Omit<ReadColumn, 'key'> | null;
  } = {},
): MappedBadge {
  const { mapping = buildMapping({ key: INPUT_KEY, seenAt: NOON }), readColumn = null, ...rest } = overrides;
  const columns = listColumnKeys(mapping.rule).map((key) => ({
    label: null,
    badgeClass: null,
    ...readColumn,
    key,
  }));
  return {
    mapping,
    badgeClass: buildBadgeClass(),
    readColumns: columns,
    readColumn: readColumn && (columns[0] ?? null),
    heldBadgeClasses: [],
    ...rest,
  };
}

export function buildBoardLearner(overrides: Partial<BoardLearner> = {}): BoardLearner {
  return { id: 'learner-1', name: 'Ann Example', enrolment: buildEnrolment(), ...overrides };
}

/** `standings` by learner id; everybody else is undecided. */
export function buildBoard(
  overrides: Partial<Omit<CourseBoard, 'getStanding' | 'count'>> & {
    readonly standings?: Readonly<Record<string, Standing>>;
  } = {},
): CourseBoard {
  const { standings = {}, ...rest } = overrides;
  const learners = rest.learners ?? [];
  const getStanding: CourseBoard['getStanding'] = (mapping, learnerId) =>
    standings[learnerId] ?? describeStanding(mapping, null, null);
  return {
    course: buildCourse({ id: 'course-1' }),
    registration: buildRegistration(),
    sync: null,
    lastRound: null,
    badges: [],
    learners,
    awards: [],
    assessments: [],
    badgeScores: [],
    handIns: [],
    getStanding,
    count: (mapping) => countStandings(learners.map(({ id }) => getStanding(mapping, id))),
    ...rest,
  };
}

export function buildDecision(overrides: Partial<Decision> = {}): Decision {
  return {
    ...buildEvaluation(),
    id: 'decision-1',
    institutionId: 'institution-a',
    courseId: 'course-1',
    mappingId: 'mapping-1',
    mappingVersion: 1,
    learnerId: 'learner-1',
    decidedAt: NOON,
    history: [],
    ...overrides,
  };
}

export function buildLearnerBadge(overrides: Partial<LearnerBadge> = {}): LearnerBadge {
  const badge = overrides.badge ?? buildMappedBadge();
  const decision = overrides.decision ?? null;
  return {
    badge,
    decision,
    standing: describeStanding(badge.mapping, decision, null),
    assessment: null,
    rubric: null,
    handIn: null,
    barred: null,
    canBeAssessed: badge.mapping.columnRole === 'assessed',
    ...overrides,
  };
}

export function buildLearnerView(overrides: Partial<LearnerView> = {}): LearnerView {
  return {
    course: buildCourse({ id: 'course-1' }),
    registration: buildRegistration(),
    sync: null,
    learner: { id: 'learner-1', name: 'Ann Example' },
    enrolment: buildEnrolment(),
    badges: [],
    formerAwards: [],
    badgeScores: new Map(),
    notices: new Map(),
    credentials: new Map(),
    ...overrides,
  };
}

export function buildOpenedBadge(overrides: Partial<OpenedBadge> = {}): OpenedBadge {
  const badge = overrides.badge ?? buildMappedBadge();
  return {
    kind: 'own',
    course: buildCourse({ id: 'course-1' }),
    registration: buildRegistration(),
    badge,
    standing: describeStanding(badge.mapping, null, null),
    settlesAt: null,
    at: NOON,
    isFresh: true,
    nextCheckAt: null,
    readAt: NOON,
    ...overrides,
  };
}
