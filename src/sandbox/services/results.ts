/**
 * The result service: what stands in the gradebook.
 *
 * A learner who never had a grade is not listed; one whose grade was cleared is, without `resultScore`. Zero is a score.
 *
 * Source: LTI AGS 2.0 §3.3
 *
 * @module
 */
import { Router } from 'express';
import { lineItemUrl, resultUrl } from '../lti/addresses.js';
import { MEDIA, SCOPE } from '../lti/claims.js';
import type { Platform } from '../platform.js';
import { listGrades } from '../school/gradebook.js';
import type { Column, Course, Grade } from '../school/state.js';
import { getCall, getOwnColumn, requireAccept, requireScope } from './access.js';
import { CONTAINER_PATH, deploymentOfQuery } from './line-items.js';
import { sendPage } from './paging.js';

export function createResultsRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, settings } = platform;

  router.get(
    `${CONTAINER_PATH}/:column/lineitem/results`,
    log.watch('results'),
    faults.trouble('results'),
    requireScope(platform, [SCOPE.resultReadOnly], deploymentOfQuery),
    requireAccept(MEDIA.resultContainer),
    (req, res) => {
      const { course } = getCall(res);
      const column = getOwnColumn(req, res);
      const userId = req.query.user_id;
      const grades = listGrades(course, column.id).filter(
        (grade) => userId === undefined || grade.userId === userId,
      );
      const paging = { baseUrl: platform.baseUrl(), largestPage: settings.pageSizes.results };
      sendPage(req, res, grades, paging, (page) =>
        res
          .type(MEDIA.resultContainer)
          .json(page.map((grade) => presentResult(platform.baseUrl(), course, column, grade))),
      );
    },
  );

  return router;
}

function presentResult(baseUrl: string, course: Course, column: Column, { userId, score, comment }: Grade) {
  return {
    id: resultUrl(baseUrl, course, column, userId),
    scoreOf: lineItemUrl(baseUrl, course, column),
    userId,
    ...(score === null ? {} : { resultScore: score }),
    resultMaximum: column.scoreMaximum,
    ...(comment === null ? {} : { comment }),
  };
}
