/**
 * Every page inside a course, for teachers and students. Each route names who may come in.
 *
 * @module
 */
import { Router } from 'express';
import { createPickerRouter, type PickerRouterDeps } from '../picker/picker-router.js';
import { createOwnCredentialRouter, type OwnCredentialRouterDeps } from '../student/own-credential-router.js';
import { createApprovalsRouter, type ApprovalsRouterDeps } from './approvals-router.js';
import { createBadgeRouter, type BadgeRouterDeps } from './badge-router.js';
import { createCopyRouter, type CopyRouterDeps } from './copy-router.js';
import { createLearnersRouter, type LearnersRouterDeps } from './learners-router.js';
import { createOverviewRouter, type OverviewRouterDeps } from './overview-router.js';

export type CourseRouterDeps = OverviewRouterDeps &
  LearnersRouterDeps &
  BadgeRouterDeps &
  CopyRouterDeps &
  ApprovalsRouterDeps &
  PickerRouterDeps &
  OwnCredentialRouterDeps;

/** It stands behind `loadSession`. */
export function createCourseRouter(deps: CourseRouterDeps): Router {
  const router = Router();
  router.use(createOverviewRouter(deps));
  router.use(createLearnersRouter(deps));
  router.use(createPickerRouter(deps));
  router.use(createApprovalsRouter(deps));
  router.use(createCopyRouter(deps));
  router.use(createBadgeRouter(deps));
  router.use(createOwnCredentialRouter(deps));
  return router;
}
