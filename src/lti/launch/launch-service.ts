/**
 * Launching: a verified launch becomes a learner, a course, an enrolment, a link and a session. The LMS is not asked for
 * anything here: the launch does not wait.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors/app-error.js';
import type { Learner, LearnerSighting, LearnerStore } from '../../institutions/learner.js';
import type { Logger } from '../../logger/logger.js';
import { pickCourseBridges, pickLearnerBridges } from '../../platforms/bridges.js';
import type { NoticeServiceClaim } from '../claims.js';
import type { Course, CourseStore, ResourceLinkStore } from '../course.js';
import type { EnrolmentStore } from '../enrolment.js';
import type { HealthWatch } from '../health/health-watch.js';
import type { LaunchSessions } from '../launch-sessions.js';
import { isLmsAdmin, parseRoles } from '../roles.js';
import type { CourseLaunch } from '../session.js';
import type { LaunchRequest, LaunchStep } from './attempt.js';
import type { LaunchFacts } from './read-launch.js';
import { LAUNCH_STEPS } from './steps.js';
import {
  createLaunchVerifier,
  LaunchRefusedError,
  type VerifiedLaunch,
  type VerifyLaunchDeps,
} from './verify-launch.js';

export interface LaunchServiceDeps extends Omit<VerifyLaunchDeps, 'steps'> {
  readonly learners: Pick<LearnerStore, 'rememberAll' | 'findBySub'>;
  readonly courses: Pick<CourseStore, 'remember'>;
  readonly enrolments: Pick<EnrolmentStore, 'rememberLaunch'>;
  readonly resourceLinks: Pick<ResourceLinkStore, 'remember'>;
  readonly launchSessions: Pick<LaunchSessions, 'add'>;
  /** Which mapping a key stands for where the link carries it; the key itself where nothing else is known. */
  readonly resolveKey: (
    course: Course,
    claim: {
      readonly key: string;
      readonly resourceLinkId: string | null;
      readonly lineItemUrl: string | null;
    },
  ) => Promise<string>;
  /** Asks for what should follow: a round of the course, for example. */
  readonly onLaunch: (launch: CourseLaunch, course: Course) => Promise<void>;
  /** Behind the launch, which does not wait for it; it never throws. */
  readonly onNoticesOffered?: (launch: CourseLaunch, offered: NoticeServiceClaim) => void;
  /** Watches over connections; it keeps nobody out. */
  readonly healthWatch?: Pick<HealthWatch, 'noteLaunch' | 'noteRefused'>;
  readonly logger: Pick<Logger, 'error'>;
  /** A test leaves one out. */
  readonly steps?: readonly LaunchStep[];
}

export interface CompletedLaunch {
  readonly launch: CourseLaunch;
  readonly course: Course;
  /** Value of the session cookie. */
  readonly sessionKey: string;
}

export type LaunchService = ReturnType<typeof createLaunchService>;

export function createLaunchService(deps: LaunchServiceDeps) {
  const { deployments, learners, courses, enrolments, resourceLinks, launchSessions, logger, now } = deps;
  const verifyLaunch = createLaunchVerifier({ ...deps, steps: deps.steps ?? LAUNCH_STEPS });

  /**
   * @param sessionKey - the session cookie that came along; null when none did
   * @throws {AppError} the codes of the steps; `launch_state_unknown`, `launch_token_unreadable`, `launch_outside_course`
   */
  async function launch(request: LaunchRequest, sessionKey: string | null): Promise<CompletedLaunch> {
    const verified = await verifyWatched(request);
    const { registration, facts } = verified;
    const context = findContext(facts);
    const deployment = await deployments.sight(registration, facts.deploymentId);
    const { institutionId } = deployment;
    if (institutionId === null) throw new Error('an active deployment belongs to nobody');
    const at = now();
    const course = await courses.remember(
      institutionId,
      {
        registrationId: registration.id,
        deploymentRecordId: deployment.id,
        contextId: context.id,
        title: context.title,
        label: context.label,
        membershipsUrl: facts.membershipsUrl,
        lineItemsUrl: facts.lineItemsUrl,
        agsScopes: facts.agsScopes,
        bridges: pickCourseBridges(facts.custom),
        linkOpenedAt: facts.resourceLink ? at : null,
      },
      at,
    );
    const learner = await rememberLearner(institutionId, verified, at);
    const { isStaff, isLearner, isTestUser, isObserver } = parseRoles(facts.roles);
    await enrolments.rememberLaunch(
      institutionId,
      course.id,
      { learnerId: learner.id, isStaff, isLearner, isTestUser, isObserver, status: 'active' },
      at,
    );
    if (facts.resourceLink) {
      await resourceLinks.remember(
        institutionId,
        {
          courseId: course.id,
          resourceLinkId: facts.resourceLink.id,
          title: facts.resourceLink.title,
          mappingKey: facts.mappingKey,
          lineItemUrl: facts.lineItemUrl,
        },
        at,
      );
    }
    const courseLaunch: CourseLaunch = {
      id: randomUUID(),
      institutionId,
      registrationId: registration.id,
      deploymentRecordId: deployment.id,
      deploymentId: deployment.deploymentId,
      courseId: course.id,
      learnerId: learner.id,
      isStaff,
      isLearner,
      isTestUser,
      isObserver,
      language: facts.language,
      frameOrigins: facts.frameOrigins,
      resourceLinkId: facts.resourceLink?.id ?? null,
      mappingKey: await findMappingKey(course, facts),
      deepLinking: facts.deepLinking,
      ...(isLmsAdmin(facts.roles) && { isLmsAdmin: true }),
      ...(facts.submission !== null && { submission: facts.submission }),
      ...(facts.reviewedSub !== null && {
        reviewedLearnerId: await findReviewed(institutionId, registration.id, facts.reviewedSub),
      }),
      at,
    };
    const session = await launchSessions.add(sessionKey, courseLaunch);
    await announce(courseLaunch, course);
    if (facts.noticeService) deps.onNoticesOffered?.(courseLaunch, facts.noticeService);
    await watch(verified, courseLaunch, request);
    return { launch: courseLaunch, course, sessionKey: session.key };
  }

  async function rememberLearner(
    institutionId: string,
    { registration, facts }: VerifiedLaunch,
    at: Date,
  ): Promise<Learner> {
    const bridges = pickLearnerBridges(facts.custom, facts.personSourcedId);
    const sighting: LearnerSighting = {
      sub: facts.sub,
      ...(facts.name !== null && { name: facts.name }),
      ...(facts.email !== null && { email: facts.email }),
      ...(facts.language !== null && { language: facts.language }),
      ...(Object.keys(bridges).length > 0 && { bridges }),
    };
    const remembered = await learners.rememberAll(institutionId, registration.id, [sighting], at);
    const learner = remembered.get(facts.sub);
    if (!learner) throw new Error('the learner of a launch was not remembered');
    return learner;
  }

  /** What the link carries is a claim; what it means in this course may have been settled by its teacher. */
  async function findMappingKey(
    course: Course,
    { mappingKey, resourceLink, lineItemUrl }: LaunchFacts,
  ): Promise<string | null> {
    if (mappingKey === null) return null;
    return deps.resolveKey(course, {
      key: mappingKey,
      resourceLinkId: resourceLink?.id ?? null,
      lineItemUrl,
    });
  }

  /** Whoever a review is about is not made known by it: a teacher's launch says nothing about who takes part. */
  async function findReviewed(
    institutionId: string,
    registrationId: string,
    sub: string,
  ): Promise<string | null> {
    return (await learners.findBySub(institutionId, registrationId, sub))?.id ?? null;
  }

  async function verifyWatched(request: LaunchRequest): Promise<VerifiedLaunch> {
    try {
      return await verifyLaunch(request);
    } catch (error) {
      if (error instanceof LaunchRefusedError) await deps.healthWatch?.noteRefused(error);
      throw error;
    }
  }

  async function watch(
    { registration, facts }: VerifiedLaunch,
    { courseId, deploymentRecordId, institutionId, isTestUser }: CourseLaunch,
    { platformKey }: LaunchRequest,
  ): Promise<void> {
    await deps.healthWatch?.noteLaunch({
      registration,
      deployment: { id: deploymentRecordId, institutionId },
      courseId,
      hasName: facts.name !== null,
      hasEmail: facts.email !== null,
      hasRoles: facts.roles.length > 0,
      isTestUser,
      rawCustom: facts.rawCustom,
      clockSeconds: facts.issuedAt === null ? 0 : facts.issuedAt - now().getTime() / 1000,
      provenBy: platformKey === undefined ? 'cookie' : 'platform',
    });
  }

  /** What should follow a launch must not keep anybody out: it is asked for again at the next one. */
  async function announce(courseLaunch: CourseLaunch, course: Course): Promise<void> {
    try {
      await deps.onLaunch(courseLaunch, course);
    } catch (error) {
      logger.error({ err: error, courseId: course.id }, 'what follows a launch could not be asked for');
    }
  }

  return { launch };
}

/**
 * A link that stands outside any course (LTI Core §5.4.1 allows it) is a course of its own, under a name that no context id
 * has: those hold no line break.
 *
 * @throws {AppError} `launch_outside_course` - neither a course nor a link
 */
function findContext({ context, resourceLink, language }: LaunchFacts): NonNullable<LaunchFacts['context']> {
  if (context) return context;
  if (resourceLink) return { id: `link\n${resourceLink.id}`, title: resourceLink.title, label: null };
  const reason = new AppError(
    'launch_outside_course',
    400,
    'the launch is neither in a course nor of a link',
  );
  throw new LaunchRefusedError(reason, 'place', language);
}
