import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listNodeArguments } from '../support/node-arguments.js';
import { startCourse, placeBadge, type CourseWorld } from '../support/start-course.js';
import { runLine as run, toRan, type Ran } from '../support/run-verb.js';

/** As somebody types it: a process of its own. The others run within this one. */
function runProcess(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...listNodeArguments('src/admin.ts'), ...args],
      { env: { PATH: process.env['PATH'] ?? '', ...env } },
      (error, stdout, stderr) => resolve(toRan(error ? Number(error.code ?? 1) : 0, stdout, stderr)),
    );
  });
}

describe('the command line on a fresh store', () => {
  let dataDir: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'insigne-admin-'));
    env = { DATA_DIR: dataDir, ALLOW_LOOPBACK: 'true' };
  });

  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('says what it can do, and is not pleased by what it cannot', async () => {
    for (const asked of [[], ['help'], ['--help']]) {
      const answer = await run(env, ...asked);
      expect(answer).toMatchObject({ status: 0, stderr: '' });
      expect(answer.stdout).toContain('  invite ');
    }
    const mistyped = await run(env, 'invitee');
    expect(mistyped).toMatchObject({ status: 2, stdout: '' });
    expect(mistyped.stderr).toContain('There is no command invitee.');
    expect(await run(env, 'x', '--json')).toMatchObject({ status: 2, json: { error: 'usage' } });
    expect(await run(env, 'constructor', '--json')).toMatchObject({ status: 2, json: { error: 'usage' } });
    const explained = await run(env, 'account', '--help');
    expect(explained).toMatchObject({ status: 0, stderr: '' });
    expect(explained.stdout).toContain('--setup');
  });

  it(
    'prints one JSON object and nothing else with --json, a failure included',
    { timeout: 120_000 },
    async () => {
      const bad = await runProcess({ ...env, PORT: 'many' }, 'invite', '--json');
      expect(bad).toMatchObject({ status: 1, stderr: '', json: { error: 'config_invalid' } });
      expect(bad.json['message']).toContain('PORT');
      const invite = await run(env, 'invite', '--json');
      expect(invite).toMatchObject({ status: 0, stderr: '' });
      expect(invite.json['registrationUrl']).toMatch(
        /^http:\/\/localhost:3000\/lti\/register\?invite=[\w-]{43}$/,
      );
      const unknown = await run(env, 'invite', '--jsonn', '--json');
      expect(unknown).toMatchObject({ status: 1, json: { error: 'usage' } });
    },
  );

  it('makes badge classes once by seed, and others with every text in both languages', async () => {
    await run(env, 'seed');
    const seeded = await run(env, 'seed', '--json');
    expect(seeded.json['badgeClasses']).toMatchObject([
      { variant: 'regular', mayBeMapped: 'after-approval' },
      { variant: 'microcredential', mayBeMapped: 'after-approval' },
      { variant: 'extra-curricular', mayBeMapped: 'any-course' },
    ]);
    const texts = ['name', 'description', 'criteria'].flatMap((member) => [
      `--${member}-nl`,
      `${member} nl`,
      `--${member}-en`,
      `${member} en`,
    ]);
    const create = ['badge-class', '--json', '--create', '--variant'];
    const rest = ['--sector', 'hbo', '--programme', '34507', '--level', '6', '--ects', '2,5'];
    const outcomes = ['--outcomes-nl', 'kan iets', '--outcomes-en', 'can do something'];
    const [made, broken, half, odd] = await Promise.all([
      run(env, ...create, 'regular', ...texts, ...rest, ...outcomes),
      run(env, ...create, 'regular', ...texts, ...rest),
      run(env, ...create, 'regular', '--name-nl', 'Half'),
      run(env, ...create, 'golden', ...texts),
    ]);
    expect(made).toMatchObject({ status: 0, json: { badgeClasses: [{ name: 'name nl' }] } });
    expect(broken).toMatchObject({ status: 1, json: { error: 'badge_class_incomplete' } });
    expect(broken.json['message']).toContain('Write in Dutch what somebody can do afterwards');
    expect(half).toMatchObject({ status: 1, json: { error: 'usage' } });
    expect(odd).toMatchObject({ status: 1, json: { error: 'usage' } });
    const listed = await run(env, 'badge-class', '--json');
    expect(listed.json['badgeClasses']).toHaveLength(4);
  });

  it('names the institution, and its issuer with it', async () => {
    const named = await run(
      env,
      'institution',
      '--name-nl',
      'Hogeschool',
      '--name-en',
      'University',
      '--json',
    );
    expect(named.json).toMatchObject({ institution: { name: { nl: 'Hogeschool', en: 'University' } } });
    expect((await run(env, 'institution')).stdout).toBe('nl  Hogeschool\nen  University\n');
  });

  it('registers an LMS by hand, and check says what does not answer', async () => {
    const registered = await run(
      env,
      'register',
      ...['--issuer', 'https://lms.invalid', '--client-id', 'abc', '--deployment-id', '1'],
      ...['--authorization-url', 'https://lms.invalid/auth', '--token-url', 'https://lms.invalid/token'],
      ...['--jwks-url', 'https://lms.invalid/jwks', '--json'],
    );
    expect(registered.json).toMatchObject({
      registration: { issuer: 'https://lms.invalid', clientId: 'abc' },
    });
    const { json } = await run(env, 'deployment', '--json');
    expect(json['deployments']).toMatchObject([{ deploymentId: '1', state: 'active' }]);
    const checked = await run(env, 'check', '--json');
    expect(checked.status).toBe(1);
    expect(checked.json).toMatchObject({
      isOk: false,
      checks: [
        { name: 'store', isOk: true },
        { isOk: true },
        { isOk: true },
        { name: 'lms.invalid', isOk: false },
      ],
    });
    const refused = await run(env, 'register', '--issuer', 'http://10.0.0.1', '--client-id', 'a', '--json');
    expect(refused).toMatchObject({ status: 1, json: { error: 'usage' } });
  });

  it('prints what to copy into each LMS, and takes what the LMS shows in return', async () => {
    const guide = await run(env, 'register', '--lms', 'moodle');
    expect(guide.stdout).toContain('Initiate login URL\n    http://localhost:3000/lti/login\n');
    const canvas = await run(env, 'register', '--lms', 'canvas', '--client-id', '17', '--json');
    expect(canvas.json['registration']).toMatchObject({
      issuer: 'https://canvas.instructure.com',
      tokenUrl: 'https://sso.canvaslms.com/login/oauth2/token',
      profile: 'canvas',
    });
    const site = ['--site', 'https://moodle.invalid/', '--client-id', 'abc', '--deployment-id', '4'];
    const moodle = await run(env, 'register', '--lms', 'moodle', ...site, '--profile', 'plain', '--json');
    expect(moodle.json['registration']).toMatchObject({
      issuer: 'https://moodle.invalid',
      jwksUrl: 'https://moodle.invalid/mod/lti/certs.php',
      profile: 'plain',
      productFamily: 'moodle',
    });
    const [odd, half] = await Promise.all([
      run(env, 'register', '--lms', 'webct', '--json'),
      run(env, 'register', '--lms', 'moodle', '--client-id', 'x', '--json'),
    ]);
    for (const refused of [odd, half]) expect(refused).toMatchObject({ status: 1, json: { error: 'usage' } });
  });

  it('changes a registration: its profile, off and on, and gone, saying what stays', async () => {
    const site = ['--lms', 'brightspace', '--site', 'https://bs.invalid', '--client-id', 'b'];
    const made = await run(env, 'register', ...site, '--json');
    const { id } = made.json['registration'] as { id: string };
    const changed = await run(env, 'register', '--id', id, '--profile', 'plain', '--json');
    expect(changed.json).toMatchObject({ registration: { id, profile: 'plain' } });
    const off = await run(env, 'register', '--disable', id, '--json');
    expect(off.json).toMatchObject({ registration: { id, isEnabled: false, profile: 'plain' } });
    const gone = await run(env, 'register', '--delete', id);
    expect(gone.stdout).toContain('Kept: 0 courses with their mappings, 0 awards');
  });

  it('publishes a new key for messages to LMSs, and not another while it is on its way', async () => {
    const first = await run(env, 'rotate', '--tool-keys', '--json');
    const second = await run(env, 'rotate', '--tool-keys', '--json');
    expect(first.json['toolKey']).toEqual({
      kid: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      signsFrom: expect.any(String) as unknown,
    });
    expect(second.json).toEqual(first.json);
  });

  it('lets a new key sign', async () => {
    const [first, second] = [await run(env, 'rotate', '--json'), await run(env, 'rotate', '--json')];
    expect(first.json['kid']).toMatch(/^[\w-]{43}$/);
    expect(second.json['kid']).not.toBe(first.json['kid']);
  });
});

describe('the command line beside a running tool', () => {
  let world: CourseWorld;
  let env: Record<string, string>;

  beforeAll(async () => {
    world = await startCourse({ sandbox: { students: 2 } });
    env = { DATA_DIR: world.tool.dataDir, BASE_URL: world.tool.baseUrl, ALLOW_LOOPBACK: 'true' };
  });

  afterAll(() => world.close());

  it('checks the LMS for real', async () => {
    // The command line has the real time; what it signs must not lie ahead of the LMS's clock.
    world.clock.now = new Date(Date.now() + 60_000);
    const checked = await run(env, 'check', '--json');
    expect(checked).toMatchObject({ status: 0, json: { isOk: true } });
  });

  it('allows a badge class in a course, and the tool sees it at once', { timeout: 120_000 }, async () => {
    const { context } = world.tool;
    const { id } = context.institution;
    const micro = (await context.seed()).find(({ variant }) => variant === 'microcredential');
    const badge = await placeBadge(world, { badgeClassId: micro?.id ?? '' });
    const listed = await run(env, 'badge-class', '--json');
    expect(listed.json['requests']).toMatchObject([{ badgeClassId: micro?.id, state: 'requested' }]);
    expect(listed.json['courses']).toMatchObject([{ id: badge.course.id }]);

    const elsewhere = await run(env, 'badge-class', '--approve', micro?.id ?? '', '--course', 'x', '--json');
    expect(elsewhere).toMatchObject({ status: 1, json: { error: 'usage' } });
    const approve = ['badge-class', '--approve', micro?.id ?? '', '--course', badge.course.id];
    const approved = await runProcess(env, ...approve, '--json');
    expect(approved).toMatchObject({ status: 0, stderr: '', json: { state: 'approved' } });
    expect(await context.badgeClasses.findPermission(id, micro?.id ?? '', badge.course.id)).toBe('allowed');
  });

  it('says why each learner has a badge or not', async () => {
    world.clock.forward(600);
    await world.tool.context.runner.runDue();
    const [course] = await world.tool.context.stores.courses.list(world.tool.context.institution.id);
    const { json } = await run(env, 'decisions', '--course', course?.id ?? '', '--json');
    expect(json).toEqual({ decisions: expect.any(Array) as unknown });
    expect(json['decisions']).toMatchObject([
      { verdict: 'not-met', reason: 'no-grade', isAwarded: false },
      { verdict: 'not-met', reason: 'no-grade', isAwarded: false },
    ]);
  });
});
