/**
 * Why each learner of a course has a badge or not, for whoever helps a teacher.
 *
 * @module
 */
import type { Context } from '../context.js';
import { need, UsageError, type Json, type Values } from './command.js';

export async function runDecisions({ institution, stores }: Context, values: Values): Promise<Json> {
  const courseId = need(values, 'course');
  if (!(await stores.courses.find(institution.id, courseId))) {
    throw new UsageError(`no course has the id ${courseId}: "badge-class" lists them`);
  }
  const [decisions, awards] = await Promise.all([
    stores.decisions.listByCourse(institution.id, courseId),
    stores.awards.listByCourse(institution.id, courseId),
  ]);
  const learners = await stores.learners.listByIds(
    institution.id,
    decisions.map(({ learnerId }) => learnerId),
  );
  const subs = new Map(learners.map(({ id, sub }) => [id, sub]));
  return {
    decisions: decisions.map(({ learnerId, mappingId, verdict, reason, inputs, decidedAt }) => ({
      // The LMS's own id: the operator's counterpart knows whose it is.
      userId: subs.get(learnerId) ?? null,
      verdict,
      reason,
      scores: inputs.map(({ score, maximum }) => `${score ?? '-'}/${maximum ?? '-'}`).join(' '),
      isAwarded: awards.some((award) => award.learnerId === learnerId && award.mappingId === mappingId),
      decidedAt: decidedAt.toISOString(),
      mappingId,
    })),
  };
}
