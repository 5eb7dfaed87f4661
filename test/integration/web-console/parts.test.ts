import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContrast } from '../../../src/badges/artwork/color.js';
import { buildAccents } from '../../../src/web/institution-look.js';
import {
  buildAssessment,
  buildAuditEntry,
  buildAward,
  buildEvaluation,
  buildMapping,
} from '../../support/build-records.js';
import { setUpOperator, signInAs, type ConsoleVisitor } from '../../support/console-visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

const NOW = new Date('2027-03-01T12:00:00Z');

let tool: RunningTool;
let institutionId: string;
let operator: ConsoleVisitor;
let admin: ConsoleVisitor;
beforeAll(async () => {
  tool = await startTool({ now: () => NOW });
  institutionId = tool.context.institution.id;
  operator = await setUpOperator(tool);
  admin = await signInAs(tool, institutionId, 'admin');
});
afterAll(() => tool.close());

async function addLearner(sub: string, name: string, email = `${sub}@school.example`) {
  const { learners } = tool.context.stores;
  const remembered = await learners.rememberAll(
    institutionId,
    'registration-1',
    [{ sub, name, email, bridges: { lms_username: `login-${sub}` } }],
    NOW,
  );
  const learner = remembered.get(sub);
  if (!learner) throw new Error('no learner');
  return learner;
}

describe('learners', () => {
  it('are found by part of a name without its accents, by address and by an id of the LMS', async () => {
    await addLearner('noel', 'Noël Jänßen');
    for (const q of ['noel jan', 'NOEL@school', 'login-noel']) {
      const { html } = await admin.get(`/admin/learners?q=${encodeURIComponent(q)}`);
      expect(html).toContain('Noël Jänßen');
    }
    expect((await admin.get('/admin/learners?q=nobody-at-all')).html).toContain('Nobody found');
  });

  it('come a page at a time, each of them once', async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      sub: `page-${index}`,
      name: `Paginated ${index}`,
    }));
    await tool.context.stores.learners.rememberAll(institutionId, 'registration-1', many, NOW);
    const seen: string[] = [];
    let next: string | null = '/admin/learners?q=Paginated';
    while (next !== null) {
      const { html } = await admin.get(next);
      seen.push(...[...html.matchAll(/>(Paginated \d+)</g)].map(([, name = '']) => name));
      next =
        /href="(\/admin\/learners\?q=[^"]*after=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null;
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });

  it('are linked to one person and unlinked again, both in the log', async () => {
    const one = await addLearner('link-a', 'Anna in Moodle');
    const other = await addLearner('link-b', 'Anna in Canvas');
    const path = `/admin/learners/${one.id}`;
    const found = await admin.get(`${path}?search=Anna+in+Canvas`);
    expect(found.html).toContain('Anna in Canvas');
    await admin.post(`${path}/link`, { other: other.id, identifier: 'anna@eppn.example' });
    const linked = await admin.get(`/admin/learners/${other.id}`);
    expect(linked.html).toContain('Anna in Moodle');
    expect(linked.html).toContain('anna@eppn.example');

    await admin.post(`/admin/learners/${other.id}/unlink`, {});
    expect(await tool.context.stores.personLinks.find(institutionId, one.id)).toBeNull();
    const actions = (await tool.context.stores.audit.list(institutionId, 100)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['person.linked', 'person.unlinked']));
    const odd = await admin.post(`${path}/link`, { other: one.id, identifier: 'x' });
    expect(odd.html).toContain('person_link_invalid');
  });

  it('are exported whole, and erased but for what has to stay', async () => {
    const { context } = tool;
    const { stores } = context;
    const learner = await addLearner('gone', 'Greta Gone');
    const [badgeClass] = await context.seed();
    const award = buildAward({
      institutionId,
      learnerId: learner.id,
      badgeClassId: badgeClass?.id ?? '',
      badgeClassVersion: badgeClass?.version ?? 1,
      courseId: 'course-1',
    });
    await stores.awards.create(institutionId, award);
    const issued = await context.credentials.issue({
      award,
      learner: { name: learner.name ?? '', email: learner.email ?? '' },
    });
    const mapping = buildMapping({ institutionId, courseId: 'course-1', badgeClassId: badgeClass?.id ?? '' });
    await stores.mappings.create(institutionId, mapping);
    await stores.decisions.rememberAll(
      institutionId,
      'course-1',
      mapping,
      new Map([[learner.id, buildEvaluation({ verdict: 'met', reason: 'reached' })]]),
      NOW,
    );
    await stores.assessments.save(institutionId, buildAssessment({ institutionId, learnerId: learner.id }));

    const path = `/admin/learners/${learner.id}`;
    const page = await admin.get(path);
    expect(page.html).toContain('awarded');
    const exported = await admin.post(`${path}/export`, {});
    expect(exported.headers.get('content-disposition')).toContain(`learner-${learner.id}.json`);
    const all = JSON.parse(exported.html) as {
      learner: { name: string };
      records: Record<'decisions' | 'assessments' | 'awards' | 'credentials', unknown[]>;
    };
    expect(all.learner.name).toBe('Greta Gone');
    const { decisions, assessments, awards, credentials } = all.records;
    expect([decisions, assessments, awards, credentials].map(({ length }) => length)).toEqual([1, 1, 1, 1]);

    expect(page.html).toContain('The threshold is reached.');
    await admin.get(path);
    await admin.post(`${path}/erase`, {});
    expect((await stores.learners.find(institutionId, learner.id))?.name).toBe('Greta Gone');
    await admin.post(`${path}/erase`, { sure: 'yes' });

    expect(await stores.learners.find(institutionId, learner.id)).toMatchObject({
      name: null,
      email: null,
      bridges: {},
    });
    expect(await stores.learners.findBySub(institutionId, 'registration-1', 'gone')).toBeNull();
    const after = await stores.learnerData.collect(institutionId, learner.id);
    expect([after.decisions, after.assessments, after.enrolments, after.results].flat()).toEqual([]);
    expect(await stores.awards.find(institutionId, award.id)).toMatchObject({
      state: award.state,
      inputs: [],
    });
    const kept = await stores.credentials.find(institutionId, issued.id);
    expect(kept).toMatchObject({
      id: issued.id,
      state: 'revoked',
      jwt: '',
      json: null,
      results: [],
      isShared: false,
    });
    expect(JSON.stringify([kept, after])).not.toMatch(/Greta|gone@school/);
    expect((await admin.get(path)).html).toContain('This person was erased');
    // The public page of what is gone says no more than that.
    expect((await fetch(`${tool.baseUrl}/credentials/${issued.id}`)).status).toBe(404);
  });
});

describe('the audit log', () => {
  it('is searched by action, record, actor and day, and pages on without a gap', async () => {
    const { audit } = tool.context.stores;
    for (let index = 0; index < 230; index += 1) {
      await audit.append(
        institutionId,
        buildAuditEntry({
          institutionId,
          action: 'test.counted',
          subject: { kind: 'thing', id: `thing-${index}` },
          at: NOW,
        }),
      );
    }
    const seen: string[] = [];
    let next: string | null = '/admin/audit?action=test.counted';
    while (next !== null) {
      const { html } = await admin.get(next);
      seen.push(...[...html.matchAll(/thing (thing-\d+)/g)].map(([, id = '']) => id));
      next = /href="(\/admin\/audit\?[^"]*after=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null;
    }
    expect(seen).toHaveLength(230);
    expect(new Set(seen).size).toBe(230);
    expect((await admin.get('/admin/audit?subject=thing-7')).html.match(/thing thing-\d+/g)).toEqual([
      'thing thing-7',
    ]);
    expect((await admin.get('/admin/audit?action=test.counted&from=2027-03-02')).html).toContain(
      'Nothing found',
    );
    expect((await admin.get('/admin/audit?action=test.counted&until=2027-03-01')).html).toContain('thing-7');
  });

  it('names what happened, to whom, and is searched by a name', async () => {
    const { audit } = tool.context.stores;
    const learner = await addLearner('named-in-the-log', 'Lena Logged');
    const [badgeClass] = await tool.context.seed();
    const about = { badgeClassId: badgeClass?.id ?? '', learnerId: learner.id };
    for (const subject of [
      { kind: 'mapping', id: 'mapping-of-nobody' },
      { kind: 'learner', id: learner.id },
    ]) {
      await audit.append(
        institutionId,
        buildAuditEntry({
          institutionId,
          action: subject.kind === 'learner' ? 'learner.exported' : 'award.approved',
          subject,
          detail: subject.kind === 'learner' ? {} : about,
        }),
      );
    }
    const { html } = await admin.get('/admin/audit?q=lena');
    const rows = [...html.matchAll(/<td class="audit-what">([\s\S]*?)<details/g)].map(([, row = '']) =>
      row
        .replace(/<[^>]+>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    expect(rows.toSorted()).toEqual([
      `Badge approved: ${badgeClass?.name.en ?? ''} · Lena Logged`,
      'Data of a learner exported: Lena Logged',
    ]);
    expect(html).toContain(`href="/admin/learners/${learner.id}"`);
    // A kind of act is chosen by its words, and narrows what a name found.
    expect(html).toContain('<option value="award.approved" >Badge approved</option>');
    const narrowed = await admin.get('/admin/audit?q=lena&action=learner.exported');
    expect(narrowed.html.match(/class="audit-what"/g)).toHaveLength(1);
    expect((await admin.get('/admin/audit?q=nobody-at-all')).html).toContain('Nothing found');
    expect((await admin.get('/admin/audit.csv?q=lena')).html.trim().split('\r\n')).toHaveLength(3);
  });

  it('is exported as CSV in which nothing is a formula', async () => {
    await tool.context.stores.audit.append(
      institutionId,
      buildAuditEntry({
        institutionId,
        action: 'test.formula',
        detail: { name: 'x' },
        subject: { kind: 'thing', id: '=HYPERLINK("x")' },
      }),
    );
    const { html, headers } = await admin.get('/admin/audit.csv?action=test.formula');
    expect(headers.get('content-type')).toContain('text/csv');
    expect(html).toContain(`"'=HYPERLINK(""x"")"`);
    expect(html.trim().split('\r\n')).toHaveLength(2);
  });

  it('has no route that changes it', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await fetch(`${tool.baseUrl}/admin/audit`, {
        method,
        headers: { accept: 'application/json' },
      });
      expect(answer.status).toBe(404);
    }
  });
});

describe('the institution', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  async function save(fields: Record<string, string>, logo?: Buffer) {
    await admin.get('/admin/institution');
    const page = await admin.get('/admin/institution');
    const form = new FormData();
    form.set('_csrf', /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '');
    for (const [name, value] of Object.entries({
      nl: 'School',
      en: 'School',
      language: 'en',
      color: '',
      ...fields,
    }))
      form.set(name, value);
    if (logo) form.set('logo', new Blob([new Uint8Array(logo)]), 'logo.png');
    const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return fetch(`${tool.baseUrl}/admin/institution`, {
      method: 'POST',
      body: form,
      headers: { cookie },
      redirect: 'manual',
    });
  }

  it('takes a colour, and its style sheet is linked where its pages are', async () => {
    expect((await save({ color: '#FFD400' })).status).toBe(303);
    const sheet = await (await fetch(`${tool.baseUrl}/institutions/${institutionId}/colors.css`)).text();
    expect(sheet).toContain('--accent:#');
    expect((await admin.get('/admin')).html).toContain(`/institutions/${institutionId}/colors.css?v=ffd400`);
    expect((await save({ color: 'red; } body { display: none' })).status).toBe(422);
  });

  it('draws an uploaded logo anew, and takes nothing that is no picture', async () => {
    expect((await save({}, PNG)).status).toBe(303);
    const drawn = Buffer.from(
      await (await fetch(`${tool.baseUrl}/institutions/${institutionId}/logo.png`)).arrayBuffer(),
    );
    expect(drawn.subarray(1, 4).toString()).toBe('PNG');
    expect(drawn.equals(PNG)).toBe(false);
    const odd = await save({}, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'));
    expect(odd.status).toBe(422);
    expect(await odd.text()).toContain('PNG');
    const large = await save({}, Buffer.alloc(1_100_000, 1));
    expect(large.status).toBe(413);
    expect((await save({ removeLogo: 'yes' })).status).toBe(303);
    expect((await tool.context.institutions.find(institutionId))?.logoVersion).toBeUndefined();
  });

  it('gives its name to the issuer that has none of its own, so that credentials carry it', async () => {
    const { issuers } = tool.context.stores;
    await save({ nl: 'Hogeschool', en: 'University' });
    const [issuer] = await issuers.list(institutionId);
    expect(issuer?.name).toEqual({ nl: 'Hogeschool', en: 'University' });
    await tool.context.issuers.rename(
      institutionId,
      issuer?.id ?? '',
      { nl: 'Faculteit', en: 'Faculty' },
      { kind: 'tool' },
    );
    await save({ nl: 'Universiteit', en: 'University' });
    expect((await issuers.list(institutionId))[0]?.name).toEqual({ nl: 'Faculteit', en: 'Faculty' });
  });

  it('is renamed in its log, and another one is not touched', async () => {
    await operator.get('/admin/institutions');
    await operator.post('/admin/institutions', { nl: 'Tweede', en: 'Second', language: 'nl' });
    await save({ nl: 'Nieuwe naam', en: 'New name' });
    const all = await tool.context.institutions.list();
    expect(all.map(({ name }) => name.en).sort()).toEqual(['New name', 'Second']);
    const [made] = all.filter(({ id }) => id !== institutionId);
    expect(await tool.context.stores.issuers.list(made?.id ?? '')).toHaveLength(1);
  });
});

describe('an institution’s colour (WCAG 2.2 §1.4.3)', () => {
  const LIGHT = ['#fbfaf7', '#ffffff', '#f3f1ec', '#e9f4ec', '#e6f3f5', '#fbf0e0', '#fbeceb'];
  const DARK = ['#15171c', '#1d2027', '#101217', '#1a2f23', '#162e34', '#352815', '#3a1f20'];

  it.each([
    '#ffd400',
    '#ffffff',
    '#000000',
    '#27408b',
    '#00ff88',
    '#ff0000',
    '#808080',
    '#0000ff',
    '#e6007e',
  ])('%s reads at 4.5 to 1 on every ground, light and dark', (color) => {
    const { light, dark } = buildAccents(color);
    for (const [tokens, grounds] of [
      [light, LIGHT],
      [dark, DARK],
    ] as const) {
      for (const ground of [...grounds, tokens['accent-soft']]) {
        expect(readContrast(tokens.accent, ground)).toBeGreaterThanOrEqual(4.5);
        expect(readContrast(tokens['accent-strong'], ground)).toBeGreaterThanOrEqual(4.5);
      }
      expect(readContrast(tokens['on-accent'], tokens.accent)).toBeGreaterThanOrEqual(4.5);
      expect(readContrast(tokens['on-accent'], tokens['accent-strong'])).toBeGreaterThanOrEqual(4.5);
    }
  });
});
