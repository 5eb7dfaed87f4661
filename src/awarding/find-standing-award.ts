/**
 * The award that stands under the key by which a mapping awards a learner.
 *
 * @module
 */
import type { PersonLinkStore } from '../institutions/person.js';
import type { Course } from '../lti/course.js';
import { findAwardKey } from './award-service.js';
import type { Award, AwardStore } from './award.js';
import type { Mapping } from './mapping.js';

export interface StandingAwardStores {
  readonly awards: Pick<AwardStore, 'findLive'>;
  readonly personLinks: Pick<PersonLinkStore, 'find'>;
}

export async function findStandingAward(
  stores: StandingAwardStores,
  course: Course,
  mapping: Mapping,
  learnerId: string,
): Promise<Award | null> {
  const key = await findAwardKey(stores, course, mapping, learnerId);
  const award = await stores.awards.findLive(course.institutionId, key);
  return award?.state === 'awarded' ? award : null;
}
