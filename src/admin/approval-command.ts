/**
 * What waits for a yes, and saying yes or no in the name of somebody who may.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Context } from '../context.js';
import { readPeople } from './awarding-command.js';
import { flag, list, need, optional, table, text, UsageError, type Command, type Json } from './command.js';

/** More than anybody answers by hand. */
const MOST_COURSES = 500;
/** Whoever only looks. */
const NOBODY = { person: { kind: 'admin', id: '' }, isTeacherHere: false } as const;

export const approvalCommand: Command = {
  summary: 'list what waits for a yes; approve or decline one in the name of an account that may',
  help: [
    '(nothing)                    who waits, in which course, for which badge',
    '--mapping ID --learner ID --as ACCOUNT --approve',
    '--mapping ID --learner ID --as ACCOUNT --decline TEXT',
    'The account must be one that approves this badge: "awarding" says who does, "account" lists ids.',
  ],
  options: { mapping: text, learner: text, as: text, approve: flag, decline: text },
  async run(context, values) {
    const mappingId = optional(values, 'mapping');
    if (mappingId === null) return { waiting: await listWaiting(context) };
    const reason = optional(values, 'decline');
    if ((values['approve'] === true) === (reason !== null)) {
      throw new UsageError('say one of --approve and --decline TEXT');
    }
    const learnerId = need(values, 'learner');
    const [person] = await readPeople(context, need(values, 'as'));
    if (!person) throw new UsageError('--as names no account');
    const course = await findCourse(context, mappingId, learnerId);
    const answer = reason === null ? ({ kind: 'approve' } as const) : ({ kind: 'decline', reason } as const);
    const asker = { person, isTeacherHere: false };
    const [answered] = await context.reviews.answerAll(course.course, asker, answer, [
      { mapping: course.mapping, learnerId, print: null },
    ]);
    const code = answered?.errorCode ?? null;
    if (code !== null) throw new AppError(code, 409, `this was not answered: ${code}`);
    return { answered: { mappingId, learnerId, answer: answer.kind } };
  },
  present: ({ waiting, answered }) => (answered ? list(answered) : table(waiting, 'Nobody waits for a yes.')),
};

async function listWaiting({ institution, approvalViews, stores }: Context): Promise<Json[]> {
  const rows: Json[] = [];
  for (const courseId of await stores.decisions.listCoursesWaiting(institution.id, MOST_COURSES)) {
    const { board, badges } = await approvalViews.load(institution.id, courseId, NOBODY);
    for (const { badge, waiting } of badges) {
      for (const { learnerId, name } of waiting) {
        rows.push({
          course: board.course.title ?? courseId,
          badge: badge.badgeClass.name.nl,
          name: name ?? '',
          mappingId: badge.mapping.id,
          learnerId,
        });
      }
    }
  }
  return rows;
}

async function findCourse(
  { institution, approvalViews, stores }: Context,
  mappingId: string,
  learnerId: string,
) {
  for (const courseId of await stores.decisions.listCoursesWaiting(institution.id, MOST_COURSES)) {
    const { board, badges } = await approvalViews.load(institution.id, courseId, NOBODY);
    const found = badges.find(({ badge }) => badge.mapping.id === mappingId);
    if (found?.waiting.some((one) => one.learnerId === learnerId)) {
      return { course: board.course, mapping: found.badge.mapping };
    }
  }
  throw new UsageError(
    'this learner does not wait for a yes for this mapping: "approval" alone lists who does',
  );
}
