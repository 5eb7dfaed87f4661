import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICIES } from '../../src/awarding/policies.js';
import { openConsole, PASSWORD } from '../support/console-visitor.js';
import { runVerb } from '../support/run-verb.js';
import {
  grade,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../support/start-course.js';

let world: CourseWorld;
let placed: PlacedBadge;
let account: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'insigne-verbs-'));
  world = await startCourse();
  placed = await placeBadge(world, { policies: { ...DEFAULT_POLICIES, mode: 'after-approval' } });
  grade(world, placed, 'student01', 80);
  grade(world, placed, 'student02', 90);
  await runRound(world);
  const { adminAccounts } = world.tool.context;
  const setup = await adminAccounts.createSetupLink();
  await openConsole(world.tool.baseUrl).post('/admin/welcome', {
    link: new URL(setup?.url ?? '').searchParams.get('link') ?? '',
    name: 'Olga',
    email: 'olga@school.example',
    password: PASSWORD,
  });
  account = (await adminAccounts.list(null))[0]?.id ?? '';
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (name: string, ...args: string[]) => runVerb(world.tool.context, name, ...args);
const listWaiting = async () => (await run('approval'))['waiting'] as { learnerId: string; name: string }[];

describe('the verb approval', () => {
  it('lists who waits, and answers in the name of an account that may', async () => {
    const waiting = await listWaiting();
    expect(waiting.map(({ name }) => name)).toHaveLength(2);
    const [first, second] = waiting.map(({ learnerId }) => learnerId);
    const one = ['--mapping', placed.mapping.id, '--learner', first ?? '', '--as', account];
    await expect(run('approval', ...one, '--approve')).rejects.toMatchObject({ code: 'not_an_approver' });
    const { badgeClassId } = placed.mapping;
    await run('awarding', '--badge', badgeClassId, '--approvers', 'named', '--people', account);
    await expect(run('approval', ...one)).rejects.toMatchObject({ code: 'usage' });
    expect((await run('approval', ...one, '--approve'))['answered']).toMatchObject({ answer: 'approve' });
    const other = ['--mapping', placed.mapping.id, '--learner', second ?? '', '--as', account];
    await run('approval', ...other, '--decline', 'Niet eigen werk');
    expect(await listWaiting()).toEqual([]);
    expect((await run('approval')).said).toContain('Nobody waits');
    await expect(run('approval', ...one, '--approve')).rejects.toMatchObject({ code: 'usage' });
    const { stores, institution } = world.tool.context;
    const awards = await stores.awards.listByCourse(institution.id, placed.course.id);
    expect(awards.map(({ learnerId }) => learnerId)).toEqual([first]);
    const actions = (await stores.audit.list(institution.id, 50)).filter(
      ({ actor }) => 'id' in actor && actor.id === account,
    );
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining([expect.stringMatching(/award/), expect.stringMatching(/declined/)]),
    );
  });
});

describe('the verb template', () => {
  const path = (name: string): string => join(folder, name);

  it('makes one of a file, shows it as that file, revises, compares, applies and puts it away', async () => {
    const draft = {
      name: 'Toets in elk blok',
      badgeClassId: placed.mapping.badgeClassId,
      columnRole: 'grade',
      columnMaximum: 10,
      rule: { kind: 'at-least', columnKey: 'own', unit: 'points', value: 5.5 },
      places: [],
      wait: { notBefore: '2027-01-31T00:00:00.000Z', stoodHours: 2 },
      policies: { mode: 'after-approval' },
    };
    await writeFile(path('draft.json'), JSON.stringify(draft));
    const made = await run('template', '--file', path('draft.json'), '--as', account);
    const { id } = made['template'] as { id: string };
    const { shown, said } = await run('template', '--show', id);
    expect(JSON.parse(said)).toMatchObject(draft);
    expect((await run('template'))['templates']).toMatchObject([{ version: 1, isRetired: false }]);

    await writeFile(path('next.json'), JSON.stringify({ ...(shown as object), name: 'Toets, strenger' }));
    await run('template', '--file', path('next.json'), '--id', id, '--as', account);
    expect((await run('template'))['templates']).toMatchObject([
      { id, name: 'Toets, strenger', version: 2, appliedVersion: 1 },
    ]);
    expect((await run('template', '--differences', id)).said).toContain('No course follows');
    expect((await run('template', '--apply', id, '--as', account))['applied']).toEqual([]);
    expect((await run('template', '--retire', id, '--as', account))['template']).toMatchObject({
      appliedVersion: 2,
      isRetired: true,
    });
    const restored = await run('template', '--restore', id, '--as', account);
    expect(restored['template']).toMatchObject({ isRetired: false });
  });

  it.each([
    ['no JSON', '{', 'usage'],
    ['no name', '{"badgeClassId":"x","columnRole":"none","rule":{}}', 'usage'],
    [
      'a rule that is none',
      '{"name":"x","badgeClassId":"x","columnRole":"none","rule":{"kind":"x"}}',
      'rule_invalid',
    ],
    [
      'a badge class that is not there',
      '{"name":"x","badgeClassId":"x","columnRole":"none","rule":{"kind":"holds-badge","badgeClassId":"y"}}',
      'template_invalid',
    ],
  ])('refuses a file with %s', async (_what, text, code) => {
    await writeFile(path('wrong.json'), text);
    const wrong = run('template', '--file', path('wrong.json'), '--as', account);
    await expect(wrong).rejects.toMatchObject({ code });
  });
});
