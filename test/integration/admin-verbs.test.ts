import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.js';
import { createVisitor, playLaunch } from '../../src/sandbox/visitor/visitor.js';
import { sharePlatformKeys } from '../support/prepared-keys.js';
import { openConsole, PASSWORD } from '../support/console-visitor.js';
import { runVerb } from '../support/run-verb.js';
import { startTool, type RunningTool } from '../support/start-tool.js';

const NOW = new Date('2027-03-01T12:00:00Z');
const BY_HAND = { kind: 'command-line' };
/** 1 × 1 pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let tool: RunningTool;
/** Null: what the clock of this machine says. */
let at: Date | null = NOW;
let institutionId: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'insigne-verbs-'));
  tool = await startTool({
    now: () => at ?? new Date(),
    env: { SMTP_URL: 'smtp://localhost:9', MAIL_FROM: 'badges@school.example' },
  });
  institutionId = tool.context.institution.id;
});
afterAll(async () => {
  await tool.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (name: string, ...args: string[]) => runVerb(tool.context, name, ...args);
const listActions = async (): Promise<string[]> =>
  (await tool.context.stores.audit.list(institutionId, 300))
    .filter(({ actor }) => actor.kind === BY_HAND.kind)
    .map(({ action }) => action);
const linkOf = (result: Record<string, unknown>): string =>
  new URL(String(result['link'])).searchParams.get('link') ?? '';

async function addLearner(sub: string, name: string) {
  const sighting = { sub, name, email: `${sub}@school.example` };
  const { learners } = tool.context.stores;
  const learner = (await learners.rememberAll(institutionId, 'registration-1', [sighting], NOW)).get(sub);
  if (!learner) throw new Error('no learner');
  return learner;
}

describe('the verb account', () => {
  it('makes the first operator’s link, and none when there is somebody', async () => {
    expect((await run('account')).said).toContain('Nobody yet');
    const setup = await run('account', '--setup');
    expect(setup.said).toMatch(/^Works once, until 2027-03-04T12:00:00.000Z:\nhttp/);
    const person = { name: 'Olga', email: 'olga@school.example', password: PASSWORD };
    const visitor = openConsole(tool.baseUrl);
    expect((await visitor.post('/admin/welcome', { link: linkOf(setup), ...person })).location).toBe(
      '/admin',
    );
    await expect(run('account', '--setup')).rejects.toMatchObject({ code: 'usage' });
  });

  it('adds somebody, whose link opens the console in that role, and gives another role', async () => {
    const add = ['--add', '--name', 'Ed', '--email', 'ed@school.example', '--role'];
    const added = await run('account', ...add, 'editor');
    const { id } = added['account'] as { id: string };
    expect(added).toMatchObject({ account: { role: 'editor', state: 'no password yet' } });
    const visitor = openConsole(tool.baseUrl);
    await visitor.post('/admin/welcome', { link: linkOf(added), password: PASSWORD });
    expect((await visitor.get('/admin/badges')).status).toBe(200);
    expect((await visitor.get('/admin/audit')).status).toBe(403);

    expect(await run('account', '--role', 'admin', '--id', id)).toMatchObject({ account: { role: 'admin' } });
    expect((await visitor.get('/admin/audit')).location).toContain('/admin/sign-in');
    expect(await run('account', '--disable', id)).toMatchObject({ account: { state: 'disabled' } });
    const closed = await visitor.post('/admin/sign-in', { email: 'ed@school.example', password: PASSWORD });
    expect(closed.status).toBe(403);
    await expect(run('account', '--link', id)).rejects.toMatchObject({ code: 'account_disabled' });
    expect(await run('account', '--enable', id)).toMatchObject({ account: { state: 'enabled' } });
    const renewed = await run('account', '--link', id);
    const again = openConsole(tool.baseUrl);
    await again.post('/admin/welcome', { link: linkOf(renewed), password: `${PASSWORD} 2` });
    expect((await again.get('/admin/audit')).status).toBe(200);
    const { said } = await run('account');
    expect(said.split('\n')).toHaveLength(3);
    expect(said).toMatch(/^ID +ROLE +STATE +EMAIL +NAME\n/);
    expect(said).not.toMatch(/scrypt|passwordHash/);
    expect(await listActions()).toEqual(expect.arrayContaining(['account.created', 'account.changed']));
  });

  it('says what is wrong', async () => {
    const operator = (await run('account'))['accounts'] as { id: string }[];
    const lone = operator[0]?.id ?? '';
    for (const [code, ...args] of [
      ['usage', '--add', '--name', 'X'],
      ['usage', '--add', '--name', 'X', '--email', 'x@y.nl', '--role', 'king'],
      ['account_invalid', '--add', '--name', 'X', '--email', 'no address', '--role', 'admin'],
      ['account_exists', '--add', '--name', 'X', '--email', 'ED@school.example', '--role', 'admin'],
      ['account_not_found', '--disable', 'x'],
      ['account_last_operator', '--disable', lone],
      ['usage', '--role', 'admin'],
    ])
      await expect(run('account', ...args)).rejects.toMatchObject({ code });
  });
});

describe('the verb institutions', () => {
  it('lists them, adds one with its issuer, and changes how one looks', async () => {
    const [first] = (await run('institutions'))['institutions'] as { id: string }[];
    expect(first?.id).toBe(institutionId);
    const create = ['--create', '--name-nl', 'Tweede', '--name-en', 'Second', '--language', 'en'];
    const made = await run('institutions', ...create);
    const [{ id } = { id: '' }] = made['institutions'] as { id: string }[];
    expect(made).toMatchObject({ institutions: [{ nl: 'Tweede', en: 'Second', language: 'en' }] });
    expect(await tool.context.stores.issuers.list(id)).toHaveLength(1);
    expect((await run('institutions')).said.split('\n')).toHaveLength(3);

    await run('institutions', '--color', '#27408B');
    expect(await tool.context.institutions.find(institutionId)).toMatchObject({ color: '#27408b' });
    expect((await tool.context.institutions.find(id))?.color).toBeUndefined();
    await run('institutions', '--no-color');
    expect((await tool.context.institutions.find(institutionId))?.color ?? null).toBeNull();
    for (const [code, ...args] of [
      ['color_invalid', '--color', 'red'],
      ['usage', '--create', '--name-nl', 'X'],
    ])
      await expect(run('institutions', ...args)).rejects.toMatchObject({ code });
  });

  it('gives it a language, a logo, and lets teachers draft badges or not', async () => {
    const logo = join(folder, 'logo.png');
    await writeFile(logo, PNG);
    await run('institutions', '--language', 'en', '--logo', logo, '--teachers-draft', 'yes');
    const changed = await tool.context.institutions.find(institutionId);
    expect(changed).toMatchObject({ language: 'en', teachersMayDraft: true });
    expect(changed?.logoVersion).toMatch(/^\w{12}$/);
    await run('institutions', '--no-logo', '--teachers-draft', 'no', '--language', 'nl');
    const back = await tool.context.institutions.find(institutionId);
    expect([back?.language, back?.logoVersion ?? null, back?.teachersMayDraft ?? false]).toEqual([
      'nl',
      null,
      false,
    ]);
    await writeFile(logo, 'no picture');
    for (const [code, ...args] of [
      ['logo_invalid', '--logo', logo],
      ['usage', '--logo', join(folder, 'absent.png')],
      ['usage', '--language', 'fr'],
      ['usage', '--teachers-draft', 'maybe'],
    ])
      await expect(run('institutions', ...args)).rejects.toMatchObject({ code });
  });
});

describe('the verb issuer', () => {
  it('lists, adds with a key of its own, and changes what is said alone', async () => {
    expect((await run('issuer'))['issuers']).toHaveLength(1);
    const names = ['--name-nl', 'Faculteit', '--name-en', 'Faculty'];
    const made = await run(
      'issuer',
      '--create',
      ...names,
      '--unit',
      'faculty',
      '--url',
      'https://faculty.example',
    );
    const [{ id } = { id: '' }] = made['issuers'] as { id: string }[];
    expect(made).toMatchObject({ issuers: [{ nl: 'Faculteit', unit: 'faculty', country: 'NL' }] });
    expect(await tool.context.issuerKeys.list(institutionId, id)).not.toEqual([]);
    const logo = join(folder, 'issuer.png');
    await writeFile(logo, PNG);
    await run('issuer', '--id', id, '--email', 'badges@faculty.example', '--logo', logo);
    const stored = await tool.context.stores.issuers.find(institutionId, id);
    expect(stored).toMatchObject({
      name: { nl: 'Faculteit', en: 'Faculty' },
      url: 'https://faculty.example',
      email: 'badges@faculty.example',
      unit: 'faculty',
    });
    expect(stored?.logo).not.toBeNull();
    await run('issuer', '--id', id, '--no-logo', '--url', '');
    expect(await tool.context.stores.issuers.find(institutionId, id)).toMatchObject({
      logo: null,
      url: null,
    });
    for (const [code, ...args] of [
      ['issuer_invalid', '--create'],
      ['issuer_invalid', '--id', id, '--email', 'no address'],
      ['issuer_not_found', '--id', 'x', '--email', 'a@b.nl'],
      ['usage', '--email', 'a@b.nl'],
      ['usage', '--create', '--id', id],
      ['usage', '--id', id, '--unit', 'club'],
    ])
      await expect(run('issuer', ...args)).rejects.toMatchObject({ code });
    expect(await listActions()).toEqual(expect.arrayContaining(['issuer.created', 'issuer.changed']));
  });
});

describe('the verb badge-class', () => {
  it('puts one away and takes it back', async () => {
    const [badge] = (await run('seed'))['badgeClasses'] as { id: string }[];
    const id = badge?.id ?? '';
    expect(await run('badge-class', '--archive', id)).toMatchObject({
      badgeClasses: [{ id, state: 'archived' }],
    });
    expect(await run('badge-class', '--restore', id)).toMatchObject({
      badgeClasses: [{ id, state: 'published' }],
    });
    await expect(run('badge-class', '--archive', 'x')).rejects.toMatchObject({
      code: 'badge_class_not_found',
    });
  });

  it('takes one to another institution by a document, as a draft to publish there', async () => {
    const [badge] = (await run('seed'))['badgeClasses'] as { id: string; name: string }[];
    const file = join(folder, 'badges.json');
    for (const format of ['ob3', 'ob2']) {
      const exported = await run('badge-class', '--export', badge?.id ?? '', '--as', format);
      await writeFile(file, exported.said);
      const imported = await run('badge-class', '--import', file);
      const [made] = imported['badgeClasses'] as { id: string }[];
      expect(imported).toMatchObject({ badgeClasses: [{ name: badge?.name, state: 'draft' }] });
      expect(await run('badge-class', '--publish', made?.id ?? '')).toMatchObject({
        badgeClasses: [{ state: 'published' }],
      });
    }
    const all = JSON.parse((await run('badge-class', '--export', 'all')).said) as Record<string, unknown[]>;
    expect(all['badgeClasses']?.length).toBeGreaterThan(4);
    await writeFile(file, 'no document');
    for (const [code, ...args] of [
      ['usage', '--export', 'all', '--as', 'pdf'],
      ['badge_class_not_found', '--export', 'x'],
      ['badge_document_unusable', '--import', file],
      ['usage', '--import', join(folder, 'absent.json')],
    ])
      await expect(run('badge-class', ...args)).rejects.toMatchObject({ code });
  });
});

describe('the verb awarding', () => {
  it('says who says yes to a badge, and keeps groups', async () => {
    const [badge] = (await run('seed'))['badgeClasses'] as { id: string }[];
    const [person] = (await run('account'))['accounts'] as { id: string }[];
    const [badgeId, personId] = [badge?.id ?? '', person?.id ?? ''];
    const before = await run('awarding');
    expect(before['badgeClasses']).toContainEqual(
      expect.objectContaining({ id: badgeId, approvers: 'course-teacher' }),
    );
    const made = await run('awarding', '--group-name', 'Examencommissie', '--members', personId);
    const { id: groupId } = made['group'] as { id: string };
    const rules = ['--badge', badgeId, '--approvers'];
    await run('awarding', ...rules, 'group', '--group', groupId, '--four-eyes', '--months', '12');
    expect(await tool.context.stores.awardingRules.find(institutionId, badgeId)).toMatchObject({
      approvers: 'group',
      groupId,
      asksFourEyes: true,
      lookEveryMonths: 12,
    });
    await run('awarding', ...rules, 'named', '--people', personId);
    expect(await tool.context.stores.awardingRules.find(institutionId, badgeId)).toMatchObject({
      approvers: 'named',
      people: [{ kind: 'admin', id: personId }],
      groupId: null,
    });
    expect((await run('awarding')).said).toContain('Examencommissie');
    for (const [code, ...args] of [
      ['usage', ...rules, 'everybody'],
      ['usage', ...rules, 'named', '--people', 'x'],
      ['approver_unknown', ...rules, 'group', '--group', 'x'],
      ['badge_class_not_found', '--badge', 'x', '--approvers', 'course-teacher'],
      ['policies_invalid', ...rules, 'course-teacher', '--months', '999'],
      ['usage', '--group-name', 'X'],
    ])
      await expect(run('awarding', ...args)).rejects.toMatchObject({ code });
    await run('awarding', ...rules, 'course-teacher');
    expect(await listActions()).toEqual(
      expect.arrayContaining(['awarding-rules.saved', 'approver-group.saved']),
    );
  });
});

describe('the verb learner', () => {
  it('finds, links to one person and unlinks', async () => {
    const [one, other] = [await addLearner('anna-m', 'Anna M'), await addLearner('anna-c', 'Anna C')];
    const found = await run('learner', '--find', 'anna');
    expect(found['learners']).toHaveLength(2);
    expect(found.said).toContain('anna-m@school.example');
    expect((await run('learner', '--find', 'nobody')).said).toBe('Nobody found.');
    await run('learner', '--link', one.id, '--other', other.id, '--by', 'anna@eppn.example');
    expect(await tool.context.stores.personLinks.find(institutionId, other.id)).toMatchObject({
      identifier: 'anna@eppn.example',
    });
    await run('learner', '--unlink', one.id);
    expect(await tool.context.stores.personLinks.find(institutionId, other.id)).toBeNull();
    for (const [code, ...args] of [
      ['usage', '--link', one.id],
      ['usage'],
      ['learner_not_found', '--unlink', 'x'],
      ['person_link_invalid', '--link', one.id, '--other', one.id, '--by', 'x'],
    ])
      await expect(run('learner', ...args)).rejects.toMatchObject({ code });
  });

  it('exports, hands out a file that was handed in, and erases when it is sure', async () => {
    const { id } = await addLearner('greta', 'Greta Gone');
    const file = { id: 'file-1', name: 'story.txt', mediaType: 'text/plain', size: 5 };
    const { stores } = tool.context;
    await stores.evidenceFiles.create(institutionId, file, Buffer.from('Story'), NOW);
    const of = { institutionId, courseId: 'course-1', mappingId: 'mapping-1', learnerId: id };
    await stores.handIns.save(
      institutionId,
      { ...of, id: 'hand-in-1', text: '', links: [], files: [file], handedInAt: NOW },
      null,
    );

    const exported = await run('learner', '--export', id);
    expect(exported).toMatchObject({ learner: { name: 'Greta Gone' }, records: { files: [file] } });
    expect(JSON.parse(exported.said)).toMatchObject({ learner: { id } });
    const to = join(folder, 'story.txt');
    await run('learner', '--file', 'file-1', '--id', id, '--to', to);
    expect(await readFile(to, 'utf8')).toBe('Story');
    await expect(run('learner', '--file', 'file-1', '--id', id, '--to', to)).rejects.toMatchObject({
      code: 'usage',
    });
    const another = (await addLearner('other', 'Other')).id;
    await expect(
      run('learner', '--file', 'file-1', '--id', another, '--to', join(folder, 'b')),
    ).rejects.toMatchObject({ code: 'file_not_found' });

    await expect(run('learner', '--erase', id)).rejects.toMatchObject({ code: 'usage' });
    expect((await stores.learners.find(institutionId, id))?.name).toBe('Greta Gone');
    await run('learner', '--erase', id, '--sure');
    expect((await stores.learners.find(institutionId, id))?.name).toBeNull();
    expect(await listActions()).toEqual(
      expect.arrayContaining([
        'person.linked',
        'person.unlinked',
        'learner.exported',
        'learner.file-exported',
        'learner.erased',
      ]),
    );
  });
});

describe('the verb audit', () => {
  it('searches by action, record, actor and day, newest first, and changes nothing', async () => {
    const before = await tool.context.stores.audit.list(institutionId, 300);
    const erased = await run('audit', '--action', 'learner.erased');
    expect(erased['entries']).toMatchObject([{ action: 'learner.erased', actor: BY_HAND }]);
    const [{ subject } = { subject: { id: '' } }] = erased['entries'] as { subject: { id: string } }[];
    expect(erased.said).toMatch(/^AT +ACTOR +ACTION +SUBJECT\n/);
    expect(erased.said).toContain(`command-line  learner.erased  learner ${subject.id}`);
    const about = await run('audit', '--subject', subject.id);
    expect((about['entries'] as { action: string }[]).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['learner.exported', 'learner.erased']),
    );
    expect((await run('audit', '--limit', '2'))['entries']).toHaveLength(2);
    expect((await run('audit', '--actor', 'nobody')).said).toBe('Nothing found.');
    expect((await run('audit', '--from', '2027-03-02')).said).toBe('Nothing found.');
    expect((await run('audit', '--until', '2027-02-28')).said).toBe('Nothing found.');
    const today = ['--from', '2027-03-01', '--until', '2027-03-01'];
    expect(((await run('audit', ...today))['entries'] as unknown[]).length).toBeGreaterThan(5);
    for (const args of [
      ['--limit', '0'],
      ['--limit', 'many'],
      ['--limit', '1001'],
      ['--from', 'soon'],
    ])
      await expect(run('audit', ...args)).rejects.toMatchObject({ code: 'usage' });
    expect(await tool.context.stores.audit.list(institutionId, 300)).toEqual(before);
  });
});

describe('the verb jobs', () => {
  it('lists what waits for a person, and lets it run again', async () => {
    expect((await run('jobs')).said).toBe('No job waits for a person.');
    const { jobs } = tool.context.stores;
    await jobs.request({ name: 'x', key: 'k', institutionId, runAt: new Date(0), trigger: null });
    await jobs.claim(['x'], NOW, new Date(NOW.getTime() + 60_000), 'token');
    await jobs.park('x:k', 'token', { at: NOW, attempts: 7, lastErrorCode: 'lms_broken' });
    expect((await run('jobs'))['jobs']).toMatchObject([
      { id: 'x:k', attempts: 7, lastErrorCode: 'lms_broken', parkedAt: NOW.toISOString() },
    ]);
    expect(await run('jobs', '--retry', 'x:k')).toMatchObject({ retried: 'x:k', jobs: [] });
    expect((await jobs.find('x:k'))?.parkedAt).toBeNull();
    await expect(run('jobs', '--retry', 'x:k')).rejects.toMatchObject({ code: 'job_not_parked' });
    expect(await listActions()).toContain('job.retried');
  });
});

describe('the verb mail', () => {
  it('says and changes whether learners get mail', async () => {
    expect((await run('mail')).said).toContain('has not allowed it');
    expect((await run('mail', '--on')).said).toContain('Learners get a mail');
    expect(await tool.context.telling.findWay(institutionId)).toBe('mails');
    expect(await run('mail', '--off')).toMatchObject({ way: 'not-allowed' });
    expect(await listActions()).toEqual(expect.arrayContaining(['mail.allowed', 'mail.forbidden']));
  });
});

describe('the verb health', () => {
  it('says line by line how each connection is, and tests it when asked', async () => {
    expect(await run('health')).toMatchObject({ isOk: true, lines: [], said: 'No LMS is registered yet.' });
    // A test compares with the time that the LMS's server tells, which is this machine's.
    at = null;
    const sandbox = await createSandbox({ students: 2, keys: await sharePlatformKeys() });
    const lms = await sandbox.start();
    const { registrationUrl } = await run('invite');
    const opened = sandbox.control.openRegistration({ toolUrl: String(registrationUrl), activate: true });
    await createVisitor().get(opened.registrationUrl ?? '');
    const clientId = sandbox.control.listTools()[0]?.clientId ?? '';
    const [{ id } = { id: '' }] = (await run('register'))['registrations'] as { id: string }[];
    const link = sandbox.control.addLink('1', { clientId, title: 'Badges' });
    await playLaunch(lms.url, { user: 'teacher', course: '1', link: link.id });
    for (const one of (await run('deployment'))['deployments'] as { id: string; state: string }[])
      if (one.state === 'waiting') await run('deployment', '--activate', one.id);
    await playLaunch(lms.url, { user: 'teacher', course: '1', link: link.id });

    const tested = await run('health', '--test');
    const lines = tested['lines'] as {
      check: string;
      state: string;
      code: string;
      deployment: string;
      since: string;
    }[];
    expect(lines).toHaveLength(14);
    expect(lines.filter(({ state }) => state !== 'well')).toEqual([]);
    expect(tested).toMatchObject({ isOk: true, testedAt: expect.any(String) as unknown });
    expect(tested.said).toMatch(/^Tested at .+\nLMS +DEPLOYMENT +CHECK +WHAT/);

    sandbox.control.setFault('jwks', { kind: 'error', status: 503 });
    const ill = await run('health', '--test', '--id', id);
    expect(ill).toMatchObject({ isOk: false });
    const keys = (ill['lines'] as typeof lines).find(({ check }) => check === 'keys');
    expect(keys).toMatchObject({ state: 'ill', deployment: '-' });
    expect(Date.now() - Date.parse(keys?.since ?? '')).toBeLessThan(60_000);
    expect(keys?.code).toMatch(/^\w+$/);
    // It stays red without asking, and is green when it was asked again.
    expect(await run('health')).toMatchObject({ isOk: false });
    sandbox.control.clearFaults('jwks');
    expect(await run('health', '--test')).toMatchObject({ isOk: true });
    await expect(run('health', '--id', 'x')).rejects.toMatchObject({ code: 'registration_not_found' });
    await lms.close();
  });
});
