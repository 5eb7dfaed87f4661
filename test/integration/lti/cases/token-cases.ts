/**
 * T1–T36: the token and the login behind it.
 *
 * @module
 */
import {
  createHmac,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  sign as signBytes,
  constants,
} from 'node:crypto';
import { expect } from 'vitest';
import { loginCookieName } from '../../../../src/lti/login.js';
import { CLAIM } from '../../../../src/lti/claims.js';
import {
  encode,
  makeRsaKey,
  serveJwks,
  signRsa,
  signToken,
  startTestPlatform,
  type Answer,
  type PlatformKey,
} from '../../../support/test-platform.js';
import {
  isAccepted,
  type Answered,
  type LtiWorld,
  type RegisteredPlatform,
} from '../../../support/lti-world.js';
import { accepted, refused, secondsFrom, withClaims, type LaunchCase, type Play } from './launch-case.js';

const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const EC_JWK = { ...createPublicKey(ecKey.privateKey).export({ format: 'jwk' }), kid: 'ec-1', use: 'sig' };

function signEc(input: string): string {
  return signBytes('sha256', Buffer.from(input), {
    key: ecKey.privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url');
}

function signPss(input: string, key: PlatformKey): string {
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return createSign('RSA-SHA256')
    .update(input)
    .sign({ key: key.privateKey, ...padding }, 'base64url');
}

/** Signed by somebody else, who names the platform's key as theirs. */
function forged(
  header: (world: LtiWorld, key: PlatformKey) => Record<string, unknown> = () => ({}),
): Play['run'] {
  return async (world) => {
    const login = await world.logIn();
    const key = makeRsaKey(login.platform.key.kid);
    return world.post(login, world.sign(login, {}, { key, header: header(world, key) }));
  };
}

/** A platform of its own whose key set is answered in a way of its own. */
function withJwks(
  answer: (platform: RegisteredPlatform) => Answer,
  sign: Parameters<LtiWorld['sign']>[2] = {},
): Play['run'] {
  return async (world) => {
    const at = await world.addPlatform();
    at.answerJwks(answer(at));
    const login = await world.logIn({ at });
    return world.post(login, world.sign(login, {}, sign));
  };
}

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

function plain(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (_req, res) => res.writeHead(status, headers).end(body);
}

export const TOKEN_CASES: readonly LaunchCase[] = [
  {
    id: 'T1',
    title: 'signed with another key under the same kid',
    plays: [
      refused('another key', 'launch_signature_invalid', forged()),
      refused('a changed payload under an honest signature', 'launch_signature_invalid', async (world) => {
        const login = await world.logIn();
        const [header, , signature] = world.sign(login).split('.');
        const [, payload] = world.sign(login, { sub: 'somebody-else' }).split('.');
        return world.post(login, [header, payload, signature].join('.'));
      }),
    ],
  },
  {
    id: 'T2',
    title: 'an unknown kid costs exactly one more fetch of the key set',
    plays: [
      refused('unknown kid', 'launch_key_unknown', async (world) => {
        const at = await world.addPlatform();
        expect((await world.launch({}, { at })).answer.status).toBe(303);
        const login = await world.logIn({ at });
        const fetched = at.counts.jwks;
        const answer = await world.post(login, world.sign(login, {}, { header: { kid: 'unknown' } }));
        // Only where the step is played is anything fetched at all.
        expect(at.counts.jwks - fetched).toBe(isAccepted(answer) ? 0 : 1);
        return answer;
      }),
    ],
  },
  {
    id: 'T3',
    title: 'no kid',
    plays: [
      refused('absent', 'launch_key_unknown', withClaims({}, { header: { kid: undefined } })),
      refused('empty', 'launch_key_unknown', withClaims({}, { header: { kid: '' } })),
      refused('a number', 'launch_key_unknown', withClaims({}, { header: { kid: 1 } })),
    ],
  },
  {
    id: 'T4',
    title: 'alg none',
    plays: ['none', 'None', 'NONE'].map((alg) =>
      refused(alg, 'launch_signature_invalid', withClaims({}, { header: { alg }, signature: () => '' })),
    ),
  },
  {
    id: 'T5',
    title: 'HS256 with the public key as secret',
    plays: (['pem', 'jwk'] as const).map((form) =>
      refused(form, 'launch_signature_invalid', async (world) => {
        const login = await world.logIn();
        const { publicJwk, privateKey } = login.platform.key;
        const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
        const secret = form === 'pem' ? pem : JSON.stringify(publicJwk);
        const signature = (input: string) => createHmac('sha256', secret).update(input).digest('base64url');
        return world.post(login, world.sign(login, {}, { header: { alg: 'HS256' }, signature }));
      }),
    ),
  },
  {
    id: 'T6',
    title: 'another algorithm, even under a key that the platform publishes without naming one',
    plays: [
      refused('RS512', 'launch_signature_invalid', async (world) => {
        const at = await world.addPlatform();
        at.answerJwks(serveJwks([{ ...at.key.publicJwk, alg: undefined }]));
        const login = await world.logIn({ at });
        const signature = (input: string) => signRsa(input, at.key, 'RSA-SHA512');
        return world.post(login, world.sign(login, {}, { header: { alg: 'RS512' }, signature }));
      }),
      refused('PS256', 'launch_signature_invalid', async (world) => {
        const login = await world.logIn();
        const signature = (input: string) => signPss(input, login.platform.key);
        return world.post(login, world.sign(login, {}, { header: { alg: 'PS256' }, signature }));
      }),
      refused(
        'ES256',
        'launch_signature_invalid',
        withJwks((at) => serveJwks([at.key, EC_JWK]), {
          header: { alg: 'ES256', kid: 'ec-1' },
          signature: signEc,
        }),
      ),
      refused(
        'an EC key under RS256',
        'launch_key_unknown',
        withJwks((at) => serveJwks([at.key, EC_JWK]), { header: { kid: 'ec-1' }, signature: signEc }),
      ),
    ],
  },
  {
    id: 'T7',
    title: 'keys that the token brings along are not looked at',
    plays: [
      refused(
        'jwk',
        'launch_signature_invalid',
        forged((_world, key) => ({ jwk: key.publicJwk })),
      ),
      refused('jku and x5u', 'launch_signature_invalid', async (world) => {
        const evil = await startTestPlatform({ keyIndex: 1 });
        try {
          const login = await world.logIn();
          const header = { kid: login.platform.key.kid, jku: `${evil.url}/jwks`, x5u: `${evil.url}/x5u` };
          const answer = await world.post(login, world.sign(login, {}, { key: evil.key, header }));
          expect(evil.counts).toEqual({ jwks: 0, other: 0 });
          return answer;
        } finally {
          await evil.close();
        }
      }),
      accepted(
        'beside an honest signature',
        withClaims(
          {},
          { header: { jwk: makeRsaKey().publicJwk, jku: 'https://evil.example/jwks', x5c: ['AAAA'] } },
        ),
      ),
    ],
  },
  {
    id: 'T8',
    title: 'critical extensions',
    plays: [
      refused('unknown', 'launch_signature_invalid', withClaims({}, { header: { crit: ['x'], x: 1 } })),
      refused('b64', 'launch_signature_invalid', withClaims({}, { header: { crit: ['b64'], b64: false } })),
      refused('empty', 'launch_signature_invalid', withClaims({}, { header: { crit: [] } })),
    ],
  },
  {
    id: 'T9',
    title: 'exp in the past',
    plays: [
      refused(
        'two minutes ago',
        'launch_expired',
        withClaims((world) => ({ exp: secondsFrom(world, -120) })),
      ),
      accepted(
        'half a minute ago, within what clocks differ',
        withClaims((world) => ({ exp: secondsFrom(world, -30) })),
      ),
    ],
  },
  {
    id: 'T10',
    title: 'exp missing',
    plays: [refused('absent', 'launch_expired', withClaims({ exp: undefined }))],
  },
  {
    id: 'T11',
    title: 'exp is no time',
    plays: [null, true, 'soon', '4102444800', -1, 0, 1e99, [4102444800], { $gt: 0 }].map((exp) =>
      refused(JSON.stringify(exp), 'launch_expired', withClaims({ exp })),
    ),
  },
  {
    id: 'T12',
    title: 'iat missing',
    plays: [undefined, null, '1772452800'].map((iat) =>
      refused(String(iat), 'launch_expired', withClaims({ iat })),
    ),
  },
  {
    id: 'T13',
    title: 'iat in the future',
    plays: [
      refused(
        'two minutes',
        'launch_expired',
        withClaims((world) => ({ iat: secondsFrom(world, 120) })),
      ),
      refused(
        'an hour',
        'launch_expired',
        withClaims((world) => ({ iat: secondsFrom(world, 3600), exp: secondsFrom(world, 7200) })),
      ),
      accepted(
        'half a minute, within what clocks differ',
        withClaims((world) => ({ iat: secondsFrom(world, 30) })),
      ),
    ],
  },
  {
    id: 'T14',
    title: 'iat long ago',
    plays: [
      refused(
        'an hour',
        'launch_expired',
        withClaims((world) => ({ iat: secondsFrom(world, -3600) })),
      ),
    ],
  },
  {
    id: 'T15',
    title: 'nbf in the future',
    plays: [
      refused(
        'five minutes',
        'launch_expired',
        withClaims((world) => ({ nbf: secondsFrom(world, 240) })),
      ),
      refused('no time', 'launch_expired', withClaims({ nbf: 'later' })),
      accepted(
        'now',
        withClaims((world) => ({ nbf: secondsFrom(world, 0) })),
      ),
    ],
  },
  {
    id: 'T16',
    title: 'iss is not exactly the issuer',
    plays: [
      refused('another', 'launch_issuer_wrong', withClaims({ iss: 'https://lms.example.org' })),
      refused(
        'a slash at the end',
        'launch_issuer_wrong',
        withClaims(({ platform }) => ({ iss: `${platform.url}/` })),
      ),
      refused(
        'upper case',
        'launch_issuer_wrong',
        withClaims(({ platform }) => ({ iss: platform.url.toUpperCase() })),
      ),
      refused(
        'a list',
        'launch_issuer_wrong',
        withClaims(({ platform }) => ({ iss: [platform.url] })),
      ),
      refused('absent', 'launch_issuer_wrong', withClaims({ iss: undefined })),
    ],
  },
  {
    id: 'T17',
    title: 'aud is somebody else',
    plays: [
      refused('text', 'launch_audience_wrong', withClaims({ aud: 'another' })),
      refused('a list', 'launch_audience_wrong', withClaims({ aud: ['another'] })),
      refused('absent', 'launch_audience_wrong', withClaims({ aud: undefined })),
      accepted(
        'our client id in a list',
        withClaims(({ platform }) => ({ aud: [platform.clientId] })),
      ),
    ],
  },
  {
    id: 'T18',
    title: 'aud names us and another, without azp',
    plays: [
      refused(
        'two',
        'launch_audience_wrong',
        withClaims(({ platform }) => ({ aud: [platform.clientId, 'x'] })),
      ),
    ],
  },
  {
    id: 'T19',
    title: 'aud names us and another, who is azp',
    plays: [
      refused(
        'azp x',
        'launch_audience_wrong',
        withClaims(({ platform }) => ({ aud: [platform.clientId, 'x'], azp: 'x' })),
      ),
    ],
  },
  {
    id: 'T20',
    title: 'azp is somebody else',
    plays: [
      refused('beside our aud', 'launch_audience_wrong', withClaims({ azp: 'another' })),
      refused('empty', 'launch_audience_wrong', withClaims({ azp: '' })),
      accepted(
        'azp is us',
        withClaims(({ platform }) => ({ azp: platform.clientId })),
      ),
    ],
  },
  {
    id: 'T21',
    title: 'aud is an object or an empty list',
    plays: [[], {}, { $ne: 'x' }, [[]], null, 1].map((aud) =>
      refused(JSON.stringify(aud), 'launch_audience_wrong', withClaims({ aud })),
    ),
  },
  {
    id: 'T22',
    title: 'nonce missing, empty, in a list',
    plays: [
      ...[undefined, '', null, {}].map((nonce) =>
        refused(String(nonce), 'launch_nonce_wrong', withClaims({ nonce })),
      ),
      refused('the right one, in a list', 'launch_nonce_wrong', async (world) => {
        const login = await world.logIn();
        return world.post(login, world.sign(login, { nonce: [login.nonce] }));
      }),
    ],
  },
  {
    id: 'T23',
    title: 'a nonce that was never given out',
    plays: [refused('invented', 'launch_nonce_wrong', withClaims({ nonce: 'a'.repeat(43) }))],
  },
  {
    id: 'T24',
    title: 'the nonce of another login of the same browser',
    plays: [
      refused('other login', 'launch_nonce_wrong', async (world) => {
        const browser = world.openBrowser();
        const other = await world.logIn({ browser });
        const login = await world.logIn({ browser });
        return world.post(login, world.sign(login, { nonce: other.nonce }));
      }),
    ],
  },
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
  {
    id: 'T34',
    title: 'a key set that cannot be had or used',
    plays: [
      refused(
        '500',
        'platform_unavailable',
        withJwks(() => plain(500, 'oops')),
      ),
      refused(
        'broken off',
        'platform_unavailable',
        withJwks(() => (req) => req.socket.destroy()),
      ),
      refused(
        '404',
        'platform_answer_unusable',
        withJwks(() => plain(404, '{}')),
      ),
      refused(
        'HTML',
        'platform_answer_unusable',
        withJwks(() => plain(200, '<p>Log in</p>', { 'content-type': 'text/html' })),
      ),
      refused(
        'empty',
        'platform_answer_unusable',
        withJwks(() => plain(200, '')),
      ),
      refused(
        'no list',
        'platform_answer_unusable',
        withJwks(() => plain(200, '{"keys":{}}')),
      ),
      refused(
        'an empty list',
        'platform_answer_unusable',
        withJwks(() => serveJwks([])),
      ),
      refused(
        'a list of nothing',
        'platform_answer_unusable',
        withJwks(() => plain(200, '{"keys":[null,1,"x",{}]}')),
      ),
      refused(
        'a key for encryption',
        'platform_answer_unusable',
        withJwks((at) => serveJwks([{ ...at.key.publicJwk, use: 'enc' }])),
      ),
      refused(
        'an EC key of that name',
        'platform_answer_unusable',
        withJwks((at) => serveJwks([{ ...EC_JWK, kid: at.key.kid }])),
      ),
      refused(
        'a redirect to the right one',
        'platform_answer_unusable',
        withJwks((at) => (req, res) => {
          if (req.url === '/jwks') res.writeHead(302, { location: '/jwks?again' }).end();
          else serveJwks([at.key])(req, res, '');
        }),
      ),
      refused(
        '2 MB',
        'platform_answer_unusable',
        withJwks(() => plain(200, `{"keys":[${'1,'.repeat(1_048_576)}1]}`)),
      ),
    ],
  },
  {
    id: 'T35',
    title: 'keys rotated between two launches',
    plays: [
      accepted('the new key', async (world) => (await rotate(world)).withNewKey()),
      refused('the old key, now withdrawn', 'launch_key_unknown', async (world) => {
        const rotated = await rotate(world);
        expect(isAccepted(await rotated.withNewKey())).toBe(true);
        return rotated.withOldKey();
      }),
    ],
  },
  {
    id: 'T36',
    title: 'signed by another registered platform in the name of this one',
    plays: [
      refused('its own kid', 'launch_key_unknown', async (world) => {
        const other = await world.addPlatform({ keyIndex: 1 });
        const login = await world.logIn();
        return world.post(login, world.sign(login, {}, { key: other.key }));
      }),
      refused('the kid of this one', 'launch_signature_invalid', async (world) => {
        const other = await world.addPlatform({ keyIndex: 1 });
        const login = await world.logIn();
        const header = { kid: login.platform.key.kid };
        return world.post(login, world.sign(login, {}, { key: other.key, header }));
      }),
    ],
  },
];

/** Of two answers the refusal, when one was let in and one was not; what went wrong otherwise. */
function judgePair(a: Answered, b: Answered): Answered {
  const won = [a, b].filter(isAccepted);
  if (won.length === 0) throw new Error(`neither was let in: ${a.status} ${b.status}`);
  return won.length === 1 && isAccepted(a) ? b : a;
}

async function rotate(world: LtiWorld) {
  const at = await world.addPlatform();
  expect(isAccepted((await world.launch({}, { at })).answer)).toBe(true);
  const next = makeRsaKey();
  at.answerJwks(serveJwks([next]));
  return {
    async withNewKey() {
      const login = await world.logIn({ at });
      return world.post(login, world.sign(login, {}, { key: next }));
    },
    async withOldKey() {
      const login = await world.logIn({ at });
      return world.post(login, world.sign(login));
    },
  };
}
