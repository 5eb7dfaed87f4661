import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { DEFAULT_POLICIES } from '../../../src/awarding/policies.js';
import { NOON } from '../../support/build-records.js';
import { INSTITUTION, openCourseSite, TEACHER, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

let site: CourseSite;
let teacher: Browser;
let page: string;
let mapping: Mapping;
let learnerId: string;
let column: string;
beforeEach(async () => {
  site = await openCourseSite();
  teacher = await site.openAs(TEACHER);
  page = `/courses/${site.courseId}/approvals`;
  mapping = await site.addMapping(
    await site.addBadgeClass({ name: { nl: 'Presenteren', en: 'Presenting' } }),
    { policies: { ...DEFAULT_POLICIES, mode: 'after-approval', lowered: 'ask' } },
  );
  column = site.gradebook.addColumn(mapping.key, 'Presentatie', 20);
  site.gradebook.addMember('s1', 'Noor de Vries');
  site.gradebook.addMember('s2', 'Sam Bakker');
  site.gradebook.setGrade(column, 's1', 15);
  site.gradebook.setGrade(column, 's2', 5);
  await site.runRound();
  learnerId = await site.findLearnerId('s1');
});
afterEach(() => site.close());

const read = async (path = page): Promise<string> => readText((await teacher.get(path)).text);
const awards = () => site.stores.awards.listByCourse(INSTITUTION, site.courseId);

/** Ticks the student as the page shows it, and presses a button. */
async function answer(action: string, fields: Record<string, string> = {}) {
  const html = (await teacher.get(page)).text;
  const print = new RegExp(`name="choose-${learnerId}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  return teacher.post(`${page}/${mapping.id}`, { action, [`choose-${learnerId}`]: print, ...fields });
}

const awardAddress = async () => `/courses/${site.courseId}/awards/${(await awards()).at(-1)?.id}`;
const later = (minutes: number) => site.setNow(new Date(NOON.getTime() + minutes * 60_000));

describe('the page where a teacher awards', () => {
  it('is named on the overview, and shows who waits with the results', async () => {
    expect(await read(`/courses/${site.courseId}`)).toContain('1 te keuren voor Presenteren');
    const text = await read();
    expect(text).toContain('Noor de Vries');
    expect(text).toContain('Presentatie 15 / 20');
    expect(text).not.toMatch(/Sam Bakker Presentatie/);
  });

  it('approves what is ticked, says so, and can undo it before the student is told', async () => {
    const answered = await answer('approve');
    expect(answered.status).toBe(303);
    expect(await read(answered.headers['location'])).toContain('1 goedgekeurd.');
    expect(await awards()).toMatchObject([{ learnerId, state: 'awarded', delivery: { state: 'waiting' } }]);
    const student = await site.openAs('s1', { isStaff: false, isLearner: true });
    const own = readText((await student.get(`/courses/${site.courseId}/badges/${mapping.key}`)).text);
    expect(own).not.toContain('Behaald op');

    const undone = await teacher.post(await awardAddress(), { action: 'undo' });
    expect(await read(undone.headers['location'])).toContain('Teruggedraaid.');
    expect(await awards()).toMatchObject([{ state: 'undone' }]);
    expect(await read()).toContain('Presentatie 15 / 20');
  });

  it('says which were not approved because a result changed meanwhile', async () => {
    const html = (await teacher.get(page)).text;
    const print = /name="choose-[^"]+" value="([^"]+)"/.exec(html)?.[1] ?? '';
    site.gradebook.setGrade(column, 's1', 3);
    await site.runRound();
    const answered = await teacher.post(`${page}/${mapping.id}`, {
      action: 'approve',
      [`choose-${learnerId}`]: print,
    });
    // Who waits no more is not on the form: nothing is ticked.
    expect(await read(answered.headers['location'])).toContain('Kies eerst een student.');
    expect(await awards()).toEqual([]);
  });

  it('I12 in the matrix and on the learner’s page, a yes is about the results that were shown', async () => {
    const matrix = `/courses/${site.courseId}/learners`;
    const shown = (await teacher.get(matrix)).text;
    const [, field = '', print = ''] = /name="(approve[^"]+)" value="([^"]{22})"/.exec(shown) ?? [];
    const own = (await teacher.get(`${matrix}/${learnerId}`)).text;
    expect(own).toContain(`name="print" value="${print}"`);
    site.gradebook.setGrade(column, 's1', 14);
    await site.runRound();
    const late = await teacher.post(matrix, { [field]: print });
    expect(late.headers['location']).toContain('approved=0&failed=1');
    expect(await awards()).toEqual([]);
    const act = `${matrix}/${learnerId}/badges/${mapping.id}/act`;
    expect((await teacher.post(act, { act: 'approve', print })).status).toBe(409);

    const [, , fresh = ''] =
      /name="(approve[^"]+)" value="([^"]{22})"/.exec((await teacher.get(matrix)).text) ?? [];
    const done = await teacher.post(matrix, { [field]: fresh });
    expect(done.headers['location']).toContain('approved=1&failed=0');
    expect(await awards()).toHaveLength(1);
  });

  it('declines with a reason, and asks for one', async () => {
    const without = await answer('decline');
    expect(without.status).toBe(422);
    expect(readText(without.text)).toContain('Schrijf in een paar woorden waarom.');
    const answered = await answer('decline', { reason: 'Niet eigen werk' });
    expect(await read(answered.headers['location'])).toContain('1 afgewezen.');
    expect(await read()).toContain('Er wacht niets op goedkeuring.');
  });

  it('awards by hand, withdraws with a reason, and keeps it from coming back', async () => {
    const sam = await site.findLearnerId('s2');
    const given = await teacher.post(`${page}/${mapping.id}/by-hand`, {
      learner: sam,
      reason: 'Mondeling laten zien',
      evidenceName: 'Opname',
      evidenceUrl: 'https://video.example.org/1',
    });
    expect(await read(given.headers['location'])).toContain('Toegekend.');
    later(11);
    await site.runRound();
    expect(await awards()).toMatchObject([{ learnerId: sam, delivery: { state: 'issued' } }]);

    // What shows it goes into the credential, once its student lets it.
    const student = await site.openAs('s2', { mappingKey: mapping.key });
    const credential = `/courses/${site.courseId}/badges/${mapping.key}/credential`;
    expect((await student.get(`${credential}.json`)).text).not.toContain('video.example.org');
    await student.post(`${credential}/shows`, { evidence: 'on' });
    expect(JSON.parse((await student.get(`${credential}.json`)).text)).toMatchObject({
      evidence: [{ id: 'https://video.example.org/1', type: ['Evidence'], name: 'Opname' }],
    });

    const withdrawn = await teacher.post(await awardAddress(), {
      action: 'withdraw',
      reason: 'Vergissing',
      never: 'yes',
    });
    expect(await read(withdrawn.headers['location'])).toContain('Ingetrokken.');
    expect(await awards()).toMatchObject([{ state: 'withdrawn', ended: { again: 'never' } }]);
    expect(await read()).toContain('Niet opnieuw toe te kennen');
    const again = await teacher.post(await awardAddress(), { action: 'allow-again' });
    expect(await read(again.headers['location'])).toContain('De badge kan weer toegekend worden.');
    expect(await read()).not.toContain('Niet opnieuw toe te kennen');
  });

  it('issues again as a new revision', async () => {
    await answer('approve');
    later(11);
    await site.runRound();
    const done = await teacher.post(await awardAddress(), {
      action: 'reissue',
      reason: 'Naam verbeterd',
      revision: '1',
    });
    expect(await read(done.headers['location'])).toContain('Opnieuw uitgegeven.');
    expect(await awards()).toMatchObject([{ revision: 2, delivery: { state: 'issued' } }]);
  });

  it('asks about a result that dropped later, and takes the answer', async () => {
    await answer('approve');
    later(11);
    await site.runRound();
    site.gradebook.setGrade(column, 's1', 3);
    await site.runRound();
    expect(await read(`/courses/${site.courseId}`)).toContain(
      'Presenteren: bij 1 werd een resultaat later lager.',
    );
    const kept = await teacher.post(await awardAddress(), { action: 'keep' });
    expect(await read(kept.headers['location'])).toContain('De badge blijft.');
    expect(await read(`/courses/${site.courseId}`)).not.toContain('later lager');
  });

  it('starts what drift stopped again', async () => {
    await site.stores.mappings.setState(INSTITUTION, mapping.id, 'needs-look', 'label-changed', NOON);
    expect(await read()).toContain('een kolom heet in Testleeromgeving nu anders');
    const done = await teacher.post(`${page}/${mapping.id}/look`, {});
    expect(await read(done.headers['location'])).toContain('De badge gaat verder.');
  });

  it('is for teachers, for this course, and for whoever approves this badge', async () => {
    const student = await site.openAs('s1', { isStaff: false, isLearner: true });
    expect((await student.get(page)).status).toBe(403);
    expect((await student.postRaw(`${page}/${mapping.id}`, 'action=approve')).status).toBe(403);
    expect((await teacher.postRaw(`${page}/${mapping.id}`, 'action=approve')).status).toBe(403);
    const elsewhere = await teacher.post(`/courses/${site.courseId}/awards/unknown`, { action: 'undo' });
    expect(elsewhere.status).toBe(404);

    await site.stores.awardingRules.save(INSTITUTION, {
      badgeClassId: mapping.badgeClassId,
      institutionId: INSTITUTION,
      approvers: 'named',
      people: [{ kind: 'admin', id: 'board-1' }],
      groupId: null,
      asksFourEyes: false,
      lookEveryMonths: null,
      updatedAt: NOON,
    });
    const html = (await teacher.get(page)).text;
    expect(readText(html)).toContain('Deze badge wordt door anderen goedgekeurd: aangewezen personen.');
    expect(html).not.toContain(`name="choose-${learnerId}"`);
    const hand = await teacher.post(`${page}/${mapping.id}/by-hand`, { learner: learnerId, reason: 'Toch' });
    expect(hand.status).toBe(403);
  });
});
