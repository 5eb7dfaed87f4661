/**
 * C17 and C19 of the negative catalogue, and sessions: who holds what, in which browser, for how long.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIM } from '../../../src/lti/claims.js';
import {
  openLtiWorld,
  readCode,
  type Answered,
  type Browser,
  type LtiWorld,
} from '../../support/lti-world.js';
import { asDeepLinking, DEEP_LINKING_SETTINGS } from './cases/remembered.js';

const TEACHER = { [CLAIM.roles]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'] };
const SESSION = '__Host-insigne';

function inCourse(id: string): Record<string, unknown> {
  return { [CLAIM.context]: { id, title: `Course ${id}`, label: id } };
}

describe('sessions', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  async function open(browser: Browser, claims: Record<string, unknown>): Promise<string> {
    const { answer } = await world.launch(claims, { browser });
    expect(answer.status).toBe(303);
    return new URL(answer.location ?? '').pathname;
  }

  function expectPage(answer: Answered, status: number, code: string | null): void {
    expect([answer.status, readCode(answer.body)]).toEqual([status, code]);
  }

  it('C17: a learner who opens a teacher’s address', async () => {
    const browser = world.openBrowser();
    const course = await open(browser, { sub: 'c17' });
    expectPage(await browser.get(course), 200, null);
    expectPage(await browser.get(`${course}/learners`), 403, 'staff_only');
    expectPage(await browser.post(`${course}/check`, {}), 403, 'staff_only');
    expectPage(await browser.get(`${course}/picker`), 400, 'deep_linking_missing');
  });

  it('C17: a learner who deep links', async () => {
    const browser = world.openBrowser();
    const submit = await open(browser, {
      ...asDeepLinking(DEEP_LINKING_SETTINGS),
      sub: 'c17-deep',
      [CLAIM.roles]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
    });
    // A learner is asked what to hand in; the address where teachers map badges stays shut.
    expect(submit).toMatch(/\/submit$/);
    const picker = submit.replace(/submit$/, 'picker');
    expectPage(await browser.get(picker), 403, 'staff_only');
    expectPage(await browser.post(picker, { kind: 'cancel' }), 403, 'staff_only');
  });

  it('C19: a teacher of one course with an address of another', async () => {
    const other = await open(world.openBrowser(), { sub: 'c19-other', ...TEACHER, ...inCourse('b') });
    const browser = world.openBrowser();
    const own = await open(browser, { sub: 'c19', ...TEACHER, ...inCourse('a') });
    expectPage(await browser.get(own), 200, null);
    for (const path of ['', '/learners', '/learners/x', '/picker', '/badges/x', '/badges/x/credential']) {
      expectPage(await browser.get(`${other}${path}`), 403, 'course_forbidden');
    }
    expectPage(await browser.post(`${other}/check`, {}), 403, 'course_forbidden');
    expectPage(await browser.get('/courses/no-such-course'), 403, 'course_forbidden');
  });

  it('no page of a course opens without a launch', async () => {
    const course = await open(world.openBrowser(), { sub: 'somebody' });
    expectPage(await world.openBrowser().get(course), 401, 'launch_needed');
    for (const key of ['a'.repeat(43), 'x; y', '', '%00', 'a'.repeat(5_000)]) {
      const browser = world.openBrowser();
      browser.jar.set(SESSION, key);
      expectPage(await browser.get(course), 401, 'launch_needed');
    }
  });

  it('two courses in two tabs of one browser stay open beside each other', async () => {
    const browser = world.openBrowser();
    const a = await open(browser, { sub: 'two-tabs', ...TEACHER, ...inCourse('tab-a') });
    const b = await open(browser, { sub: 'two-tabs', ...TEACHER, ...inCourse('tab-b') });
    expectPage(await browser.get(a), 200, null);
    expectPage(await browser.get(b), 200, null);
  });

  it('two courses opened at the same moment into one session both stay', async () => {
    const browser = world.openBrowser();
    await open(browser, { sub: 'at-once', ...TEACHER, ...inCourse('once-0') });
    const ids = Array.from({ length: 6 }, (_, index) => `once-${index + 1}`);
    const courses = await Promise.all(
      ids.map((id) => open(browser, { sub: 'at-once', ...TEACHER, ...inCourse(id) })),
    );
    for (const course of courses) expectPage(await browser.get(course), 200, null);
  });

  it('another user of the same LMS in the same browser ends the launches of the first', async () => {
    const browser = world.openBrowser();
    const a = await open(browser, { sub: 'teacher-first', ...TEACHER, ...inCourse('shared-a') });
    const old = browser.jar.get(SESSION) ?? '';
    const b = await open(browser, { sub: 'student-second', ...inCourse('shared-b') });
    expect(browser.jar.get(SESSION)).not.toBe(old);
    expectPage(await browser.get(a), 403, 'course_forbidden');
    expectPage(await browser.get(b), 200, null);

    const left = world.openBrowser();
    left.jar.set(SESSION, old);
    expectPage(await left.get(a), 401, 'launch_needed');
  });

  it('a user of another LMS in the same browser does not', async () => {
    const browser = world.openBrowser();
    const a = await open(browser, { sub: 'teacher-here', ...TEACHER, ...inCourse('lms-a') });
    const { answer } = await world.launch(
      { sub: 'teacher-there', ...TEACHER },
      { browser, at: await world.addPlatform() },
    );
    expectPage(await browser.get(a), 200, null);
    expectPage(await browser.get(answer.location ?? ''), 200, null);
  });

  it('a session that somebody planted is not the one a launch goes on with', async () => {
    const attacker = world.openBrowser();
    await open(attacker, { sub: 'attacker' });
    const planted = attacker.jar.get(SESSION) ?? '';
    const victim = world.openBrowser();
    victim.jar.set(SESSION, planted);
    const course = await open(victim, { sub: 'victim', ...TEACHER, ...inCourse('victim') });
    expect(victim.jar.get(SESSION)).not.toBe(planted);
    expectPage(await attacker.get(course), 401, 'launch_needed');

    const invented = world.openBrowser();
    invented.jar.set(SESSION, 'a'.repeat(43));
    await open(invented, { sub: 'victim', ...inCourse('victim') });
    expect(invented.jar.get(SESSION)).not.toBe('a'.repeat(43));
  });

  it('deep linking stays possible when a link of the same course was opened meanwhile', async () => {
    const browser = world.openBrowser();
    const picker = await open(browser, {
      ...asDeepLinking(DEEP_LINKING_SETTINGS),
      sub: 'both',
      ...inCourse('both'),
    });
    await open(browser, { sub: 'both', ...TEACHER, ...inCourse('both') });
    expectPage(await browser.get(picker), 200, null);
  });

  it('forms need the proof of their own session and course', async () => {
    const browser = world.openBrowser();
    const openPicker = (course: string) =>
      open(browser, { ...asDeepLinking(DEEP_LINKING_SETTINGS), sub: 'forms', ...inCourse(course) });
    const readToken = async (picker: string) =>
      /name="_csrf" value="([^"]+)"/.exec((await browser.get(picker)).body)?.[1] ?? '';
    const picker = await openPicker('forms-a');
    const a = picker.replace(/\/picker$/, '');
    const tokenOfA = await readToken(picker);
    const tokenOfB = await readToken(await openPicker('forms-b'));
    expect(tokenOfA).toMatch(/^[A-Za-z0-9_-]{43}$/);
    for (const fields of [{}, { _csrf: '' }, { _csrf: 'a'.repeat(43) }, { _csrf: tokenOfB }]) {
      expectPage(await browser.post(`${a}/check`, fields), 403, 'form_token_invalid');
    }
    expectPage(
      await browser.post(`${a}/check`, `_csrf=${tokenOfA}&_csrf=${tokenOfA}`),
      403,
      'form_token_invalid',
    );
    expect((await browser.post(`${a}/check`, { _csrf: tokenOfA })).status).toBe(303);
  });

  it('ends after four hours without a request, and goes on while there are some', async () => {
    const browser = world.openBrowser();
    const course = await open(browser, { sub: 'idle' });
    const pass = (hours: number) => (world.clock.at = new Date(world.clock.at.getTime() + hours * 3_600_000));
    pass(3);
    expectPage(await browser.get(course), 200, null);
    pass(3);
    expectPage(await browser.get(course), 200, null);
    pass(4);
    expectPage(await browser.get(course), 401, 'launch_needed');
  });

  it('asks for a new launch after twelve hours, however busy it was', async () => {
    const browser = world.openBrowser();
    const course = await open(browser, { sub: 'busy' });
    for (let hour = 0; hour < 11; hour += 1) {
      world.clock.at = new Date(world.clock.at.getTime() + 3_600_000);
      expectPage(await browser.get(course), 200, null);
    }
    world.clock.at = new Date(world.clock.at.getTime() + 3_600_000);
    expectPage(await browser.get(course), 401, 'launch_needed');
  });
});

describe('what follows a launch', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  it('asks nothing of the LMS', async () => {
    const at = world.platform;
    const { answer } = await world.launch({
      ...TEACHER,
      [CLAIM.agsEndpoint]: {
        scope: ['https://purl.imsglobal.org/spec/lti-ags/scope/lineitem'],
        lineitems: `${at.url}/lineitems?a=1`,
      },
      [CLAIM.namesRoleService]: {
        context_memberships_url: `${at.url}/members?b=2`,
        service_versions: ['2.0'],
      },
    });
    expect(answer.status).toBe(303);
    expect(at.seen).toEqual([]);
    const [course] = await world.context.stores.courses.list(world.institutionId);
    expect(course).toMatchObject({
      lineItemsUrl: `${at.url}/lineitems?a=1`,
      membershipsUrl: `${at.url}/members?b=2`,
      agsScopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/lineitem'],
    });
    const job = await world.context.stores.jobs.find(`sync-course:${course?.id ?? ''}`);
    expect(job).toMatchObject({ trigger: 'launch', institutionId: world.institutionId });
  });

  it('makes one course and one learner of ten launches at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => world.launch({ sub: 'crowd', ...inCourse('crowd') })));
    const courses = await world.context.stores.courses.list(world.institutionId);
    expect(courses.filter(({ contextId }) => contextId === 'crowd')).toHaveLength(1);
  });
});
