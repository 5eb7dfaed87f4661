/**
 * Launches: offered to the browser once, taken by the tool once.
 *
 * Canvas and Moodle hand a launch out once: whoever asks again reads "launch no longer valid" and opens the link again.
 *
 * Source: LTI Security Framework 1.1 §5.1.1.1 (login initiation)
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import { useOnce, type PendingLaunch, type Platform } from '../platform.js';
import {
  getCourse,
  getLink,
  getTool,
  isStaff,
  mayEnter,
  type Course,
  type Link,
  type Tool,
  type User,
} from '../school/state.js';

const OFFERED_FOR_MS = 10 * 60_000;

/** @throws {AppError} as `assertMayOpen` */
export function offerLinkLaunch(platform: Platform, course: Course, link: Link, user: User): PendingLaunch {
  assertMayOpen(platform, course, link, user);
  return offer(platform, {
    kind: 'resource-link',
    clientId: link.clientId,
    deploymentId: link.deploymentId,
    courseId: course.id,
    userId: user.id,
    linkId: link.id,
    targetLinkUri: link.url,
    isHomework: false,
    data: null,
  });
}

/** Opens the tool to choose content from. @throws {AppError} `course_forbidden` 403, `tool_inactive` 403 */
export function offerDeepLinking(
  platform: Platform,
  course: Course,
  tool: Tool,
  deploymentId: string,
  user: User,
  { isHomework = false } = {},
): PendingLaunch {
  if (isHomework !== !isStaff(course, user)) {
    throw new AppError('course_forbidden', 403, 'teachers add content, students hand in');
  }
  assertActive(tool);
  const launch = offer(platform, {
    kind: 'deep-linking',
    clientId: tool.clientId,
    deploymentId,
    courseId: course.id,
    userId: user.id,
    linkId: null,
    targetLinkUri: tool.deepLinkingUrl ?? tool.targetLinkUri,
    isHomework,
    data: platform.settings.sendsDeepLinkingData ? platform.randomId() : null,
  });
  platform.selections.set(launch.id, {
    id: launch.id,
    launch,
    state: 'open',
    items: [],
    message: null,
    errorMessage: null,
  });
  return launch;
}

/** What the browser takes to the tool's login address. `lti_deployment_id` is optional in the specification and sent by every LMS. */
export function buildLoginParameters(platform: Platform, launch: PendingLaunch): Record<string, string> {
  return {
    iss: platform.baseUrl(),
    target_link_uri: launch.targetLinkUri,
    login_hint: launch.userId,
    lti_message_hint: launch.hint,
    client_id: launch.clientId,
    lti_deployment_id: launch.deploymentId,
    ...platform.profile.launch.loginParameters(launch.deploymentId),
  };
}

/**
 * Takes a launch: it is spent from here on, whatever comes of it.
 *
 * @param hint - `lti_message_hint` as it came back
 * @throws {AppError} `launch_no_longer_valid` 400 - unknown, spent, expired, or of another tool or person
 */
export function takeLaunch(
  platform: Platform,
  { hint, clientId, user }: { hint: string; clientId: string; user: User },
): PendingLaunch {
  const launch = [...platform.launches.values()].find((pending) => pending.hint === hint);
  const isTheirs = launch !== undefined && launch.clientId === clientId && launch.userId === user.id;
  if (!isTheirs || launch.expiresAt <= platform.now()) throw spent();
  if (!useOnce(platform, `launch ${launch.id}`, launch.expiresAt)) throw spent();
  const course = getCourse(platform.state, launch.courseId);
  // What was allowed when the page was opened may have been taken back since.
  if (launch.linkId !== null) {
    assertMayOpen(platform, course, getLink(course, launch.linkId), user);
  }
  return launch;
}

function offer(platform: Platform, launch: Omit<PendingLaunch, 'id' | 'hint' | 'expiresAt'>): PendingLaunch {
  const now = platform.now();
  for (const [id, { expiresAt }] of platform.launches) if (expiresAt <= now) platform.launches.delete(id);
  const id = platform.randomId();
  const offered: PendingLaunch = {
    ...launch,
    id,
    // JSON with quotes and a colon, as Moodle writes it: a tool that re-encodes it is found out.
    hint: JSON.stringify({ launch: id, course: launch.courseId, from: 'course/page?&' }),
    expiresAt: new Date(now.getTime() + OFFERED_FOR_MS),
  };
  platform.launches.set(id, offered);
  return offered;
}

/** @throws {AppError} `course_forbidden`, `link_unpublished`, `tool_inactive` 403 */
export function assertMayOpen({ state }: Platform, course: Course, link: Link, user: User): void {
  if (!mayEnter(course, user)) throw new AppError('course_forbidden', 403, 'you are not in this course');
  if (!link.published && !isStaff(course, user)) {
    throw new AppError('link_unpublished', 403, 'this content is not published');
  }
  if (link.submittedBy !== null && link.submittedBy !== user.id && !isStaff(course, user)) {
    throw new AppError('course_forbidden', 403, 'this was handed in by somebody else');
  }
  assertActive(getTool(state, link.clientId));
}

function assertActive(tool: Tool): void {
  if (!tool.active)
    throw new AppError('tool_inactive', 403, 'an administrator has to activate this tool first');
}

function spent(): AppError {
  return new AppError('launch_no_longer_valid', 400, 'this launch has expired or was used already');
}
