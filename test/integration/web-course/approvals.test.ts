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

const box = () => `choose.${mapping.id}.${learnerId}`;
/** The results beside a box, on whichever page it stands. */
async function readPrint(path: string): Promise<string> {
  const html = (await teacher.get(path)).text;
  return new RegExp(`name="${box()}" value="([^"]+)"`).exec(html)?.[1] ?? '';
}

/** Ticks the student as the page shows it, and presses a button. */
async function answer(action: string, fields: Record<string, string> = {}) {
  return teacher.post(page, { action, [box()]: await readPrint(page), ...fields });
}

/** Presses a button on the student's own page. */
function act(what: string, fields: Record<string, string> = {}, id = learnerId) {
  const address = `/courses/${site.courseId}/learners/${id}/badges/${mapping.id}/act`;
  return teacher.post(address, { act: what, ...fields });
}
const later = (minutes: number) => site.setNow(new Date(NOON.getTime() + minutes * 60_000));

describe('the queue of a teacher, and what it leads to', () => {
  it('is named on the overview, and shows who waits with the results', async () => {
    expect(await read(`/courses/${site.courseId}`)).toContain('Wacht op je goedkeuring: 1 × Presenteren');
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

    const undone = await act('undo');
    expect(await read(undone.headers['location'])).toContain('Teruggedraaid.');
    expect(await awards()).toMatchObject([{ state: 'undone' }]);
    expect(await read()).toContain('Presentatie 15 / 20');
  });

  it('says which were not approved because a result changed meanwhile', async () => {
    const print = await readPrint(page);
    site.gradebook.setGrade(column, 's1', 3);
    await site.runRound();
    const answered = await teacher.post(page, { action: 'approve', [box()]: print });
    // Who waits no more is not on the form: nothing is ticked.
    expect(await read(answered.headers['location'])).toContain('Kies eerst een student.');
    expect(await awards()).toEqual([]);
  });

  it('is answered from the matrix and from the student’s page at the same address, about the same results', async () => {
    const matrix = `/courses/${site.courseId}/learners?state=approve`;
    const learner = `/courses/${site.courseId}/learners/${learnerId}`;
    const print = await readPrint(page);
    expect(print).not.toBe('');
    expect(await readPrint(matrix)).toBe(print);
    expect(await readPrint(learner)).toBe(print);
    const html = (await teacher.get(matrix)).text;
    const form = new RegExp(`action="(${page}\\?[^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answered = await teacher.post(form, { action: 'approve', [box()]: print });
    expect(answered.headers['location']).toBe(`${matrix}&done=done&count=1&failed=0`);
    expect(await read(answered.headers['location'])).toContain('1 goedgekeurd.');
    expect(await awards()).toMatchObject([{ learnerId, state: 'awarded' }]);
  });

  it('counts what was looked at and is otherwise by now as not approved', async () => {
    const print = await readPrint(page);
    site.gradebook.setGrade(column, 's1', 16);
    await site.runRound();
    const answered = await teacher.post(page, { action: 'approve', [box()]: print });
    expect(await read(answered.headers['location'])).toContain('1 niet: het resultaat is intussen veranderd');
    expect(await awards()).toEqual([]);
  });

  it('declines with a reason, and asks for one', async () => {
    const without = await answer('decline');
    expect(await read(without.headers['location'])).toContain('Schrijf in een paar woorden waarom.');
    const answered = await answer('decline', { reason: 'Niet eigen werk' });
    expect(await read(answered.headers['location'])).toContain('1 afgewezen.');
    expect(await read()).toContain('Er wacht niets op goedkeuring.');
  });

  it('awards by hand, withdraws with a reason, and keeps it from coming back', async () => {
    const sam = await site.findLearnerId('s2');
    const evidence = { evidenceName: 'Opname', evidenceUrl: 'https://video.example.org/1' };
    const given = await act('award', { reason: 'Mondeling laten zien', ...evidence }, sam);
    expect(await read(given.headers['location'])).toContain('Toegekend.');
    later(11);
    await site.runRound();
    expect(await awards()).toMatchObject([
      {
        learnerId: sam,
        delivery: { state: 'issued' },
        grounds: { evidence: [{ name: 'Opname', url: 'https://video.example.org/1' }] },
      },
    ]);

    // What shows it goes into the credential, once its student lets it.
    const student = await site.openAs('s2', { mappingKey: mapping.key });
    const credential = `/courses/${site.courseId}/badges/${mapping.key}/credential`;
    expect((await student.get(`${credential}.json`)).text).not.toContain('video.example.org');
    await student.post(`${credential}/shows`, { evidence: 'on' });
    expect(JSON.parse((await student.get(`${credential}.json`)).text)).toMatchObject({
      evidence: [{ id: 'https://video.example.org/1', type: ['Evidence'], name: 'Opname' }],
    });

    const withdrawn = await act('withdraw', { reason: 'Vergissing' }, sam);
    expect(await read(withdrawn.headers['location'])).toContain('Ingetrokken.');
    expect(await awards()).toMatchObject([{ state: 'withdrawn', ended: { again: 'never' } }]);
    const learnerPage = `/courses/${site.courseId}/learners/${sam}`;
    expect(await read(learnerPage)).toContain('Niet opnieuw toe te kennen: Vergissing');
    const again = await act('allow-again', {}, sam);
    expect(await read(again.headers['location'])).toContain('De badge kan weer toegekend worden.');
    expect(await read(learnerPage)).not.toContain('Niet opnieuw toe te kennen');
  });

  it('issues again as a new revision', async () => {
    await answer('approve');
    later(11);
    await site.runRound();
    const done = await act('reissue', { reason: 'Naam verbeterd', revision: '1' });
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
    const kept = await act('keep');
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
    expect((await student.postRaw(page, 'action=approve')).status).toBe(403);
    expect((await teacher.postRaw(page, 'action=approve')).status).toBe(403);
    expect((await act('undo')).status).toBe(404);
    expect((await act('withdraw', { reason: 'x' }, 'nobody')).status).toBe(404);

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
    expect(html).not.toContain(`name="${box()}"`);
    const print = 'of-no-weight';
    const answered = await teacher.post(page, { action: 'approve', [box()]: print });
    expect(answered.status).toBe(403);
    expect((await act('award', { reason: 'Toch' })).status).toBe(403);
    expect((await teacher.get(`/courses/${site.courseId}/learners`)).text).not.toContain(`name="${box()}"`);
    const learner = (await teacher.get(`/courses/${site.courseId}/learners/${learnerId}`)).text;
    expect(learner).not.toContain('/act"');
  });
});
