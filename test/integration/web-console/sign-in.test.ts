import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSecret } from '../../../src/secrets/hash-secret.js';
import { NOON } from '../../support/build-records.js';
import { openConsole, PASSWORD, setUpOperator, signInAs } from '../../support/console-visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

let tool: RunningTool;
let at = NOON;
beforeAll(async () => void (tool = await startTool({ now: () => at })));
afterAll(() => tool.close());

const HOUR = 3_600_000;
const later = (ms: number): void => void (at = new Date(at.getTime() + ms));

async function signIn(email: string, password: string, headers: Record<string, string> = {}) {
  const visitor = openConsole(tool.baseUrl);
  const answer = await visitor.post('/admin/sign-in', { email, password }, headers);
  return { visitor, answer };
}

describe('the first start', () => {
  it('leads to an operator by a link that works once', async () => {
    const setup = await tool.context.adminAccounts.createSetupLink();
    const path = setup?.url.slice(tool.baseUrl.length) ?? '';
    const link = new URL(setup?.url ?? '').searchParams.get('link') ?? '';
    const visitor = openConsole(tool.baseUrl);
    expect((await visitor.get(path)).html).toContain('Welcome to Insigne');

    const short = await visitor.post('/admin/welcome', {
      link,
      name: 'Olga',
      email: 'o@x.nl',
      password: 'short',
    });
    expect(short.status).toBe(422);
    expect(short.html).toContain('at least 12 characters');

    const done = await visitor.post('/admin/welcome', {
      link,
      name: 'Olga Operator',
      email: 'Olga@School.example',
      password: PASSWORD,
    });
    expect(done.location).toBe('/admin');
    expect((await visitor.get('/admin')).html).toContain('Waiting for you');

    const again = await openConsole(tool.baseUrl).get(path);
    expect(again.status).toBe(403);
    expect(again.html).toContain('admin_link_unusable');
    expect(await tool.context.adminAccounts.createSetupLink()).toBeNull();
  });
});

describe('signing in', () => {
  it('takes the e-mail address in any case, and goes back to the page that was asked for', async () => {
    const asked = await openConsole(tool.baseUrl).get('/admin/accounts');
    expect(asked.location).toBe('/admin/sign-in?next=%2Fadmin%2Faccounts');

    const visitor = openConsole(tool.baseUrl);
    const answer = await visitor.post('/admin/sign-in', {
      email: 'OLGA@school.example',
      password: PASSWORD,
      next: '/admin/accounts',
    });
    expect(answer.location).toBe('/admin/accounts');
    expect((await visitor.get('/admin/accounts')).status).toBe(200);
  });

  it('leads nowhere else', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/admin@evil.example', '/courses/x']) {
      const visitor = openConsole(tool.baseUrl);
      const answer = await visitor.post('/admin/sign-in', {
        email: 'olga@school.example',
        password: PASSWORD,
        next,
      });
      expect(answer.location).toBe('/admin');
    }
  });

  it('sets a cookie for this host alone, which no frame and no script reads', async () => {
    const { answer } = await signIn('olga@school.example', PASSWORD);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-insigne-admin=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
    ]);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('does not tell which of the two was wrong', async () => {
    const wrong = await signIn('olga@school.example', 'not the password at all');
    const unknown = await signIn('nobody@school.example', 'not the password at all');
    expect(wrong.answer.status).toBe(403);
    expect(unknown.answer.html.replaceAll('nobody@', 'olga@')).toBe(wrong.answer.html);
  });

  it('refuses a form that another site sends', async () => {
    const { answer } = await signIn('olga@school.example', PASSWORD, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('admin_form_outdated');
  });

  it('is throttled for each account, known or not, and open again after a quarter of an hour', async () => {
    later(HOUR);
    for (const email of ['olga@school.example', 'stranger@school.example']) {
      await tryBefore(`account ${email}`, 9);
      expect((await signIn(email, 'wrong wrong wrong')).answer.status).toBe(403);
      expect((await signIn(email, PASSWORD)).answer.status).toBe(429);
    }
    later(HOUR / 4);
    expect((await signIn('olga@school.example', PASSWORD)).answer.status).toBe(303);
  });

  it('is throttled for each address', async () => {
    later(HOUR);
    await tryBefore('address 192.0.2.1', 59);
    const { adminSignIn } = tool.context;
    const again = () => adminSignIn.withPassword('someone@school.example', 'x', '192.0.2.1');
    await expect(again()).rejects.toMatchObject({ code: 'sign_in_refused' });
    await expect(again()).rejects.toMatchObject({ code: 'too_many_requests' });
  });

  /** As if somebody had tried so often in this quarter already; every real try costs half a second by intent. */
  async function tryBefore(key: string, times: number): Promise<void> {
    const window = Math.floor(at.getTime() / (HOUR / 4));
    for (let tries = 0; tries < times; tries += 1) {
      await tool.context.stores.signInAttempts.add(
        `${hashSecret(key)}:${window}`,
        new Date(at.getTime() + HOUR),
      );
    }
  }
});

describe('a session', () => {
  it('ends after two hours without a request, and after twelve with', async () => {
    later(HOUR);
    const { visitor } = await signIn('olga@school.example', PASSWORD);
    for (let hours = 0; hours < 10; hours += 1) {
      later(HOUR);
      expect((await visitor.get('/admin')).status).toBe(200);
    }
    later(2 * HOUR);
    expect((await visitor.get('/admin')).status).toBe(303);
  });

  it('ends when somebody signs out, in the store too', async () => {
    const { visitor } = await signIn('olga@school.example', PASSWORD);
    const key = visitor.cookies.get('__Host-insigne-admin') ?? '';
    await visitor.get('/admin');
    await visitor.post('/admin/sign-out', {});
    expect(visitor.cookies.size).toBe(0);
    expect(await tool.context.adminSignIn.find(key)).toBeNull();
  });

  it('ends with a new password, a new role and when the account is switched off', async () => {
    const { institution, adminAccounts } = tool.context;
    const visitor = await signInAs(tool, institution.id, 'admin', 'ada@school.example');
    const { id = '' } =
      (await adminAccounts.list(institution.id)).find(({ email }) => email.startsWith('ada')) ?? {};

    await adminAccounts.change(institution.id, id, { role: 'editor' }, { kind: 'tool' });
    expect((await visitor.get('/admin')).status).toBe(303);

    const again = await signIn('ada@school.example', PASSWORD);
    const { url } = await adminAccounts.renewLink(institution.id, id, { kind: 'tool' });
    const link = new URL(url).searchParams.get('link') ?? '';
    await openConsole(tool.baseUrl).post('/admin/welcome', { link, password: 'another four words here' });
    expect((await again.visitor.get('/admin')).status).toBe(303);
    expect((await signIn('ada@school.example', PASSWORD)).answer.status).toBe(403);

    const third = await signIn('ada@school.example', 'another four words here');
    await adminAccounts.change(institution.id, id, { isEnabled: false }, { kind: 'tool' });
    expect((await third.visitor.get('/admin')).status).toBe(303);
    expect((await signIn('ada@school.example', 'another four words here')).answer.status).toBe(403);
  });
});

describe('roles', () => {
  it('an editor opens no page of administrators, and gives nobody a role', async () => {
    const visitor = await signInAs(tool, tool.context.institution.id, 'editor');
    const answer = await visitor.get('/admin/accounts');
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('admin_forbidden');
    expect((await visitor.get('/admin')).html).not.toContain('href="/admin/accounts"');
  });

  it('an administrator adds no operator and changes none', async () => {
    const { institution, adminAccounts } = tool.context;
    const visitor = await signInAs(tool, institution.id, 'admin');
    await visitor.get('/admin/accounts');
    const added = await visitor.post('/admin/accounts', {
      name: 'X',
      email: 'x@school.example',
      role: 'operator',
    });
    expect(added.status).toBe(403);
    const [operator] = await adminAccounts.list(null);
    const changed = await visitor.post(`/admin/accounts/${operator?.id}`, { change: 'disable' });
    expect(changed.status).toBe(404);
  });

  it('the last operator is not switched off, and nobody switches off themselves', async () => {
    const { institution, adminAccounts } = tool.context;
    const [operator] = await adminAccounts.list(null);
    const refused = adminAccounts.change(
      institution.id,
      operator?.id ?? '',
      { isEnabled: false },
      { kind: 'tool' },
    );
    await expect(refused).rejects.toMatchObject({ code: 'account_last_operator' });
  });

  it('refuses a form of a page that showed another institution', async () => {
    later(HOUR);
    const { visitor } = await signIn('olga@school.example', PASSWORD);
    const page = await visitor.get('/admin/institutions');
    const old = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const made = await visitor.post('/admin/institutions', { nl: 'Tweede', en: 'Second', language: 'nl' });
    expect(made.location).toBe('/admin');
    expect((await visitor.get('/admin')).html).toContain('Second');

    const stale = await visitor.post('/admin/accounts', {
      _csrf: old,
      name: 'X',
      email: 'x@x.nl',
      role: 'admin',
    });
    expect(stale.html).toContain('admin_form_outdated');
    expect(
      (await visitor.post('/admin/accounts', { _csrf: '', name: 'X', email: 'x@x.nl', role: 'admin' }))
        .status,
    ).toBe(403);
  });
});

it('a second set-up is refused while somebody has an account', async () => {
  await expect(setUpOperator(tool)).rejects.toThrow('somebody has an account already');
});

describe('error pages of the console', () => {
  it.each(['/admin/nothing-there', '/admin/welcome?link=x', '/admin/badges/none'])(
    '%s is in nobody’s frame and leads back',
    async (path) => {
      const { visitor } = await signIn('olga@school.example', PASSWORD);
      const { status, headers, html } = await visitor.get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('cache-control')).toBe('no-store');
      expect(html).toContain('href="/admin"');
    },
  );

  it('so is what is refused before the console is asked, and forms that are refused', async () => {
    const odd = await openConsole(tool.baseUrl).get('/admin?next[$gt]=1');
    const form = await openConsole(tool.baseUrl).post(
      '/admin/sign-in',
      {},
      { origin: 'https://evil.example' },
    );
    const nobody = await openConsole(tool.baseUrl).post('/admin/accounts', {});
    expect([odd.status, form.status, nobody.status].filter((status) => status < 400)).toEqual([]);
    for (const { headers } of [odd, form, nobody])
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('and a launch’s error page still shows in the LMS', async () => {
    const { headers } = await openConsole(tool.baseUrl).get('/lti/launch');
    expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
  });
});
