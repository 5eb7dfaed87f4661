import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptySync } from '../../../src/awarding/course-sync.js';
import { DEFAULT_POLICIES } from '../../../src/awarding/policies.js';
import {
  buildBadgeClass,
  buildCourseSighting,
  buildEnrolmentSighting,
  buildMapping,
  buildRegistration,
  NOON,
} from '../../support/build-records.js';
import { openConsole, setUpOperator, signInAs, type ConsoleVisitor } from '../../support/console-visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

let tool: RunningTool;
let admin: ConsoleVisitor;
let editor: ConsoleVisitor;
beforeAll(async () => {
  tool = await startTool({ now: () => NOON });
  await setUpOperator(tool);
  admin = await signInAs(tool, tool.context.institution.id, 'admin', 'admin@school.example');
  editor = await signInAs(tool, tool.context.institution.id, 'editor', 'board@school.example');
});
afterAll(() => tool.close());

const institutionId = () => tool.context.institution.id;
const findAccount = async (email: string) =>
  (await tool.context.adminAccounts.list(institutionId())).find((account) => account.email === email)?.id ??
  '';

/** A badge after approval in a course, and one learner with 80 of 100. */
async function setUpQueue() {
  const { stores, learnerCheck } = tool.context;
  const badgeClass = buildBadgeClass({
    institutionId: institutionId(),
    name: { nl: 'Ethiek', en: 'Ethics' },
  });
  await stores.badgeClasses.create(institutionId(), badgeClass);
  const registration = await stores.registrations.save(
    institutionId(),
    buildRegistration({ institutionId: institutionId() }),
  );
  const course = await stores.courses.remember(
    institutionId(),
    buildCourseSighting({ registrationId: registration.id, title: 'Philosophy 1' }),
    NOON,
  );
  const learners = await stores.learners.rememberAll(
    institutionId(),
    registration.id,
    [{ sub: 'anna', name: 'Anna Example' }],
    NOON,
  );
  const learnerId = learners.get('anna')?.id ?? '';
  await stores.enrolments.rememberMembers(
    institutionId(),
    course.id,
    [buildEnrolmentSighting({ learnerId })],
    NOON,
  );
  await stores.syncs.save(institutionId(), { ...emptySync(course), membersReadAt: NOON });
  const mapping = buildMapping({
    institutionId: institutionId(),
    courseId: course.id,
    badgeClassId: badgeClass.id,
    policies: { ...DEFAULT_POLICIES, mode: 'after-approval' },
    seenAt: NOON,
  });
  await stores.mappings.create(institutionId(), mapping);
  const [column] = await stores.outcomes.rememberColumns(
    institutionId(),
    course.id,
    [
      {
        lineItemUrl: 'https://lms.example.org/li/1',
        mappingKey: mapping.key,
        tag: 'grade',
        label: 'Essay',
        scoreMaximum: 100,
      },
    ],
    NOON,
  );
  if (!column) throw new Error('no column');
  await stores.results.rememberResults(
    institutionId(),
    column,
    [{ learnerId, score: 80, maximum: 100, scoreFraction: 0.8 }],
    { isComplete: true, now: NOON },
  );
  await learnerCheck.decide(course, mapping, learnerId, { kind: 'tool' });
  return { badgeClass, course, mapping, learnerId };
}

describe('an examination board', () => {
  it('is made, named for a badge, and approves across courses', async () => {
    const { badgeClass, course, mapping, learnerId } = await setUpQueue();
    const boardId = await findAccount('board@school.example');
    await admin.get('/admin/awarding');
    const grouped = await admin.post('/admin/awarding/groups', {
      name: 'Examination board',
      [`person-${boardId}`]: 'yes',
    });
    expect(grouped.status).toBe(303);
    const [group] = await tool.context.awardingRules.listGroups(institutionId());
    expect(group).toMatchObject({ name: 'Examination board', members: [{ kind: 'admin', id: boardId }] });

    expect((await editor.get('/admin/approvals')).html).toContain('Nothing is waiting for your approval.');
    const saved = await admin.post(`/admin/awarding/badges/${badgeClass.id}`, {
      approvers: 'group',
      group: group?.id ?? '',
      fourEyes: 'yes',
      months: '12',
    });
    expect(saved.status).toBe(303);
    expect(await tool.context.awardingRules.get(institutionId(), badgeClass.id)).toMatchObject({
      approvers: 'group',
      groupId: group?.id,
      asksFourEyes: true,
      lookEveryMonths: 12,
    });

    const queue = await editor.get('/admin/approvals');
    expect(queue.html).toContain('Philosophy 1');
    expect(queue.html).toContain('Anna Example');
    expect(queue.html).toContain('Essay 80 / 100');
    expect((await admin.get('/admin/approvals')).html).not.toContain('Anna Example');
    const print = /name="choose\.[^"]+" value="([^"]+)"/.exec(queue.html)?.[1] ?? '';
    const address = `/admin/approvals/${course.id}`;
    const unreasoned = await editor.post(address, {
      action: 'decline',
      [`choose.${mapping.id}.${learnerId}`]: print,
    });
    expect(unreasoned.location).toContain('done=reason-missing');
    // Somebody who is not of the group may not, whatever form they send.
    expect(
      (await admin.post(address, { action: 'approve', [`choose.${mapping.id}.${learnerId}`]: print })).status,
    ).toBe(403);
    const approved = await editor.post(address, {
      action: 'approve',
      [`choose.${mapping.id}.${learnerId}`]: print,
    });
    expect(approved.location).toContain('done=done&count=1&failed=0');
    expect(await tool.context.stores.awards.listByCourse(institutionId(), course.id)).toMatchObject([
      { learnerId, state: 'awarded', awardedBy: boardId },
    ]);
  });

  it('needs somebody in it', async () => {
    const { badgeClass } = await setUpQueue();
    await admin.get('/admin/awarding');
    expect((await admin.post(`/admin/awarding/badges/${badgeClass.id}`, { approvers: 'named' })).status).toBe(
      422,
    );
    expect((await admin.post('/admin/awarding/groups', { name: '' })).status).toBe(422);
  });
});

describe('templates', () => {
  it('are made, changed, looked at in each course, and applied', async () => {
    const { badgeClass, course } = await setUpQueue();
    await admin.get('/admin/awarding');
    const fields = {
      name: 'First year',
      badgeClass: badgeClass.id,
      role: 'grade',
      maximum: '100',
      'kind.0': 'at-least',
      'column.0': 'own',
      'unit.0': 'percent',
      'value.0': '55',
      mode: 'after-approval',
      lowered: 'ask',
      stood: '1',
      act: 'save',
    };
    expect((await admin.get('/admin/awarding/templates/new')).html).toContain('Where the grade comes from');
    const made = await admin.post('/admin/awarding/templates', fields);
    const address = made.location ?? '';
    expect(address).toMatch(/^\/admin\/awarding\/templates\//);
    const id = address.split('/').at(-1) ?? '';
    const taken = await tool.context.templates.take(course, id, { places: {}, isLinked: true }, 'teacher-1');
    expect(taken.policies).toMatchObject({ mode: 'after-approval', lowered: 'ask' });

    const page = await admin.get(address);
    expect(page.html).not.toContain('What this version changes');
    const form = { ...fields, 'value.0': '70', mode: 'automatic', lowered: 'keep', stood: '0' };
    await admin.post(address, { ...form, version: '1' });
    expect((await admin.post(address, { ...form, version: '1' })).status).toBe(409);
    expect((await admin.get(address)).html).toContain('Philosophy 1');
    const applied = await admin.post(`${address}/apply`, { version: '2' });
    expect(applied.location).toContain('applied=1&failed=0');
    expect(await tool.context.stores.mappings.find(institutionId(), course.id, taken.id)).toMatchObject({
      version: 2,
      rule: { value: 70 },
      policies: { mode: 'automatic' },
    });
    await admin.post(`${address}/retire`, { retired: 'yes' });
    expect((await admin.get('/admin/awarding')).html).toContain('no longer offered');
  });

  it('that are not usable are refused with what to look at', async () => {
    const refused = await admin.post('/admin/awarding/templates', {
      name: '',
      badgeClass: 'none',
      'kind.0': 'at-least',
      'column.0': 'own',
      'value.0': '55',
      act: 'save',
    });
    expect(refused.status).toBe(422);
    for (const text of ['Give the template a name', 'Choose a badge.', 'a whole number from 1 to 100']) {
      expect(refused.html).toContain(text);
    }
    const broken = { name: 'x', 'kind.0': 'at-least', 'column.0': 'own', 'value.0': 'many', act: 'save' };
    expect((await admin.post('/admin/awarding/templates', broken)).status).toBe(422);
  });

  it('have the whole of the rule editor, over columns that each course fills in', async () => {
    const { badgeClass, course } = await setUpQueue();
    await admin.get('/admin/awarding/templates/new');
    const fields = {
      name: 'Report and lab',
      badgeClass: badgeClass.id,
      role: 'none',
      'place.0': 'Report',
      'placeName.0': 'place-0',
      'place.1': 'Lab',
      'placeName.1': 'place-1',
      group: 'count-of',
      least: '1',
      'kind.0': 'at-least',
      'column.0': 'place-0',
      'unit.0': 'percent',
      'value.0': '55',
      mode: 'automatic',
      until: '2027-06-30',
      validMonths: '24',
      scope: 'institution',
      stood: '0',
    };
    // Pressing a button that adds a condition keeps what was typed.
    const more = await admin.post('/admin/awarding/templates', {
      ...fields,
      act: 'add',
      addKind: 'combined',
    });
    expect(more.status).toBe(200);
    expect(more.html).toContain('value="Report"');
    expect(more.html).toContain('name="how.1"');
    const second = { 'kind.1': 'combined', 'how.1': 'sum', 'unit.1': 'points', 'value.1': '12' };
    const whole = { ...fields, ...second, 'in0.1': 'place-0', 'in1.1': 'place-1' };
    const looked = await admin.post('/admin/awarding/templates', { ...whole, act: 'preview' });
    expect(looked.html).toMatch(/at least 55 % (in|for) Report/i);
    const unused = await admin.post('/admin/awarding/templates', { ...fields, act: 'save' });
    expect(unused.status).toBe(422);
    expect(unused.html).toContain('Use each column that you name');

    const made = await admin.post('/admin/awarding/templates', { ...whole, act: 'save' });
    const id = (made.location ?? '').split('/').at(-1) ?? '';
    const template = await tool.context.templates.get(institutionId(), id);
    expect(template).toMatchObject({
      columnRole: 'none',
      columnMaximum: null,
      places: [
        { name: 'place-0', label: 'Report' },
        { name: 'place-1', label: 'Lab' },
      ],
      rule: {
        kind: 'count-of',
        least: 1,
        of: [
          { kind: 'at-least', columnKey: 'place-0', value: 55 },
          { kind: 'combined', how: 'sum', unit: 'points', value: 12 },
        ],
      },
      policies: { validMonths: 24, scope: 'institution' },
    });
    expect((await admin.get(`/admin/awarding/templates/${id}`)).html).toContain('value="Lab"');
    expect(course.title).toBe('Philosophy 1');
  });
});

describe('who may see it', () => {
  it('is asked to sign in, and an editor sees what waits but not the rules', async () => {
    expect((await openConsole(tool.baseUrl).get('/admin/approvals')).status).not.toBe(200);
    expect((await editor.get('/admin/awarding')).status).toBe(403);
    expect((await editor.get('/admin/approvals')).status).toBe(200);
  });
});
