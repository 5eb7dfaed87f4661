/**
 * T25–T33: the login behind a token, and what is no token at all.
 *
 * @module
 */
import { expect } from 'vitest';
import { CLAIM } from '../../../../src/lti/claims.js';
import { loginCookieName } from '../../../../src/lti/login.js';
import { isAccepted, type Answered, type LtiWorld } from '../../../support/lti-world.js';
import { encode, signToken } from '../../../support/test-platform.js';
import { accepted, refused, withClaims, type LaunchCase, type Play } from './launch-case.js';

/** A launch with these very bytes as token. */
function withToken(make: (world: LtiWorld) => string): Play['run'] {
  return async (world) => world.post(await world.logIn(), make(world));
}

/** A launch of which the form is changed after an honest login. */
function withForm(
  form: (state: string, idToken: string) => string,
  more: Record<string, string> = {},
): Play['run'] {
  return async (world) => {
    const login = await world.logIn();
    const body = form(encodeURIComponent(login.state), encodeURIComponent(world.sign(login)));
    return login.browser.post('/lti/launch', body, more);
  };
}

export const STATE_CASES: readonly LaunchCase[] = [
  {
    id: 'T25',
    title: 'replayed at once',
    plays: [
      refused('the same form again, cookie and all', 'launch_state_unknown', async (world) => {
        const login = await world.logIn();
        const token = world.sign(login);
        const cookies = [...login.browser.jar];
        expect(isAccepted(await world.post(login, token))).toBe(true);
        for (const [name, value] of cookies) login.browser.jar.set(name, value);
        return world.post(login, token);
      }),
    ],
  },
  {
    id: 'T26',
    title: 'replayed when the login is long forgotten',
    plays: [
      refused('an hour later, with a token that still holds', 'launch_state_unknown', async (world) => {
        const login = await world.logIn();
        const cookies = [...login.browser.jar];
        expect(isAccepted(await world.post(login, world.sign(login)))).toBe(true);
        world.clock.at = new Date(world.clock.at.getTime() + 3_600_000);
        for (const [name, value] of cookies) login.browser.jar.set(name, value);
        return world.post(login, world.sign(login));
      }),
    ],
  },
  {
    id: 'T27',
    title: 'two posts of one token at the same moment: one wins',
    plays: [
      refused('at once', ['launch_replayed', 'launch_state_unknown'], async (world) => {
        const login = await world.logIn();
        const token = world.sign(login);
        const [a, b] = await Promise.all([world.post(login, token), world.post(login, token)]);
        return judgePair(a, b);
      }),
    ],
  },
  {
    id: 'T28',
    title: 'the token of one login with the state of another',
    plays: [
      refused('both of this browser', 'launch_nonce_wrong', async (world) => {
        const browser = world.openBrowser();
        const first = await world.logIn({ browser });
        const second = await world.logIn({ browser });
        return world.post(second, world.sign(first));
      }),
      refused('of another platform', 'launch_key_unknown', async (world) => {
        const browser = world.openBrowser();
        const first = await world.logIn({ browser, at: await world.addPlatform({ keyIndex: 1 }) });
        const second = await world.logIn({ browser });
        return world.post(second, world.sign(first));
      }),
    ],
  },
  {
    id: 'T29',
    title: 'state missing, unknown, expired, used, or no state at all',
    plays: [
      refused(
        'missing',
        'launch_state_unknown',
        withForm((_state, token) => `id_token=${token}`),
      ),
      refused(
        'empty',
        'launch_state_unknown',
        withForm((_state, token) => `id_token=${token}&state=`),
      ),
      refused(
        'unknown',
        'launch_state_unknown',
        withForm((_state, token) => `id_token=${token}&state=${'a'.repeat(43)}`),
      ),
      ...[
        'a b',
        ';',
        '__Host-insigne=x; Path=/',
        'a\r\nSet-Cookie: x=1',
        '../..',
        '\u0000',
        '💥',
        'a'.repeat(10_000),
      ].map((state) =>
        refused(
          JSON.stringify(state).slice(0, 40),
          state.length > 128 ? 'request_invalid' : 'launch_state_unknown',
          withForm((_state, token) => `id_token=${token}&state=${encodeURIComponent(state)}`),
        ),
      ),
      refused(
        'an operator',
        'request_invalid',
        withForm((state, token) => `id_token=${token}&state[$ne]=${state}`),
      ),
      refused(
        'twice',
        'request_invalid',
        withForm((state, token) => `id_token=${token}&state=${state}&state=${state}`),
      ),
      accepted(
        'beside a parameter that no object has',
        withForm((state, token) => `id_token=${token}&state=${state}&__proto__=x`),
      ),
      refused(
        'an object in JSON',
        'launch_state_unknown',
        withForm(() => '{"state":{"$ne":null}}', { 'content-type': 'application/json' }),
      ),
      refused('expired', 'launch_state_unknown', async (world) => {
        const login = await world.logIn();
        world.clock.at = new Date(world.clock.at.getTime() + 601_000);
        return world.post(login, world.sign(login));
      }),
      refused('used for a launch that was refused', 'launch_state_unknown', async (world) => {
        const login = await world.logIn();
        const cookies = [...login.browser.jar];
        await world.post(login, world.sign(login, { nonce: 'wrong' }));
        for (const [name, value] of cookies) login.browser.jar.set(name, value);
        return world.post(login, world.sign(login));
      }),
    ],
  },
  {
    id: 'T30',
    title: 'a launch without the cookie of its login',
    plays: [
      refused('no cookie', 'launch_browser_unproven', async (world) => {
        const login = await world.logIn();
        login.browser.jar.clear();
        return world.post(login, world.sign(login));
      }),
    ],
  },
  {
    id: 'T31',
    title: 'the cookie of another browser',
    plays: [
      refused('a browser with a login of its own', 'launch_browser_unproven', async (world) => {
        const login = await world.logIn();
        const other = await world.logIn();
        return world.post({ ...login, browser: other.browser }, world.sign(login));
      }),
      refused('its value under the right name', 'launch_browser_unproven', async (world) => {
        const login = await world.logIn();
        const other = await world.logIn();
        const [value = ''] = [...other.browser.jar.values()];
        other.browser.jar.set(loginCookieName(login.state), value);
        return world.post({ ...login, browser: other.browser }, world.sign(login));
      }),
    ],
  },
  {
    id: 'T32',
    title: 'id_token in the query of a GET',
    plays: [
      refused(
        'GET',
        'method_not_allowed',
        async (world) => {
          const login = await world.logIn();
          const query = new URLSearchParams({ id_token: world.sign(login), state: login.state });
          return login.browser.get(`/lti/launch?${query.toString()}`);
        },
        (_world, answer) => {
          expect(answer.status).toBe(405);
          expect(answer.headers.get('allow')).toBe('POST');
        },
      ),
    ],
  },
  {
    id: 'T33',
    title: 'what is no token',
    plays: [
      ...[
        'a.b.c',
        '..',
        'no-dots',
        `${encode('{}')}.${encode('not json')}.c2ln`,
        `${encode('not json')}.${encode('{}')}.c2ln`,
      ].map((token) =>
        refused(
          token,
          'launch_token_unreadable',
          withToken(() => token),
        ),
      ),
      refused(
        'five parts',
        'launch_token_unreadable',
        withToken(() => 'a.b.c.d.e'),
      ),
      refused(
        'missing',
        'launch_token_unreadable',
        withForm((state) => `state=${state}`),
      ),
      refused(
        'empty',
        'launch_token_unreadable',
        withForm((state) => `state=${state}&id_token=`),
      ),
      refused(
        'a signed list',
        'launch_token_unreadable',
        withToken(() => signToken([1, 2])),
      ),
      refused(
        'a signed text',
        'launch_token_unreadable',
        withToken(() => signToken('"launch"')),
      ),
      refused(
        '1 MB of letters',
        'request_too_large',
        withToken(() => 'a'.repeat(1_048_576)),
      ),
      refused(
        'an honest token of 300 kB',
        'launch_token_unreadable',
        withClaims({ [CLAIM.custom]: { filler: 'a'.repeat(225_000) } }),
      ),
    ],
  },
];

/** Of two answers the refusal, when one was let in and one was not; what went wrong otherwise. */
function judgePair(a: Answered, b: Answered): Answered {
  const won = [a, b].filter(isAccepted);
  if (won.length === 0) throw new Error(`neither was let in: ${a.status} ${b.status}`);
  return won.length === 1 && isAccepted(a) ? b : a;
}
