import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBadgeClass, buildInstitution } from '../../support/build-records.js';
import { INSTITUTION, openCourseSite, TEACHER, type Browser, type CourseSite } from './course-site.js';

let site: CourseSite;
let teacher: Browser;
let drafts: string;

beforeEach(async () => {
  site = await openCourseSite();
  await site.stores.institutions.create(buildInstitution({ id: INSTITUTION, teachersMayDraft: true }));
  await site.addMapping(await site.addBadgeClass());
  teacher = await site.openAs(TEACHER);
  drafts = `/courses/${site.courseId}/drafts`;
});
afterEach(() => site.close());

async function begin(variant = 'extra-curricular'): Promise<string> {
  const { headers } = await teacher.post(drafts, { variant });
  return headers['location'] ?? '';
}

const findDraft = async (address: string) =>
  site.stores.badgeClasses.find(INSTITUTION, address.split('/').at(-1) ?? '');

describe('a teacher’s draft', () => {
  it('is offered where the institution allows it, and only there', async () => {
    expect((await teacher.get(`/courses/${site.courseId}`)).text).toContain(`href="${drafts}"`);
    await site.stores.institutions.change(INSTITUTION, { teachersMayDraft: false });
    expect((await teacher.get(`/courses/${site.courseId}`)).text).not.toContain(drafts);
    expect((await teacher.get(drafts)).text).not.toContain('<form');
    expect((await teacher.post(drafts, { variant: 'regular' })).status).toBe(403);
    expect(await site.stores.badgeClasses.list(INSTITUTION)).toHaveLength(1);
  });

  it('is saved incomplete, beside its own page, and sent to an editor', async () => {
    const address = await begin();
    const form = {
      revision: '1',
      variant: 'extra-curricular',
      'name.nl': 'Debatteren',
      mayBeMapped: 'any-course',
    };
    expect((await teacher.post(address, { ...form, action: 'save' })).headers['location']).toBe(
      `${address}?saved=yes`,
    );
    expect(await findDraft(address)).toMatchObject({
      state: 'draft',
      name: { nl: 'Debatteren', en: '' },
      draftedInCourseId: site.courseId,
      submittedAt: null,
      revision: 2,
    });
    const pane = await teacher.post(`${address}/preview`, { ...form, 'name.nl': 'Anders' });
    expect(pane.text).toContain('Anders');
    expect(pane.text).not.toContain('<html');

    await teacher.post(address, { ...form, revision: '2', action: 'submit' });
    const submitted = await findDraft(address);
    expect(submitted?.state).toBe('draft');
    expect(submitted?.submittedAt).toBeInstanceOf(Date);
    expect((await teacher.get(drafts)).text).toContain('wacht op je instelling');
  });

  it('is never a microcredential, at its beginning or later', async () => {
    expect((await teacher.get(drafts)).text).not.toContain('value="microcredential"');
    expect((await teacher.post(drafts, { variant: 'microcredential' })).status).toBe(422);
    const address = await begin('regular');
    const turned = await teacher.post(address, { revision: '1', variant: 'microcredential', action: 'save' });
    expect(turned.status).toBe(422);
    expect(await findDraft(address)).toMatchObject({ variant: 'regular', revision: 1 });
  });

  it('is not published by its teacher, nor issued or mapped as they say', async () => {
    const address = await begin();
    const before = await findDraft(address);
    await teacher.post(address, {
      revision: '1',
      variant: 'extra-curricular',
      action: 'publish',
      issuerId: 'somebody',
      mayBeMapped: 'after-approval',
      ...Object.fromEntries(
        ['name', 'description', 'criteria'].flatMap((one) => [
          [`${one}.nl`, 'x'],
          [`${one}.en`, 'x'],
        ]),
      ),
    });
    expect(await findDraft(address)).toMatchObject({
      state: 'draft',
      issuerId: before?.issuerId,
      mayBeMapped: before?.mayBeMapped,
      name: { nl: 'x', en: 'x' },
    });
  });

  it('is out of reach once published, from another course, and for students', async () => {
    const elsewhere = buildBadgeClass({
      institutionId: INSTITUTION,
      state: 'draft',
      draftedInCourseId: 'other',
    });
    const published = buildBadgeClass({ institutionId: INSTITUTION, draftedInCourseId: site.courseId });
    for (const one of [elsewhere, published]) {
      await site.stores.badgeClasses.create(INSTITUTION, one);
      expect((await teacher.get(`${drafts}/${one.id}`)).status).toBe(404);
      expect((await teacher.post(`${drafts}/${one.id}`, { revision: '1', action: 'save' })).status).toBe(404);
    }
    const student = await site.openAs('s1');
    expect((await student.get(drafts)).status).toBe(403);
  });

  it('says so when somebody else saved it in between', async () => {
    const address = await begin();
    await teacher.post(address, { revision: '1', 'name.nl': 'Eerst', action: 'save' });
    const late = await teacher.post(address, { revision: '1', 'name.nl': 'Te laat', action: 'save' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('value="Te laat"');
    expect(late.text).toContain('Iemand anders heeft deze badge intussen bewaard');
    expect((await findDraft(address))?.name.nl).toBe('Eerst');
  });
});
