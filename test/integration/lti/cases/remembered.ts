/**
 * What a launch left behind in the store, and the messages that leave it.
 *
 * @module
 */
import type { Learner } from '../../../../src/institutions/learner.js';
import { CLAIM, MESSAGE } from '../../../../src/lti/claims.js';
import type { Course } from '../../../../src/lti/course.js';
import type { Enrolment } from '../../../../src/lti/enrolment.js';
import type { Answered, LtiWorld } from '../../../support/lti-world.js';

export const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

export const DEEP_LINKING_SETTINGS = {
  deep_link_return_url: 'http://127.0.0.1:9/deep-links?sesskey=1',
  accept_types: ['ltiResourceLink'],
  accept_presentation_document_targets: ['iframe', 'window'],
};

export function asDeepLinking(settings: unknown): Record<string, unknown> {
  return {
    [CLAIM.messageType]: MESSAGE.deepLinkingRequest,
    [CLAIM.resourceLink]: undefined,
    [CLAIM.roles]: [`${MEMBERSHIP}#Instructor`],
    [CLAIM.deepLinkingSettings]: settings,
  };
}

/** What the store knows about whom and where a launch was let in. */
export async function readRemembered(
  { context, institutionId, platform }: LtiWorld,
  { location }: Answered,
  sub = 'user-1',
): Promise<{ course: Course; learner: Learner; enrolment: Enrolment }> {
  const courseId = new URL(location ?? '').pathname.split('/')[2] ?? '';
  const course = await context.stores.courses.find(institutionId, courseId);
  const learners = await context.stores.learners.rememberAll(
    institutionId,
    platform.record.id,
    [{ sub }],
    new Date(),
  );
  const learner = learners.get(sub);
  const enrolment = learner && (await context.stores.enrolments.find(institutionId, courseId, learner.id));
  if (!course || !learner || !enrolment) throw new Error('the launch left nothing behind');
  return { course, learner, enrolment };
}

/** There is no page for it yet, so the test turns the switch where it is kept. */
export async function switchOff({ context }: LtiWorld, registrationId: string): Promise<void> {
  await context.database.connection
    .model('Registration')
    .updateOne({ _id: registrationId }, { $set: { isEnabled: false } });
}
