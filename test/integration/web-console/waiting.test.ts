import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildAwardingRules,
  buildCourseSighting,
  buildEvaluation,
  buildMapping,
  buildRegistration,
} from '../../support/build-records.js';
import {
  PASSWORD,
  openConsole,
  setUpOperator,
  signInAs,
  type ConsoleVisitor,
} from '../../support/console-visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

const NOW = new Date('2027-03-01T12:00:00Z');
const ACTOR = { kind: 'tool' } as const;

let tool: RunningTool;
let institutionId: string;
let operator: ConsoleVisitor;
let admin: ConsoleVisitor;
let editor: ConsoleVisitor;
let editorId: string;
beforeAll(async () => {
  tool = await startTool({ now: () => NOW });
  institutionId = tool.context.institution.id;
  operator = await setUpOperator(tool);
  admin = await signInAs(tool, institutionId, 'admin');
  editor = await signInAs(tool, institutionId, 'editor');
  const accounts = await tool.context.adminAccounts.list(institutionId);
  editorId = accounts.find(({ role }) => role === 'editor')?.id ?? '';
});
afterAll(() => tool.close());

/** What the first page says, in two lists. */
async function readLists(visitor: ConsoleVisitor): Promise<{ mine: string[]; others: string[] }> {
  const { html } = await visitor.get('/admin');
  const [mine = '', others = ''] = html.split('id="others"');
  const texts = (part: string): string[] =>
    [...part.matchAll(/<a class="row-link" href="[^"]*">([^<]+)<|<span>([^<]+)<\/span><\/p>/g)].map(
      ([, link, plain]) => link ?? plain ?? '',
    );
  return { mine: texts(mine), others: texts(others) };
}

/** So many learners of a course whose badge waits for a yes. */
async function letWait(badgeClassId: string, courseId: string, count: number): Promise<void> {
  const { stores } = tool.context;
  const mapping = buildMapping({ institutionId, courseId, badgeClassId, seenAt: NOW });
  await stores.mappings.create(institutionId, mapping);
  const waiting = buildEvaluation({ verdict: 'met', reason: 'awaits-approval' });
  const ids = Array.from({ length: count }, (_, index) => `learner-${badgeClassId}-${index}`);
  await stores.decisions.rememberAll(
    institutionId,
    courseId,
    mapping,
    new Map(ids.map((id) => [id, waiting])),
    NOW,
  );
}

describe('what is waiting, for whom, on the first page', () => {
  it('begins with the LMS, for whoever may connect one; an editor has nothing to do', async () => {
    expect(await readLists(admin)).toEqual({ mine: [], others: [] });
    const { html } = await admin.get('/admin');
    const steps = [...html.matchAll(/<li class="is-(met|unmet)">[\s\S]*?<a[^>]*href="([^"]+)">/g)];
    expect(steps.map(([, state, href]) => [state, href])).toEqual([
      ['unmet', '/admin/institution'],
      ['unmet', '/admin/connect'],
      ['unmet', '/admin/badges'],
    ]);
    // One of them is the next.
    expect(html.match(/button-primary" href/g)).toHaveLength(1);
    expect((await editor.get('/admin')).html).not.toContain('id="start"');
    expect(await readLists(editor)).toEqual({ mine: [], others: [] });
    expect((await editor.get('/admin')).html).toContain('Nothing waits for you');
  });

  it('tells a yes of one’s own from one of the teacher and of others', async () => {
    const { stores } = tool.context;
    const registration = buildRegistration({ institutionId, name: 'Our LMS' });
    await stores.registrations.save(institutionId, registration);
    const course = await stores.courses.remember(
      institutionId,
      buildCourseSighting({ registrationId: registration.id }),
      NOW,
    );
    const [first, second, third] = await tool.context.seed();
    await letWait(first?.id ?? '', course.id, 3);
    await letWait(second?.id ?? '', course.id, 1);
    await letWait(third?.id ?? '', course.id, 2);
    const named = { institutionId, approvers: 'named' as const };
    await stores.awardingRules.save(
      institutionId,
      buildAwardingRules({
        ...named,
        badgeClassId: second?.id ?? '',
        people: [{ kind: 'admin', id: editorId }],
      }),
    );
    await stores.awardingRules.save(
      institutionId,
      buildAwardingRules({ ...named, badgeClassId: third?.id ?? '', people: [{ kind: 'admin', id: 'x' }] }),
    );
    expect(await readLists(editor)).toEqual({
      mine: ['1 badge waits for your yes'],
      others: [
        '3 badges wait for a yes of the course’s teacher',
        '2 badges wait for a yes of whoever was named for it',
      ],
    });
    const { mine, others } = await readLists(admin);
    expect(mine.filter((text) => text.includes('yes'))).toEqual([]);
    expect(others).toEqual([
      '3 badges wait for a yes of the course’s teacher',
      '3 badges wait for a yes of whoever was named for it',
    ]);
  });

  it('names drafts of teachers, requests of courses and people who have not come in yet', async () => {
    const { context } = tool;
    const [course] = await context.stores.courses.list(institutionId);
    const [first] = await context.seed();
    await context.stores.approvals.request(institutionId, first?.id ?? '', course?.id ?? '', NOW);
    await context.institutions.letTeachersDraft(institutionId, true, ACTOR);
    const teacher = { kind: 'learner', id: 'teacher-1' } as const;
    const courseId = course?.id ?? '';
    const draft = await context.teacherDrafts.create(institutionId, courseId, 'extra-curricular', teacher);
    expect((await readLists(editor)).mine).not.toContain('A teacher drafted a badge: look at it and publish');
    await context.teacherDrafts.submit(institutionId, courseId, draft.id, draft.revision, teacher);
    expect((await readLists(editor)).mine).toContain('A teacher drafted a badge: look at it and publish');
    await context.adminAccounts.add(
      institutionId,
      { name: 'New', email: 'new@school.example', role: 'admin' },
      ACTOR,
    );
    const { mine, others } = await readLists(admin);
    expect(mine).toContain('1 course asks whether a badge may be used there');
    expect(others).toContain('1 administrator has not used the link for a password yet');
    const { mine: editors, others: editorsOthers } = await readLists(editor);
    expect([...editors, ...editorsOthers].join()).not.toMatch(/course asks|administrator/);
  });

  it('says who has to mend what only the operator can', async () => {
    // Plain http is where nothing is issued.
    const strict = await startTool({
      now: () => NOW,
      env: { ALLOW_LOOPBACK: 'false' },
    });
    const there = await setUpOperator(strict);
    const theirs = await signInAs(strict, strict.context.institution.id, 'admin');
    const issuing = /No credential is issued: CREDENTIAL_URL/;
    expect((await readLists(there)).mine.join()).toMatch(issuing);
    const { mine, others } = await readLists(theirs);
    expect(mine.join()).not.toMatch(issuing);
    expect(others.join()).toMatch(issuing);
    await strict.close();
  });

  it('says that a request was answered, and no longer that it waits', async () => {
    const [course] = await tool.context.stores.courses.list(institutionId);
    const [first] = await tool.context.seed();
    await admin.get('/admin/requests');
    const answer = await admin.post('/admin/requests', {
      badgeClass: first?.id ?? '',
      course: course?.id ?? '',
      answer: 'yes',
    });
    expect(answer.location).toBe('/admin/requests?done=approved');
    expect((await admin.get(answer.location ?? '')).html).toContain(
      'Approved. The badge is now awarded there',
    );
    expect((await readLists(admin)).mine).not.toContain('1 course asks whether a badge may be used there');
    expect((await operator.get('/admin/requests?done=other')).html).not.toContain('role="status"');
  });

  it('is the same for somebody who signs in again', async () => {
    const again = openConsole(tool.baseUrl);
    await again.post('/admin/sign-in', { email: 'olga@school.example', password: PASSWORD });
    expect(await readLists(again)).toEqual(await readLists(operator));
  });
});
