import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Picture } from '../../../src/badges/pictures/picture.js';
import type { Stores } from '../../../src/storage/stores.js';
import * as build from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

const { NOON } = build;
const LATER = build.minutesAfterNoon(60);

let database: TestStores;
let stores: Stores;
beforeAll(async () => {
  database = await openTestStores();
  stores = database.stores;
  await seed();
});
afterAll(() => database.close());

const A = randomUUID();
const B = randomUUID();

/** One record of every kind, all of institution A. */
const of = { institutionId: A };
const registration = build.buildRegistration(of);
const deployment = build.buildDeployment({ ...of, state: 'active' });
const issuer = build.buildIssuer(of);
const issuerKey = build.buildIssuerKey({ ...of, issuerId: issuer.id });
const badgeClass = build.buildBadgeClass(of);
const picture: Picture = {
  id: 'picture-1',
  institutionId: A,
  mediaType: 'image/png',
  bytes: Buffer.from('of A'),
  createdAt: NOON,
};
const mapping = build.buildMapping({ ...of, seenAt: NOON });
const unseen = build.buildMapping(of);
const award = build.buildAward(of);
const ended = build.buildAward({
  ...of,
  badgeClassId: 'ended',
  state: 'withdrawn',
  liveKey: 'ended-key',
  revocation: build.buildRevocation(),
});
const badgeScore = build.buildBadgeScore({ ...of, mappingId: mapping.id });
const review = build.buildReview({ ...of, mappingId: mapping.id });
const awardingRules = build.buildAwardingRules({ ...of, badgeClassId: badgeClass.id });
const group = { id: randomUUID(), institutionId: A, name: 'Of A', members: [], updatedAt: NOON };
const template = build.buildTemplate({ ...of, badgeClassId: badgeClass.id });
const ofTemplate = build.buildMapping({
  ...of,
  template: { templateId: template.id, version: 1, isLinked: true, places: {} },
});
const end = { ...build.buildAwardEnd(), reason: 'of B' };
const assessment = build.buildAssessment({ ...of, mappingId: mapping.id });
const statusPlace = { listId: '0'.repeat(32), slot: 5 };
const credential = build.buildCredential({ ...of, awardId: award.id, statusPlace });
const statusList = {
  id: statusPlace.listId,
  institutionId: A,
  issuerId: issuer.id,
  ordinal: 1,
  length: 131_072,
  createdAt: NOON,
};
const enrolment = build.buildEnrolmentSighting({ learnerId: 'learner-1' });
const column = build.buildOutcome(of);
const outcome = { id: randomUUID(), courseId: 'course-1' };
const sightedResult = { learnerId: 'learner-1', score: 6, maximum: 10, scoreFraction: 0.6 };
const signal = build.buildHealthSignal(of);
const connection = build.buildConnection({ ...of, inviteId: 'invite-1' });
const personLink = () => ({
  learnerId,
  institutionId: A,
  personId: 'person-1',
  identifier: 'a@school.example',
  linkedAt: NOON,
});
let learnerId = '';
let courseId = '';

async function seed(): Promise<void> {
  await stores.audit.append(A, build.buildAuditEntry(of));
  const learners = await stores.learners.rememberAll(A, 'registration-1', [{ sub: 'user-1' }], NOON);
  learnerId = learners.get('user-1')?.id ?? '';
  await stores.healthSignals.save(A, signal);
  await stores.connections.create(A, connection);
  await stores.personLinks.save(A, personLink());
  await stores.registrations.save(A, registration);
  await stores.deployments.remember(deployment);
  courseId = (await stores.courses.remember(A, build.buildCourseSighting(), NOON)).id;
  await stores.courseCopies.hear(A, courseCopy(A), 'nonce-of-a');
  await stores.resourceLinks.remember(A, link(), NOON);
  await stores.keyBindings.bind(A, binding(A, 'key-of-a'));
  await stores.copyAnswers.save(A, copyAnswer(A, 'copied'));
  await stores.enrolments.rememberMembers(A, 'course-1', [enrolment], NOON);
  await stores.issuers.create(A, issuer);
  await stores.issuerKeys.create(A, issuerKey);
  await stores.badgeClasses.create(A, badgeClass);
  await stores.pictures.keep(A, picture);
  await stores.approvals.request(A, badgeClass.id, 'course-1', NOON);
  await stores.mappings.create(A, mapping);
  await stores.mappings.create(A, unseen);
  await stores.mappings.create(A, ofTemplate);
  await stores.decisions.rememberAll(A, 'course-1', mapping, evaluations('met'), NOON);
  await stores.awards.create(A, award);
  await stores.awards.create(A, ended);
  await stores.reviews.replace(A, null, review);
  await stores.awardingRules.save(A, awardingRules);
  await stores.awardingRules.saveGroup(A, group);
  await stores.templates.create(A, template);
  await stores.assessments.save(A, assessment);
  await stores.badgeScores.owe(A, badgeScore, null);
  await stores.handIns.save(A, handIn(A, 'of-a'), null);
  await stores.rubrics.save(A, RUBRIC_OWNER, { criteria: [], passPoints: 1 }, NOON);
  await stores.evidenceFiles.create(A, FILE, Buffer.from('of a'), NOON);
  await stores.notices.save(A, award.id, NOTICE, LATER);
  await stores.mailChoices.allow(A, true, NOON);
  await stores.mailChoices.setOff(A, 'learner-1', true, NOON);
  await stores.syncs.save(A, sync(A, 'well'));
  await stores.syncs.appendRound(A, build.buildRound(of));
  await stores.outcomes.rememberColumns(A, 'course-1', [column], NOON);
  await stores.results.rememberResults(A, outcome, [sightedResult], { isComplete: true, now: NOON });
  await stores.credentials.create(A, credential);
  await stores.statusLists.ensure(A, statusList);
  await stores.statusLists.takePlace(A, credential.id, statusPlace);
}

function courseCopy(institutionId: string) {
  return {
    id: randomUUID(),
    institutionId,
    registrationId: 'registration-1',
    deploymentRecordId: 'deployment-1',
    contextId: 'new',
    originContextIds: ['old'],
    noticeId: 'notice-1',
    heardAt: NOON,
  };
}

function binding(institutionId: string, mappingKey: string) {
  return {
    institutionId,
    courseId: 'course-1',
    claimedKey: 'key-1',
    scope: 'course' as const,
    ref: '',
    mappingKey,
    boundAt: NOON,
  };
}

function copyAnswer(institutionId: string, answer: 'copied' | 'declined') {
  return {
    institutionId,
    courseId: 'course-1',
    originCourseId: 'course-0',
    answer,
    answeredBy: 'teacher-1',
    answeredAt: NOON,
  };
}

function link() {
  return {
    courseId: 'course-1',
    resourceLinkId: 'link-1',
    title: 'Of A',
    mappingKey: 'key-1',
    lineItemUrl: null,
  };
}

function evaluations(verdict: 'met' | 'not-met') {
  return new Map([['learner-1', build.buildEvaluation({ verdict })]]);
}

const NOTICE = { state: 'waiting', reason: null, attempts: 1, at: NOON } as const;
const RUBRIC_OWNER = { kind: 'mapping', id: mapping.id } as const;
const FILE = { id: randomUUID(), name: 'a.txt', mediaType: 'text/plain', size: 4 };

function handIn(institutionId: string, id: string) {
  const of = { id, institutionId, courseId: 'course-1', mappingId: mapping.id, learnerId: 'learner-1' };
  return { ...of, text: '', links: [], files: [FILE], handedInAt: NOON };
}

function sync(institutionId: string, code: string) {
  return {
    courseId: 'course-1',
    institutionId,
    completeAt: NOON,
    membersReadAt: NOON,
    stop: { code, since: NOON },
    lastRoundAt: NOON,
    lastTrigger: null,
    quiet: null,
    nextRoundAt: null,
  };
}

/** Everything of A that can be read, as it stands. */
async function readAllOfA() {
  return {
    audit: await stores.audit.list(A, 10),
    learner: await stores.learners.find(A, learnerId),
    signals: await stores.healthSignals.list(A),
    connections: await stores.connections.list(A, 10),
    person: await stores.personLinks.find(A, learnerId),
    registration: await stores.registrations.find(A, registration.id),
    deployment: await stores.deployments.findForLaunch(deployment.registrationId, deployment.deploymentId),
    course: await stores.courses.find(A, courseId),
    copies: await stores.courseCopies.listOfContext(A, 'registration-1', 'deployment-1', 'new'),
    bindings: await stores.keyBindings.list(A, 'course-1'),
    copyAnswers: await stores.copyAnswers.list(A, 'course-1'),
    links: await stores.resourceLinks.list(A, 'course-1'),
    enrolments: await stores.enrolments.list(A, 'course-1'),
    issuers: await stores.issuers.list(A),
    keys: await stores.issuerKeys.listByIssuer(A, issuer.id),
    badgeClasses: await stores.badgeClasses.list(A),
    picture: await stores.pictures.find(A, picture.id),
    approvals: await stores.approvals.list(A),
    mapping: await stores.mappings.find(A, 'course-1', mapping.id),
    unseen: await stores.mappings.find(A, 'course-1', unseen.id),
    decisions: await stores.decisions.listByCourse(A, 'course-1'),
    awards: await stores.awards.listByCourse(A, 'course-1'),
    assessments: await stores.assessments.listByCourse(A, 'course-1'),
    badgeScores: await stores.badgeScores.listByCourse(A, 'course-1'),
    handIns: await stores.handIns.listByCourse(A, 'course-1'),
    rubric: await stores.rubrics.find(A, RUBRIC_OWNER),
    isFileThere: (await stores.evidenceFiles.read(A, FILE.id)) !== null,
    notice: await stores.notices.find(A, award.id),
    mayMail: await stores.mailChoices.mayMail(A),
    isMailOff: await stores.mailChoices.isOff(A, 'learner-1'),
    sync: await stores.syncs.find(A, 'course-1'),
    rounds: await stores.syncs.listRounds(A, 'course-1', 10),
    outcomes: await stores.outcomes.list(A, 'course-1'),
    results: await stores.results.listByCourse(A, 'course-1'),
    credential: await stores.credentials.find(A, credential.id),
    statusList: await stores.statusLists.findLast(A, issuer.id),
    statusPlace: await stores.statusLists.takePlace(A, credential.id, statusPlace),
  };
}

type Ask = () => Promise<unknown>;

/** Each reading method asked by B for the records of A. */
const READS: Record<string, Ask> = {
  'notices.countSince': async () =>
    Object.values(await stores.notices.countSince(B, new Date(0))).filter((count) => count > 0),
  'notices.listUnsent': () => stores.notices.listUnsent(B, 10),
  'notices.find': () => stores.notices.find(B, award.id),
  'mailChoices.mayMail': () => stores.mailChoices.mayMail(B).then((may) => may || null),
  'mailChoices.isOff': () => stores.mailChoices.isOff(B, 'learner-1').then((isOff) => isOff || null),
  'handIns.find': () => stores.handIns.find(B, mapping.id, 'learner-1'),
  'handIns.listByCourse': () => stores.handIns.listByCourse(B, 'course-1'),
  'rubrics.find': () => stores.rubrics.find(B, RUBRIC_OWNER),
  'handIns.isNamed': async () => ((await stores.handIns.isNamed(B, FILE.id)) ? ['named'] : []),
  'evidenceFiles.read': () => stores.evidenceFiles.read(B, FILE.id),
  'audit.list': () => stores.audit.list(B, 10),
  'audit.listAbout': () => stores.audit.listAbout(B, { subjectIds: ['award-1'], mappingIds: [] }, null, 10),
  'awards.findNextOwed': () => stores.awards.findNextOwed(B, 'course-1', new Date(0)),
  'assessments.findNextOwed': () => stores.assessments.findNextOwed(B, 'course-1', new Date(0)),
  'syncs.listStopped': () => stores.syncs.listStopped(B, 10),
  'audit.search': () =>
    stores.audit.search(
      B,
      { action: null, subjectId: null, actorId: null, from: null, until: null },
      null,
      10,
    ),
  'healthSignals.find': () => stores.healthSignals.find(B, signal),
  'healthSignals.list': () => stores.healthSignals.list(B),
  'healthSignals.listByRegistration': () => stores.healthSignals.listByRegistration(B, signal.registrationId),
  'connections.find': () => stores.connections.find(B, connection.id),
  'connections.list': () => stores.connections.list(B, 10),
  'personLinks.find': () => stores.personLinks.find(B, learnerId),
  'personLinks.listFellows': () => stores.personLinks.listFellows(B, [learnerId]),
  'personLinks.listByPerson': () => stores.personLinks.listByPerson(B, 'person-1'),
  'learnerData.listCredentialIds': () => stores.learnerData.listCredentialIds(B, 'learner-1'),
  'learnerData.look': async () =>
    Object.values<readonly unknown[]>({ ...(await stores.learnerData.look(B, 'learner-1')) }).flat(),
  'learnerData.openFile': () => stores.learnerData.openFile(B, 'learner-1', FILE.id),
  'learnerData.collect': async () =>
    Object.values<readonly unknown[]>({ ...(await stores.learnerData.collect(B, 'learner-1')) }).flat(),
  'learners.search': async () => (await stores.learners.search(B, '', null, 10)).learners,
  'courses.listByRegistration': () => stores.courses.listByRegistration(B, 'registration-1'),
  'learners.listByRegistration': () => stores.learners.listByRegistration(B, 'registration-1'),
  'courses.findLatest': () => stores.courses.findLatest(B, 'deployment-1'),
  'learners.find': () => stores.learners.find(B, learnerId),
  'learners.findBySub': () => stores.learners.findBySub(B, 'registration-1', 'user-1'),
  'courseCopies.listOfContext': () =>
    stores.courseCopies.listOfContext(B, 'registration-1', 'deployment-1', 'new'),
  'learners.listByIds': () => stores.learners.listByIds(B, [learnerId]),
  'registrations.find': () => stores.registrations.find(B, registration.id),
  'registrations.list': () => stores.registrations.list(B),
  'deployments.list': () => stores.deployments.list(B),
  'courses.find': () => stores.courses.find(B, courseId),
  'courses.findByContext': () =>
    stores.courses.findByContext(B, 'registration-1', 'deployment-1', 'context-1'),
  'keyBindings.list': () => stores.keyBindings.list(B, 'course-1'),
  'copyAnswers.list': () => stores.copyAnswers.list(B, 'course-1'),
  'mappings.findCourseIdOfKey': () => stores.mappings.findCourseIdOfKey(B, mapping.key),
  'courses.list': () => stores.courses.list(B),
  'resourceLinks.list': () => stores.resourceLinks.list(B, 'course-1'),
  'enrolments.list': () => stores.enrolments.list(B, 'course-1'),
  'enrolments.find': () => stores.enrolments.find(B, 'course-1', 'learner-1'),
  'issuers.list': () => stores.issuers.list(B),
  'issuers.find': () => stores.issuers.find(B, issuer.id),
  'badgeClasses.find': () => stores.badgeClasses.find(B, badgeClass.id),
  'pictures.find': () => stores.pictures.find(B, picture.id),
  'badgeClasses.findVersion': () => stores.badgeClasses.findVersion(B, badgeClass.id, 1),
  'badgeClasses.listVersions': () => stores.badgeClasses.listVersions(B, badgeClass.id),
  'badgeClasses.list': () => stores.badgeClasses.list(B),
  'approvals.find': () => stores.approvals.find(B, badgeClass.id, 'course-1'),
  'approvals.list': () => stores.approvals.list(B),
  'credentials.find': () => stores.credentials.find(B, credential.id),
  'credentials.findByAward': () => stores.credentials.findByAward(B, award.id),
  'credentials.listSlots': () => stores.credentials.listSlots(B, statusPlace.listId, 'valid'),
  'statusLists.findLast': () => stores.statusLists.findLast(B, issuer.id),
  'issuerKeys.listSigning': () => stores.issuerKeys.listSigning(B, issuer.id),
  'issuerKeys.findSigning': () => stores.issuerKeys.findSigning(B, issuer.id, 'ES256'),
  'issuerKeys.listByIssuer': () => stores.issuerKeys.listByIssuer(B, issuer.id),
  'mappings.find': () => stores.mappings.find(B, 'course-1', mapping.id),
  'mappings.findByKey': () => stores.mappings.findByKey(B, 'course-1', mapping.key),
  'mappings.findBadgeClassId': () => stores.mappings.findBadgeClassId(B, mapping.key),
  'mappings.list': () => stores.mappings.list(B, 'course-1'),
  'mappings.findVersion': () => stores.mappings.findVersion(B, mapping.id, 1),
  'mappings.listByTemplate': () => stores.mappings.listByTemplate(B, template.id),
  'reviews.find': () => stores.reviews.find(B, mapping.id, review.learnerId),
  'reviews.listByCourse': () => stores.reviews.listByCourse(B, 'course-1'),
  'awardingRules.find': () => stores.awardingRules.find(B, badgeClass.id),
  'awardingRules.list': () => stores.awardingRules.list(B),
  'awardingRules.findGroup': () => stores.awardingRules.findGroup(B, group.id),
  'awardingRules.listGroups': () => stores.awardingRules.listGroups(B),
  'templates.find': () => stores.templates.find(B, template.id),
  'templates.findVersion': () => stores.templates.findVersion(B, template.id, 1),
  'templates.list': () => stores.templates.list(B),
  'decisions.listByCourse': () => stores.decisions.listByCourse(B, 'course-1'),
  'decisions.listCoursesWaiting': () => stores.decisions.listCoursesWaiting(B, 10),
  'decisions.listMappingsWaiting': () => stores.decisions.listMappingsWaiting(B),
  'decisions.find': () => stores.decisions.find(B, mapping.id, 'learner-1'),
  'awards.find': () => stores.awards.find(B, award.id),
  'awards.listByCourse': () => stores.awards.listByCourse(B, 'course-1'),
  'badgeScores.listByCourse': () => stores.badgeScores.listByCourse(B, 'course-1'),
  'badgeScores.listByLearner': () => stores.badgeScores.listByLearner(B, 'course-1', 'learner-1'),
  'badgeScores.listOwed': () => stores.badgeScores.listOwed(B, 'course-1', LATER),
  'badgeScores.findNextOwed': () => stores.badgeScores.findNextOwed(B, 'course-1', new Date(0)),
  'awards.listByLearner': () => stores.awards.listByLearner(B, 'learner-1'),
  'awards.listLive': () => stores.awards.listLive(B, [award.liveKey]),
  'awards.findLive': () => stores.awards.findLive(B, award.liveKey),
  'awards.listHolders': () => stores.awards.listHolders(B, award.badgeClassId),
  'awards.listOwed': () => stores.awards.listOwed(B, 'course-1', LATER),
  'assessments.find': () => stores.assessments.find(B, mapping.id, 'learner-1'),
  'assessments.listByCourse': () => stores.assessments.listByCourse(B, 'course-1'),
  'assessments.listOwed': () => stores.assessments.listOwed(B, 'course-1', LATER),
  'syncs.find': () => stores.syncs.find(B, 'course-1'),
  'syncs.listRecentRounds': () => stores.syncs.listRecentRounds(B, 10),
  'syncs.listRounds': () => stores.syncs.listRounds(B, 'course-1', 10),
  'outcomes.list': () => stores.outcomes.list(B, 'course-1'),
  'results.listByCourse': () => stores.results.listByCourse(B, 'course-1'),
  'results.listByLearner': () => stores.results.listByLearner(B, 'course-1', 'learner-1'),
};

/** Each writing method used by B on what A has; whether it is refused or makes a record of B's own is the store's. */
const WRITES: Record<string, Ask> = {
  'courses.move': () =>
    stores.courses.move(B, courseId, { registrationId: 'stolen', deploymentRecordId: 'stolen' }),
  'learners.setStandingChoice': () =>
    stores.learners.setStandingChoice(B, learnerId, { name: true, grade: true, evidence: true }),
  'learners.move': () => stores.learners.move(B, learnerId, 'stolen'),
  'registrationMerges.merge': () =>
    stores.registrationMerges.merge(
      B,
      {
        courses: [{ from: courseId, into: randomUUID() }],
        learners: [{ from: learnerId, into: randomUUID() }],
      },
      LATER,
    ),
  'registrationMerges.moveCopies': () =>
    stores.registrationMerges.moveCopies(B, 'registration-1', {
      registrationId: 'stolen',
      deploymentRecordId: 'stolen',
    }),
  'audit.append': () => stores.audit.append(B, build.buildAuditEntry()),
  'keyBindings.bind': () => stores.keyBindings.bind(B, binding(B, 'key-of-b')),
  'awardSights.see': () => stores.awardSights.see(B, award.id, 1, LATER),
  'copyAnswers.save': () => stores.copyAnswers.save(B, copyAnswer(B, 'declined')),
  'courseCopies.hear': () => stores.courseCopies.hear(B, courseCopy(B), 'nonce-of-b'),
  'learners.rememberAll': () =>
    stores.learners.rememberAll(B, 'registration-1', [{ sub: 'user-1', name: 'Of B' }], LATER),
  'registrations.save': () => stores.registrations.save(B, { ...registration, name: 'Of B' }),
  'registrations.change': () => stores.registrations.change(B, registration.id, { isEnabled: false }),
  'registrations.delete': () => stores.registrations.delete(B, registration.id),
  'deployments.refuse': () => stores.deployments.refuse(B, deployment.id),
  'deployments.deleteByRegistration': () => stores.deployments.deleteByRegistration(B, registration.id),
  'deployments.activate': () => stores.deployments.activate(B, deployment.id),
  'healthSignals.save': () => stores.healthSignals.save(B, { ...signal, institutionId: B, state: 'ill' }),
  'healthSignals.deleteByRegistration': () =>
    stores.healthSignals.deleteByRegistration(B, signal.registrationId),
  'connections.create': () => stores.connections.create(B, { ...connection, guide: 'canvas' }),
  'connections.setRegistered': () => stores.connections.setRegistered(B, 'invite-1', 'registration-of-b'),
  'connections.change': () => stores.connections.change(B, connection.id, { way: 'table' }),
  'connections.delete': () => stores.connections.delete(B, connection.id),
  'personLinks.save': () => stores.personLinks.save(B, { ...personLink(), identifier: 'of B' }),
  'personLinks.delete': () => stores.personLinks.delete(B, learnerId),
  'learnerData.erase': () => stores.learnerData.erase(B, learnerId, LATER),
  'courses.remember': () => stores.courses.remember(B, build.buildCourseSighting({ title: 'Of B' }), LATER),
  'resourceLinks.remember': () => stores.resourceLinks.remember(B, { ...link(), title: 'Of B' }, LATER),
  'enrolments.rememberLaunch': () =>
    stores.enrolments.rememberLaunch(B, 'course-1', { ...enrolment, isStaff: true }, LATER),
  'enrolments.rememberMembers': () => stores.enrolments.rememberMembers(B, 'course-1', [], LATER),
  'issuers.create': () => stores.issuers.create(B, { ...issuer, url: 'https://b.example' }),
  'issuers.rename': () => stores.issuers.rename(B, issuer.id, { nl: 'Of B', en: 'Of B' }),
  'issuers.change': () => stores.issuers.change(B, issuer.id, { url: 'https://b.example' }),
  'badgeClasses.create': () => stores.badgeClasses.create(B, { ...badgeClass, language: 'en' }),
  'pictures.keep': () => stores.pictures.keep(B, { ...picture, bytes: Buffer.from('of B') }),
  'badgeClasses.save': () => stores.badgeClasses.save(B, 1, { ...badgeClass, language: 'en' }),
  'approvals.request': () => stores.approvals.request(B, badgeClass.id, 'course-1', LATER),
  'approvals.decide': () => stores.approvals.decide(B, badgeClass.id, 'course-1', 'approved', LATER),
  'credentials.create': () => stores.credentials.create(B, { ...credential, jwt: 'of.b.too' }),
  'credentials.setShared': () => stores.credentials.setShared(B, credential.id, true, LATER),
  'credentials.setShows': () =>
    stores.credentials.setShows(B, credential.id, { name: true, grade: true, evidence: true }),
  'credentials.setState': () =>
    stores.credentials.setState(B, credential.id, {
      from: ['valid'],
      to: 'revoked',
      reason: null,
      now: LATER,
    }),
  'credentials.renew': () =>
    stores.credentials.renew(B, credential.id, credential, { ...credential, jwt: 'of.b.too', statusPlace }),
  'statusLists.ensure': () => stores.statusLists.ensure(B, { ...statusList, length: 8 }),
  'statusLists.takePlace': () => stores.statusLists.takePlace(B, credential.id, { ...statusPlace, slot: 6 }),
  'issuerKeys.markCompromised': () => stores.issuerKeys.markCompromised(B, issuerKey.kid, NOON, LATER),
  'issuerKeys.create': () => stores.issuerKeys.create(B, { ...issuerKey, sealedPrivateKey: 'of B' }),
  'issuerKeys.retire': () => stores.issuerKeys.retire(B, issuerKey.kid, LATER),
  'mappings.create': () => stores.mappings.create(B, { ...mapping, columnMaximum: 1 }),
  'mappings.markSeen': () => stores.mappings.markSeen(B, unseen.id, LATER),
  'mappings.setState': () => stores.mappings.setState(B, mapping.id, 'dropped', 'by-b', LATER),
  'mappings.dropUnseen': () => stores.mappings.dropUnseen(B, LATER, LATER),
  'decisions.rememberAll': () =>
    stores.decisions.rememberAll(B, 'course-1', mapping, evaluations('not-met'), LATER),
  'awards.create': () => stores.awards.create(B, { ...award, awardedBy: 'of B' }),
  'awards.setDelivery': () =>
    stores.awards.setDelivery(B, award.id, { ...award.delivery, state: 'undeliverable' }),
  'awards.beginDelivery': () => stores.awards.beginDelivery(B, award.id, LATER),
  'awards.end': () => stores.awards.end(B, award, end, null),
  'awards.release': () => stores.awards.release(B, ended.id, ended.liveKey, 'freed-by-b'),
  'awards.undo': () => stores.awards.undo(B, award.id, 'undone-by-b'),
  'awards.revise': () => stores.awards.revise(B, award, award.delivery, build.buildRevocation()),
  'awards.setRevocation': () =>
    stores.awards.setRevocation(B, ended.id, { ...build.buildRevocation(), state: 'done' }),
  'awards.setKept': () => stores.awards.setKept(B, award.id, 'of-b'),
  'mappings.revise': () => stores.mappings.revise(B, { ...mapping, version: 2 }),
  'mappings.setBaseline': () => stores.mappings.setBaseline(B, mapping.id, [], LATER),
  'reviews.replace': () =>
    stores.reviews.replace(B, { ...review, changes: 1 }, { ...review, state: 'declined' }),
  'awardingRules.save': () => stores.awardingRules.save(B, { ...awardingRules, asksFourEyes: true }),
  'awardingRules.saveGroup': () => stores.awardingRules.saveGroup(B, { ...group, name: 'Of B' }),
  'awardingRules.deleteGroup': () => stores.awardingRules.deleteGroup(B, group.id),
  'templates.create': () => stores.templates.create(B, { ...template, name: 'Of B' }),
  'templates.revise': () => stores.templates.revise(B, { ...template, version: 2, name: 'Of B' }),
  'templates.setApplied': () => stores.templates.setApplied(B, template.id, 9),
  'templates.setRetired': () => stores.templates.setRetired(B, template.id, true),
  'assessments.save': () => stores.assessments.save(B, { ...assessment, isPassed: false, assessedAt: LATER }),
  'assessments.setPassback': () =>
    stores.assessments.setPassback(
      B,
      assessment.id,
      assessment.assessedAt,
      build.buildPassback({ state: 'refused' }),
    ),
  'badgeScores.owe': async () => {
    const other = { ...badgeScore, passback: build.buildPassback({ scoreGiven: 0 }) };
    await stores.badgeScores.owe(B, other, badgeScore);
    await stores.badgeScores.owe(B, other, null);
  },
  'badgeScores.setPassback': () =>
    stores.badgeScores.setPassback(B, badgeScore, build.buildPassback({ state: 'refused' })),
  'notices.begin': () => stores.notices.begin(B, award.id, { ...NOTICE, state: 'sending' }, LATER, LATER),
  'notices.save': () => stores.notices.save(B, award.id, { ...NOTICE, state: 'sent' }, null),
  'mailChoices.allow': () => stores.mailChoices.allow(B, false, LATER),
  'mailChoices.setOff': () => stores.mailChoices.setOff(B, 'learner-1', false, LATER),
  'retention.reduceGrades': () => stores.retention.reduceGrades(B, 'course-1'),
  'retention.removeHandIns': () => stores.retention.removeHandIns(B, 'course-1'),
  'handIns.save': () => stores.handIns.save(B, handIn(B, 'of-b'), 'of-a'),
  'rubrics.save': () => stores.rubrics.save(B, RUBRIC_OWNER, null, LATER),
  'evidenceFiles.create': () =>
    stores.evidenceFiles.create(B, { ...FILE, id: randomUUID() }, Buffer.from('of b'), NOON),
  'evidenceFiles.lookAgain': () => stores.evidenceFiles.lookAgain(B, FILE.id, NOON),
  'evidenceFiles.remove': () => stores.evidenceFiles.remove(B, [FILE.id]),
  'syncs.save': () => stores.syncs.save(B, sync(B, 'of-b')),
  'syncs.appendRound': () => stores.syncs.appendRound(B, build.buildRound({ requests: 99 })),
  'outcomes.rememberColumns': () => stores.outcomes.rememberColumns(B, 'course-1', [], LATER),
  'results.rememberResults': () =>
    stores.results.rememberResults(B, outcome, [], { isComplete: true, now: LATER }),
};

/** Methods that name no institution, or are the institutions themselves; the shape test says why for each. */
const WITHOUT_INSTITUTION = [
  'institutions.create',
  'institutions.find',
  'institutions.list',
  'institutions.rename',
  'institutions.change',
  'institutions.saveLogo',
  'institutions.findLogo',
  'registrations.listByIssuer',
  'registrations.listByClientId',
  'registrations.findForLaunch',
  'deployments.remember',
  'deployments.findForLaunch',
  'invites.create',
  'invites.findUsable',
  'invites.use',
  'sessions.create',
  'sessions.find',
  'sessions.replaceLaunches',
  'sessions.prolong',
  'sessions.take',
  'sessions.deleteExpired',
  'loginStates.create',
  'loginStates.find',
  'loginStates.moveToPlatform',
  'loginStates.take',
  'loginStates.deleteExpired',
  'toolKeys.create',
  'toolKeys.listPublished',
  'toolKeys.retire',
  'issuers.findPublic',
  'badgeClasses.findPublic',
  'badgeClasses.findPublicVersion',
  'pictures.findPublic',
  'credentials.findPublic',
  'statusLists.findPublic',
  'issuerKeys.findPublic',
  'issuerKeys.listPublic',
  'adminAccounts.create',
  'adminAccounts.find',
  'adminAccounts.findByEmail',
  'adminAccounts.list',
  'adminAccounts.hasAny',
  'adminAccounts.change',
  'adminSessions.create',
  'adminSessions.find',
  'adminSessions.change',
  'adminSessions.delete',
  'adminSessions.deleteByAccount',
  'adminSessions.deleteExpired',
  'adminLinks.create',
  'adminLinks.find',
  'adminLinks.take',
  'adminLinks.deleteByAccount',
  'adminLinks.deleteExpired',
  'signInAttempts.add',
  'signInAttempts.clear',
  'signInAttempts.deleteExpired',
  'jobs.request',
  'jobs.claim',
  'jobs.extend',
  'jobs.finish',
  'jobs.find',
  'notices.listOwed',
  'evidenceFiles.listDue',
  'jobs.park',
  'jobs.unpark',
  'jobs.listParked',
];

describe('institutions are apart', () => {
  it('asks every method of every store', () => {
    const methods = Object.entries(stores).flatMap(([name, store]) =>
      Array.isArray(store) ? [] : Object.keys(store).map((method) => `${name}.${method}`),
    );
    expect([...Object.keys(READS), ...Object.keys(WRITES), ...WITHOUT_INSTITUTION].sort()).toEqual(
      methods.sort(),
    );
  });

  it.each(Object.keys(READS))('finds nothing of another institution through %s', async (method) => {
    const found = await READS[method]?.();
    const listed = Array.isArray(found) ? found : [found].filter((one) => one !== null);
    expect(listed).toEqual([]);
  });

  it.each(Object.keys(WRITES))('changes nothing of another institution through %s', async (method) => {
    const before = await readAllOfA();
    await WRITES[method]?.().catch(() => 'refused');
    expect(await readAllOfA()).toEqual(before);
  });
});
