/**
 * The way in: registrations, login, launch, sessions.
 *
 * @module
 */
import { resolveKey } from '../awarding/key-binding.js';
import type { Course } from '../lti/course.js';
import { createDeepLinking } from '../lti/deep-linking.js';
import { createHandoffs } from '../lti/handoffs.js';
import { createLaunchSessions } from '../lti/launch-sessions.js';
import type { LaunchStep } from '../lti/launch/attempt.js';
import { createLaunchService } from '../lti/launch/launch-service.js';
import { createLogin } from '../lti/login.js';
import type { CourseCopy } from '../lti/notices/course-copy.js';
import { createNoticeAsking } from '../lti/notices/ask-for-notices.js';
import { createNoticeService } from '../lti/notices/notice-service.js';
import { createPlatformKeys } from '../lti/platform-keys.js';
import { createDynamicRegistration } from '../lti/registration/dynamic-registration.js';
import { createRegistrationReplacement } from '../lti/registration/replace-registration.js';
import type { CourseLaunch } from '../lti/session.js';
import { createDeploymentService } from '../platforms/deployment-service.js';
import { createInvites } from '../platforms/invite-service.js';
import { createRegistrationService } from '../platforms/registration-service.js';
import type { Base } from './base.js';
import type { Domain } from './domain.js';

/** The way in: registrations, login, launch, sessions. */
export function createLti(
  { config, logger, now, stores }: Base,
  { audit, fetch, toolKeys, healthWatch, services, requestRound }: Domain,
  launchSteps: readonly LaunchStep[] | undefined,
) {
  const { baseUrl, allowLoopback } = config;
  const deployments = createDeploymentService({ deployments: stores.deployments, audit, now });
  const registrations = createRegistrationService({
    registrations: stores.registrations,
    deployments,
    audit,
    allowLoopback,
    now,
  });
  const invites = createInvites({ invites: stores.invites, audit, baseUrl, now });
  const launchSessions = createLaunchSessions({ sessions: stores.sessions, now });
  const platformKeys = createPlatformKeys({ fetch, now });
  const noticeAsking = createNoticeAsking({
    services,
    registrations: stores.registrations,
    handlerUrl: `${baseUrl}/lti/notices`,
    logger,
    now,
  });
  const launches = createLaunchService({
    ...stores,
    deployments,
    platformKeys,
    launchSessions,
    healthWatch,
    allowLoopback,
    logger,
    now,
    ...(launchSteps && { steps: launchSteps }),
    onLaunch: (launch, course) => followLaunch(launch, course),
    onNoticesOffered: (launch, offered) => void noticeAsking.ask(launch, offered),
    resolveKey: async ({ institutionId, id }, claim) =>
      resolveKey(await stores.keyBindings.list(institutionId, id), claim),
  });

  /** The launch does not wait: what it told is enough to show a page, and a round reads the rest behind it. */
  async function followLaunch(launch: CourseLaunch, course: Course): Promise<void> {
    const { institutionId, id: courseId } = course;
    if (launch.mappingKey !== null) {
      const mapping = await stores.mappings.findByKey(institutionId, courseId, launch.mappingKey);
      if (mapping && !mapping.seenAt) await stores.mappings.markSeen(institutionId, mapping.id, now());
    }
    const sync = await stores.syncs.find(institutionId, courseId);
    // Students open links all day; what one of them needs is read when the page is shown.
    if (launch.isStaff || !sync?.membersReadAt) await requestRound(institutionId, courseId, 'launch');
  }

  /** A course that is known already has something new to read; one that is not is read once it is opened. */
  async function followNotice(copy: CourseCopy): Promise<void> {
    const { institutionId, registrationId, deploymentRecordId, contextId } = copy;
    const course = await stores.courses.findByContext(
      institutionId,
      registrationId,
      deploymentRecordId,
      contextId,
    );
    if (course) await requestRound(institutionId, course.id, 'notice');
  }

  return {
    deployments,
    registrations,
    invites,
    launchSessions,
    notices: createNoticeService({ ...stores, platformKeys, logger, now, onHeard: followNotice }),
    handoffs: createHandoffs({ sessions: stores.sessions, launchSessions, now }),
    launches,
    login: createLogin({ ...stores, baseUrl, now }),
    deepLinking: createDeepLinking({ toolKeys, now }),
    registrationReplacement: createRegistrationReplacement({
      ...stores,
      audit,
      now,
    }),
    dynamicRegistration: createDynamicRegistration({
      fetch,
      invites,
      registrations,
      deployments,
      baseUrl,
      onRegistered: ({ institutionId, id }, inviteId) =>
        stores.connections.setRegistered(institutionId, inviteId, id),
    }),
  };
}
