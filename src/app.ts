/**
 * The express application: middleware and routers, in order.
 *
 * @module
 */
import express, { type Express } from 'express';
import type { Context } from './context.js';
import { createAssetsRouter } from './web/assets.js';
import { createConsoleRouter } from './web/console/console-router.js';
import { createCourseRouter } from './web/course/course-router.js';
import { answerNotFound, createErrorHandler } from './web/error-handler.js';
import { createCourseHealthLine } from './web/health/course-health-router.js';
import { createHealthRouter } from './web/health.js';
import { createInstitutionLookRouter } from './web/institution-look.js';
import { createLtiRouter } from './web/lti-router.js';
import { createMailRouter } from './web/mail-router.js';
import { createNoticeRouter } from './web/notice-router.js';
import { createPublicRouter } from './web/public/public-router.js';
import { createRateLimits } from './web/rate-limit.js';
import { refuseOddQueries } from './web/read-params.js';
import { createRegistrationRouter } from './web/registration-router.js';
import { setBaseHeaders } from './web/security-headers.js';
import { createLoadSession } from './web/session.js';

/** A badge link answers within two seconds, also when the LMS does not. */
const CHECK_WAIT_MS = 1_700;
/** A teacher who assesses waits longer, since the score should be in the gradebook afterwards. */
const ASSESS_WAIT_MS = 4_000;

/** Everything that people and platforms open. */
export function createApp(context: Context): Express {
  const app = createBareApp(context);
  app.use(createAssetsRouter());
  // Who comes here without a course in hand is most likely to hold a credential.
  app.get('/', (_req, res) => res.redirect(302, '/verify'));
  app.use(createRateLimits(context));
  app.use(createLtiRouter(context));
  app.use(createNoticeRouter(context));
  app.use(createMailRouter(context));
  app.use(createRegistrationRouter(context));
  app.use(createPublicRouter(context));
  app.use(createInstitutionLookRouter(context));
  app.use(createConsoleRouter(context));
  app.use('/courses', createLoadSession(context.launchSessions));
  app.use(
    createCourseRouter({
      ...context,
      courseHealthLine: createCourseHealthLine({ ...context, ...context.stores }),
      launchUrl: `${context.config.baseUrl}/lti/launch`,
      // Whoever tries things out on one machine wants to see the badge, not a grade that has to stand.
      defaultStoodHours: context.config.allowLoopback ? 0 : 1,
      checkWaitMs: CHECK_WAIT_MS,
      assessWaitMs: ASSESS_WAIT_MS,
    }),
  );
  app.use(answerNotFound);
  app.use(createErrorHandler(context.logger));
  return app;
}

/** A process that only works in the background still says that it lives. */
export function createWorkerApp(context: Context): Express {
  const app = createBareApp(context);
  app.use(answerNotFound);
  app.use(createErrorHandler(context.logger));
  return app;
}

function createBareApp({ config, stores }: Context): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustedProxies);
  // Operators as query values (`?a[$gt]=`) stay plain names.
  app.set('query parser', 'simple');
  app.use(setBaseHeaders(config.baseUrl));
  app.use(refuseOddQueries);
  app.use(
    createHealthRouter({
      isReady: async () => {
        await stores.institutions.list();
        return true;
      },
    }),
  );
  return app;
}
