import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProfileName } from '../../src/sandbox/profiles/profile.js';
import { playLaunch, type VisitedPage, type Visitor } from '../../src/sandbox/visitor/visitor.js';
import {
  COURSE,
  grade,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../support/start-course.js';

const STUDENT = 'student01';

interface Opened {
  readonly visitor: Visitor;
  readonly page: VisitedPage;
}

function open(world: CourseWorld, user: string, course: string, link: string): Promise<Opened> {
  world.sandbox.control.setLocale(user, 'en');
  return playLaunch(world.sandboxUrl, { user, course, link });
}

async function findHolders(world: CourseWorld, courseId: string): Promise<string[]> {
  const { context } = world.tool;
  const awards = await context.stores.awards.listByCourse(context.institution.id, courseId);
  return awards.map(({ learnerId }) => learnerId);
}

async function findCourse(world: CourseWorld, title: string): Promise<string> {
  const { context } = world.tool;
  const courses = await context.stores.courses.list(context.institution.id);
  const found = courses.find((course) => course.title === title);
  if (!found) throw new Error(`no course ${title}`);
  return found.id;
}

const courseAddress = (page: VisitedPage) => (/^.*\/courses\/[^/?#]+/.exec(page.url) ?? [''])[0];

describe.each<ProfileName>(['plain', 'canvas', 'brightspace', 'moodle'])(
  'I11 a course that was copied, on %s',
  (profile) => {
    let world: CourseWorld;
    let badge: PlacedBadge;
    let copy: { id: string; links: { id: string; columnId: string | null }[] };

    beforeAll(async () => {
      world = await startCourse({ sandbox: { profile, students: 3 } });
      const { control } = world.sandbox;
      badge = await placeBadge(world, {
        wait: { notBefore: new Date('2026-11-24T09:00:00Z'), stoodHours: 0 },
      });
      grade(world, badge, STUDENT, 80);
      await runRound(world);
      const made = control.addCourse({
        label: 'NEW',
        title: 'Next year',
        copyOf: COURSE,
        teacher: 'teacher',
      });
      control.addMember(made.id, { login: STUDENT, role: 'learner' });
      copy = { id: made.id, links: control.listLinks(made.id) };
      const [column] = control.getGradebook(made.id).columns;
      control.setGrade(made.id, column?.id ?? '', STUDENT, 90);
      control.changeColumn(made.id, column?.id ?? '', { label: 'Essay 2027' });
    });

    afterAll(() => world.close());

    const [link] = [() => copy.links[0]?.id ?? ''];

    it('awards nothing, and shows a student the badge without progress', async () => {
      const { page } = await open(world, STUDENT, copy.id, link());
      expect(page.html).toContain('Your teacher still has to set up this badge in this course.');
      await runRound(world);
      expect(await findHolders(world, await findCourse(world, 'Next year'))).toEqual([]);
    });

    it('offers its teacher the mapping of the old course, with what differs', async () => {
      const { visitor, page } = await open(world, 'teacher', copy.id, link());
      const overview = await visitor.get(courseAddress(page));
      expect(overview.html).toContain('This course is a copy of');
      const offer = await visitor.get(`${courseAddress(page)}/copy`);
      expect(offer.html).toContain('Its link is in this course');
      expect(offer.html).toContain('“Essay 2027” here');
      expect(offer.html).toMatch(/“Not before .*” is past and is left out/);
      expect(await findHolders(world, await findCourse(world, 'Next year'))).toEqual([]);
    });

    it('awards once they say yes, by its own column, and only once however often they say it', async () => {
      const { visitor, page } = await open(world, 'teacher', copy.id, link());
      const offer = await visitor.get(`${courseAddress(page)}/copy`);
      const done = await visitor.submit(offer, {}, { form: '/copy', button: 'accept' });
      expect(done.html).toContain('Taken over: 1 badge.');
      const again = await visitor.submit(offer, {}, { form: '/copy', button: 'accept' });
      expect(again.status).toBe(409);
      expect(again.html).toContain('copy_not_offered');

      await runRound(world);
      const courseId = await findCourse(world, 'Next year');
      expect(await findHolders(world, courseId)).toHaveLength(1);
      const { stores, institution } = world.tool.context;
      const [mapping] = await stores.mappings.list(institution.id, courseId);
      expect(mapping).toMatchObject({ state: 'active', version: 1, wait: { notBefore: null } });
      expect(mapping?.key).not.toBe(badge.mapping.key);
      const student = await open(world, STUDENT, copy.id, link());
      expect(student.page.html).toContain('Look at your credential');
    });

    it('leaves the old course and its award as they were', async () => {
      const { stores, institution } = world.tool.context;
      expect(await findHolders(world, badge.course.id)).toHaveLength(1);
      expect(await stores.mappings.list(institution.id, badge.course.id)).toMatchObject([
        { key: badge.mapping.key, state: 'active' },
      ]);
      const { visitor, page } = await open(world, 'teacher', copy.id, link());
      expect((await visitor.get(courseAddress(page))).html).not.toContain('This course is a copy of');
    });

    it('a copy of the copy is offered what the copy has', async () => {
      const { control } = world.sandbox;
      const third = control.addCourse({ label: '3', title: 'Third', copyOf: copy.id, teacher: 'teacher' });
      const [thirdLink] = control.listLinks(third.id);
      const { visitor, page } = await open(world, 'teacher', third.id, thirdLink?.id ?? '');
      const offer = await visitor.get(`${courseAddress(page)}/copy`);
      expect(offer.html).toContain('Take over badges from Next year');
      await visitor.submit(offer, {}, { form: '/copy', button: 'accept' });
      const badgePage = await open(world, 'teacher', third.id, thirdLink?.id ?? '');
      expect(badgePage.page.status).toBe(200);
    });

    it('can be told to take nothing over, and does not ask again', async () => {
      const { control } = world.sandbox;
      const other = control.addCourse({ label: '4', title: 'Fourth', copyOf: COURSE, teacher: 'teacher' });
      const [otherLink] = control.listLinks(other.id);
      const { visitor, page } = await open(world, 'teacher', other.id, otherLink?.id ?? '');
      const offer = await visitor.get(`${courseAddress(page)}/copy`);
      const declined = await visitor.submit(offer, {}, { form: '/copy', button: 'decline' });
      expect(declined.html).toContain('Nothing was taken over.');
      expect(declined.html).not.toContain('This course is a copy of');
    });
  },
);

describe('a copy that is known by a notice alone', () => {
  it('is offered the mappings too', async () => {
    const world = await startCourse({ sandbox: { students: 2 } });
    try {
      const badge = await placeBadge(world);
      const { control } = world.sandbox;
      const { context } = world.tool;
      const bare = control.addCourse({ label: 'B', title: 'Bare', teacher: 'teacher' });
      const link = control.addLink(bare.id, { clientId: world.clientId, title: 'Badges' });
      const { visitor, page } = await open(world, 'teacher', bare.id, link.id);
      expect(page.html).not.toContain('This course is a copy of');
      const { registrationId, deploymentRecordId, contextId } = badge.course;
      const course = await context.stores.courses.find(
        context.institution.id,
        await findCourse(world, 'Bare'),
      );
      await context.stores.courseCopies.hear(
        context.institution.id,
        {
          id: 'copy-1',
          institutionId: context.institution.id,
          registrationId,
          deploymentRecordId,
          contextId: course?.contextId ?? '',
          originContextIds: [contextId],
          noticeId: 'notice-1',
          heardAt: world.clock.now,
        },
        'nonce-1',
      );
      const offer = await visitor.get(`${courseAddress(page)}/copy`);
      expect(offer.html).toContain('Its link was not seen in this course yet');
    } finally {
      await world.close();
    }
  });
});

describe('a link that was duplicated inside its course (Moodle)', () => {
  let world: CourseWorld;
  let badge: PlacedBadge;
  let duplicate: { id: string; columnId: string | null };

  beforeAll(async () => {
    world = await startCourse({ sandbox: { profile: 'moodle', students: 3 } });
    badge = await placeBadge(world);
    duplicate = world.sandbox.control.duplicateLink(COURSE, badge.linkId);
    world.sandbox.control.setGrade(COURSE, duplicate.columnId ?? '', STUDENT, 90);
    await runRound(world);
  });

  afterAll(() => world.close());

  it('stops the badge, awards nothing and asks which is the original', async () => {
    expect(await findHolders(world, badge.course.id)).toEqual([]);
    const { page } = await open(world, 'teacher', COURSE, badge.linkId);
    expect(page.html).toContain('This badge is there twice');
    expect(page.html).toContain('Column “Badge (copy)”');
  });

  it('becomes a badge of its own: each column counts for its own link, and nobody is awarded twice', async () => {
    const { visitor, page } = await open(world, 'teacher', COURSE, badge.linkId);
    const done = await visitor.submit(page, {}, { form: '/separate' });
    expect(done.html).toContain('The copy is a badge of its own in this course now.');
    await runRound(world);
    const { stores, institution } = world.tool.context;
    const mappings = await stores.mappings.list(institution.id, badge.course.id);
    expect(mappings.map(({ state }) => state)).toEqual(['active', 'active']);
    expect(await findHolders(world, badge.course.id)).toHaveLength(1);

    const original = await open(world, 'teacher', COURSE, badge.linkId);
    const copied = await open(world, 'teacher', COURSE, duplicate.id);
    expect(original.page.url).toContain(badge.mapping.key);
    expect(copied.page.url).toContain(mappings[1]?.key);
    grade(world, badge, STUDENT, 100);
    await runRound(world);
    expect(await findHolders(world, badge.course.id)).toHaveLength(1);
  });
});
