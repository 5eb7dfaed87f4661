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
import { sendExceptionPage } from './exception-page.js';
import { sendPage } from './paging.js';
import { limitRate } from './rate-limit.js';

export function createResultsRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, settings } = platform;
  const { paths, services } = platform.profile;

  router.get(
    `${paths.lineItem}/results`,
    log.watch('results'),
    limitRate(platform),
    faults.trouble('results'),
    requireScope(platform, [SCOPE.resultReadOnly]),
    requireAccept(services, MEDIA.resultContainer),
    (req, res) => {
      const { course } = getCall(res);
      const column = getOwnColumn(req, res);
      // MOODLE 5: only with `type_id` does the page break.
      if (services.breaksPaging && req.query.limit !== undefined && getCall(res).isDeploymentNamed) {
        return sendExceptionPage(res);
      }
      const userId = req.query.user_id;
      const grades = listGrades(course, column.id).filter(
        (grade) =>
          (userId === undefined || grade.userId === userId) &&
          (grade.score !== null || services.listsClearedResults),
      );
      const paging = {
        baseUrl: platform.baseUrl(),
        largestPage: settings.pageSizes.results,
        isBroken: services.breaksPaging,
      };
      sendPage(req, res, grades, paging, (page) =>
        res
          .type(MEDIA.resultContainer)
          .json(page.map((grade) => presentResult(platform, course, column, grade))),
      );
    },
  );

  return router;
}

function presentResult(
  platform: Platform,
  course: Course,
  column: Column,
  { userId, score, comment }: Grade,
) {
  return {
    id: resultUrl(platform, course, column, userId),
    scoreOf: lineItemUrl(platform, course, column),
    userId,
    ...(score === null ? {} : { resultScore: score }),
    resultMaximum: column.scoreMaximum,
    ...(comment === null ? {} : { comment }),
  };
}
