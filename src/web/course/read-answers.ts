/**
 * Answers to those who wait for a yes: the one form of it, whether it comes from the queue, the matrix, one learner's page or the
 * console. A ticked box names a badge and a learner, and carries the results that were looked at.
 *
 * @module
 */
import type { Answered, ChosenReview, ReviewAnswer } from '../../awarding/review-service.js';
import type { Mapping } from '../../awarding/mapping.js';
import { AppError } from '../../errors/app-error.js';
import { parseChoice, readFields } from './form-fields.js';

/** A box for each learner and badge that waits, in a course of hundreds. */
export const ANSWERS_LIMIT = '256kb';
export const ANSWERS_FIELDS = 3_000;

export interface ReadAnswers {
  readonly answer: ReviewAnswer;
  readonly chosen: readonly ChosenReview[];
}

/** Name of the box that chooses one learner's badge; its value is the print of the results beside it. */
export function answerField(mappingId: string, learnerId: string): string {
  return `choose.${mappingId}.${learnerId}`;
}

/**
 * @param waiting - who waits now; whoever waits no more is not looked at
 * @throws {AppError} `request_invalid` - no button of ours was pressed
 */
export function readAnswers(
  body: unknown,
  waiting: readonly { readonly mapping: Mapping; readonly learnerId: string }[],
): ReadAnswers {
  const { action, reason } = readFields(body, ['action', 'reason']);
  const kind = parseChoice(action, ['approve', 'decline']);
  if (!kind) throw new AppError('request_invalid', 400, 'the form does not say what to do');
  const prints = readFields(
    body,
    waiting.map(({ mapping, learnerId }) => answerField(mapping.id, learnerId)),
  );
  return {
    answer: kind === 'approve' ? { kind } : { kind, reason },
    chosen: waiting.flatMap(({ mapping, learnerId }) => {
      const print = prints[answerField(mapping.id, learnerId)];
      return print ? [{ mapping, learnerId, print }] : [];
    }),
  };
}

/** What became of it, for the address of the page that is shown next. */
export function writeOutcome({ answer, chosen }: ReadAnswers, answered: readonly Answered[]): string {
  if (chosen.length === 0) return 'done=nothing-chosen';
  const failed = answered.filter(({ errorCode }) => errorCode !== null).length;
  const done = answer.kind === 'approve' ? 'done' : 'declined';
  return `done=${done}&count=${answered.length - failed}&failed=${failed}`;
}
