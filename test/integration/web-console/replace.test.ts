import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAward, buildCourseSighting, buildRegistration } from '../../support/build-records.js';
import { setUpOperator, type ConsoleVisitor } from '../../support/console-visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

const NOW = new Date('2027-03-01T12:00:00Z');
const ACTOR = { kind: 'tool' } as const;
const ISSUER = 'https://lms.school.example';

describe('a registration that replaces another, in the console', () => {
  let tool: RunningTool;
  let visitor: ConsoleVisitor;
  let institutionId: string;
  const old = buildRegistration({ issuer: ISSUER, clientId: 'old-client', name: 'School LMS' });
  const fresh = buildRegistration({ issuer: ISSUER, clientId: 'new-client', name: 'School LMS' });
  const elsewhere = buildRegistration({ issuer: 'https://other.example', clientId: 'x', name: 'Other LMS' });
  const address = `/admin/connections/${fresh.id}`;

  beforeAll(async () => {
    tool = await startTool({ now: () => NOW });
    visitor = await setUpOperator(tool);
    const { stores, institution } = tool.context;
    institutionId = institution.id;
    for (const one of [old, fresh, elsewhere]) {
      await stores.registrations.save(institutionId, { ...one, institutionId });
    }
    const course = await stores.courses.remember(
      institutionId,
      buildCourseSighting({ registrationId: old.id, contextId: 'c1', title: 'Botany <1>' }),
      NOW,
    );
    await stores.learners.rememberAll(institutionId, old.id, [{ sub: 'u1' }, { sub: 'u2' }], NOW);
    await stores.awards.create(institutionId, buildAward({ institutionId, courseId: course.id }));
  });
  afterAll(() => tool.close());

  it('is offered where there is another of the same LMS, and nowhere else', async () => {
    expect((await visitor.get(address)).html).toContain(`href="${address}/replace"`);
    expect((await visitor.get(`/admin/connections/${elsewhere.id}`)).html).not.toContain('/replace"');
    const page = await visitor.get(`${address}/replace`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('old-client');
    expect(page.html).not.toContain('Other LMS');
    expect(page.html).not.toContain('method="post" action="/admin/connections');
  });

  it('says what is missing, and what cannot be', async () => {
    const early = await visitor.get(`${address}/replace?old=${old.id}`);
    expect([early.status, early.html.includes('has no install yet')]).toEqual([409, true]);
    const wrong = await visitor.get(`${address}/replace?old=${elsewhere.id}`);
    expect([wrong.status, wrong.html.includes('two different learning environments')]).toEqual([409, true]);
    expect((await visitor.get(`${address}/replace?old=nothing`)).status).toBe(404);
  });

  it('shows what moves, merges what both know, and moves it after a yes', async () => {
    const { stores, deployments } = tool.context;
    const deployment = await deployments.adopt({ ...fresh, institutionId }, 'd1', ACTOR);
    await stores.courses.remember(
      institutionId,
      buildCourseSighting({
        registrationId: fresh.id,
        deploymentRecordId: deployment.id,
        contextId: 'c1',
        title: 'Botany <1>',
      }),
      NOW,
    );
    await stores.learners.rememberAll(institutionId, fresh.id, [{ sub: 'u1', name: 'Named' }], NOW);

    const { html, status } = await visitor.get(`${address}/replace?old=${old.id}`);
    expect(status).toBe(200);
    expect(html).toContain('Botany &lt;1&gt;');
    expect(html).toContain('Courses: 1. People: 2. Awards: 1.');
    expect(html).toContain('Known under both: 1 courses and 1 people.');

    const unsure = await visitor.post(`${address}/replace`, { old: old.id });
    expect(unsure.location).toBe(`${address}/replace`);
    expect(await stores.courses.listByRegistration(institutionId, old.id)).toHaveLength(1);
    const done = await visitor.post(`${address}/replace`, { old: old.id, sure: 'yes' });
    expect([done.status, done.location]).toEqual([303, `${address}?replaced=1`]);
    expect((await visitor.get(`${address}?replaced=1`)).html).toContain(
      'All of the old registration is here now.',
    );
    expect(await stores.courses.list(institutionId)).toMatchObject([
      { registrationId: fresh.id, title: 'Botany <1>' },
    ]);
    const people = await stores.learners.listByRegistration(institutionId, fresh.id);
    expect(people.map(({ sub, name }) => [sub, name]).sort()).toEqual([
      ['u1', 'Named'],
      ['u2', null],
    ]);
    expect((await stores.registrations.find(institutionId, old.id))?.isEnabled).toBe(false);
    const again = await visitor.get(`${address}/replace?old=${old.id}`);
    expect(again.html).toContain('There is nothing left to move.');
  });

  it('wants the proof of its own page', async () => {
    const forged = await visitor.post(`${address}/replace`, { _csrf: 'x', old: old.id, sure: 'yes' });
    expect(forged.status).toBe(403);
  });
});

describe('how an LMS is treated, in the console', () => {
  it('is shown with what it calls itself, and an admin may change it', async () => {
    const tool = await startTool({ now: () => NOW });
    try {
      const visitor = await setUpOperator(tool);
      const { stores, institution } = tool.context;
      const registration = buildRegistration({
        institutionId: institution.id,
        productFamily: 'some-lms',
        profile: 'plain',
      });
      await stores.registrations.save(institution.id, registration);
      const path = `/admin/connections/${registration.id}`;
      const page = await visitor.get(path);
      expect(page.html).toContain('some-lms');
      expect(page.html).toMatch(/<option value="plain" selected>/);
      await visitor.post(`${path}/profile`, { profile: 'moodle' });
      const chosen = async () => (await stores.registrations.find(institution.id, registration.id))?.profile;
      expect(await chosen()).toBe('moodle');
      expect((await visitor.get(path)).html).toMatch(/<option value="moodle" selected>/);
      await visitor.post(`${path}/profile`, { profile: '__proto__' });
      expect(await chosen()).toBe('moodle');
    } finally {
      await tool.close();
    }
  });
});
