import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BadgeClass } from '../../../src/badges/badge-class.js';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { buildEnrolmentSighting } from '../../support/build-records.js';
import { NOON } from '../../support/build-records.js';
import { INSTITUTION, openCourseSite, type Browser, type CourseSite } from './course-site.js';

let site: CourseSite;
let teacher: Browser;
let badgeClass: BadgeClass;
let mapping: Mapping;
let page = '';

beforeAll(async () => {
  site = await openCourseSite();
  badgeClass = await site.addBadgeClass();
  mapping = await site.addMapping(badgeClass);
  teacher = await site.openAs('teacher-1', { isStaff: true, isLearner: false });
  page = `/courses/${site.courseId}/badges/${mapping.key}/edit`;
  const learnerId = await site.findLearnerId('student-1');
  await site.stores.enrolments.rememberMembers(
    INSTITUTION,
    site.courseId,
    [buildEnrolmentSighting({ learnerId })],
    NOON,
  );
});

afterAll(() => site.close());

const fields = (changes: Record<string, string> = {}) => ({
  version: '1',
  group: 'all-of',
  least: '1',
  'kind.0': 'at-least',
  'column.0': mapping.key,
  'value.0': '60',
  'unit.0': 'percent',
  stood: '0',
  notBefore: '',
  mode: 'automatic',
  until: '',
  lowered: 'keep',
  earlier: 'included',
  scope: 'course',
  validMonths: '',
  renewal: 'none',
  ...changes,
});

const findMapping = () => site.stores.mappings.find(INSTITUTION, site.courseId, mapping.id);

describe('the mapping editor, without a script', () => {
  it('shows a student nothing of it', async () => {
    const student = await site.openAs('student-1');
    expect((await student.get(page)).status).toBe(403);
  });

  it('adds and removes a condition and keeps what was typed', async () => {
    const more = await teacher.post(page, fields({ act: 'add', addKind: 'holds-badge' }));
    expect(more.text).toContain('name="badge.1"');
    expect(more.text).toContain('value="60"');
    const less = await teacher.post(
      page,
      fields({ act: 'remove-0', 'kind.1': 'holds-badge', 'badge.1': badgeClass.id }),
    );
    expect(less.text).not.toContain('name="value.0"');
    expect((await findMapping())?.version).toBe(1);
  });

  it('saves nothing that was not looked at, and says what changes first', async () => {
    const answer = await teacher.post(page, fields({ act: 'save', reviewed: 'guessed' }));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('class="was"');
    expect((await findMapping())?.version).toBe(1);

    const reviewed = /name="reviewed" value="([^"]+)"/.exec(answer.text)?.[1] ?? '';
    // Looked at 60 %, sent 70 %: looked at again.
    const other = await teacher.post(page, fields({ act: 'save', reviewed, 'value.0': '70' }));
    expect(other.status).toBe(200);
    expect((await findMapping())?.version).toBe(1);

    const saved = await teacher.post(page, fields({ act: 'save', reviewed }));
    expect(saved.status).toBe(303);
    expect(await findMapping()).toMatchObject({ version: 2, rule: { value: 60 } });
  });

  it('does not overwrite what somebody else saved meanwhile', async () => {
    const looked = await teacher.post(page, fields({ act: 'review', 'value.0': '65' }));
    const reviewed = /name="reviewed" value="([^"]+)"/.exec(looked.text)?.[1] ?? '';
    const late = await teacher.post(page, fields({ act: 'save', reviewed, 'value.0': '65' }));
    expect(late.status).toBe(409);
    expect(late.text).toContain('mapping_changed');
    expect((await findMapping())?.version).toBe(2);
  });

  it.each([
    ['a number that is none', { 'value.0': 'veel' }],
    ['a wait that is none', { stood: '-1' }],
    ['months out of range', { validMonths: '999' }],
    ['a column of nowhere', { 'column.0': '' }],
  ])('refuses %s with the page, and keeps the mapping', async (_what, wrong) => {
    const answer = await teacher.post(page, fields({ act: 'review', ...wrong }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('role="alert"');
    expect((await findMapping())?.version).toBe(2);
  });

  it('goes on at once with a rule that asks for a badge nothing asked for before', async () => {
    const held = await site.addBadgeClass({ name: { nl: 'Basis', en: 'Basics' } });
    const asks = { 'kind.0': 'holds-badge', 'badge.0': held.id, version: '2' };
    const looked = await teacher.post(page, fields({ act: 'review', ...asks }));
    const reviewed = /name="reviewed" value="([^"]+)"/.exec(looked.text)?.[1] ?? '';
    await teacher.post(page, fields({ act: 'save', reviewed, ...asks }));
    expect(await findMapping()).toMatchObject({ version: 3, state: 'active', rule: { kind: 'holds-badge' } });
    const back = await teacher.post(page, fields({ act: 'review', version: '3' }));
    const again = /name="reviewed" value="([^"]+)"/.exec(back.text)?.[1] ?? '';
    await teacher.post(page, fields({ act: 'save', reviewed: again, version: '3' }));
    expect((await findMapping())?.version).toBe(4);
  });

  it('keeps whom a teacher chose, asks for somebody, and names them in the difference', async () => {
    const learnerId = await site.findLearnerId('student-1');
    const choosing = { who: 'chosen', [`learner.${learnerId}`]: 'yes', version: '4' };
    const nobody = await teacher.post(page, fields({ act: 'review', who: 'chosen', version: '4' }));
    expect(nobody.status).toBe(422);
    expect(nobody.text).toContain('Kies minstens één student.');
    const looked = await teacher.post(page, fields({ act: 'review', ...choosing }));
    expect(looked.text).toContain('Alle studenten van de cursus</dd>');
    // Each step is closed to its sentence, and what changes stands beside it.
    expect(looked.text).not.toContain('<details class="step" open');
    expect(looked.text).toContain('Automatisch · Eén gekozen student');
    const reviewed = /name="reviewed" value="([^"]+)"/.exec(looked.text)?.[1] ?? '';
    expect((await teacher.post(page, fields({ act: 'save', reviewed, ...choosing }))).status).toBe(303);
    expect((await findMapping())?.policies.learnerIds).toEqual([learnerId]);
    const opened = (await teacher.get(page)).text;
    expect(opened).toMatch(new RegExp(`name="learner.${learnerId}" value="yes" checked`));

    const everybody = await teacher.post(page, fields({ act: 'review', who: 'all', version: '5' }));
    const again = /name="reviewed" value="([^"]+)"/.exec(everybody.text)?.[1] ?? '';
    await teacher.post(page, fields({ act: 'save', reviewed: again, who: 'all', version: '5' }));
    expect((await findMapping())?.policies.learnerIds).toBeNull();
  });

  it('answers a script with the part that follows what is typed', async () => {
    const answer = await teacher.post(page, fields({ act: 'preview', fragment: 'yes' }));
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('<html');
    expect(answer.text).toContain('60');
    // Replayed over what is stored: nobody has a result yet, so nobody's answer changes.
    expect(answer.text).toContain('Niemand krijgt hem nu');
    expect(answer.text).not.toContain('Anders dan nu');
  });

  it('weighs the columns of a weighted mean, and shows the weights again', async () => {
    const other = await site.addMapping(await site.addBadgeClass());
    const version = String((await findMapping())?.version);
    const weighted = fields({
      version,
      'kind.0': 'combined',
      'how.0': 'weighted-mean',
      'in0.0': mapping.key,
      'in1.0': other.key,
      'weight0.0': '2',
      'weight1.0': '0,5',
    });
    const looked = await teacher.post(page, { ...weighted, version, act: 'review' });
    expect(looked.status).toBe(200);
    expect(looked.text).toMatch(/name="weight0\.0"[^>]* value="2"/);
    const reviewed = /name="reviewed" value="([^"]+)"/.exec(looked.text)?.[1] ?? '';
    await teacher.post(page, { ...weighted, version, act: 'save', reviewed });
    expect((await findMapping())?.rule).toMatchObject({
      how: 'weighted-mean',
      columns: [
        { columnKey: mapping.key, weight: 2 },
        { columnKey: other.key, weight: 0.5 },
      ],
    });
    expect((await teacher.get(page)).text).toContain('value="0,5"');
    const wrong = await teacher.post(page, { ...weighted, 'weight1.0': 'veel', act: 'review' });
    expect(wrong.status).toBe(422);
  });
});

describe('mapping a badge from the overview', () => {
  it('makes one that awards nothing before its teacher has said when, from the first moment on', async () => {
    const other = await site.addBadgeClass();
    const created = vi.spyOn(site.stores.mappings, 'create');
    const made = await teacher.post(`/courses/${site.courseId}/map`, { badgeClass: other.id });
    expect(made.status).toBe(303);
    const mappings = await site.stores.mappings.list(INSTITUTION, site.courseId);
    expect(mappings.find(({ badgeClassId }) => badgeClassId === other.id)).toMatchObject({
      columnRole: 'none',
      state: 'needs-look',
      stateReason: 'not-set-up',
      seenAt: NOON,
    });
    // One write: a round in between would find it as it is now.
    expect(created.mock.calls.map(([, one]) => one.state)).toEqual(['needs-look']);
    created.mockRestore();
    expect((await teacher.post(`/courses/${site.courseId}/map`, { badgeClass: '' })).status).toBe(422);
  });
});
