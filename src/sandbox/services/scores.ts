/**
 * The score service: a tool sends a grade.
 *
 * Source: LTI AGS 2.0 §3.4
 * Not here: what a score does to the gradebook (school/gradebook.ts).
 *
 * @module
 */
import { Router } from 'express';
import { AppError } from '../../errors/app-error.js';
import {
  findFields,
  findFlag,
  findNumber,
  findText,
  invalid,
  readFields,
  readText,
  type Fields,
} from '../input.js';
import { resultUrl } from '../lti/addresses.js';
import { MEDIA, SCOPE } from '../lti/claims.js';
import type { Platform } from '../platform.js';
import { recordScore, type Score } from '../school/gradebook.js';
import type { Column, Course } from '../school/state.js';
import { getCall, getOwnColumn, requireBody, requireScope } from './access.js';
import { limitRate } from './rate-limit.js';

/** Canvas: without `new_submission: false` every score is one more submission. */
const SUBMISSION = 'https://canvas.instructure.com/lti/submission';
const ACTIVITY_PROGRESS = ['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed'];
const GRADING_PROGRESS = ['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady'];
/** ISO 8601 with a time zone (§3.4.8); without one nobody knows when it was. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;

export function createScoresRouter(platform: Platform): Router {
  const router = Router();
  const { paths, services, scores: rules } = platform.profile;

  router.post(
    `${paths.lineItem}/scores`,
    platform.log.watch('scores'),
    limitRate(platform),
    platform.faults.trouble('scores'),
    requireScope(platform, [SCOPE.score]),
    ...requireBody(MEDIA.score),
    (req, res) => {
      const { course, tool } = getCall(res);
      const column = getOwnColumn(req, res);
      if (services.needsPublished && isUnpublished(course, column)) {
        throw new AppError('assignment_unpublished', 422, 'the assignment is not published');
      }
      const score = parseScore(readFields(req.body));
      const { allowedAttempts } = platform.settings;
      const grade = recordScore(course, column, tool, score, { rules, allowedAttempts });
      if (services.answersScores === 'nothing') return void res.status(200).end();
      res.json({ resultUrl: resultUrl(platform, course, column, grade.userId) });
    },
  );

  return router;
}

function isUnpublished(course: Course, { linkId }: Column): boolean {
  return linkId !== null && course.links.get(linkId)?.published === false;
}

function parseScore(body: Fields): Score {
  const timestamp = readText(body, 'timestamp');
  if (!TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp))) {
    throw invalid('timestamp must be an ISO 8601 time with a time zone');
  }
  const scoreGiven = findNumber(body, 'scoreGiven');
  const scoreMaximum = findNumber(body, 'scoreMaximum');
  if (scoreGiven !== undefined && scoreGiven < 0) throw invalid('scoreGiven must be 0 or more');
  if (scoreGiven !== undefined && (scoreMaximum === undefined || scoreMaximum <= 0)) {
    throw invalid('scoreMaximum must be above 0 when there is a scoreGiven');
  }
  return {
    userId: readText(body, 'userId'),
    timestamp: new Date(timestamp),
    scoreGiven: scoreGiven ?? null,
    scoreMaximum: scoreMaximum ?? null,
    activityProgress: readOneOf(body, 'activityProgress', ACTIVITY_PROGRESS),
    gradingProgress: readOneOf(body, 'gradingProgress', GRADING_PROGRESS),
    comment: findText(body, 'comment') ?? null,
    isNewSubmission: findFlag(findFields(body, SUBMISSION) ?? {}, 'new_submission') ?? true,
  };
}

function readOneOf(body: Fields, name: string, values: readonly string[]): string {
  const value = readText(body, name);
  if (!values.includes(value)) throw invalid(`${name} must be one of ${values.join(', ')}`);
  return value;
}
