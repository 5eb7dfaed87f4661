import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BadgeClass } from '../../src/badges/badge-class.js';
import type { PresentedLink } from '../../src/sandbox/present.js';
import { createVisitor, playLaunch, type VisitedPage } from '../../src/sandbox/visitor/visitor.js';
import { isSignedBy, readCredential } from '../../src/demo/verify-offline.js';
import { COURSE, runRound, startCourse, type CourseWorld } from '../support/start-course.js';

/** Everything through pages, as people do it, only without a screen; a round runs when the test says that time passed. */
describe('from launch to badge', () => {
  let world: CourseWorld;
  let seeded: BadgeClass[];

  beforeAll(async () => {
    world = await startCourse({ sandbox: { students: 6, extras: true } });
    seeded = await world.tool.context.seed();
  });

  afterAll(() => world.close());

  function variant(wanted: BadgeClass['variant']): BadgeClass {
    const found = seeded.find((one) => one.variant === wanted);
    if (!found) throw new Error(`no ${wanted} badge class was seeded`);
    return found;
  }

  /** The teacher picks in the frame, saves the LMS's form, and opens the link once. */
  async function deepLink(choices: Readonly<Record<string, string>>): Promise<PresentedLink> {
    const before = new Set(world.sandbox.control.listLinks(COURSE).map(({ id }) => id));
    const teacher = createVisitor();
    await teacher.logIn(world.sandboxUrl, 'teacher');
    const picker = await teacher.startDeepLinking(world.sandboxUrl, COURSE, world.clientId);
    const fields = {
      role: 'grade',
      'value.0': '55',
      'unit.0': 'percent',
      maximum: '100',
      stood: '0',
      notBefore: '',
      ...choices,
    };
    const form = await teacher.submit(picker, fields, { form: '/picker' });
    await teacher.saveContent(form);
    const link = world.sandbox.control.listLinks(COURSE).find(({ id }) => !before.has(id));
    if (!link) throw new Error(`the LMS was given no link: ${form.status} ${form.html.slice(0, 2000)}`);
    await openAs('teacher', link);
    return link;
  }

  async function openAs(user: string, link: PresentedLink): Promise<VisitedPage> {
    return (await playLaunch(world.sandboxUrl, { user, link: link.id })).page;
  }

  function setGrade(link: PresentedLink, user: string, score: number): void {
    world.sandbox.control.setGrade(COURSE, link.columnId ?? '', user, score);
  }

  async function listHolders(badgeClassId: string): Promise<string[]> {
    const { context } = world.tool;
    const { id } = context.institution;
    const [course] = await context.stores.courses.list(id);
    const awards = await context.stores.awards.listByCourse(id, course?.id ?? '');
    const mine = awards.filter((award) => award.badgeClassId === badgeClassId);
    const learners = await context.stores.learners.listByIds(
      id,
      mine.map(({ learnerId }) => learnerId),
    );
    const members = world.sandbox.control.listMembers(COURSE);
    return learners.map(({ sub }) => members.find(({ userId }) => userId === sub)?.login ?? sub).sort();
  }

  describe('a badge that may be used in any course', () => {
    let link: PresentedLink;

    beforeAll(async () => {
      link = await deepLink({ badgeClass: variant('extra-curricular').id });
    });

    it('stands in the course with a column whose key is the mapping’s', () => {
      const { columns } = world.sandbox.control.getGradebook(COURSE);
      expect(columns.find(({ id }) => id === link.columnId)).toMatchObject({
        scoreMaximum: 100,
        tag: 'grade',
        resourceId: link.custom['insigne_mapping'],
      });
    });

    it('is awarded at the threshold, not under it, never without a grade, and to nobody who is no student', async () => {
      setGrade(link, 'student01', 55);
      setGrade(link, 'student02', 54.99);
      setGrade(link, 'student03', 0);
      for (const user of ['assistant', 'observer', 'teststudent', 'inactive']) setGrade(link, user, 100);
      await runRound(world);
      await runRound(world);
      expect(await listHolders(variant('extra-curricular').id)).toEqual(['student01']);
    });

    it('tells each student how they stand', async () => {
      expect((await openAs('student02', link)).html).toContain('je hebt 54,9 %; nodig is 55 %.');
      expect((await openAs('student03', link)).html).toContain('Je hebt 0 %');
      expect((await openAs('student04', link)).html).toContain('nog geen cijfer');
    });

    it('is awarded when its link is opened, without waiting for a round', async () => {
      setGrade(link, 'student05', 80);
      const page = await openAs('student05', link);
      expect(page.html).toContain('/credential"');
      expect(await listHolders(variant('extra-curricular').id)).toEqual(['student01', 'student05']);
    });

    it('can be shared, verified by a stranger, and taken back', async () => {
      const { visitor, page } = await playLaunch(world.sandboxUrl, { user: 'student01', link: link.id });
      const own = await visitor.get(`${page.url}/credential`);
      const shared = await visitor.submit(own, { share: 'on' });
      const address = /value="(http[^"]+\/credentials\/[0-9a-f]{32})"/.exec(shared.html)?.[1] ?? '';

      const stranger = createVisitor();
      expect((await stranger.get(address)).status).toBe(200);
      const jwt = (await stranger.get(`${address}.jwt`)).html;
      const { keyAddress, credential } = readCredential(jwt);
      const jwk = JSON.parse((await stranger.get(keyAddress)).html) as Record<string, string>;
      expect(isSignedBy(jwt, jwk)).toBe(true);
      expect(credential['id']).toBe(address);
      // Nothing in it says who it is to somebody who does not know already.
      const [member] = world.sandbox.control.listMembers(COURSE).filter(({ login }) => login === 'student01');
      for (const secret of [member?.name, member?.email, member?.userId]) {
        expect(JSON.stringify(credential)).not.toContain(`"${secret}"`);
      }

      await visitor.submit(shared, { share: 'off' });
      for (const form of ['', '.json', '.jwt']) {
        expect((await stranger.get(address + form)).status).toBe(404);
      }
    });

    it('is not offered to somebody else in the same course', async () => {
      const { visitor, page } = await playLaunch(world.sandboxUrl, { user: 'student02', link: link.id });
      expect((await visitor.get(`${page.url}/credential`)).status).toBe(404);
    });
  });

  describe('a microcredential', () => {
    let link: PresentedLink;

    beforeAll(async () => {
      link = await deepLink({ badgeClass: variant('microcredential').id });
      setGrade(link, 'student01', 90);
      await runRound(world);
    });

    it('cannot be put live by a teacher alone', async () => {
      expect(await listHolders(variant('microcredential').id)).toEqual([]);
      const teacher = await openAs('teacher', link);
      expect(teacher.html).toContain('Wacht op toestemming');
      await openAs('student01', link);
      expect(await listHolders(variant('microcredential').id)).toEqual([]);
    });

    it('is awarded once the institution has agreed', async () => {
      const { context } = world.tool;
      const { id } = context.institution;
      const [course] = await context.stores.courses.list(id);
      const actor = { kind: 'command-line' } as const;
      const micro = variant('microcredential').id;
      await context.badgeClasses.decideApproval(id, micro, course?.id ?? '', 'approved', actor);
      await runRound(world);
      expect(await listHolders(micro)).toEqual(['student01']);
    });
  });

  describe('a badge that is assessed here, and one that shows in the gradebook', () => {
    let assessed: PresentedLink;
    let shown: PresentedLink;

    beforeAll(async () => {
      const { context } = world.tool;
      const { id } = context.institution;
      const extra = variant('extra-curricular');
      for (const name of ['assessed', 'shown']) {
        await context.badgeClasses.create(id, { ...extra, id: name }, { kind: 'command-line' });
      }
      assessed = await deepLink({ badgeClass: 'assessed', role: 'assessed' });
      shown = await deepLink({
        badgeClass: 'shown',
        role: 'badge',
        'column.0': assessed.custom['insigne_mapping'] ?? '',
      });
      await runRound(world);
    });

    it('is awarded in the moment the teacher says so, and the score is in the gradebook', async () => {
      const { visitor, page } = await playLaunch(world.sandboxUrl, { user: 'teacher', link: assessed.id });
      const learners = await visitor.get(page.url.replace(/\/badges\/.*/, '/learners'));
      const member = world.sandbox.control.listMembers(COURSE).find(({ login }) => login === 'student02');
      const href = new RegExp(`href="([^"]+)"[^>]*>${member?.name ?? ''}<`).exec(learners.html)?.[1] ?? '';
      const learner = await visitor.get(new URL(href, learners.url).href);
      const saved = await visitor.submit(
        learner,
        { verdict: 'passed', percent: '72,5' },
        { form: '/assess' },
      );
      expect(saved.html).toContain('Bewaard. De badge is toegekend.');
      expect(await listHolders('assessed')).toEqual(['student02']);
      expect(listScores(assessed)).toEqual([{ login: 'student02', score: 72.5 }]);
    });

    it('shows 1 of 1 in its own column after the next round', async () => {
      await runRound(world);
      expect(await listHolders('shown')).toEqual(['student02']);
      expect(listScores(shown)).toEqual([{ login: 'student02', score: 1 }]);
    });

    function listScores({ columnId }: PresentedLink) {
      const { grades } = world.sandbox.control.getGradebook(COURSE);
      return grades.filter((one) => one.columnId === columnId).map(({ login, score }) => ({ login, score }));
    }
  });

  describe('keys that travel are claims', () => {
    it('a key from elsewhere awards nothing, and both readers are told', async () => {
      const { sandbox, clientId } = world;
      const [known] = sandbox.control.listLinks(COURSE);
      const course = sandbox.control.addCourse({ label: 'B', title: 'Another course', teacher: 'teacher' });
      sandbox.control.addMember(course.id, { login: 'student01' });
      const link = sandbox.control.addLink(course.id, {
        clientId,
        title: 'Copied',
        custom: known?.custom,
        lineItem: {
          scoreMaximum: 100,
          label: 'Copied',
          resourceId: known?.custom['insigne_mapping'] ?? null,
        },
      });
      sandbox.control.setGrade(course.id, link.columnId ?? '', 'student01', 100);
      const open = async (user: string) =>
        (await playLaunch(world.sandboxUrl, { user, course: course.id, link: link.id })).page;
      expect((await open('teacher')).html).toContain('hier nog niet ingesteld');
      const student = await open('student01');
      expect(student.html).toContain('Actief studentlid');
      expect(student.html).not.toContain('/credential"');
      await runRound(world);
      const { context } = world.tool;
      const { id } = context.institution;
      const other = (await context.stores.courses.list(id)).find(({ title }) => title === 'Another course');
      expect(await context.stores.awards.listByCourse(id, other?.id ?? '')).toEqual([]);
    });

    it('two columns with one key stop the mapping until somebody looked', async () => {
      const { sandbox, clientId } = world;
      const [known] = sandbox.control.listLinks(COURSE);
      const link = sandbox.control.addLink(COURSE, {
        clientId,
        title: 'Doubled',
        custom: known?.custom,
        lineItem: {
          scoreMaximum: 100,
          label: 'Doubled',
          resourceId: known?.custom['insigne_mapping'] ?? null,
        },
      });
      sandbox.control.setGrade(COURSE, link.columnId ?? '', 'student06', 100);
      const before = await listHolders(variant('extra-curricular').id);
      await runRound(world);
      expect(await listHolders(variant('extra-curricular').id)).toEqual(before);
      expect((await openAs('teacher', link)).html).toContain('twee kolommen');
      sandbox.control.removeLink(COURSE, link.id);
      await runRound(world);
      expect((await openAs('teacher', known as PresentedLink)).html).not.toContain('twee kolommen');
    });
  });
});
