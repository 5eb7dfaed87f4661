/**
 * Platform storage: a login that no cookie proves. What must hold is what holds of cookies: one browser, one use, nobody else.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAccepted, openLtiWorld, readCode, type Browser, type LtiWorld } from '../../support/lti-world.js';
import { buildClaims } from '../../support/test-platform.js';

describe('platform storage (LTI Platform Storage 1.0)', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  interface Kept {
    readonly browser: Browser;
    readonly state: string;
    readonly nonce: string;
    readonly value: string;
    readonly page: string;
  }

  /** A login in a frame that loses its cookies; null in `value` when nothing was to be kept. */
  async function begin(
    target = '_parent',
    how: { browser?: Browser; headers?: Record<string, string> } = {},
  ): Promise<Kept & { readonly hop: string }> {
    const { browser = world.openBrowser(), headers = {} } = how;
    const { platform, baseUrl } = world;
    const login = new URLSearchParams({
      iss: platform.url,
      client_id: platform.clientId,
      login_hint: 'hint',
      target_link_uri: `${baseUrl}/lti/launch`,
      lti_storage_target: target,
    });
    const first = await browser.get(`/lti/login?${login.toString()}`);
    browser.jar.clear();
    const hop = first.location ?? '';
    return { ...(await follow(browser, hop, headers)), hop };
  }

  async function follow(browser: Browser, hop: string, headers: Record<string, string> = {}): Promise<Kept> {
    const page = await browser.get(hop, headers);
    const address = new URL(read(page.body, 'data-go-on') || 'http://none');
    return {
      browser,
      state: new URL(hop).searchParams.get('state') ?? '',
      nonce: address.searchParams.get('nonce') ?? '',
      value: read(page.body, 'data-value'),
      page: page.body,
    };
  }

  function read(body: string, name: string): string {
    return (new RegExp(`${name}="([^"]*)"`).exec(body)?.[1] ?? '').replaceAll('&amp;', '&');
  }

  function sign(nonce: string): string {
    const { platform, baseUrl, clock } = world;
    const { clientId, deploymentId } = platform;
    const targetLinkUri = `${baseUrl}/lti/launch`;
    return platform.sign(
      buildClaims({ issuer: platform.url, clientId, deploymentId, nonce, targetLinkUri, now: clock.at }),
    );
  }

  const launch = (
    kept: Pick<Kept, 'browser' | 'state' | 'nonce'>,
    platformKey: string | null,
    origin: string | null = world.baseUrl,
  ) =>
    kept.browser.post(
      '/lti/launch',
      {
        state: kept.state,
        id_token: sign(kept.nonce),
        ...(platformKey !== null && { platform_key: platformKey }),
      },
      origin === null ? {} : { origin },
    );

  function hasSession(headers: Headers): boolean {
    return headers.getSetCookie().some((line) => /^__Host-insigne=[^;]/.test(line));
  }

  it('tells the exact frame and the origin of the platform’s login, and nobody else', async () => {
    for (const target of ['_parent', 'post_message_forwarding', 'lti_storage_frame']) {
      const { page } = await begin(target);
      expect(read(page, 'data-frame')).toBe(target);
      expect(read(page, 'data-origin')).toBe(new URL(world.platform.record.authorizationUrl).origin);
      expect(read(page, 'data-key')).toMatch(/^insigne-login-[\w-]{16}$/);
      expect(Buffer.from(read(page, 'data-value'), 'base64url')).toHaveLength(32);
    }
  });

  it('is not tried with an odd frame, nor in a window of its own', async () => {
    for (const target of ['evil"frame', '<b>', '', 'a'.repeat(101), 'a b']) {
      const { page } = await begin(target);
      expect(page).not.toContain('data-platform-storage');
      expect(page).toContain('Open');
    }
    const { page } = await begin('_parent', { headers: { 'sec-fetch-dest': 'document' } });
    expect(page).not.toContain('data-platform-storage');
  });

  it('asks for the proof when a launch comes without it, and lets in whoever brings it from our own page', async () => {
    const kept = await begin();
    const asked = await launch(kept, null, 'http://127.0.0.1:1');
    expect([asked.status, hasSession(asked.headers)]).toEqual([200, false]);
    expect(read(asked.body, 'data-platform-storage')).toBe('get');
    expect(read(asked.body, 'data-key')).toBe(read(kept.page, 'data-key'));
    expect(asked.body).not.toContain(kept.value);

    const proven = await launch(kept, kept.value);
    expect([proven.status, hasSession(proven.headers)]).toEqual([200, true]);
    expect(proven.headers.get('content-security-policy')).toContain(
      `frame-ancestors 'self' ${world.platform.url}`,
    );
    expect(readCode((await launch(kept, kept.value)).body)).toBe('launch_state_unknown');
  });

  it('refuses a proof that another page posts, even the right one: login CSRF', async () => {
    for (const origin of [null, 'null', 'http://127.0.0.1:1', `${world.baseUrl}.evil.example`]) {
      const kept = await begin();
      const answer = await launch(kept, kept.value, origin);
      expect([origin, answer.status, readCode(answer.body)]).toEqual([
        origin,
        400,
        'launch_browser_unproven',
      ]);
      expect(hasSession(answer.headers)).toBe(false);
    }
  });

  it('refuses a wrong proof, an empty one, and the proof of another login', async () => {
    const [kept, other] = [await begin(), await begin()];
    for (const wrong of ['', 'a'.repeat(43), other.value, kept.state]) {
      const answer = await launch(kept, wrong);
      expect([wrong, readCode(answer.body)]).toEqual([wrong, 'launch_browser_unproven']);
    }
    expect(hasSession((await launch(kept, kept.value)).headers)).toBe(true);
  });

  it('counts a cookie only for a login that cookies keep, and a kept value only for the others', async () => {
    const cookies = await world.logIn();
    const answer = await cookies.browser.post(
      '/lti/launch',
      {
        state: cookies.state,
        id_token: sign(cookies.nonce),
        platform_key: [...cookies.browser.jar.values()][0] ?? '',
      },
      { origin: world.baseUrl, cookie: '' },
    );
    expect(readCode(answer.body)).toBe('launch_browser_unproven');

    const browser = world.openBrowser();
    const kept = await begin('_parent', { browser });
    const name = `__Host-${read(kept.page, 'data-key')}`;
    browser.jar.set(name, kept.value);
    const asked = await launch(kept, null);
    expect([asked.status, hasSession(asked.headers)]).toEqual([200, false]);
  });

  it('binds a login once: whoever opens the hop next gets neither a value nor the way to the LMS', async () => {
    const kept = await begin();
    const second = await follow(world.openBrowser(), kept.hop);
    expect([second.value, second.nonce]).toEqual(['', '']);
    const [one, two] = await (async () => {
      const browser = world.openBrowser();
      const { hop } = await begin('evil frame', { browser });
      return Promise.all([follow(browser, hop), follow(browser, hop)]);
    })();
    expect([one.value, two.value]).toEqual(['', '']);
  });

  it('gives a login that moves a new nonce: who began it elsewhere holds no token for it', async () => {
    const { browser, state, nonce } = await world.logIn({ fields: { lti_storage_target: '_parent' } });
    const moved = await follow(world.openBrowser(), `${world.baseUrl}/lti/login/continue?state=${state}`);
    expect(moved.nonce).not.toBe(nonce);
    const stale = await launch({ ...moved, nonce }, moved.value);
    expect(readCode(stale.body)).toBe('launch_nonce_wrong');
    expect(isAccepted(await browser.post('/lti/launch', { state, id_token: sign(nonce) }))).toBe(false);
  });

  describe('after a launch that was proven so', () => {
    async function arrive() {
      const kept = await begin();
      const proven = await launch(kept, kept.value);
      return { browser: kept.browser, code: /name="code" value="([^"]+)"/.exec(proven.body)?.[1] ?? '' };
    }

    const post = (browser: Browser, fields: Record<string, string>, origin = world.baseUrl) =>
      browser.post('/lti/arrive', fields, { origin });

    it('goes on in the frame when the session cookie came back after all', async () => {
      const { browser, code } = await arrive();
      expect(isAccepted(await post(browser, { code }))).toBe(true);
      expect(readCode((await post(browser, { code })).body)).toBe('handoff_unusable');
    });

    it('offers a window when it did not; the code opens one, stands in no address, and is no session', async () => {
      const { browser, code } = await arrive();
      browser.jar.clear();
      const offer = await post(browser, { code });
      expect([offer.status, hasSession(offer.headers)]).toEqual([200, false]);
      expect(offer.body).toContain('target="_blank"');
      const opened = await post(browser, { code, window: '1' });
      expect(isAccepted(opened)).toBe(true);
      expect(opened.location).not.toContain(code);
      expect((await browser.get(opened.location ?? '')).status).toBe(200);
      expect(readCode((await post(browser, { code, window: '1' })).body)).toBe('handoff_unusable');

      const thief = world.openBrowser();
      thief.jar.set('__Host-insigne', code);
      expect(readCode((await thief.get(opened.location ?? '')).body)).toBe('launch_needed');
    });

    it('opens for one of two windows, for no page of others, and for some minutes only', async () => {
      const twice = await arrive();
      const answers = await Promise.all(
        [1, 2].map(() => post(world.openBrowser(), { code: twice.code, window: '1' })),
      );
      expect(answers.map(isAccepted).sort()).toEqual([false, true]);

      const { code } = await arrive();
      const foreign = await post(world.openBrowser(), { code, window: '1' }, 'https://evil.example');
      expect(readCode(foreign.body)).toBe('launch_browser_unproven');
      world.clock.at = new Date(world.clock.at.getTime() + 300_000);
      expect(readCode((await post(world.openBrowser(), { code, window: '1' })).body)).toBe(
        'handoff_unusable',
      );
      for (const odd of ['', 'x', code.slice(1)]) {
        expect(readCode((await post(world.openBrowser(), { code: odd })).body)).toBe('handoff_unusable');
      }
    });
  });
});
