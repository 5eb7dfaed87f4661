import { beforeEach, describe, expect, it } from 'vitest';
import {
  addColumn,
  changeColumn,
  findGrade,
  recordScore,
  typeGrade,
} from '../../../src/sandbox/school/gradebook.js';
import { seed } from '../../../src/sandbox/school/seed.js';
import {
  createState,
  getCourse,
  type Column,
  type Course,
  type State,
  type Tool,
} from '../../../src/sandbox/school/state.js';

const NINE = new Date('2026-11-23T09:00:00Z');
const TEN = new Date('2026-11-23T10:00:00Z');

describe('gradebook of the sandbox LMS', () => {
  let state: State;
  let course: Course;
  let column: Column;
  const tool = { clientId: 'tool-1' } as Tool;

  beforeEach(() => {
    state = createState();
    seed(state, { students: 30, extras: false, locale: 'nl' });
    course = getCourse(state, '1');
    column = addColumn(state, course, null, { label: 'Exam', scoreMaximum: 20 });
  });

  it('does not change the time of a grade that is typed again as it stands', () => {
    typeGrade(course, column, '101', { score: 12 }, NINE);
    typeGrade(course, column, '101', { score: 12 }, TEN);
    expect(findGrade(course, column.id, '101')?.at).toEqual(NINE);
    typeGrade(course, column, '101', { score: 13 }, TEN);
    expect(findGrade(course, column.id, '101')?.at).toEqual(TEN);
  });

  it('has nothing to clear where nothing was given', () => {
    expect(typeGrade(course, column, '101', { score: null }, NINE)).toBeNull();
    expect(course.grades.size).toBe(0);
  });

  it('gives grades to members only', () => {
    expect(() => typeGrade(course, column, '2', { score: 1 }, NINE)).toThrow(
      expect.objectContaining({ code: 'member_not_found' }),
    );
  });

  it('keeps a teacher’s comment when only the score changes', () => {
    typeGrade(course, column, '101', { score: 12, comment: 'Good' }, NINE);
    expect(typeGrade(course, column, '101', { score: 13 }, TEN)?.comment).toBe('Good');
  });

  it('keeps five decimals of a scaled score', () => {
    const score = {
      userId: '101',
      timestamp: TEN,
      scoreGiven: 1,
      scoreMaximum: 3,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      comment: null,
    };
    expect(recordScore(course, column, tool, score).score).toBe(6.66667);
  });

  it('rescales scores with the maximum, and leaves cleared grades empty', () => {
    typeGrade(course, column, '101', { score: 11 }, NINE);
    typeGrade(course, column, '102', { score: 11 }, NINE);
    typeGrade(course, column, '102', { score: null }, TEN);
    changeColumn(course, column, { scoreMaximum: 100 });
    expect(findGrade(course, column.id, '101')?.score).toBe(55);
    expect(findGrade(course, column.id, '102')?.score).toBeNull();
  });
});

describe('seed of the sandbox LMS', () => {
  it('has an administrator, a teacher and exactly thirty students with names and addresses of their own', () => {
    const state = createState();
    seed(state, { students: 30, extras: false, locale: 'nl' });
    const users = [...state.users.values()];
    const members = [...getCourse(state, '1').members.values()];
    expect(users).toHaveLength(32);
    expect(members.map(({ role }) => role).sort()).toEqual([...Array<string>(30).fill('learner'), 'teacher']);
    expect(new Set(users.map(({ givenName, familyName }) => `${givenName} ${familyName}`)).size).toBe(32);
    expect(new Set(users.map(({ email }) => email)).size).toBe(32);
    expect(users.every(({ email }) => email.endsWith('@example.org'))).toBe(true);
  });

  it('adds an assistant, an observer, a test user and an inactive student when asked', () => {
    const state = createState();
    seed(state, { students: 0, extras: true, locale: 'nl' });
    const members = [...getCourse(state, '1').members.values()];
    expect(members.map(({ role, status }) => `${role} ${status}`)).toEqual([
      'teacher Active',
      'assistant Active',
      'observer Active',
      'testuser Active',
      'learner Inactive',
    ]);
  });
});
