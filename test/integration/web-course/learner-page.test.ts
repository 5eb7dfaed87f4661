import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AwardNotice } from '../../../src/awarding/award-notice.js';
import type { Award } from '../../../src/awarding/award.js';
import { emptySync } from '../../../src/awarding/course-sync.js';
import {
  buildAward,
  buildCredential,
  buildEnrolmentSighting,
  buildEvaluation,
  minutesAfterNoon,
  NOON,
} from '../../support/build-records.js';
import { INSTITUTION, openCourseSite, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

let site: CourseSite;
let teacher: Browser;
let award: Award;
let page = '';

beforeAll(async () => {
  site = await openCourseSite();
  const badgeClass = await site.addBadgeClass();
  const mapping = await site.addMapping(badgeClass);
  teacher = await site.openAs('teacher-1', { isStaff: true, isLearner: false });
  const learnerId = await site.findLearnerId('anna');
  const { stores, courseId } = site;
  await stores.enrolments.rememberMembers(
    INSTITUTION,
    courseId,
    [buildEnrolmentSighting({ learnerId })],
    NOON,
  );
  const fields = { institutionId: INSTITUTION, courseId, learnerId, mappingId: mapping.id };
  award = buildAward({ ...fields, badgeClassId: badgeClass.id });
  await stores.awards.create(INSTITUTION, award);
  page = `/courses/${courseId}/learners/${learnerId}`;
  await stores.syncs.save(INSTITUTION, emptySync({ id: courseId, institutionId: INSTITUTION }));
  await stores.decisions.rememberAll(
    INSTITUTION,
    courseId,
    mapping,
    new Map([[learnerId, buildEvaluation()]]),
    NOON,
  );
});
afterAll(() => site.close());

const read = async (): Promise<string> => readText((await teacher.get(page)).text);

it('says nothing of mail that was never tried', async () => {
  expect(await read()).not.toContain('E-mail:');
});

it.each<[AwardNotice['state'], string | null, string]>([
  ['waiting', 'smtp_421', 'E-mail: wordt verstuurd'],
  ['sent', null, 'E-mail: verstuurd op 2 mrt, 13:00'],
  ['not-sent', 'no-address', 'E-mail: niet verstuurd: er is geen e-mailadres bekend'],
  ['not-sent', 'switched-off', 'E-mail: niet verstuurd: de student wil geen e-mail'],
  ['not-sent', 'smtp_550', 'E-mail: niet verstuurd: het adres of de mailserver weigerde hem (smtp_550)'],
  ['unsure', 'worker-died', 'E-mail: niet zeker of hij is aangekomen'],
])('says what became of the mail about an award: %s, %s', async (state, reason, text) => {
  await site.stores.notices.save(INSTITUTION, award.id, { state, reason, attempts: 1, at: NOON }, null);
  expect(await read()).toContain(text);
});

it('says of each decision which version, from where, when, and when it is looked at again', async () => {
  const next = { name: 'sync-course', key: site.courseId, institutionId: INSTITUTION, trigger: 'schedule' };
  expect(await read()).toContain('Volgende controle Niet gepland; wel zodra iemand de cursus opent');
  await site.stores.jobs.request({ ...next, runAt: minutesAfterNoon(90) });
  const text = await read();
  expect(text).toMatch(/Volgende controle 2 mrt, 14:30/);
  expect(text).toMatch(/Besloten op 2 mrt, 13:00/);
  expect(text).toContain('Versie van de regel 1');
  expect(text).toContain('Gelezen uit het cijferoverzicht');
});

it('says that what was issued no longer holds, and why', async () => {
  const { stores } = site;
  const { id, learnerId, badgeClassId } = award;
  await stores.awards.setDelivery(INSTITUTION, id, { ...award.delivery, state: 'issued' });
  const fields = { institutionId: INSTITUTION, awardId: id, learnerId, badgeClassId };
  const credential = await stores.credentials.create(INSTITUTION, buildCredential(fields));
  expect(await read()).toContain('Bewijs: uitgegeven');
  await stores.credentials.setState(INSTITUTION, credential.id, {
    from: ['valid'],
    to: 'revoked',
    reason: 'Verkeerde persoon',
    now: NOON,
  });
  const text = await read();
  expect(text).toContain('Bewijs: ingetrokken op 2 maart 2026 Reden: Verkeerde persoon');
  expect(text).not.toContain('Bewijs: uitgegeven');
});
