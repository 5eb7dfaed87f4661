import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PresentedLink } from '../../../src/sandbox/present.js';
import { createVisitor, playLaunch, type Visitor } from '../../../src/sandbox/visitor/visitor.js';
import { startLms, visitAs, type Lms } from './probe-tool.js';

describe('the sandbox LMS: pages for people', () => {
  let lms: Lms;
  let link: PresentedLink;
  let teacher: Visitor;

  beforeAll(async () => {
    lms = await startLms({ extras: true });
    link = lms.sandbox.control.addLink('1', {
      clientId: lms.tool.clientId,
      title: 'Exercise <7>',
      lineItem: { scoreMaximum: 10 },
    });
    teacher = await visitAs(lms, 'teacher');
  });
  afterAll(() => lms.close());

  it('asks who somebody is first, and goes on to where they were going', async () => {
    const visitor = createVisitor();
    const asked = await visitor.get(`${lms.url}/courses/1/gradebook`);
    expect(new URL(asked.url).pathname).toBe('/login');
    const page = await visitor.submit(asked, { user: 'teacher' });
    expect(new URL(page.url).pathname).toBe('/courses/1/gradebook');
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example'])(
    'never leads to %s after the log-in',
    async (to) => {
      const answer = await createVisitor().fetch(`${lms.url}/login-as/teacher?to=${encodeURIComponent(to)}`);
      expect(answer.headers.get('location')).toBe('/courses/1');
    },
  );

  it('keeps the log-in from scripts and other sites', async () => {
    const answer = await createVisitor().fetch(`${lms.url}/login-as/teacher`);
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it('shows a student what is published, and opens nothing else', async () => {
    const student = await visitAs(lms, 'student01');
    expect((await student.get(`${lms.url}/courses/1`)).html).toContain('Exercise &lt;7&gt;');
    const course = await teacher.get(`${lms.url}/courses/1`);
    await teacher.submit(course, {}, { form: `/links/${link.id}`, button: 'unpublish' });

    expect((await student.get(`${lms.url}/courses/1`)).html).not.toContain('Exercise');
    for (const path of [`/courses/1/links/${link.id}`, `/courses/1/links/${link.id}/launch`]) {
      const page = await student.get(lms.url + path);
      expect(page.status).toBe(403);
      expect(page.html).toContain('link_unpublished');
    }
    expect((await teacher.get(link.launchUrl)).html).toContain('Not published');
    await teacher.submit(course, { action: 'publish' }, { form: `/links/${link.id}` });
    expect((await student.get(link.launchUrl)).status).toBe(200);
  });

  it('shows the tool in a frame', async () => {
    const page = await teacher.get(link.launchUrl);
    expect(page.html).toMatch(new RegExp(`<iframe[^>]*src="/courses/1/links/${link.id}/launch"`));
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  });

  it.each(['/courses/1/gradebook', '/courses/1/members', '/admin', '/admin/requests'])(
    'does not show %s to a student',
    async (path) => {
      const student = await visitAs(lms, 'student01');
      expect((await student.get(lms.url + path)).status).toBe(403);
    },
  );

  it('lets nobody in who is not an active member', async () => {
    const visitor = await visitAs(lms, 'inactive');
    expect((await visitor.get(`${lms.url}/courses/1`)).status).toBe(403);
    const { page } = await playLaunch(lms.url, { user: 'inactive', link: link.id });
    expect(page.status).toBe(403);
  });

  it('takes grades as people type them, leaves the others, and clears what was emptied', async () => {
    const own = lms.sandbox.control.addColumn('1', { label: 'Exam', scoreMaximum: 10 });
    const gradebook = await teacher.get(`${lms.url}/courses/1/gradebook`);
    const field = (columnId: string, userId: string) => `grade-${columnId}-${userId}`;
    const saved = await teacher.submit(gradebook, {
      [field(link.columnId ?? '', '101')]: '7,5',
      [field(link.columnId ?? '', '102')]: '0',
      [field(own.id, '101')]: ' 6 ',
    });
    expect(saved.html).toContain('Saved.');
    const list = () =>
      lms.sandbox.control
        .getGradebook('1')
        .grades.map(({ columnId, login, score, by }) => [columnId, login, score, by]);
    expect(list()).toEqual([
      [link.columnId, 'student01', 7.5, 'teacher'],
      [link.columnId, 'student02', 0, 'teacher'],
      [own.id, 'student01', 6, 'teacher'],
    ]);

    await teacher.submit(saved, { [field(own.id, '101')]: '' });
    expect(list()[2]).toEqual([own.id, 'student01', null, 'teacher']);
  });

  it('leaves alone what a tool sent while the teacher was typing', async () => {
    const gradebook = await teacher.get(`${lms.url}/courses/1/gradebook`);
    lms.sandbox.control.setGrade('1', link.columnId ?? '', 'student05', 10);
    await teacher.submit(gradebook, { [`grade-${link.columnId ?? ''}-103`]: '4' });
    const scores = Object.fromEntries(
      lms.sandbox.control.getGradebook('1').grades.map(({ login, score }) => [login, score]),
    );
    expect(scores).toMatchObject({ student05: 10, student03: 4 });
  });

  it('saves none of the grades when one is no grade', async () => {
    const before = lms.sandbox.control.getGradebook('1').grades;
    const gradebook = await teacher.get(`${lms.url}/courses/1/gradebook`);
    const page = await teacher.submit(gradebook, {
      [`grade-${link.columnId ?? ''}-103`]: '9',
      [`grade-${link.columnId ?? ''}-104`]: 'good',
    });
    expect(page.status).toBe(400);
    expect(lms.sandbox.control.getGradebook('1').grades).toEqual(before);
  });

  it('adds and removes columns of the course’s own', async () => {
    const gradebook = await teacher.get(`${lms.url}/courses/1/gradebook`);
    const added = await teacher.submit(gradebook, { label: 'Essay', scoreMaximum: '5' });
    const column = lms.sandbox.control.getGradebook('1').columns.find(({ label }) => label === 'Essay');
    expect(column).toMatchObject({ clientId: null, lineItemUrl: null, scoreMaximum: 5 });
    await teacher.submit(added, {}, { form: `/columns/${column?.id ?? ''}/remove` });
    expect(lms.sandbox.control.getGradebook('1').columns.map(({ label }) => label)).not.toContain('Essay');
  });

  it('changes who is in the course', async () => {
    const members = await teacher.get(`${lms.url}/courses/1/members`);
    await teacher.submit(members, {}, { form: '/members/105', button: 'deactivate' });
    await teacher.submit(members, {}, { form: '/members/104', button: 'remove' });
    await teacher.submit(members, { login: 'sami', givenName: 'Sami', familyName: 'Haile' });
    const list = lms.sandbox.control.listMembers('1');
    expect(list.find(({ login }) => login === 'student05')?.status).toBe('Inactive');
    expect(list.some(({ login }) => login === 'student04')).toBe(false);
    expect(list.find(({ login }) => login === 'sami')).toMatchObject({ role: 'learner', status: 'Active' });
  });

  it('lets an administrator add a tool by hand, switch it off, give it deployments and remove it', async () => {
    const admin = await visitAs(lms, 'admin');
    let page = await admin.get(`${lms.url}/admin`);
    page = await admin.submit(page, {
      name: 'By hand',
      loginUrl: 'https://tool.example/login',
      redirectUris: 'https://tool.example/launch https://tool.example/other',
      jwksUrl: 'https://tool.example/jwks',
      targetLinkUri: 'https://tool.example/start',
    });
    const find = () => lms.sandbox.control.listTools().find(({ name }) => name === 'By hand');
    const clientId = find()?.clientId ?? '';
    expect(find()?.redirectUris).toEqual(['https://tool.example/launch', 'https://tool.example/other']);
    page = await admin.submit(page, {}, { form: clientId, button: 'deactivate' });
    expect(find()?.active).toBe(false);
    page = await admin.submit(page, {}, { form: clientId, button: 'add-deployment' });
    expect(find()?.deployments).toHaveLength(2);
    await admin.submit(page, {}, { form: clientId, button: 'remove' });
    expect(find()).toBeUndefined();
  });

  it('opens a registration in a frame, with the token in no address of its own', async () => {
    const admin = await visitAs(lms, 'admin');
    const page = await admin.submit(await admin.get(`${lms.url}/admin`), {
      toolUrl: 'https://tool.example/register',
    });
    expect(page.html).toMatch(
      /<iframe[^>]*src="https:\/\/tool\.example\/register\?openid_configuration=[^"]+registration_token=/,
    );
    expect(page.url).toBe(`${lms.url}/admin/registrations`);
  });

  it('shows a page, never a stack, when something goes wrong', async () => {
    const page = await teacher.get(`${lms.url}/courses/99`);
    expect(page.status).toBe(404);
    expect(page.html).toContain('course_not_found');
    expect(page.html).not.toContain('.ts:');
  });
});
