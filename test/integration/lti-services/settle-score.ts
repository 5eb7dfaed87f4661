/**
 * Posting an owed score the way a round does, to the small platform.
 *
 * @module
 */
import { createPassbackService } from '../../../src/awarding/passback-service.js';
import type { Passback } from '../../../src/awarding/passback.js';
import type { ProfileName } from '../../../src/platforms/profile.js';
import { buildOutcome, buildPassback } from '../../support/build-records.js';
import { buildCourse, buildRegistration, type SmallPlatform } from './small-platform.js';

export function owed(): Passback {
  return buildPassback({ scoreGiven: 8, scoreMaximum: 10 });
}

export function settleScore(
  platform: SmallPlatform,
  profile: ProfileName,
  passback: Passback = owed(),
): Promise<Passback> {
  const at = platform.now;
  const lineItemUrl = `${platform.origin}/items/1?type_id=51`;
  const service = createPassbackService({
    outcomes: { list: async () => [buildOutcome({ lineItemUrl })] },
    learners: {
      find: async (institutionId, id) => ({
        id,
        institutionId,
        registrationId: 'registration-1',
        sub: 'u1',
        name: null,
        email: null,
        language: null,
        bridges: {},
        standingChoice: null,
        createdAt: at,
        updatedAt: at,
      }),
    },
    postScore: (...args) => platform.columns.postScore(...args),
    readResults: (...args) => platform.columns.readLearnerResults(...args),
    now: () => platform.now,
  });
  const registration = buildRegistration(platform.origin, { profile });
  return service.settle(registration, buildCourse(platform.origin), 'learner-1', passback);
}
