/**
 * L1–L16 of the negative catalogue, and the hop that finds out whether a browser keeps our cookie.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLtiWorld, readCode, type Answered, type LtiWorld } from '../../support/lti-world.js';
import { switchOff } from './cases/remembered.js';
import { expectAlive } from './cases/launch-case.js';

const HOPS = /^\/lti\/login\/continue\?state=[A-Za-z0-9_-]{43}$/;

describe('login initiation (Security Framework 1.1 §5.1.1)', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  function honest(more: Record<string, string | undefined> = {}): URLSearchParams {
    const { platform, baseUrl } = world;
    const fields = {
      iss: platform.url,
      client_id: platform.clientId,
      login_hint: 'user-1',
      target_link_uri: `${baseUrl}/lti/launch`,
      ...more,
    };
    return new URLSearchParams(
      Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
    );
  }

  /** The answers to the same login by GET and by POST. */
  async function begin(query: URLSearchParams | string): Promise<Answered[]> {
    const text = query.toString();
    return [
      await world.openBrowser().get(`/lti/login?${text}`),
      await world.openBrowser().post('/lti/login', text),
    ];
  }

  async function expectRefused(query: URLSearchParams | string, code: string, status: number): Promise<void> {
    for (const answer of await begin(query)) {
      expect({
        query: query.toString().slice(0, 100),
        code: readCode(answer.body),
        status: answer.status,
      }).toEqual({
        query: query.toString().slice(0, 100),
        code,
        status,
      });
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.location).toBeNull();
    }
    await expectAlive(world);
  }

  it('L1: no iss', async () => {
    await expectRefused(honest({ iss: undefined }), 'login_request_invalid', 400);
    await expectRefused(honest({ iss: '' }), 'login_request_invalid', 400);
  });

  it('L2: no login_hint', () =>
    expectRefused(honest({ login_hint: undefined }), 'login_request_invalid', 400));

  it('L3: no target_link_uri', () =>
    expectRefused(honest({ target_link_uri: undefined }), 'login_request_invalid', 400));

  it('L4: an issuer that is not registered', async () => {
    await expectRefused(honest({ iss: 'https://lms.example.org' }), 'login_platform_unknown', 403);
    await expectRefused(honest({ iss: `${world.platform.url}/` }), 'login_platform_unknown', 403);
  });

  it('L5: a client id that is not registered', () =>
    expectRefused(honest({ client_id: 'another' }), 'login_client_unknown', 403));

  it('L6: an issuer with two registrations needs a client id', async () => {
    const { context, institutionId, platform } = world;
    const at = await world.addPlatform();
    expect((await begin(honest({ iss: at.url, client_id: undefined }))).map(({ status }) => status)).toEqual([
      303, 303,
    ]);
    await context.registrations.registerByHand(
      institutionId,
      { ...at.registration, clientId: 'second-client' },
      { kind: 'command-line' },
    );
    await expectRefused(honest({ iss: at.url, client_id: undefined }), 'login_client_ambiguous', 400);
    await expectRefused(honest({ iss: at.url, client_id: platform.clientId }), 'login_client_unknown', 403);
    expect(
      (await begin(honest({ iss: at.url, client_id: 'second-client' }))).map(({ status }) => status),
    ).toEqual([303, 303]);
  });

  it('L7: a target on another host', async () => {
    const { baseUrl } = world;
    const others = [
      'https://evil.example/lti/launch',
      baseUrl.replace('localhost', '127.0.0.1'),
      baseUrl.replace('localhost', 'localhost.evil.example'),
      `${baseUrl}@evil.example/`,
      `//${new URL(baseUrl).host}/lti/launch`,
      '/lti/launch',
    ];
    for (const target of others)
      await expectRefused(honest({ target_link_uri: target }), 'login_target_refused', 400);
  });

  it('L8: a target that is a script', async () => {
    for (const target of [
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'file:///etc/passwd',
    ]) {
      await expectRefused(honest({ target_link_uri: target }), 'login_target_refused', 400);
    }
  });

  it('L9: parameters given twice', async () => {
    for (const name of ['iss', 'client_id', 'login_hint', 'target_link_uri', 'lti_message_hint']) {
      const query = honest({ lti_message_hint: 'x' });
      query.append(name, 'again');
      await expectRefused(query, 'request_invalid', 400);
    }
  });

  it('L10: operators, nested names, names that objects have', async () => {
    const rest = honest({ iss: undefined, client_id: undefined }).toString();
    for (const odd of [
      'iss[$ne]=x',
      'iss[$ne]=x&client_id[$gt]=',
      'iss%5B%24ne%5D=x',
      'iss[]=x',
      'iss[a][b]=x',
      '$where=1',
      'constructor=x',
    ]) {
      await expectRefused(`${rest}&iss=x&${odd}`, 'request_invalid', 400);
    }
    const query = `${honest().toString()}&__proto__=x&__proto__[polluted]=1`;
    await expectRefused(query, 'request_invalid', 400);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('L11: a login_hint of 10 kB', () =>
    expectRefused(honest({ login_hint: 'a'.repeat(10_240) }), 'request_invalid', 400));

  it('L12: GET and POST both work, other methods do not', async () => {
    for (const answer of await begin(honest())) {
      expect(answer.status).toBe(303);
      expect(new URL(answer.location ?? '').pathname + new URL(answer.location ?? '').search).toMatch(HOPS);
    }
    const put = await world.openBrowser().send('/lti/login', { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('L13: lti_message_hint goes through byte for byte', async () => {
    for (const hint of ['{"cmid":4,"launchid":"ltilaunch1_123"}', 'a+b c&d=e%20f#g/?', 'é€💥"\'<>', '  ']) {
      const { request } = await world.logIn({ fields: { lti_message_hint: hint } });
      expect(request.searchParams.get('lti_message_hint')).toBe(hint);
    }
  });

  it('L14: a registration that is switched off', async () => {
    const at = await world.addPlatform();
    await switchOff(world, at.record.id);
    await expectRefused(honest({ iss: at.url, client_id: at.clientId }), 'registration_disabled', 403);
  });

  it('L15: the authentication request has its nine parameters, state and nonce are long and differ', async () => {
    const [first, second] = [await world.logIn(), await world.logIn()];
    const { searchParams: sent } = first.request;
    expect(first.request.origin + first.request.pathname).toBe(`${world.platform.url}/auth`);
    expect(Object.fromEntries(sent)).toEqual({
      scope: 'openid',
      response_type: 'id_token',
      client_id: world.platform.clientId,
      redirect_uri: `${world.baseUrl}/lti/launch`,
      login_hint: 'hint',
      state: first.state,
      response_mode: 'form_post',
      nonce: first.nonce,
      prompt: 'none',
    });
    const values = [first.state, first.nonce, second.state, second.nonce];
    expect(new Set(values).size).toBe(4);
    for (const value of values) expect(Buffer.from(value, 'base64url')).toHaveLength(32);
  });

  it('L16: lti_storage_target, present, absent or odd, leads nowhere else', async () => {
    for (const target of [
      undefined,
      '_parent',
      'post_message_forwarding',
      'evil"><script>alert(1)</script>',
      'a'.repeat(255),
    ]) {
      const { request } = await world.logIn({
        fields: target === undefined ? {} : { lti_storage_target: target },
      });
      expect(request.searchParams.has('lti_storage_target')).toBe(false);
      const browser = world.openBrowser();
      const first = await browser.get(
        `/lti/login?${honest(target === undefined ? {} : { lti_storage_target: target }).toString()}`,
      );
      browser.jar.clear();
      const page = await browser.get(first.location ?? '');
      expect(page.status).toBe(200);
      expect(page.body).not.toContain('evil');
    }
  });

  it('sets a cookie of its own for each login, which frames of other sites keep apart', async () => {
    const browser = world.openBrowser();
    const answers = [
      await browser.get(`/lti/login?${honest().toString()}`),
      await browser.get(`/lti/login?${honest().toString()}`),
    ];
    const cookies = answers.flatMap(({ headers }) => headers.getSetCookie());
    for (const cookie of cookies) {
      expect(cookie).toMatch(
        /^__Host-insigne-login-[A-Za-z0-9_-]{16}=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=None; Partitioned; Max-Age=600$/,
      );
    }
    expect(browser.jar.size).toBe(2);
  });

  it('offers the same login in a window of its own when the cookie does not come back', async () => {
    const browser = world.openBrowser();
    const hint = '{"launchid":"once & only"}';
    const first = await browser.get(`/lti/login?${honest({ lti_message_hint: hint }).toString()}`);
    browser.jar.clear();
    const page = await browser.get(first.location ?? '', { 'accept-language': 'nl' });
    expect(page.status).toBe(200);
    expect(page.body).toContain('Open in een nieuw venster');
    const href = /<a class="button button-primary" href="([^"]+)" target="_blank"/.exec(page.body)?.[1] ?? '';
    const link = new URL(href.replaceAll('&amp;', '&').replaceAll('&#34;', '"'));
    expect(Object.fromEntries(link.searchParams)).toEqual({
      ...Object.fromEntries(honest()),
      lti_message_hint: hint,
    });

    const again = await browser.get(link.href);
    const onward = await browser.get(again.location ?? '');
    expect(new URL(onward.location ?? '').searchParams.get('lti_message_hint')).toBe(hint);
  });

  it('says that cookies are off when even a window of its own keeps none', async () => {
    const browser = world.openBrowser();
    const first = await browser.get(`/lti/login?${honest().toString()}`);
    browser.jar.clear();
    const page = await browser.get(first.location ?? '', {
      'sec-fetch-dest': 'document',
      'accept-language': 'en',
    });
    expect(page.body).toContain('Allow cookies for Insigne');
  });

  it('posts an authentication request that is too long for an address', async () => {
    const browser = world.openBrowser();
    const hint = 'h'.repeat(4_000);
    const first = await browser.get(`/lti/login?${honest({ lti_message_hint: hint }).toString()}`);
    const page = await browser.get(first.location ?? '');
    expect(page.status).toBe(200);
    expect(page.body).toContain(`<form method="post" action="${world.platform.url}/auth"`);
    expect(page.body).toContain(`name="lti_message_hint" value="${hint}"`);
    expect(page.headers.get('content-security-policy')).not.toContain('form-action');
  });

  it('goes on from no state that it did not give out', async () => {
    for (const query of ['', '?state=', '?state=a%20b', `?state=${'a'.repeat(43)}`]) {
      const page = await world.openBrowser().get(`/lti/login/continue${query}`);
      expect([query, page.status, readCode(page.body)]).toEqual([query, 400, 'launch_state_unknown']);
    }
  });

  it('forgets a login after ten minutes', async () => {
    const browser = world.openBrowser();
    const first = await browser.get(`/lti/login?${honest().toString()}`);
    world.clock.at = new Date(world.clock.at.getTime() + 600_000);
    expect(readCode((await browser.get(first.location ?? '')).body)).toBe('launch_state_unknown');
  });
});
