/**
 * Taking over what was read of a course: users, members, columns and results, each where it is kept.
 *
 * Only whole readings come here, so whoever is missing from the members is gone, and whoever is missing from a column's
 * results has no grade. Run twice with the same reading it changes nothing the second time.
 *
 * @module
 */
import type { LearnerSighting, LearnerStore } from '../institutions/learner.js';
import type { Course } from '../lti/course.js';
import type { EnrolmentSighting, EnrolmentStore } from '../lti/enrolment.js';
import type { Membership } from '../lti/nrps/membership.js';
import type { CourseReading } from '../outcomes/course-reader.js';
import type { OutcomeResultStore, OutcomeStore } from '../outcomes/outcome.js';
import { emptySync, type CourseSyncStore } from './course-sync.js';

export interface ReadingStores {
  readonly learners: Pick<LearnerStore, 'rememberAll'>;
  readonly enrolments: Pick<EnrolmentStore, 'rememberMembers'>;
  readonly outcomes: Pick<OutcomeStore, 'rememberColumns'>;
  readonly results: Pick<OutcomeResultStore, 'rememberResults'>;
  readonly syncs: Pick<CourseSyncStore, 'find' | 'save'>;
}

export async function rememberReading(
  stores: ReadingStores,
  course: Course,
  reading: CourseReading,
  now: Date,
): Promise<void> {
  const { institutionId, id: courseId, registrationId } = course;
  const learners = await stores.learners.rememberAll(institutionId, registrationId, listUsers(reading), now);

  if (reading.members) {
    const enrolments = reading.members.flatMap((member) => {
      const learner = learners.get(member.userId);
      return learner ? [toEnrolmentSighting(learner.id, member)] : [];
    });
    await stores.enrolments.rememberMembers(institutionId, courseId, enrolments, now);
  }
  const columns = await stores.outcomes.rememberColumns(institutionId, courseId, reading.columns, now);
  for (const column of columns) {
    const results = reading.results.get(column.lineItemUrl);
    if (!results) continue;
    const sightings = results.flatMap(({ userId, score, maximum, scoreFraction }) => {
      const learner = learners.get(userId);
      return learner ? [{ learnerId: learner.id, score, maximum, scoreFraction }] : [];
    });
    await stores.results.rememberResults(institutionId, column, sightings, { isComplete: true, now });
  }
  if (reading.members) {
    const sync = (await stores.syncs.find(institutionId, courseId)) ?? emptySync(course);
    // Written once: from then on an unknown user is not a member, rather than not known yet.
    if (!sync.membersReadAt) await stores.syncs.save(institutionId, { ...sync, membersReadAt: now });
  }
}

/** Members, and those who have a result without being one: a grade of somebody who left is still theirs. */
function listUsers(reading: CourseReading): LearnerSighting[] {
  const sightings = (reading.members ?? []).map(toLearnerSighting);
  const members = new Set(sightings.map(({ sub }) => sub));
  const graded = new Set([...reading.results.values()].flat().map(({ userId }) => userId));
  return [...sightings, ...[...graded].filter((sub) => !members.has(sub)).map((sub) => ({ sub }))];
}

function toLearnerSighting(member: Membership): LearnerSighting {
  return {
    sub: member.userId,
    ...(member.name ? { name: member.name } : {}),
    ...(member.email ? { email: member.email } : {}),
  };
}

function toEnrolmentSighting(learnerId: string, member: Membership): EnrolmentSighting {
  const { isStaff, isLearner, isObserver, isTestUser } = member.roles;
  return { learnerId, isStaff, isLearner, isObserver, isTestUser, status: member.status };
}
