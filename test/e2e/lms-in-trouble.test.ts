import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  COURSE,
  grade,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../support/start-course.js';

describe('the main job while the LMS is in trouble', () => {
  let world: CourseWorld;
  let badge: PlacedBadge;
  let institutionId: string;

  beforeAll(async () => {
    world = await startCourse({ serviceTimeoutMs: 400 });
    institutionId = world.tool.context.institution.id;
    badge = await placeBadge(world);
    world.sandbox.control.changeSettings({ pageSizes: { members: 10, lineitems: 50, results: 10 } });
    await runRound(world);
  });

  afterAll(() => world.close());

  async function look() {
    const { stores } = world.tool.context;
    const { id: courseId } = badge.course;
    const [enrolments, awards, decisions, sync] = await Promise.all([
      stores.enrolments.list(institutionId, courseId),
      stores.awards.listByCourse(institutionId, courseId),
      stores.decisions.listByCourse(institutionId, courseId),
      stores.syncs.find(institutionId, courseId),
    ]);
    return {
      gone: enrolments.filter(({ status }) => status === 'gone').length,
      members: enrolments.length,
      awards: awards.length,
      credentials: awards.filter(({ delivery }) => delivery.state === 'issued').length,
      met: decisions.filter(({ verdict }) => verdict === 'met').length,
      unknown: decisions.filter(({ verdict }) => verdict === 'unknown').length,
      stop: sync?.stop?.code ?? null,
    };
  }

  it('knows everybody before the trouble begins', async () => {
    expect(await look()).toEqual({
      gone: 0,
      members: 31,
      awards: 0,
      credentials: 0,
      met: 0,
      unknown: 0,
      stop: null,
    });
  });

  const troubles = [
    ['members', 'error', 'platform_unavailable'],
    ['members', 'half', 'platform_unavailable'],
    ['members', 'cut', 'platform_unavailable'],
    ['members', 'malformed', 'platform_answer_unusable'],
    ['members', 'rate-limit', 'platform_busy'],
    ['results', 'error', 'platform_unavailable'],
    ['results', 'half', 'platform_unavailable'],
    ['lineitems', 'error', 'platform_unavailable'],
    ['token', 'error', 'platform_unavailable'],
  ] as const;

  for (const [service, kind, code] of troubles) {
    it(`${service}: ${kind}: nobody is marked as gone, no verdict turns, and the page can say since when`, async () => {
      const before = await look();
      // A grade that would earn the badge, were it read; and somebody who has left.
      grade(world, badge, 'student07', 90);
      world.sandbox.control.expireTokens();
      world.sandbox.control.setFault(service, { kind });
      await runRound(world);
      expect(await look()).toEqual({ ...before, stop: code });
      world.sandbox.control.clearFaults();
      world.sandbox.control.clearGrade(COURSE, badge.columnId ?? '', 'student07');
    });
  }

  it('an LMS that never answers is given up on', async () => {
    const before = await look();
    world.sandbox.control.setFault('members', { kind: 'hang' });
    await runRound(world);
    expect(await look()).toEqual({ ...before, stop: 'platform_unavailable' });
    world.sandbox.control.clearFaults();
  });

  it('recovers: one award, one credential, and the course is no longer stopped', async () => {
    grade(world, badge, 'student07', 55);
    grade(world, badge, 'student08', 54.9);
    await runRound(world);
    await runRound(world);
    expect(await look()).toEqual({
      gone: 0,
      members: 31,
      awards: 1,
      credentials: 1,
      met: 1,
      unknown: 0,
      stop: null,
    });
  });

  it('only a complete read marks somebody as gone, and it takes no badge back', async () => {
    world.sandbox.control.removeMember(COURSE, 'student07');
    world.sandbox.control.setFault('members', { kind: 'half' });
    await runRound(world);
    expect(await look()).toMatchObject({ gone: 0, awards: 1 });
    world.sandbox.control.clearFaults();
    await runRound(world);
    expect(await look()).toMatchObject({ gone: 1, awards: 1, credentials: 1 });
  });
});
