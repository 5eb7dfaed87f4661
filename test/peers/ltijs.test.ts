import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type RunningSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import {
  createVisitor,
  playLaunch,
  type VisitedPage,
  type Visitor,
} from '../../src/sandbox/visitor/visitor.js';

/** What the tool's launch page answers: ltijs's own view of the launch. */
interface Launched {
  readonly ltik: string;
  readonly token: {
    readonly user: string;
    readonly userInfo: { readonly name: string; readonly email: string };
    readonly platformContext: {
      readonly messageType: string;
      readonly roles: readonly string[];
      readonly custom: Readonly<Record<string, string>>;
      readonly endpoint: { readonly lineitem: string };
    };
  };
}

describe('an unmodified ltijs tool in the sandbox LMS', () => {
  let sandbox: Sandbox;
  let running: RunningSandbox;
  let tool: ChildProcess;
  let toolUrl = '';
  let clientId = '';
  let linkId = '';

  beforeAll(async () => {
    sandbox = await createSandbox({ students: 12 });
    sandbox.control.changeSettings({ pageSizes: { members: 5 } });
    running = await sandbox.start();
    tool = fork(fileURLToPath(new URL('ltijs-tool.mjs', import.meta.url)), { execArgv: [] });
    const [message] = (await once(tool, 'message')) as [{ url: string }];
    toolUrl = message.url;
  });

  afterAll(async () => {
    tool.disconnect();
    await once(tool, 'exit');
    await running.close();
  });

  /** Calls the tool as the person whose launch this was. */
  async function ask<T>(visitor: Visitor, { ltik }: Launched, path: string): Promise<T> {
    const address = new URL(path, toolUrl);
    address.searchParams.set('ltik', ltik);
    const page = await visitor.get(address.href);
    expect(page.status, page.html).toBe(200);
    return JSON.parse(page.html) as T;
  }

  async function launchAs(user: string): Promise<{ visitor: Visitor; launched: Launched }> {
    const { visitor, page } = await playLaunch(running.url, { user, link: linkId });
    expect(page.status, page.html).toBe(200);
    return { visitor, launched: JSON.parse(page.html) as Launched };
  }

  it('is the version that the README names, with nothing patched', () => {
    const manifest = createRequire(import.meta.url).resolve('ltijs/package.json');
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({ version: '5.9.9' });
  });

  // It makes a 4096-bit key while it registers: the time that takes is luck.
  it('registers itself by dynamic registration', { timeout: 120_000 }, async () => {
    const { registrationUrl } = sandbox.control.openRegistration({ toolUrl: `${toolUrl}register` });

    const page = await createVisitor().get(registrationUrl ?? '');

    expect(page.html).toContain('org.imsglobal.lti.close');
    const [registered, ...others] = sandbox.control.listTools();
    expect(others).toEqual([]);
    expect(registered).toMatchObject({
      name: 'Peer on ltijs',
      active: true,
      jwksUrl: `${toolUrl}keys`,
      redirectUris: [`${toolUrl}launch`],
      shareNames: true,
      shareEmail: true,
    });
    expect(registered?.scopes).toHaveLength(5);
    expect(registered?.deployments).toHaveLength(1);
    clientId = registered?.clientId ?? '';
  });

  it('returns a link with a line item by deep linking, which exists once the teacher saves it', async () => {
    const teacher = createVisitor();
    await teacher.logIn(running.url, 'teacher');

    // ltijs answers with its self-submitting form at once: what comes back is the LMS's own form.
    const form = await teacher.startDeepLinking(running.url, '1', clientId);

    expect(form.html).toContain('One exercise');
    expect(sandbox.control.listLinks('1')).toEqual([]);
    expect(sandbox.control.getGradebook('1').columns).toEqual([]);

    const course: VisitedPage = await teacher.saveContent(form);

    expect(new URL(course.url).pathname).toBe('/courses/1');
    const [link] = sandbox.control.listLinks('1');
    expect(link).toMatchObject({
      clientId,
      title: 'Exercise of the peer',
      custom: { exercise: 'seven' },
      published: true,
    });
    expect(sandbox.control.getGradebook('1').columns).toEqual([
      expect.objectContaining({
        clientId,
        label: 'Exercise',
        scoreMaximum: 20,
        resourceId: 'exercise-7',
        tag: 'peer',
      }),
    ]);
    linkId = link?.id ?? '';
  });

  it('is launched by a student, who it knows by name, role and custom parameters', async () => {
    const { launched } = await launchAs('student03');

    expect(launched.token).toMatchObject({
      user: '103',
      userInfo: { name: 'Daan Jansen', email: 'student03@example.org' },
      platformContext: {
        messageType: 'LtiResourceLinkRequest',
        // A variable that the LMS does not know arrives as it stands.
        custom: { exercise: 'seven', course: '1', nobody: '$Unknown.variable' },
      },
    });
    expect(launched.token.platformContext.roles).toContain(
      'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner',
    );
  });

  it('reads every member over several pages', async () => {
    const { visitor, launched } = await launchAs('teacher');
    sandbox.control.resetCounters();

    const { members } = await ask<{ members: { user_id: string }[] }>(visitor, launched, '/members');

    expect(members.map(({ user_id }) => user_id).sort()).toEqual(
      sandbox.control
        .listMembers('1')
        .map(({ userId }) => userId)
        .sort(),
    );
    expect(sandbox.control.getCounters()).toMatchObject({ members: 3, token: 1 });
  });

  it('reads members of one role, a few at a time', async () => {
    const { visitor, launched } = await launchAs('teacher');
    sandbox.control.resetCounters();

    const { members } = await ask<{ members: unknown[] }>(visitor, launched, '/members?role=Learner&limit=4');

    expect(members).toHaveLength(12);
    expect(sandbox.control.getCounters()).toMatchObject({ members: 3 });
  });

  it('posts a score, which the gradebook holds as its own', async () => {
    const { visitor, launched } = await launchAs('teacher');

    await ask(visitor, launched, '/score?user=105&given=13');

    const { columns, grades } = sandbox.control.getGradebook('1');
    expect(grades).toEqual([
      expect.objectContaining({
        columnId: columns[0]?.id,
        login: 'student05',
        score: 13,
        by: clientId,
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
      }),
    ]);
    const results = await ask<{ scores: unknown[] }>(visitor, launched, '/results');
    expect(results.scores).toEqual([
      expect.objectContaining({ userId: '105', resultScore: 13, resultMaximum: 20 }),
    ]);
  });

  it('makes a line item and reads its own, not those of the course', async () => {
    sandbox.control.addColumn('1', { label: 'Exam', scoreMaximum: 10 });
    const { visitor, launched } = await launchAs('teacher');

    const made = await ask<{ id: string }>(visitor, launched, '/newlineitem?label=Bonus');
    const { lineItems } = await ask<{ lineItems: { label: string }[] }>(visitor, launched, '/lineitems');
    const one = await ask<{ id: string; label: string }>(visitor, launched, '/lineitem');

    expect(new URL(made.id).searchParams.get('deployment')).not.toBeNull();
    expect(lineItems.map(({ label }) => label).sort()).toEqual(['Bonus', 'Exercise']);
    expect(one).toMatchObject({ id: launched.token.platformContext.endpoint.lineitem, label: 'Exercise' });
  });

  it('was refused nothing, and needed a token only when the first was for other scopes', () => {
    const log = sandbox.control.listLog();
    expect(log.filter(({ status }) => status >= 400)).toEqual([]);
    const tokens = log.filter(({ service }) => service === 'token');
    // Members; score and line item; results; line item; line items.
    expect(tokens.map(({ clientId: by }) => by)).toEqual(Array(5).fill(clientId));
  });
});
