import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HealthCheck } from '../../../src/lti/health/health.js';
import type { Visitor } from '../../../src/sandbox/visitor/visitor.js';
import {
  openLink,
  placeBadge,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../../support/start-course.js';

let world: CourseWorld;
let badge: PlacedBadge;
let teacher: Visitor;
beforeAll(async () => {
  world = await startCourse({ sandbox: { students: 2, profile: 'moodle' } });
  badge = await placeBadge(world);
  await round();
  // A launch shows much to be well again, so there is one.
  teacher = await openLink(world, 'teacher', badge.linkId);
});
afterAll(() => world.close());

/** The background call alone: nobody opens anything. */
async function round(): Promise<void> {
  const { context } = world.tool;
  await context.rounds.run(context.institution.id, badge.course.id, 'check-now').catch(() => null);
}

async function noteIll(check: HealthCheck, code: string, courseId: string | null = null): Promise<void> {
  const { stores, institution } = world.tool.context;
  await stores.healthSignals.save(institution.id, {
    institutionId: institution.id,
    registrationId: badge.course.registrationId,
    deploymentRecordId: badge.course.deploymentRecordId,
    check,
    state: 'ill',
    code,
    detail: {},
    courseId,
    since: world.clock.now,
    at: world.clock.now,
  });
}

async function readLine(): Promise<string | null> {
  const { html } = await teacher.get(`${world.tool.baseUrl}/courses/${badge.course.id}`);
  const [, line] = /data-health-line>[\s\S]*?<p>([^<]+)<\/p>/.exec(html) ?? [];
  return line?.trim() ?? null;
}

const share = (settings: Parameters<CourseWorld['sandbox']['control']['changeTool']>[1]) =>
  world.sandbox.control.changeTool(world.clientId, settings);

describe('the one line about the connection on a teacher’s course page', () => {
  it('is not there while all is well', async () => {
    expect(await readLine()).toBeNull();
  });

  it('says what a background round found, what it means, and who can help; and goes when it is cured', async () => {
    share({ shareEmail: false });
    await round();
    expect(await readLine()).toMatch(
      /^Moodle (passes on no e-mail addresses|geeft geen e-mailadressen door)\..*(manages|beheerder van) Moodle/,
    );
    share({ shareEmail: true });
    await round();
    expect(await readLine()).toBeNull();
  });

  it('says the worst alone, and when it began', async () => {
    await noteIll('name', 'name_missing');
    await noteIll('roles', 'roles_missing');
    const line = await readLine();
    expect(line).toMatch(/nobody is awarded|krijgt niemand een badge/);
    expect(line).toMatch(/25 (Nov|nov)/);
    await openLink(world, 'teacher', badge.linkId);
    expect(await readLine()).toBeNull();
  });

  it('concerns this course: what another course alone has is not told here', async () => {
    await noteIll('members', 'service_forbidden', 'another-course');
    expect(await readLine()).toBeNull();
    await noteIll('members', 'service_forbidden', badge.course.id);
    expect(await readLine()).toMatch(/who is in your course|wie er in je cursus zit/);
  });

  it('uses no word of the protocol, and no student reads it', async () => {
    expect(await readLine()).not.toMatch(/LTI|deployment|JWT|NRPS|AGS|line item|token/i);
    const visitor = await openLink(world, 'student01', badge.linkId);
    const { html } = await visitor.get(
      `${world.tool.baseUrl}/courses/${badge.course.id}/badges/${badge.mapping.key}`,
    );
    expect(html).not.toContain('data-health-line');
  });
});
