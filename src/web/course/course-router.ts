/**
 * Every page inside a course, for teachers and students. Each route names who may come in.
 *
 * @module
 */
import { Router } from 'express';
import { createMailChoiceRouter, type MailChoiceRouterDeps } from '../mail-router.js';
import { createCourseHealthRouter, type CourseHealthRouterDeps } from '../health/course-health-router.js';
import { createPickerRouter, type PickerRouterDeps } from '../picker/picker-router.js';
import { createOwnCredentialRouter, type OwnCredentialRouterDeps } from '../student/own-credential-router.js';
import { createShareRouter, type ShareRouterDeps } from '../student/share-router.js';
import { createApprovalsRouter, type ApprovalsRouterDeps } from './approvals-router.js';
import { createAssessRouter, type AssessRouterDeps } from './assess-router.js';
import { createAwardRouter, type AwardRouterDeps } from './award-router.js';
import { createBadgeRouter, type BadgeRouterDeps } from './badge-router.js';
import { createCopyRouter, type CopyRouterDeps } from './copy-router.js';
import { answerNoSession } from './answer-no-session.js';
import { createEditorRouter, type EditorRouterDeps } from './editor-router.js';
import { createHistoryRouter, type HistoryRouterDeps } from './history-router.js';
import { createMapRouter, type MapRouterDeps } from './map-router.js';
import { createLearnersRouter, type LearnersRouterDeps } from './learners-router.js';
import { createOverviewRouter, type OverviewRouterDeps } from './overview-router.js';

export type CourseRouterDeps = OverviewRouterDeps &
  LearnersRouterDeps &
  BadgeRouterDeps &
  AwardRouterDeps &
  AssessRouterDeps &
  MailChoiceRouterDeps &
  CopyRouterDeps &
  ApprovalsRouterDeps &
  HistoryRouterDeps &
  EditorRouterDeps &
  MapRouterDeps &
  PickerRouterDeps &
  CourseHealthRouterDeps &
  OwnCredentialRouterDeps &
  ShareRouterDeps;

/** It stands behind `loadSession`. */
export function createCourseRouter(deps: CourseRouterDeps): Router {
  const router = Router();
  router.use(createOverviewRouter(deps));
  router.use(createLearnersRouter(deps));
  router.use(createAwardRouter(deps));
  router.use(createPickerRouter(deps));
  router.use(createApprovalsRouter(deps));
  router.use(createCourseHealthRouter(deps));
  router.use(createCopyRouter(deps));
  router.use(createBadgeRouter(deps));
  router.use(createAssessRouter(deps));
  router.use(createMailChoiceRouter(deps));
  router.use(createOwnCredentialRouter(deps));
  router.use(createShareRouter(deps));
  router.use(createHistoryRouter(deps));
  router.use(createMapRouter(deps));
  router.use(createEditorRouter(deps));
  router.use(answerNoSession);
  return router;
}
