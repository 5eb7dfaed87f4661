/**
 * What pages read.
 *
 * @module
 */
import { createApprovalViews } from '../awarding/approval-view.js';
import { createCourseBoards } from '../awarding/course-board.js';
import { createCourseCopies } from '../awarding/course-copies.js';
import { createCourseHistories } from '../awarding/course-history.js';
import { createCourseLookup } from '../awarding/course-lookup.js';
import { createCourseOrigins } from '../awarding/course-origins.js';
import { createDoubleKeys } from '../awarding/double-keys.js';
import { createLearnerViews } from '../awarding/learner-view.js';
import { createMappingChoices } from '../awarding/mapping-choices.js';
import { createOwnBadges } from '../awarding/own-badges.js';
import { createCountApprovals } from '../awarding/waiting-approvals.js';
import { createPublicBadgeClasses } from '../badges/public-badge-classes.js';
import { createOwnCredentials } from '../credentials/own-credentials.js';
import { createPublicForms } from '../credentials/public-forms.js';
import { createPublicIssuers } from '../credentials/public-issuers.js';
import { createShareChoices } from '../credentials/share-choice.js';
import { createSharedCredentials } from '../credentials/shared-credentials.js';
import { createReadShownExtras } from '../credentials/shown-extras.js';
import type { Base } from './base.js';
import type { Domain } from './domain.js';

/** What pages read. */
export function createReadings(
  { stores, now }: Base,
  { addresses, verifier, learnerCheck, columns, requestRound, audit, issuerKeys, credentials }: Domain,
) {
  const courseLookup = createCourseLookup(stores);
  const readShownExtras = createReadShownExtras({ learners: stores.learners });
  const courseBoards = createCourseBoards({ courseLookup, stores });
  const courseOrigins = createCourseOrigins(stores);
  return {
    courseLookup,
    courseCopies: createCourseCopies({
      courseLookup,
      courseOrigins,
      reader: columns,
      stores,
      requestRound,
      audit,
      now,
    }),
    doubleKeys: createDoubleKeys({ ...stores, requestRound, audit, now }),
    courseBoards,
    approvalViews: createApprovalViews({ courseBoards, stores }),
    countApprovals: createCountApprovals(stores),
    courseHistories: createCourseHistories({ courseBoards, stores }),
    awardSights: stores.awardSights,
    learnerViews: createLearnerViews({ courseLookup, stores }),
    mappingChoices: createMappingChoices({ courseLookup, stores }),
    ownBadges: createOwnBadges({ courseLookup, stores, learnerCheck, now }),
    ownCredentials: createOwnCredentials({ ...stores, addresses }),
    publicBadgeClasses: createPublicBadgeClasses(stores),
    ...createPublicForms({
      ...stores,
      keys: issuerKeys,
      addresses,
      findUploaded: stores.pictures.find,
      now,
    }),
    publicIssuers: createPublicIssuers({ issuers: stores.issuers, keys: stores.issuerKeys, addresses }),
    sharedCredentials: createSharedCredentials({
      credentials: stores.credentials,
      verifier,
      readShownExtras,
    }),
    readShownExtras,
    shareChoices: createShareChoices({ ...stores, issueWith: credentials.issueWith, audit }),
  };
}
