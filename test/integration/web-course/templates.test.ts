import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICIES } from '../../../src/awarding/policies.js';
import type { MappingTemplate } from '../../../src/awarding/template.js';
import { OWN_PLACE } from '../../../src/awarding/template.js';
import { CLAIM } from '../../../src/lti/claims.js';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { INSTITUTION, openCourseSite, TEACHER, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

const admin = { kind: 'admin', id: 'admin-1' } as const;

let site: CourseSite;
let teacher: Browser;
let exam: Mapping;
let graded: MappingTemplate;
let combined: MappingTemplate;

beforeAll(async () => {
  site = await openCourseSite();
  exam = await site.addMapping(await site.addBadgeClass());
  const badgeClass = await site.addBadgeClass({ name: { nl: 'Lab', en: 'Lab' } });
  const draft = {
    badgeClassId: badgeClass.id,
    places: [],
    wait: { notBefore: null, stoodHours: 2 },
    policies: { ...DEFAULT_POLICIES, mode: 'after-approval' as const },
  };
  graded = await site.templates.create(
    INSTITUTION,
    {
      ...draft,
      name: 'Toets in elk blok',
      columnRole: 'grade',
      columnMaximum: 10,
      rule: { kind: 'at-least', columnKey: OWN_PLACE, unit: 'points', value: 5.5 },
    },
    admin,
  );
  combined = await site.templates.create(
    INSTITUTION,
    {
      ...draft,
      name: 'Op het verslag',
      columnRole: 'none',
      columnMaximum: null,
      rule: { kind: 'at-least', columnKey: 'report', unit: 'percent', value: 70 },
      places: [{ name: 'report', label: 'Verslag' }],
    },
    admin,
  );
  teacher = await site.openAs(TEACHER, {
    deepLinking: {
      returnUrl: 'https://lms.example.org/return',
      acceptTypes: ['ltiResourceLink'],
      acceptTargets: ['iframe'],
      acceptMultiple: false,
      acceptLineItem: true,
      data: 'sent-back',
    },
  });
});
afterAll(() => site.close());

const picker = () => `/courses/${site.courseId}/picker`;
const map = () => `/courses/${site.courseId}/map`;
const listTaken = async () =>
  (await site.stores.mappings.list(INSTITUTION, site.courseId)).filter(({ template }) => template !== null);

describe('a template of the institution, taken by a teacher', () => {
  it('is offered with what it asks and how it awards, where it fits', async () => {
    const inPicker = readText((await teacher.get(picker())).text);
    expect(inPicker).toContain('Toets in elk blok');
    expect(inPicker).toMatch(/Minstens 5,5 (van 10 )?(punten )?.*voor deze opdracht/);
    expect(inPicker).toContain('Op het verslag');
    const onPage = readText((await teacher.get(map())).text);
    // Without a link there is no column of its own.
    expect(onPage).not.toContain('Toets in elk blok');
    expect(onPage).toContain('Minstens 70 % voor Verslag');
    expect(onPage).toContain('Kolom voor “Verslag”');
    const student = await site.openAs('student-1');
    expect((await student.get(map())).status).toBe(403);
  });

  it('comes with its link and column, and follows the institution', async () => {
    const answer = await teacher.post(picker(), { kind: 'template', template: graded.id, follow: 'link' });
    expect(answer.status).toBe(200);
    const [taken] = await listTaken();
    expect(taken).toMatchObject({
      template: { templateId: graded.id, version: 1, isLinked: true },
      columnMaximum: 10,
      rule: { columnKey: taken?.key, value: 5.5, unit: 'points' },
      wait: { stoodHours: 2 },
      policies: { mode: 'after-approval' },
      seenAt: null,
    });
    const claims = decodeJwt(/name="JWT" value="([^"]+)"/.exec(answer.text)?.[1] ?? '');
    expect(claims[CLAIM.contentItems]).toMatchObject([
      { lineItem: { scoreMaximum: 10, resourceId: taken?.key, tag: 'grade' } },
    ]);
    const page = await teacher.get(`/courses/${site.courseId}/badges/${taken?.key ?? ''}`);
    expect(readText(page.text)).toContain('Volgt een sjabloon van je instelling.');
  });

  it('asks for the columns it needs, takes nothing without them, and can be a copy', async () => {
    const wanted = { template: combined.id, follow: 'copy' };
    const unfilled = await teacher.post(`${map()}/template`, wanted);
    expect(unfilled.status).toBe(422);
    expect(readText(unfilled.text)).toContain('Kies bij elke naam een kolom.');
    const elsewhere = await teacher.post(`${map()}/template`, { ...wanted, 'place-report': 'of nowhere' });
    expect(elsewhere.status).toBe(422);
    expect(readText(elsewhere.text)).toContain('Dit sjabloon past niet bij de gekozen kolommen.');
    expect(await listTaken()).toHaveLength(1);

    const made = await teacher.post(`${map()}/template`, { ...wanted, 'place-report': exam.key });
    expect(made.status).toBe(303);
    const copy = (await listTaken()).find(({ columnRole }) => columnRole === 'none');
    expect(copy).toMatchObject({
      template: { isLinked: false, places: { report: exam.key } },
      rule: { columnKey: exam.key, value: 70 },
    });
    expect(copy?.seenAt).not.toBeNull();
    const page = await teacher.get(`/courses/${site.courseId}/badges/${copy?.key ?? ''}`);
    expect(readText(page.text)).not.toContain('Volgt een sjabloon');
  });

  it('is not offered once it is retired, nor the one that wants a column without a link', async () => {
    expect((await teacher.post(`${map()}/template`, { template: graded.id, follow: 'link' })).status).toBe(
      404,
    );
    await site.templates.retire(INSTITUTION, combined.id, true, admin);
    expect(readText((await teacher.get(map())).text)).not.toContain('Op het verslag');
    expect((await teacher.post(`${map()}/template`, { template: combined.id })).status).toBe(404);
  });
});
