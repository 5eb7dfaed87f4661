/**
 * The gradebook: a table of fields. What is changed is saved, what is emptied is cleared.
 *
 * The form says what stood in each field when it was shown: a score that a tool sent meanwhile is not overwritten by a field that nobody touched.
 *
 * @module
 */
import { Router, urlencoded } from 'express';
import { findText, invalid, readFields, readText } from '../input.js';
import type { Platform } from '../platform.js';
import { addColumn, findGrade, removeColumn, typeGrade } from '../school/gradebook.js';
import { fullName, getColumn, getUser, type Course } from '../school/state.js';
import { getCourseOf, requireCourse, requireStaff, requireUser } from './session.js';

export function createGradebookPages(platform: Platform): Router {
  const router = Router();
  const grading = [requireUser(platform), requireCourse(platform), requireStaff];
  const form = urlencoded({ extended: false, parameterLimit: 20_000, limit: '2mb' });
  const path = '/courses/:course/gradebook';

  router.get(path, ...grading, (req, res) => {
    res.render('gradebook', {
      title: 'Gradebook',
      isSaved: req.query.saved === '1',
      ...presentGradebook(platform, getCourseOf(res)),
    });
  });

  router.post(path, ...grading, form, (req, res) => {
    const course = getCourseOf(res);
    const fields = readFields(req.body);
    const changes = [...course.columns.values()].flatMap((column) =>
      listGradable(course).flatMap(({ userId }) => {
        const typed = findText(fields, `grade-${column.id}-${userId}`);
        const isUntouched = typed === undefined || typed === findText(fields, `was-${column.id}-${userId}`);
        return isUntouched ? [] : [{ column, userId, score: parseGrade(typed) }];
      }),
    );
    for (const { column, userId, score } of changes) {
      typeGrade(course, column, userId, { score }, platform.now());
    }
    res.redirect(303, `/courses/${course.id}/gradebook?saved=1`);
  });

  router.post(`${path}/columns`, ...grading, form, (req, res) => {
    const course = getCourseOf(res);
    const fields = readFields(req.body);
    const scoreMaximum = parseGrade(readText(fields, 'scoreMaximum'));
    if (scoreMaximum === null || scoreMaximum <= 0) throw invalid('Points must be a number above 0.');
    addColumn(platform.state, course, null, { label: readText(fields, 'label'), scoreMaximum });
    res.redirect(303, `/courses/${course.id}/gradebook`);
  });

  router.post(`${path}/columns/:column/remove`, ...grading, (req, res) => {
    const course = getCourseOf(res);
    removeColumn(course, getColumn(course, String(req.params.column)));
    res.redirect(303, `/courses/${course.id}/gradebook`);
  });

  return router;
}

/** An empty field is no grade. Dutch people write a comma. */
function parseGrade(typed: string): number | null {
  const text = typed.trim().replace(',', '.');
  if (text === '') return null;
  if (!/^\d{1,7}(\.\d{1,5})?$/.test(text)) throw invalid(`“${typed.trim().slice(0, 20)}” is not a grade.`);
  return Number(text);
}

function listGradable(course: Course) {
  return [...course.members.values()].filter(({ role }) => role === 'learner' || role === 'testuser');
}

function presentGradebook({ state }: Platform, course: Course) {
  const columns = [...course.columns.values()];
  return {
    columns: columns.map((column) => ({
      id: column.id,
      label: column.label,
      scoreMaximum: column.scoreMaximum,
      toolName: column.clientId === null ? null : (state.tools.get(column.clientId)?.name ?? ''),
    })),
    rows: listGradable(course).map((member) => ({
      userId: member.userId,
      name: fullName(getUser(state, member.userId)),
      isInactive: member.status === 'Inactive',
      cells: columns.map((column) => {
        const grade = findGrade(course, column.id, member.userId);
        return {
          columnId: column.id,
          label: column.label,
          score: grade?.score ?? null,
          isSentByTool: grade !== null && grade.by !== 'teacher',
          comment: grade?.comment ?? null,
        };
      }),
    })),
  };
}
