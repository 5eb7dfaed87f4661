import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildAssessment,
  buildAuditEntry,
  buildAward,
  buildAwardEnd,
  buildBadgeClass,
  buildBadgeScore,
  buildCourseSighting,
  buildCredential,
  buildEnrolmentSighting,
  buildEvaluation,
  buildLaunch,
  buildLoginState,
  buildMapping,
  buildPassback,
  buildReview,
  buildRevocation,
  buildRound,
  minutesAfterNoon,
  NOON,
} from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';
import type { Stores } from '../../../src/storage/stores.js';
import { isSearch, watchPlans } from '../../support/watch-plans.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const institutionId = 'institution-a';
const courseId = 'course-1';
const mappingId = 'mapping-1';
const learnerId = 'learner-1';
const ANYTHING = { action: null, subjectId: null, actorId: null, from: null, until: null };

/** What pages, launches and rounds ask, over collections that grow with learners, courses or days. */
const hotPaths: Readonly<Record<string, (stores: Stores) => Promise<unknown>>> = {
  'a learner’s page in the console': async ({ learnerData, learners, personLinks, awards, audit }) => {
    await learners.find(institutionId, learnerId);
    await personLinks.find(institutionId, learnerId);
    await awards.listByLearner(institutionId, learnerId);
    await learnerData.look(institutionId, learnerId);
    await learnerData.listCredentialIds(institutionId, learnerId);
    await audit.search(institutionId, { ...ANYTHING, subjectId: learnerId }, null, 100);
  },

  'a login and its launch': async ({
    loginStates,
    deployments,
    courses,
    enrolments,
    learners,
    sessions,
    resourceLinks,
    keyBindings,
    copyAnswers,
    mappings,
  }) => {
    const state = buildLoginState();
    await loginStates.create(state);
    await loginStates.find(state.stateHash, NOON);
    await loginStates.take(state.stateHash, NOON);
    await deployments.findForLaunch('registration-1', 'deployment-1');
    await courses.remember(institutionId, buildCourseSighting(), NOON);
    await courses.find(institutionId, courseId);
    await enrolments.rememberLaunch(institutionId, courseId, buildEnrolmentSighting(), NOON);
    await learners.find(institutionId, learnerId);
    const launch = buildLaunch();
    await sessions.create({ idHash: 'hash', launches: [launch], expiresAt: minutesAfterNoon(60) });
    await sessions.find('hash', NOON);
    await sessions.prolong('hash', minutesAfterNoon(80), NOON);
    await sessions.replaceLaunches('hash', launch.id, [buildLaunch()], minutesAfterNoon(90));
    await resourceLinks.list(institutionId, courseId);
    await keyBindings.list(institutionId, courseId);
    await copyAnswers.list(institutionId, courseId);
    await courses.findByContext(institutionId, 'registration-1', 'deployment-1', 'context-1');
    await mappings.findCourseIdOfKey(institutionId, 'key-1');
  },

  'a round over a course': async ({
    enrolments,
    learners,
    outcomes,
    results,
    mappings,
    decisions,
    awards,
    syncs,
    personLinks,
  }) => {
    const members = [buildEnrolmentSighting(), buildEnrolmentSighting({ learnerId: 'learner-2' })];
    await enrolments.rememberMembers(institutionId, courseId, members, NOON);
    await enrolments.list(institutionId, courseId);
    await learners.listByIds(
      institutionId,
      Array.from({ length: 40 }, (_, index) => `learner-${index}`),
    );
    await outcomes.rememberColumns(institutionId, courseId, [], NOON);
    await outcomes.list(institutionId, courseId);
    const outcome = { id: 'outcome-1', courseId } as never;
    const sighting = { learnerId, score: 1, maximum: 2, scoreFraction: 0.5 } as never;
    await results.rememberResults(institutionId, outcome, [sighting], {
      isComplete: true,
      now: NOON,
    });
    await results.rememberResults(institutionId, outcome, [sighting], {
      isComplete: false,
      now: NOON,
    });
    await results.listByCourse(institutionId, courseId);
    await results.listByLearner(institutionId, courseId, learnerId);
    await mappings.list(institutionId, courseId);
    const evaluations = new Map(
      Array.from({ length: 40 }, (_, index) => [`learner-${index}`, buildEvaluation()]),
    );
    await decisions.rememberAll(institutionId, courseId, { id: mappingId, version: 1 }, evaluations, NOON);
    await decisions.rememberAll(institutionId, courseId, { id: mappingId, version: 2 }, evaluations, NOON);
    await decisions.listByCourse(institutionId, courseId);
    await awards.listByCourse(institutionId, courseId);
    const many = Array.from({ length: 40 }, (_, index) => `learner-${index}`);
    await awards.listLive(
      institutionId,
      many.map((one) => `badge-class-1:${one}:${institutionId}`),
    );
    await personLinks.save(institutionId, {
      learnerId,
      institutionId,
      personId: 'person-1',
      identifier: 'number 1',
      linkedAt: NOON,
    });
    await personLinks.listFellows(institutionId, [learnerId, ...many]);
    const sync = {
      courseId,
      completeAt: NOON,
      membersReadAt: null,
      stop: null,
      lastRoundAt: NOON,
      lastTrigger: null,
    };
    await syncs.save(institutionId, sync as never);
    await syncs.find(institutionId, courseId);
    await syncs.appendRound(institutionId, buildRound({ courseId }));
    await syncs.listRounds(institutionId, courseId, 20);
    await syncs.listRecentRounds(institutionId, 20);
  },

  'an award, its credential and its score': async ({ awards, badgeScores, credentials, assessments }) => {
    const award = buildAward({ institutionId });
    await awards.create(institutionId, award);
    await awards.find(institutionId, award.id);
    await awards.findLive(institutionId, award.liveKey);
    await awards.listByLearner(institutionId, learnerId);
    await awards.listHolders(institutionId, award.badgeClassId);
    await awards.listOwed(institutionId, courseId, NOON);
    await awards.setDelivery(institutionId, award.id, award.delivery);
    await awards.beginDelivery(institutionId, award.id, NOON);
    await awards.undo(institutionId, award.id, 'free');
    await awards.end(institutionId, award, buildAwardEnd(), buildRevocation());
    await awards.release(institutionId, award.id, award.liveKey, 'free');
    await awards.revise(institutionId, award, award.delivery, buildRevocation());
    await awards.setRevocation(institutionId, award.id, buildRevocation());
    await awards.setKept(institutionId, award.id, 'print');
    const credential = buildCredential({ institutionId, awardId: award.id });
    await credentials.create(institutionId, credential);
    await credentials.findByAward(institutionId, award.id);
    await credentials.findPublic(credential.id);
    await credentials.setShows(institutionId, credential.id, { name: true, grade: false, evidence: false });
    await credentials.setState(institutionId, credential.id, {
      from: ['valid'],
      to: 'suspended',
      reason: null,
      now: NOON,
    });
    const score = buildBadgeScore({ institutionId });
    await badgeScores.owe(institutionId, score, null);
    await badgeScores.owe(institutionId, score, score);
    await badgeScores.listByCourse(institutionId, courseId);
    await badgeScores.listByLearner(institutionId, courseId, learnerId);
    await badgeScores.listOwed(institutionId, courseId, NOON);
    await badgeScores.findNextOwed(institutionId, courseId, NOON);
    await badgeScores.setPassback(institutionId, score, buildPassback());
    const assessment = buildAssessment({ institutionId });
    await assessments.save(institutionId, assessment);
    await assessments.find(institutionId, mappingId, learnerId);
    await assessments.listByCourse(institutionId, courseId);
    await assessments.listOwed(institutionId, courseId, NOON);
    await assessments.setPassback(institutionId, assessment.id, assessment.assessedAt, buildPassback());
  },

  'a credential’s keys, place and status': async ({ credentials, issuerKeys, statusLists }) => {
    await issuerKeys.listSigning(institutionId, 'issuer-1');
    await issuerKeys.listPublic('issuer-1');
    await issuerKeys.findPublic('kid-1');
    const listId = '0'.repeat(32);
    await statusLists.findLast(institutionId, 'issuer-1');
    await statusLists.ensure(institutionId, {
      id: listId,
      institutionId,
      issuerId: 'issuer-1',
      ordinal: 1,
      length: 131_072,
      createdAt: NOON,
    });
    await statusLists.takePlace(institutionId, 'credential-1', { listId, slot: 1 });
    await statusLists.takePlace(institutionId, 'credential-1', { listId, slot: 2 });
    await statusLists.findPublic(listId);
    await credentials.listSlots(institutionId, listId, 'revoked');
  },

  'an approval': async ({ reviews, decisions, awardingRules, templates, mappings }) => {
    const review = buildReview({ institutionId });
    await reviews.replace(institutionId, null, review);
    await reviews.find(institutionId, review.mappingId, review.learnerId);
    await reviews.replace(institutionId, { ...review, changes: 1 }, { ...review, state: 'approved' });
    await reviews.listByCourse(institutionId, courseId);
    await decisions.listCoursesWaiting(institutionId, 20);
    await awardingRules.find(institutionId, 'badge-class-1');
    await awardingRules.findGroup(institutionId, 'group-1');
    await templates.find(institutionId, 'template-1');
    await mappings.listByTemplate(institutionId, 'template-1');
    await mappings.setBaseline(institutionId, mappingId, [], NOON);
    await mappings.revise(institutionId, buildMapping({ institutionId, version: 2 }));
  },

  'a badge link': async ({ mappings, badgeClasses, decisions, audit }) => {
    const mapping = buildMapping({ institutionId, courseId, id: randomUUID() });
    await mappings.create(institutionId, mapping);
    await mappings.find(institutionId, courseId, mapping.id);
    await mappings.findByKey(institutionId, courseId, mapping.key);
    await mappings.findVersion(institutionId, mapping.id, 1);
    await mappings.markSeen(institutionId, mapping.id, NOON);
    await mappings.dropUnseen(institutionId, NOON, NOON);
    await badgeClasses.find(institutionId, 'badge-class-1');
    await decisions.find(institutionId, mappingId, learnerId);
    await audit.append(institutionId, buildAuditEntry({ institutionId }));
    await audit.list(institutionId, 50);
    const about = { subjectIds: [mapping.id], mappingIds: [mapping.id] };
    await audit.listAbout(institutionId, about, { at: NOON, id: 'entry-1' }, 100);
  },

  'a badge class and its versions': async ({ badgeClasses, pictures }) => {
    const bytes = Buffer.from('picture');
    const picture = {
      id: 'picture-1',
      institutionId,
      bytes,
      mediaType: 'image/png',
      createdAt: NOON,
    } as const;
    await pictures.keep(institutionId, picture);
    await pictures.find(institutionId, 'picture-1');
    await pictures.findPublic('picture-1');
    const badgeClass = buildBadgeClass({ institutionId });
    await badgeClasses.create(institutionId, badgeClass);
    await badgeClasses.save(institutionId, 1, { ...badgeClass, version: 2 });
    await badgeClasses.listVersions(institutionId, badgeClass.id);
    await badgeClasses.findVersion(institutionId, badgeClass.id, 1);
    await badgeClasses.findPublicVersion(badgeClass.id, 1);
    await badgeClasses.list(institutionId);
  },

  'jobs and sweeps': async ({ jobs, deleteExpired, evidenceFiles, handIns }) => {
    const request = { name: 'sync-course', key: courseId, institutionId, runAt: NOON, trigger: 'schedule' };
    await jobs.request(request);
    await jobs.claim(['sync-course', 'sweep'], NOON, minutesAfterNoon(5), 'token');
    await jobs.extend('sync-course:course-1', 'token', minutesAfterNoon(9));
    for (const sweep of deleteExpired) await sweep(NOON);
    await evidenceFiles.listDue(NOON, 10);
    await handIns.isNamed(institutionId, 'file-1');
  },
};

const consolePaths: typeof hotPaths = {
  'a page of the console': async ({
    adminSessions,
    adminAccounts,
    audit,
    healthSignals,
    learners,
    connections,
  }) => {
    await adminSessions.find('hash', NOON);
    await adminAccounts.find('account-1');
    await adminAccounts.findByEmail('a@school.example');
    await adminAccounts.list(institutionId);
    const anything = { action: null, subjectId: null, actorId: null, from: null, until: null };
    await audit.search(institutionId, { ...anything, action: 'award.made' }, null, 100);
    await audit.search(institutionId, { ...anything, subjectId: 'award-1' }, null, 100);
    await audit.search(institutionId, { ...anything, actorId: 'account-1' }, null, 100);
    await audit.search(institutionId, { ...anything, about: ['learner-1'] }, null, 100);
    await healthSignals.list(institutionId);
    await healthSignals.find(institutionId, {
      registrationId: 'registration-1',
      deploymentRecordId: null,
      check: 'keys',
    });
    await learners.search(institutionId, 'jan', null, 50);
    await connections.list(institutionId, 20);
    await connections.setRegistered(institutionId, 'invite-1', 'registration-1');
  },
};

describe.skipIf(process.env['MONGODB_URI'])('on hot paths, an index leads to the documents', () => {
  it.each(Object.keys({ ...hotPaths, ...consolePaths }))('%s', async (name) => {
    const plans = await watchPlans(
      () => (hotPaths[name] ?? consolePaths[name])?.(database.stores) ?? Promise.resolve(),
    );

    expect(plans.length).toBeGreaterThan(3);
    expect(plans.filter((plan) => !isSearch(plan))).toEqual([]);
  });

  it('and what reads a whole collection is found out', async () => {
    const plans = await watchPlans(async () => database.stores.institutions.list());

    expect(plans.map(({ call }) => call)).toEqual(['institutions.find']);
    expect(plans.every(isSearch)).toBe(false);
  });

  it('many documents of one institution are not read for one of them', async () => {
    const { assessments, decisions } = database.stores;
    const plans = await watchPlans(async () => {
      await assessments.setPassback(institutionId, 'assessment-1', NOON, buildPassback());
      await decisions.find(institutionId, mappingId, learnerId);
    });

    expect(plans.map(({ steps }) => steps)).toEqual([
      [expect.stringMatching(/USING INDEX assessments:assessmentId_1 \(<expr>=\?\)$/)],
      [expect.stringMatching(/ \(id=\?\)$/)],
    ]);
  });
});
