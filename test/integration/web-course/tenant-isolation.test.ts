import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.js';
import { createSandbox, type RunningSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { createVisitor, playLaunch, type Visitor } from '../../../src/sandbox/visitor/visitor.js';
import { sharePlatformKeys } from '../../support/prepared-keys.js';
import { listRoutes } from '../../support/list-routes.js';
import {
  COURSE,
  grade,
  openLink,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../../support/start-course.js';

const ACTOR = { kind: 'tool' } as const;
/** Stands in everything of A that a page of a course could show. */
const MARK = 'zebrafish';

/** What students open and send, about themselves alone. Everything else is for those who teach, or administer the LMS. */
const FOR_STUDENTS = [
  '/courses/:course',
  '/courses/:course/badges/:key',
  '/courses/:course/badges/:key/credential',
  '/courses/:course/badges/:key/credential.json',
  '/courses/:course/badges/:key/credential.jwt',
  '/courses/:course/badges/:key/credential.pdf',
  '/courses/:course/badges/:key/credential.png',
  '/courses/:course/badges/:key/credential.svg',
  '/courses/:course/badges/:key/credential/seen',
  '/courses/:course/badges/:key/credential/shows',
  '/courses/:course/badges/:key/files/:file',
  '/courses/:course/badges/:key/hand-in',
  '/courses/:course/mail',
  // With a link that a student chooses for an assignment, and who has that link.
  '/courses/:course/submit',
  '/courses/:course/submitted/:reference',
  '/courses/:course/submitted/:reference.jwt',
];
/** Has an answer of its own for each; looked at below. */
const CHECK_NOW = '/courses/:course/check';

let world: CourseWorld;
let badge: PlacedBadge;
let routes: { method: string; path: string }[];
let ids: Record<string, string>;
let other: {
  sandbox: Sandbox;
  lms: RunningSandbox;
  teacher: Visitor;
  courseId: string;
  institutionId: string;
};

beforeAll(async () => {
  world = await startCourse({ sandbox: { students: 2 } });
  const { context } = world.tool;
  const { stores, institution } = context;
  badge = await placeBadge(world);
  const talk = await placeBadge(world, { columnRole: 'assessed' });
  grade(world, badge, 'student01', 80);
  await runRound(world);
  await runRound(world);
  const [award] = await stores.awards.listByCourse(institution.id, badge.course.id);
  if (!award) throw new Error('nothing was awarded');
  const handIn = await context.handInService.handIn(badge.course, talk.mapping, award.learnerId, {
    text: `Story of a ${MARK}`,
    links: [],
    files: [{ name: `${MARK}.txt`, bytes: Buffer.from(MARK) }],
    keeps: [],
  });
  ids = {
    course: badge.course.id,
    key: badge.mapping.key,
    mapping: badge.mapping.id,
    learner: award.learnerId,
    award: award.id,
    badge: badge.mapping.badgeClassId,
    file: handIn.files[0]?.id ?? '',
    reference: award.delivery.credentialId ?? '',
  };
  routes = listRoutes(createApp(context)).filter(({ path }) => path.startsWith('/courses'));
  other = await openOther();
});
afterAll(async () => {
  await other.lms.close();
  await world.close();
});

/** Another institution on the same server, with an LMS of its own and a teacher in a course of it. */
async function openOther() {
  const { context } = world.tool;
  const b = await context.institutions.create({ name: { nl: 'B', en: 'B' }, language: 'en' }, ACTOR);
  await context.furnishInstitution(b);
  const sandbox = await createSandbox({
    students: 2,
    now: () => world.clock.now,
    keys: await sharePlatformKeys(),
  });
  const lms = await sandbox.start();
  const invite = await context.invites.create(b.id, ACTOR);
  const opened = sandbox.control.openRegistration({ toolUrl: invite.url, activate: true });
  await createVisitor().get(opened.registrationUrl ?? '');
  const clientId = sandbox.control.listTools()[0]?.clientId ?? '';
  const [registration] = await context.stores.registrations.list(b.id);
  for (const { id } of sandbox.control.getTool(clientId).deployments) {
    if (registration && !(await context.stores.deployments.findForLaunch(registration.id, id)))
      await context.deployments.adopt(registration, id, ACTOR);
  }
  const link = sandbox.control.addLink(COURSE, { clientId, title: 'Badges' });
  const { visitor } = await playLaunch(lms.url, { user: 'teacher', course: COURSE, link: link.id });
  const [course] = await context.stores.courses.list(b.id);
  if (!course) throw new Error('the launch of B made no course');
  return { sandbox, lms, teacher: visitor, courseId: course.id, institutionId: b.id };
}

const fill = (path: string, own: Record<string, string> = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => own[name] ?? ids[name] ?? 'x');

/** What a form could carry to reach A's records. */
const fields = () => ({
  badgeClass: ids['badge'] ?? '',
  mapping: ids['mapping'] ?? '',
  learner: ids['learner'] ?? '',
  action: 'approve',
  answer: 'yes',
  reason: 'x',
  isPassed: 'yes',
  verdict: 'passed',
  share: 'yes',
});

async function ask(
  visitor: Visitor,
  method: string,
  path: string,
  csrf = '',
  accept = 'text/html',
): Promise<{ status: number; text: string; location: string }> {
  const body = new URLSearchParams({ ...fields(), _csrf: csrf });
  const answer = await visitor.fetch(`${world.tool.baseUrl}${path}`, {
    method,
    headers: { accept, origin: world.tool.baseUrl },
    ...(method !== 'GET' && { body }),
  });
  return {
    status: answer.status,
    text: await answer.text(),
    location: answer.headers.get('location') ?? '',
  };
}

const readProof = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';

async function readAllOfA() {
  const { stores, institution, badgeClasses } = world.tool.context;
  const courseId = ids['course'] ?? '';
  return {
    mappings: (await stores.mappings.list(institution.id, courseId)).map(
      ({ id, version, state, rule, policies }) => ({ id, version, state, rule, policies }),
    ),
    awards: (await stores.awards.listByCourse(institution.id, courseId)).map(({ id, state, revision }) => ({
      id,
      state,
      revision,
    })),
    decisions: await stores.decisions.listByCourse(institution.id, courseId),
    assessments: await stores.assessments.listByCourse(institution.id, courseId),
    handIns: await stores.handIns.listByCourse(institution.id, courseId),
    reviews: await stores.reviews.listByCourse(institution.id, courseId),
    badgeClasses: await badgeClasses.list(institution.id),
    approvals: await badgeClasses.listApprovals(institution.id),
    shared: (await stores.credentials.find(institution.id, ids['reference'] ?? ''))?.isShared,
  };
}

describe('every route inside a course, from the router', () => {
  it('is more than a few', () => {
    expect(routes.length).toBeGreaterThan(40);
    const unknown = FOR_STUDENTS.filter((path) => !routes.some((one) => one.path === path));
    expect(unknown).toEqual([]);
  });

  it('asks for a launch', async () => {
    for (const { method, path } of routes) {
      const { status, text } = await ask(createVisitor(), method, fill(path));
      expect({ method, path, status }).toEqual({ method, path, status: 401 });
      expect(text).not.toContain(MARK);
    }
  });

  it('refuses a student what is for those who teach', async () => {
    const student = await openLink(world, 'student02', badge.linkId);
    const page = await student.get(`${world.tool.baseUrl}${fill('/courses/:course/badges/:key')}`);
    expect(page.status).toBe(200);
    const before = await readAllOfA();
    const guarded = routes.filter(({ path }) => !FOR_STUDENTS.includes(path) && path !== CHECK_NOW);
    for (const { method, path } of guarded) {
      const answer = await ask(student, method, fill(path), readProof(page.html));
      // A picker is for a launch that asks for content, which a student's never does: 400 there.
      const status = path.endsWith('/picker') && answer.status === 400 ? 403 : answer.status;
      expect({ method, path, status }).toEqual({ method, path, status: 403 });
      expect(answer.text).not.toContain(MARK);
    }
    expect(guarded.length).toBeGreaterThan(25);
    expect(await readAllOfA()).toEqual(before);
  });

  it('shows a student nothing of another one', async () => {
    const student = await openLink(world, 'student02', badge.linkId);
    const page = await student.get(`${world.tool.baseUrl}${fill('/courses/:course/badges/:key')}`);
    const before = await readAllOfA();
    for (const { method, path } of routes.filter((one) => FOR_STUDENTS.includes(one.path))) {
      // Whoever has the link of what was handed in reads it: that is what it was handed in for.
      if (path.includes('/submitted/') || path.endsWith('/hand-in')) continue;
      const answer = await ask(student, method, fill(path), readProof(page.html));
      expect({ method, path, shows: answer.text.includes(MARK) }).toEqual({ method, path, shows: false });
    }
    expect(await readAllOfA()).toEqual(before);
  });

  it('takes no form without the proof of its page, nor with that of another session', async () => {
    const teacher = await openLink(world, 'teacher', badge.linkId);
    const student = await openLink(world, 'student02', badge.linkId);
    const page = await student.get(`${world.tool.baseUrl}${fill('/courses/:course/badges/:key')}`);
    const before = await readAllOfA();
    const forms = routes.filter(({ method }) => method === 'POST');
    for (const { method, path } of forms) {
      for (const proof of ['', 'x'.repeat(43), readProof(page.html)]) {
        const { status } = await ask(teacher, method, fill(path), proof);
        // Where content is chosen another kind of launch is wanted first; a page that takes a file says that this is none.
        expect({ path, isRefused: [400, 403, 413, 415].includes(status), status }).toMatchObject({
          path,
          isRefused: true,
        });
      }
    }
    expect(forms.length).toBeGreaterThan(15);
    expect(await readAllOfA()).toEqual(before);
  });

  it('lets no teacher of another institution in, whatever their forms say', async () => {
    const before = await readAllOfA();
    for (const { method, path } of routes) {
      const { status, text } = await ask(other.teacher, method, fill(path));
      // They have a session, and no launch of that course in it.
      expect({ method, path, status }).toEqual({ method, path, status: 403 });
      expect(text).not.toContain(MARK);
    }
    expect(await readAllOfA()).toEqual(before);
  });

  it('finds nothing of A through a course of B', async () => {
    const own = { course: other.courseId };
    const page = await other.teacher.get(`${world.tool.baseUrl}/courses/${other.courseId}/map`);
    expect(page.status).toBe(200);
    const before = await readAllOfA();
    let named = 0;
    for (const { method, path } of routes) {
      const answer = await ask(other.teacher, method, fill(path, own), readProof(page.html));
      expect({ method, path, shows: answer.text.includes(MARK) }).toEqual({ method, path, shows: false });
      expect({ method, path, isBroken: answer.status >= 500 }).toEqual({ method, path, isBroken: false });
      // What is named of A is not there for B; a page of the own course is.
      if (!/:(?!course)\w+/.test(path)) continue;
      const isRefused = answer.status >= 400 || answer.location.startsWith(`/courses/${other.courseId}`);
      expect({ method, path, status: answer.status, isRefused }).toMatchObject({
        method,
        path,
        isRefused: true,
      });
      named += 1;
    }
    expect(named).toBeGreaterThan(25);
    expect(await readAllOfA()).toEqual(before);
    const { stores } = world.tool.context;
    expect(await stores.mappings.list(other.institutionId, other.courseId)).toEqual([]);
  });
});

describe('every other route', () => {
  const KNOWN =
    /^\/(?:$|lti\/|admin|courses|credentials\/|badges\/|issuers\/|keys\/|status\/|ob2\/|verify$|institutions\/:institution\/(?:colors\.css|logo\.png)$|mail\/off\/|assets\/|healthz$|readyz$|robots\.txt$)/;

  it('is one that anybody may open by design; the console’s and a course’s are asked one by one', () => {
    const all = listRoutes(createApp(world.tool.context)).map(({ path }) => path);
    expect(all.filter((path) => !KNOWN.test(path))).toEqual([]);
  });

  it('gives nothing of a learner who does not share, whoever asks', async () => {
    const shared = listRoutes(createApp(world.tool.context)).filter(({ path }) =>
      /^\/(?:credentials|ob2\/assertions)\//.test(path),
    );
    expect(shared.length).toBeGreaterThan(8);
    for (const visitor of [
      createVisitor(),
      other.teacher,
      await openLink(world, 'student02', badge.linkId),
    ]) {
      for (const { method, path } of shared) {
        const answer = await ask(
          visitor,
          method,
          fill(path, { id: ids['reference'] ?? '' }),
          '',
          'application/json',
        );
        // A form with more fields than it has is not even read.
        const status = method === 'POST' && answer.status === 413 ? 404 : answer.status;
        expect({ method, path, status }).toEqual({ method, path, status: 404 });
      }
    }
  });
});
