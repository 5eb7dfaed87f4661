import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIM } from '../../src/lti/claims.js';
import { parseForms } from '../../src/sandbox/visitor/html-forms.js';
import {
  createVisitor,
  playLaunch,
  type VisitedPage,
  type Visitor,
} from '../../src/sandbox/visitor/visitor.js';
import { readText } from '../integration/web-course/read-text.js';
import {
  COURSE,
  grade,
  openLink,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
} from '../support/start-course.js';

/** Beside what the form holds as it is opened. */
const FORM = { role: 'grade', 'value.0': '55', stood: '0' };
const EDITOR = ['link', 'file', 'html', 'ltiResourceLink', 'image'];

async function logIn(world: CourseWorld, user: string): Promise<Visitor> {
  const visitor = createVisitor();
  await visitor.logIn(world.sandboxUrl, user);
  return visitor;
}

describe('what a teacher puts into the course (LTI Deep Linking 2.0 §3)', () => {
  let world: CourseWorld;
  let teacher: Visitor;

  beforeAll(async () => {
    world = await startCourse({ sandbox: { students: 2 } });
    await world.tool.context.seed();
    teacher = await logIn(world, 'teacher');
  });
  afterAll(() => world.close());

  async function addPublicPage(as: string): Promise<VisitedPage> {
    world.sandbox.control.changeSettings({ acceptTypes: EDITOR });
    const picker = await teacher.startDeepLinking(world.sandboxUrl, COURSE, world.clientId);
    const form = picker.forms.find(({ fields }) => fields['kind'] === 'public');
    if (!form) throw new Error(`no public page is offered: ${picker.html.slice(0, 2000)}`);
    const badgeClass = /<option value="([^"]+)"/.exec(picker.html.split('id="public-badge"')[1] ?? '')?.[1];
    return teacher.post(form.action, { ...form.fields, badgeClass: badgeClass ?? '', as });
  }

  it.each(['link', 'html', 'image'] as const)('a public badge page as %s', async (as) => {
    await teacher.saveContent(await addPublicPage(as));
    const page = world.sandbox.control.listPages(COURSE).find(({ type }) => type === as);
    const address = as === 'html' ? /href="([^"]+)"/.exec(page?.content ?? '')?.[1] : page?.content;
    const opened = await fetch(address ?? '');
    expect(opened.status).toBe(200);
    expect(opened.headers.get('content-type')).toContain(as === 'image' ? 'image/svg+xml' : 'text/html');
    if (as === 'image') return;
    expect(await opened.text()).toContain(page?.title);
  });

  it('several badges at once, each with its link, its column, its icon', async () => {
    world.sandbox.control.changeSettings({ acceptTypes: EDITOR, acceptMultiple: true });
    const before = world.sandbox.control.listLinks(COURSE).length;
    const picker = await teacher.startDeepLinking(world.sandboxUrl, COURSE, world.clientId);
    const all = (await world.tool.context.stores.badgeClasses.list(world.tool.context.institution.id)).map(
      ({ id }) => id,
    );
    const [first = '', second = '', third = ''] = all;
    const choices = { badgeClass: first, ...FORM, maximum: '50' };
    const ticked = { [`also-${first}`]: 'on', [`also-${second}`]: 'on', [`also-${third}`]: 'on' };
    await teacher.saveContent(await teacher.submit(picker, { ...choices, ...ticked }, { form: '/picker' }));
    const links = world.sandbox.control.listLinks(COURSE).slice(before);
    expect(links).toHaveLength(3);
    const columns = world.sandbox.control.getGradebook(COURSE).columns;
    for (const link of links) {
      expect((await fetch(link.iconUrl ?? '')).headers.get('content-type')).toContain('image/svg+xml');
      const column = columns.find(({ id }) => id === link.columnId);
      expect(column).toMatchObject({ scoreMaximum: 50, resourceId: link.custom['insigne_mapping'] });
      const { page } = await playLaunch(world.sandboxUrl, { user: 'teacher', link: link.id });
      expect(readText(page.html)).toContain(link.title);
    }
    expect(new Set(links.map(({ custom }) => custom['insigne_mapping'])).size).toBe(3);
  });

  it('one badge where the LMS takes one: nothing more is offered, and what is sent all the same is not made', async () => {
    world.sandbox.control.changeSettings({ acceptTypes: ['ltiResourceLink'], acceptMultiple: false });
    const picker = await teacher.startDeepLinking(world.sandboxUrl, COURSE, world.clientId);
    expect(picker.html).not.toContain('name="also-');
    expect(picker.html).not.toContain('id="public-badge"');
    const [first = '', second = ''] = (
      await world.tool.context.stores.badgeClasses.list(world.tool.context.institution.id)
    ).map(({ id }) => id);
    const fields = { badgeClass: first, ...FORM, maximum: '50' };
    const form = await teacher.submit(picker, { ...fields, [`also-${second}`]: 'on' }, { form: '/picker' });
    const before = world.sandbox.control.listLinks(COURSE).length;
    await teacher.saveContent(form);
    expect(world.sandbox.control.listLinks(COURSE)).toHaveLength(before + 1);
  });

  it.each([
    ['a window of its own where no frame is offered', ['window'], true],
    ['the LMS’s own way where both are', ['frame', 'iframe', 'window'], false],
  ] as const)('a badge link in %s', async (_what, acceptTargets, opensWindow) => {
    const { control } = world.sandbox;
    const settings = { acceptTypes: ['ltiResourceLink'], acceptMultiple: false };
    control.changeSettings({ ...settings, acceptTargets: [...acceptTargets] });
    const picker = await teacher.startDeepLinking(world.sandboxUrl, COURSE, world.clientId);
    const [badgeClass] = await world.tool.context.stores.badgeClasses.list(world.tool.context.institution.id);
    const fields = {
      badgeClass: badgeClass?.id ?? '',
      role: 'grade',
      value: '55',
      maximum: '50',
      stood: '0',
    };
    await teacher.saveContent(await teacher.submit(picker, fields, { form: '/picker' }));
    const link = control.listLinks(COURSE).at(-1);
    expect(link).toMatchObject({ title: badgeClass?.name.nl, opensWindow });
    const course = await teacher.get(`${world.sandboxUrl}/courses/${COURSE}`);
    const anchor = new RegExp(`<a href="/courses/1/links/${link?.id ?? ''}[^>]*>`).exec(course.html)?.[0];
    expect(anchor?.includes('target="_blank"')).toBe(opensWindow);
  });

  it('says on our page that a place takes no badge link, and still offers the public page', async () => {
    world.sandbox.control.changeSettings({ acceptTypes: ['image'], acceptMultiple: true });
    const picker = await teacher.startDeepLinking(world.sandboxUrl, COURSE, world.clientId);
    expect(readText(picker.html)).toMatch(/No badge can go here|Hier kan geen badge staan/);
    expect(picker.html).toContain('value="image"');
    expect(picker.html).not.toContain('value="html"');
  });
});

describe.each(['plain', 'canvas', 'moodle'] as const)('dates of a badge link on %s', (profile) => {
  const days = { opensOn: '2027-03-01', dueOn: '2027-03-30', closesOn: '2027-03-31' };
  let world: CourseWorld;
  let teacher: Visitor;

  beforeAll(async () => {
    world = await startCourse({ sandbox: { students: 1, profile } });
    await world.tool.context.seed();
    teacher = await logIn(world, 'teacher');
  });
  afterAll(() => world.close());

  async function sendPicker(dates: Readonly<Record<string, string>>) {
    const picker = await teacher.startDeepLinking(world.sandboxUrl, COURSE, world.clientId);
    const { context } = world.tool;
    const [badgeClass] = await context.stores.badgeClasses.list(context.institution.id);
    const fields = {
      badgeClass: badgeClass?.id ?? '',
      ...FORM,
      maximum: '50',
    };
    const form = picker.forms.find((one) => one.fields['kind'] === 'badge');
    const body = new URLSearchParams({ ...form?.fields, ...fields, ...dates });
    // Not followed: what is sent is read before the LMS has it.
    const answer = await teacher.fetch(form?.action ?? '', { method: 'POST', body });
    const html = await answer.text();
    const [back] = parseForms(html, answer.url).filter((one) => 'JWT' in one.fields);
    return { picker, status: answer.status, html, back };
  }

  it('are in the course afterwards where the LMS keeps them, and are neither offered nor sent elsewhere', async () => {
    const { picker, back } = await sendPicker(days);
    const [item] = decodeJwt<Record<string, unknown[]>>(back?.fields['JWT'] ?? '')[CLAIM.contentItems] ?? [];
    expect(item).toHaveProperty('lineItem');
    await teacher.saveContent(await teacher.post(back?.action ?? '', back?.fields ?? {}));
    const link = world.sandbox.control.listLinks(COURSE).at(-1);
    const coursePage = readText((await teacher.get(`${world.sandboxUrl}/courses/${COURSE}`)).html);
    expect(coursePage).toContain(link?.title);
    if (profile === 'moodle') {
      expect(picker.html).not.toContain('name="opensOn"');
      expect(item).not.toHaveProperty('available');
      expect(item).not.toHaveProperty('submission');
      expect(link?.dates).toBeNull();
      expect(coursePage).not.toContain('2027');
      return;
    }
    for (const field of Object.keys(days)) expect(picker.html).toContain(`name="${field}"`);
    expect(link?.dates).toEqual({
      opensAt: '2027-02-28T23:00:00.000Z',
      dueAt: '2027-03-30T21:59:59.000Z',
      closesAt: '2027-03-31T21:59:59.000Z',
    });
    expect(coursePage).toContain('Open from 1 Mar 2027, 00:00 · Due 30 Mar 2027, 23:59');
    expect(coursePage).toContain('Closes 31 Mar 2027, 23:59');
  });

  // Where no dates are offered there is nothing to get wrong.
  if (profile !== 'moodle') {
    it('are asked for again when the link would close before it opens', async () => {
      const links = world.sandbox.control.listLinks(COURSE).length;
      const { status, html } = await sendPicker({ opensOn: '2027-03-31', closesOn: '2027-03-01' });
      expect(status).toBe(422);
      expect(readText(html)).toMatch(/closes before it opens|sluit voordat hij opengaat/);
      expect(html).toContain('value="2027-03-31"');
      expect(html).toContain('id="closesOn-error"');
      expect(world.sandbox.control.listLinks(COURSE)).toHaveLength(links);
    });
  }
});

describe('a student’s own credential as homework (Canvas: homework_submission)', () => {
  let world: CourseWorld;

  beforeAll(async () => {
    world = await startCourse({ sandbox: { students: 3, profile: 'canvas' } });
    const badge = await placeBadge(world);
    grade(world, badge, 'student01', 90);
    await runRound(world);
    await runRound(world);
  });
  afterAll(() => world.close());

  async function openHandIn(user: string): Promise<{ student: Visitor; page: VisitedPage }> {
    const student = await logIn(world, user);
    const { html } = await student.get(`${world.sandboxUrl}/courses/${COURSE}`);
    const path = /\/courses\/1\/hand-in\/[^"]+/.exec(html)?.[0] ?? '';
    return { student, page: await student.get(`${world.sandboxUrl}${path}/launch`) };
  }

  it('is chosen by the student, and opened and verified by the teacher; by no other student', async () => {
    const { student, page } = await openHandIn('student01');
    const [, credential = ''] = /name="credential" value="([^"]+)"/.exec(page.html) ?? [];
    const form = await student.submit(page, { credential }, { form: '/submit' });
    await student.saveContent(form);

    const [link] = world.sandbox.control.listLinks(COURSE).filter(({ submittedBy }) => submittedBy !== null);
    expect(link?.custom['insigne_credential']).toContain(credential);
    const { page: seen } = await playLaunch(world.sandboxUrl, { user: 'teacher', link: link?.id ?? '' });
    expect(seen.status).toBe(200);
    expect(seen.url).toContain('/submitted/');
    const text = readText(seen.html);
    expect(text).toContain(link?.title);
    // Every step passed: the same answer that a stranger gets of a shared credential.
    expect(seen.html).toContain('is-earned');
    expect(seen.html).not.toContain('is-stopped');

    const own = await playLaunch(world.sandboxUrl, { user: 'student01', link: link?.id ?? '' });
    expect(own.page.status).toBe(200);
    const other = await openLink(world, 'student02', badgeLinkId());
    expect((await other.get(seen.url)).status).toBe(403);
    // Nothing was shared with strangers by handing it in.
    expect((await fetch(`${world.tool.baseUrl}/credentials/${credential}`)).status).toBe(404);
  });

  it('shows what was taken back since as it is now', async () => {
    const [link] = world.sandbox.control.listLinks(COURSE).filter(({ submittedBy }) => submittedBy !== null);
    const { context } = world.tool;
    const [credentialId = ''] = (link?.custom['insigne_credential'] ?? '').split('.');
    await context.credentials.revoke(context.institution.id, credentialId, {
      reason: 'a mistake',
      actor: { kind: 'command-line' },
    });
    const { page } = await playLaunch(world.sandboxUrl, { user: 'teacher', link: link?.id ?? '' });
    expect(page.html).toContain('is-stopped');
  });

  it('a reference that was written by hand, or comes from another course, opens nothing', async () => {
    const [link] = world.sandbox.control.listLinks(COURSE).filter(({ submittedBy }) => submittedBy !== null);
    const reference = link?.custom['insigne_credential'] ?? '';
    const forged = world.sandbox.control.addLink(COURSE, {
      clientId: world.clientId,
      title: 'forged',
      custom: { insigne_credential: `${reference.split('.')[0] ?? ''}.${'A'.repeat(43)}` },
    });
    expect((await playLaunch(world.sandboxUrl, { user: 'teacher', link: forged.id })).page.status).toBe(404);
    const { id } = world.sandbox.control.addCourse({ label: 'X', title: 'X', teacher: 'teacher' });
    const carried = world.sandbox.control.addLink(id, {
      clientId: world.clientId,
      title: 'carried',
      custom: { insigne_credential: reference },
    });
    const launch = await playLaunch(world.sandboxUrl, { user: 'teacher', course: id, link: carried.id });
    expect(launch.page.status).toBe(404);
    expect(launch.page.html).toContain('submission_unknown');
  });

  it('a student who holds nothing reads so, and cannot hand in another’s', async () => {
    const { student, page } = await openHandIn('student02');
    expect(readText(page.html)).toMatch(/no credential to hand in yet|nog geen bewijs om in te leveren/);
    const link = world.sandbox.control.listLinks(COURSE).find(({ submittedBy }) => submittedBy !== null);
    const [credential = ''] = (link?.custom['insigne_credential'] ?? '').split('.');
    const form = page.forms.find(({ fields }) => fields['kind'] === 'cancel');
    const answer = await student.post(page.url, { ...form?.fields, kind: 'submit', credential });
    expect([answer.status, answer.html.includes('name="JWT"')]).toEqual([404, false]);
  });

  function badgeLinkId(): string {
    return world.sandbox.control.listLinks(COURSE).find(({ submittedBy }) => submittedBy === null)?.id ?? '';
  }
});
