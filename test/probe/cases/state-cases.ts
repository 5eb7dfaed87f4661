/**
 * T25–T33 and E: the login behind a token, what is no token at all, and errors in place of one.
 *
 * Source: OpenID Connect Core 1.0 §3.1.2.6, §3.2.2.11, §15.5.2; RFC 6749 §10.12; OAuth 2.0 Form Post Response Mode.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { encode } from '../../support/test-platform.js';
import { refused, show, type ProbeCase } from '../probe-case.js';
import type { ProbeWorld, UnderWay } from '../world.js';

/** An honest login, then a form of one's own. */
function withForm(form: (login: UnderWay, token: string) => string, type?: string): ProbeCase['play'] {
  return async (world) => {
    const login = await world.logIn();
    return world.judge(login.browser, await world.post(login, form(login, world.sign(login)), type));
  };
}

/** An honest login, then these bytes as token. */
function withToken(make: (world: ProbeWorld) => string): ProbeCase['play'] {
  return async (world) => {
    const login = await world.logIn();
    const form = { id_token: make(world), state: login.state };
    return world.judge(login.browser, await world.post(login, form));
  };
}

/** As `fields` in place of a launch. */
function withError(fields: Record<string, string>, more: { state?: string } = {}): ProbeCase['play'] {
  return async (world) => {
    const login = await world.logIn();
    const answer = await world.post(login, { state: more.state ?? login.state, ...fields });
    const isMarkup = answer.type.includes('html') && /<script>alert|<img src=x/.test(answer.body);
    return isMarkup ? 'markup on the page' : world.judge(login.browser, answer);
  };
}

const ODD_STATES = [
  'a b',
  ';',
  'x; Path=/',
  'a\r\nSet-Cookie: x=1',
  '../..',
  '\u0000',
  '💥',
  'a'.repeat(10_000),
];

export const STATE_CASES: readonly ProbeCase[] = [
  refused('T25', 'the same form again, cookie and all', async (world) => {
    const login = await world.logIn();
    const form = { id_token: world.sign(login), state: login.state };
    const cookies = [...login.browser.jar];
    await world.post(login, form);
    login.browser.jar.clear();
    for (const [name, value] of cookies) login.browser.jar.set(name, value);
    return world.judge(login.browser, await world.post(login, form));
  }),
  {
    id: 'T27',
    what: 'one form posted twice at the same moment',
    expected: 'one session',
    async play(world) {
      const login = await world.logIn();
      const form = { id_token: world.sign(login), state: login.state };
      const answers = await Promise.all([world.post(login, form), world.post(login, form)]);
      let sessions = 0;
      for (const answer of answers)
        if ((await world.judge(login.browser, answer)) === 'accepted') sessions += 1;
      return sessions === 1 ? 'one session' : `${sessions} sessions`;
    },
  },
  refused('T28', 'the token of one login with the state of another', async (world) => {
    const browser = world.browse();
    const first = await world.logIn({ browser });
    const second = await world.logIn({ browser });
    const form = { id_token: world.sign(first), state: second.state };
    return world.judge(browser, await world.post(second, form));
  }),
  refused('T28', 'a token of somebody else, whose login was elsewhere, in this browser', async (world) => {
    const attacker = await world.logIn();
    const victim = await world.logIn();
    const form = { id_token: world.sign(attacker, { sub: 'attacker' }), state: victim.state };
    return world.judge(victim.browser, await world.post(victim, form));
  }),
  refused(
    'T29',
    'state absent',
    withForm((_login, token) => `id_token=${token}`),
  ),
  refused(
    'T29',
    'state empty',
    withForm((_login, token) => `id_token=${token}&state=`),
  ),
  refused(
    'T29',
    'state unknown',
    withForm((_login, token) => `id_token=${token}&state=${'a'.repeat(43)}`),
  ),
  ...ODD_STATES.map((state) =>
    refused(
      'T29',
      `state ${show(state)}`,
      withForm((_login, token) => `id_token=${token}&state=${encodeURIComponent(state)}`),
    ),
  ),
  ...['a b', ';'].map((state) =>
    refused(
      'T29',
      `state ${show(state)} and no token`,
      withForm(() => `state=${encodeURIComponent(state)}`),
    ),
  ),
  refused(
    'T29',
    'state an operator',
    withForm(({ state }, token) => `id_token=${token}&state[$ne]=${state}`),
  ),
  refused(
    'T29',
    'state given twice',
    withForm(({ state }, token) => `id_token=${token}&state=${state}&state=x`),
  ),
  refused(
    'T29',
    'state an object in JSON',
    withForm(() => '{"state":{"$ne":null}}', 'application/json'),
  ),
  refused('T29', 'state used before, cookie kept, nonce of its own', async (world) => {
    const login = await world.logIn();
    const cookies = [...login.browser.jar];
    await world.post(login, { id_token: world.sign(login), state: login.state });
    for (const [name, value] of cookies) login.browser.jar.set(name, value);
    return world.launchWith(login, { nonce: `second-${randomUUID()}` });
  }),
  refused('T30', 'no cookie of the login', async (world) => {
    const login = await world.logIn();
    login.browser.jar.clear();
    return world.launchWith(login);
  }),
  refused('T31', 'the cookies of another browser', async (world) => {
    const login = await world.logIn();
    const other = await world.logIn();
    return world.launchWith({ ...login, browser: other.browser });
  }),
  refused('T31', 'the cookie of another browser under the right name', async (world) => {
    const login = await world.logIn();
    const other = await world.logIn();
    const [value = ''] = [...other.browser.jar.values()];
    const forged = value.replaceAll(other.state, login.state);
    const names = [...login.browser.jar.keys()];
    other.browser.jar.clear();
    // A signed cookie names itself; its value is worth something only where it is not bound to the name.
    for (const name of names) other.browser.jar.set(name, forged);
    return world.launchWith({ ...login, browser: other.browser });
  }),
  refused('T32', 'the token in the query of a GET', async (world) => {
    const login = await world.logIn();
    const query = new URLSearchParams({ id_token: world.sign(login), state: login.state });
    return world.judge(login.browser, await login.browser.get(`${login.redirectUri}?${query.toString()}`));
  }),
  ...['a.b.c', '..', 'no-dots', `${encode('{}')}.${encode('not json')}.c2ln`, 'a.b.c.d.e', ''].map((token) =>
    refused(
      'T33',
      `token ${show(token)}`,
      withToken(() => token),
    ),
  ),
  refused(
    'T33',
    'a signed list',
    withToken(({ main }) => main.platform.sign([1, 2])),
  ),
  refused(
    'T33',
    'a signed text',
    withToken(({ main }) => main.platform.sign('"launch"')),
  ),
  refused(
    'T33',
    '1 MB of letters',
    withToken(() => 'a'.repeat(1_048_576)),
  ),
  refused('E1', 'error login_required', withError({ error: 'login_required' })),
  refused('E2', 'error launch_no_longer_valid', withError({ error: 'launch_no_longer_valid' })),
  refused(
    'E3',
    'error with an unknown state',
    withError({ error: 'login_required' }, { state: 'a'.repeat(43) }),
  ),
  refused(
    'E3',
    'error with a state of odd letters',
    withError({ error: 'login_required' }, { state: 'a b' }),
  ),
  refused(
    'E4',
    'error with markup',
    withError({ error: 'x<script>alert(1)</script>', error_description: '<img src=x onerror=alert(1)>' }),
  ),
];
