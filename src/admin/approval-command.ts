/**
 * What waits for a yes, and saying yes or no in the name of somebody who may.
 *
 * @module
 */
import type { Mapping } from '../awarding/mapping.js';
import { AppError } from '../errors/app-error.js';
import type { Context } from '../context.js';
import type { Course } from '../lti/course.js';
import { readPerson } from './awarding-command.js';
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
    if (mappingId === null) return { waiting: (await findWaiting(context)).map(describe) };
    const reason = optional(values, 'decline');
    if ((values['approve'] === true) === (reason !== null)) {
      throw new UsageError('say one of --approve and --decline TEXT');
    }
    const learnerId = need(values, 'learner');
    const person = await readPerson(context, need(values, 'as'));
    const found = (await findWaiting(context)).find(
      (one) => one.mapping.id === mappingId && one.learnerId === learnerId,
    );
    if (!found) {
      throw new UsageError('this learner does not wait for a yes here: "approval" alone lists who does');
    }
    const answer = reason === null ? ({ kind: 'approve' } as const) : ({ kind: 'decline', reason } as const);
    const asker = { person, isTeacherHere: false };
    const [answered] = await context.reviews.answerAll(found.course, asker, answer, [
      { mapping: found.mapping, learnerId, print: null },
    ]);
    const code = answered?.errorCode ?? null;
    if (code !== null) throw new AppError(code, 409, `this was not answered: ${code}`);
    return { answered: { mappingId, learnerId, answer: answer.kind } };
  },
  present: ({ waiting, answered }) => (answered ? list(answered) : table(waiting, 'Nobody waits for a yes.')),
};

interface Waiting {
  readonly course: Course;
  readonly mapping: Mapping;
  readonly badge: string;
  readonly learnerId: string;
  readonly name: string | null;
}

async function findWaiting({ institution, approvalViews, stores }: Context): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const courseId of await stores.decisions.listCoursesWaiting(institution.id, MOST_COURSES)) {
    const { board, badges } = await approvalViews.load(institution.id, courseId, NOBODY);
    for (const { badge, waiting } of badges) {
      const { mapping, badgeClass } = badge;
      for (const { learnerId, name } of waiting)
        found.push({ course: board.course, mapping, badge: badgeClass.name.nl, learnerId, name });
    }
  }
  return found;
}

function describe({ course, mapping, badge, learnerId, name }: Waiting): Json {
  return { course: course.title ?? course.id, badge, name: name ?? '', mappingId: mapping.id, learnerId };
}
