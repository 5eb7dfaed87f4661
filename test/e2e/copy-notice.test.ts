/**
 * A copied course that the LMS tells of by itself: copied in the LMS → a signed notice → verified, answered at once, kept → its
 * teacher is offered what the old course had. No launch says where the course comes from here.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ProfileName } from '../../src/sandbox/profiles/profile.js';
import { createVisitor, playLaunch } from '../../src/sandbox/visitor/visitor.js';
import { COURSE, placeBadge, runRound, startCourse, type CourseWorld } from '../support/start-course.js';

/** A busy machine needs more than the second that is waited by itself. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

const COPY = 'LtiContextCopyNotice';

describe.each<ProfileName>(['canvas', 'brightspace'])('a copy that %s tells of', (profile) => {
  let world: CourseWorld;

  beforeAll(async () => {
    world = await startCourse({ sandbox: { profile, students: 2 } });
    const { control } = world.sandbox;
    const { custom } = control.getTool(world.clientId);
    const others = Object.entries(custom).filter(([, variable]) => !variable.includes('history'));
    control.changeTool(world.clientId, { custom: Object.fromEntries(others) });
    await placeBadge(world);
  });
  afterAll(() => world.close());

  it('the first launch has the tool ask for it, once', async () => {
    const { control } = world.sandbox;
    const handlers = () => control.listLog('notices');
    await soon(() => expect(handlers()).toMatchObject([{ method: 'PUT', status: 200 }]));
    const [link] = control.listLinks(COURSE);
    await playLaunch(world.sandboxUrl, { user: 'teacher', link: link?.id ?? '' });
    expect(handlers()).toHaveLength(1);
  });

  it('copied on the course page: heard at once, and its teacher is offered the badge', async () => {
    const { control } = world.sandbox;
    const teacher = createVisitor();
    await teacher.logIn(world.sandboxUrl, 'teacher');
    control.setLocale('teacher', 'en');
    const page = await teacher.get(`${world.sandboxUrl}/courses/${COURSE}`);
    const copied = await teacher.submit(page, {}, { form: '/copy' });
    const copyId = /\/courses\/(\d+)/.exec(copied.url)?.[1] ?? '';
    expect(copyId).not.toBe(COURSE);
    await soon(() => expect(control.listNotices()).toMatchObject([{ type: COPY, status: 200 }]));
    expect(control.listNotices()[0]?.ms).toBeLessThan(2_500);

    const [link] = control.listLinks(copyId);
    const launch = await playLaunch(world.sandboxUrl, {
      user: 'teacher',
      course: copyId,
      link: link?.id ?? '',
    });
    const address = /^.*\/courses\/[^/?#]+/.exec(launch.page.url)?.[0] ?? '';
    const offer = await launch.visitor.get(`${address}/copy`);
    expect(offer.html).toContain('Take over badges from Mediawijsheid');
    expect(offer.html).toContain('Its link is in this course');
    await runRound(world);
    const { context } = world.tool;
    const courses = await context.stores.courses.list(context.institution.id);
    expect(courses).toHaveLength(2);
    const mappings = await Promise.all(
      courses.map(({ id }) => context.stores.mappings.list(context.institution.id, id)),
    );
    expect(mappings.flat()).toHaveLength(1); // nothing is taken over without a yes
    const done = await launch.visitor.submit(offer, {}, { form: '/copy', button: 'accept' });
    expect(done.html).toContain('Taken over: 1 badge.');
  });

  it('a copy of that copy, told by the call that scripts use, leads back to both', async () => {
    const { control } = world.sandbox;
    const [, second] = control.listCourses();
    const third = control.addCourse({ label: '3', title: 'Third', copyOf: second?.id, teacher: 'teacher' });
    await soon(() => expect(control.listNotices()).toMatchObject([{}, { type: COPY, status: 200 }]));
    const [link] = control.listLinks(third.id);
    const launch = await playLaunch(world.sandboxUrl, {
      user: 'teacher',
      course: third.id,
      link: link?.id ?? '',
    });
    const address = /^.*\/courses\/[^/?#]+/.exec(launch.page.url)?.[0] ?? '';
    const offer = await launch.visitor.get(`${address}/copy`);
    expect(offer.html).toContain(`Take over badges from ${second?.title ?? ''}`);
  });
});

describe.each<ProfileName>(['moodle', 'plain'])('%s, which tells nothing', (profile) => {
  it('is not asked to', async () => {
    const world = await startCourse({ sandbox: { profile, students: 1 } });
    try {
      await placeBadge(world);
      await runRound(world);
      const { control } = world.sandbox;
      control.addCourse({ label: 'C', title: 'Copy', copyOf: COURSE });
      expect([control.listLog('notices'), control.listNotices()]).toEqual([[], []]);
    } finally {
      await world.close();
    }
  });
});
