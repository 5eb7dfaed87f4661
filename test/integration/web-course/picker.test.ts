import { gzipSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLAIM, MAPPING_PARAMETER } from '../../../src/lti/claims.js';
import type { DeepLinkingSettings } from '../../../src/lti/session.js';
import { INSTITUTION, openCourseSite, TEACHER, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

const SETTINGS: DeepLinkingSettings = {
  returnUrl: 'https://lms.example.org/return',
  acceptTypes: ['ltiResourceLink'],
  acceptTargets: ['iframe'],
  acceptMultiple: false,
  acceptLineItem: true,
  data: 'sent-back',
};

let site: CourseSite;
let page: string;
beforeEach(async () => {
  site = await openCourseSite();
  page = `/courses/${site.courseId}/picker`;
});
afterEach(() => site.close());

function openPicker(settings: Partial<DeepLinkingSettings> = {}): Promise<Browser> {
  return site.openAs(TEACHER, { deepLinking: { ...SETTINGS, ...settings } });
}

function buildForm(badgeClassId: string, overrides: Record<string, string> = {}): Record<string, string> {
  return {
    kind: 'badge',
    badgeClass: badgeClassId,
    role: 'grade',
    'kind.0': 'at-least',
    'column.0': 'own',
    'value.0': '55',
    'unit.0': 'percent',
    maximum: '100',
    stood: '0',
    notBefore: '',
    mode: 'automatic',
    who: 'all',
    ...overrides,
  };
}

function listMappings() {
  return site.stores.mappings.list(INSTITUTION, site.courseId);
}

/** The claims of the answer that the page posts back. */
function readAnswer(html: string): Record<string, unknown> {
  expect(html).toContain('action="https://lms.example.org/return"');
  return decodeJwt(/name="JWT" value="([^"]+)"/.exec(html)?.[1] ?? '');
}

describe('mapping a badge', () => {
  it('keeps the mapping and sends back its link with a grade column', async () => {
    const badgeClass = await site.addBadgeClass();
    const answer = await (
      await openPicker()
    ).post(page, buildForm(badgeClass.id, { 'value.0': '5,5', 'unit.0': 'points', maximum: '10' }));
    expect(answer.status).toBe(200);
    const [mapping] = await listMappings();
    expect(mapping).toMatchObject({
      badgeClassId: badgeClass.id,
      columnRole: 'grade',
      columnMaximum: 10,
      rule: { unit: 'points', value: 5.5, columnKey: mapping?.key },
      state: 'active',
      seenAt: null,
      createdBy: await site.findLearnerId(TEACHER),
    });
    const claims = readAnswer(answer.text);
    expect(claims[CLAIM.contentItems]).toEqual([
      {
        type: 'ltiResourceLink',
        title: 'Studentbestuur',
        text: 'Zie wat je nodig hebt voor deze badge, en bekijk je bewijs.',
        url: 'https://badges.example.org/lti/launch',
        icon: { url: `https://badges.example.org/badges/${badgeClass.id}/image.svg?lang=nl` },
        custom: { [MAPPING_PARAMETER]: mapping?.key },
        lineItem: { label: 'Studentbestuur', scoreMaximum: 10, resourceId: mapping?.key, tag: 'grade' },
      },
    ]);
    expect(claims[CLAIM.deepLinkingData]).toBe('sent-back');
    expect(answer.headers['content-security-policy']).not.toContain('form-action');
  });

  it('gives a badge column a maximum of 1, and reads the column that was chosen', async () => {
    const source = await site.addMapping(await site.addBadgeClass());
    const badgeClass = await site.addBadgeClass({ name: { nl: 'Tweede', en: 'Second' } });
    const form = buildForm(badgeClass.id, { role: 'badge', 'column.0': source.key, maximum: '' });
    const answer = await (await openPicker()).post(page, form);
    const mapping = (await listMappings()).find((one) => one.badgeClassId === badgeClass.id);
    expect(mapping).toMatchObject({ columnRole: 'badge', columnMaximum: 1, rule: { columnKey: source.key } });
    const [item] = readAnswer(answer.text)[CLAIM.contentItems] as { lineItem: unknown }[];
    expect(item?.lineItem).toMatchObject({ scoreMaximum: 1, tag: 'badge', resourceId: mapping?.key });
  });

  it('reads no column but those of this course', async () => {
    const elsewhere = await site.addMapping(await site.addBadgeClass(), { courseId: 'course-elsewhere' });
    await site.addMapping(await site.addBadgeClass());
    const badgeClass = await site.addBadgeClass();
    const form = buildForm(badgeClass.id, { role: 'none', 'column.0': elsewhere.key });
    const answer = await (await openPicker()).post(page, form);
    expect(answer.status).toBe(422);
    expect(readText(answer.text)).toContain('Een van de kolommen kan Insigne in deze cursus niet lezen.');
    expect(await listMappings()).toHaveLength(1);
  });

  it('does not put a microcredential live by a teacher alone', async () => {
    const badgeClass = await site.addBadgeClass({
      variant: 'microcredential',
      mayBeMapped: { where: 'after-approval' },
    });
    const teacher = await openPicker();
    expect(readText((await teacher.get(page)).text)).toContain(
      'Wacht op toestemming van je instelling. Koppelen kan al; tot dan wordt niets toegekend.',
    );
    await teacher.post(page, buildForm(badgeClass.id));
    const [mapping] = await listMappings();
    expect(mapping?.state).toBe('waiting-for-approval');
    const approval = await site.stores.approvals.find(INSTITUTION, badgeClass.id, site.courseId);
    expect(approval?.state).toBe('requested');

    const column = site.gradebook.addColumn(mapping?.key ?? '');
    site.gradebook.addMember('s1', 'Noor');
    site.gradebook.setGrade(column, 's1', 100);
    await site.runRound();
    const student = await site.openAs('s1');
    const text = readText((await student.get(`/courses/${site.courseId}/badges/${mapping?.key}`)).text);
    expect(text).toContain('Je instelling moet deze badge voor deze cursus nog toestaan.');
    expect(await site.stores.awards.listByCourse(INSTITUTION, site.courseId)).toEqual([]);
  });

  it('shows every problem next to its field and makes nothing', async () => {
    const badgeClass = await site.addBadgeClass();
    const answer = await (
      await openPicker()
    ).post(page, buildForm(badgeClass.id, { 'value.0': '101', maximum: '500', stood: '99999' }));
    expect(answer.status).toBe(422);
    for (const field of ['row-0', 'stood']) {
      expect(answer.text).toContain(`id="${field}-error"`);
      expect(answer.text).toContain(`href="#${field}"`);
    }
    expect(answer.text).toMatch(/name="maximum"[^>]*value="500"/);
    expect(await listMappings()).toEqual([]);
  });

  it('makes nothing of a badge class that another institution has', async () => {
    const answer = await (await openPicker()).post(page, buildForm('0'.repeat(32)));
    expect(answer.status).toBe(422);
    expect(readText(answer.text)).toContain('Kies een badge.');
    expect(await listMappings()).toEqual([]);
  });
});

describe('the form, without a script', () => {
  it('adds a condition, maps with it, and keeps how it is awarded and for whom', async () => {
    const source = await site.addMapping(await site.addBadgeClass());
    const other = await site.addBadgeClass();
    const badgeClass = await site.addBadgeClass({ name: { nl: 'Tweede', en: 'Second' } });
    site.gradebook.addMember('s1', 'Noor');
    await site.runRound();
    const learnerId = await site.findLearnerId('s1');
    const teacher = await openPicker();
    const more = await teacher.post(page, buildForm(badgeClass.id, { act: 'add', addKind: 'holds-badge' }));
    expect(more.status).toBe(200);
    expect(more.text).toContain('name="badge.1"');
    await teacher.post(
      page,
      buildForm(badgeClass.id, {
        act: 'map',
        group: 'all-of',
        'kind.1': 'holds-badge',
        'badge.1': other.id,
        'kind.2': 'at-least',
        'column.2': source.key,
        'value.2': '70',
        'unit.2': 'percent',
        mode: 'after-approval',
        who: 'chosen',
        [`learner.${learnerId}`]: 'yes',
      }),
    );
    const mapping = (await listMappings()).find((one) => one.badgeClassId === badgeClass.id);
    expect(mapping).toMatchObject({
      policies: { mode: 'after-approval', learnerIds: [learnerId] },
      rule: {
        kind: 'all-of',
        of: [{ columnKey: mapping?.key }, { badgeClassId: other.id }, { columnKey: source.key, value: 70 }],
      },
    });
  });

  it('says what it would do while it is filled in, and makes nothing by that', async () => {
    const source = await site.addMapping(await site.addBadgeClass());
    const badgeClass = await site.addBadgeClass({ name: { nl: 'Tweede', en: 'Second' } });
    const column = site.gradebook.addColumn(source.key, 'Verslag');
    site.gradebook.addMember('s1', 'Noor de Vries');
    site.gradebook.addMember('s2', 'Sam Bakker');
    site.gradebook.setGrade(column, 's1', 90);
    site.gradebook.setGrade(column, 's2', 52);
    await site.runRound();
    const teacher = await openPicker();
    const form = buildForm(badgeClass.id, { act: 'preview', role: 'none', 'column.0': source.key });
    const fragment = await teacher.post(page, { ...form, fragment: 'yes' });
    expect(fragment.text).not.toContain('<html');
    const text = readText(fragment.text);
    expect(text).toContain('Minstens 55 % voor Verslag');
    expect(text).toContain('1 student krijgt hem');
    expect(text).toContain('1 is er bijna');
    expect(text).toContain('Noor de Vries');
    const own = readText((await teacher.post(page, buildForm(badgeClass.id, { act: 'preview' }))).text);
    expect(own).toContain('nog niemand heeft er een cijfer');
    const step = await teacher.post(page, { ...form, act: 'step-3' });
    expect(step.text).toMatch(
      /<details class="step" open>\s*<summary class="step-head"><span class="step-number">3/,
    );
    expect(step.text).not.toMatch(
      /<details class="step" open>\s*<summary class="step-head"><span class="step-number">1/,
    );
    expect(await listMappings()).toHaveLength(1);
  });
});

describe('an institution with 500 badges', () => {
  it('has a list that stays light, with a search that works without a script', async () => {
    for (let number = 1; number <= 500; number += 1) {
      await site.addBadgeClass({ name: { nl: `Vaardigheid ${number}`, en: `Skill ${number}` } });
    }
    const teacher = await openPicker();
    const opened = (await teacher.get(page)).text;
    expect(opened.match(/name="badgeClass"/g)).toHaveLength(500);
    // The page alone; its style sheet, scripts and fonts are some 60 kB.
    expect(gzipSync(opened).length).toBeLessThan(80_000);
    const found = await teacher.post(page, buildForm('', { act: 'search', q: 'vaardigheid 321' }));
    expect(found.status).toBe(200);
    expect(found.text.match(/name="badgeClass"/g)).toHaveLength(1);
    expect(readText(found.text)).toContain('Vaardigheid 321');
  });
});

describe('what the LMS takes', () => {
  it('offers no role with a column where it takes none', async () => {
    const source = await site.addMapping(await site.addBadgeClass());
    const badgeClass = await site.addBadgeClass();
    const teacher = await openPicker({ acceptLineItem: false });
    const { text } = await teacher.get(page);
    expect(text).toMatch(/id="role-grade"[^>]*disabled/);
    expect(text).toMatch(/id="role-none"[^>]*checked/);
    const refused = await teacher.post(page, buildForm(badgeClass.id));
    expect(refused.status).toBe(422);
    expect(readText(refused.text)).toContain('Testleeromgeving laat hier geen kolom toe.');
    const taken = await teacher.post(
      page,
      buildForm(badgeClass.id, { role: 'none', 'column.0': source.key }),
    );
    const [item] = readAnswer(taken.text)[CLAIM.contentItems] as object[];
    expect(item).not.toHaveProperty('lineItem');
  });

  it('says so where it takes no links, and makes nothing', async () => {
    const badgeClass = await site.addBadgeClass();
    const teacher = await openPicker({ acceptTypes: ['link'] });
    expect(readText((await teacher.get(page)).text)).toContain('Hier kan geen badge staan');
    for (const form of [buildForm(badgeClass.id), { kind: 'course' }]) {
      expect((await teacher.post(page, form)).status).toBe(422);
    }
    expect(await listMappings()).toEqual([]);
  });
});

describe('the other answers', () => {
  it('adds a link without a badge', async () => {
    const answer = await (await openPicker()).post(page, { kind: 'course' });
    expect(readAnswer(answer.text)[CLAIM.contentItems]).toEqual([
      {
        type: 'ltiResourceLink',
        title: 'Badges in deze cursus',
        text: 'Welke badges je hier kunt behalen, en hoe ver je bent.',
        url: 'https://badges.example.org/lti/launch',
      },
    ]);
    expect(await listMappings()).toEqual([]);
  });

  it('cancels with an empty list', async () => {
    const answer = await (await openPicker()).post(page, { kind: 'cancel' });
    expect(readAnswer(answer.text)[CLAIM.contentItems]).toEqual([]);
  });

  it('refuses what is none of them', async () => {
    expect((await (await openPicker()).post(page, { kind: 'else' })).status).toBe(400);
  });
});

describe('who may come in', () => {
  it('is nobody whose launch asked for no links', async () => {
    const answer = await (await site.openAs(TEACHER)).get(page);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('deep_linking_missing');
  });

  it('is no student', async () => {
    const student = await site.openAs('s1', { deepLinking: SETTINGS });
    expect((await student.get(page)).status).toBe(403);
    const posted = await student.postRaw(page, new URLSearchParams(buildForm('x')).toString());
    expect(posted.status).toBe(403);
    expect(posted.text).toContain('staff_only');
  });

  it('takes no form without the proof of the session', async () => {
    const badgeClass = await site.addBadgeClass();
    const teacher = await openPicker();
    const answer = await teacher.postRaw(page, new URLSearchParams(buildForm(badgeClass.id)).toString());
    expect(answer.status).toBe(403);
    expect(await listMappings()).toEqual([]);
  });
});
