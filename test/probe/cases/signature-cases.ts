/**
 * T1–T8, T34–T36: who signed, how, and with which key set.
 *
 * Source: 1EdTech Security Framework 1.1 §5.1.2, §5.1.3, §6.3; RFC 7515 §4.1; RFC 8725 §3.1.
 *
 * @module
 */
import { constants, createHmac, createPublicKey, createSign } from 'node:crypto';
import { EC_JWK, signEc } from '../../integration/lti/cases/ec-key.js';
import {
  makeRsaKey,
  serveJwks,
  signRsa,
  type Answer,
  type PlatformKey,
} from '../../support/test-platform.js';
import { accepted, refused, show, slow, withClaims, type ProbeCase } from '../probe-case.js';
import type { ProbeWorld } from '../world.js';

/** Signed by somebody else, who names the platform's key as theirs. */
function forged(header: (key: PlatformKey) => Record<string, unknown> = () => ({})) {
  return async (world: ProbeWorld): Promise<string> => {
    const key = makeRsaKey(world.main.platform.key.kid);
    return world.launch({}, { key, header: header(key) });
  };
}

function withKeySet(answer: (key: PlatformKey) => Answer) {
  return async (world: ProbeWorld): Promise<string> => {
    const at = await world.registerHonestly();
    at.platform.answerJwks(answer(at.platform.key));
    return world.launch({}, {}, { at });
  };
}

function plain(status: number, body: string, type = 'application/json'): Answer {
  return (_req, res) => res.writeHead(status, { 'content-type': type }).end(body);
}

export const SIGNATURE_CASES: readonly ProbeCase[] = [
  refused('T1', 'another key under the same kid', forged()),
  refused('T1', 'a changed payload under an honest signature', async (world) => {
    const login = await world.logIn();
    const [header, , signature] = world.sign(login).split('.');
    const [, payload] = world.sign(login, { sub: 'somebody-else' }).split('.');
    const token = [header, payload, signature].join('.');
    return world.judge(login.browser, await world.post(login, { id_token: token, state: login.state }));
  }),
  {
    id: 'T2',
    what: 'an unknown kid costs one more fetch of the key set at most',
    expected: 'refused, at most 1 fetch',
    async play(world) {
      const { counts } = world.main.platform;
      await world.launch();
      const before = counts.jwks;
      const verdict = await world.launch({}, { header: { kid: 'unknown' } });
      const fetches = counts.jwks - before;
      return `${verdict}, ${fetches <= 1 ? 'at most 1 fetch' : `${fetches} fetches`}`;
    },
  },
  ...[undefined, '', 1].map((kid) => refused('T3', `kid ${show(kid)}`, withClaims({}, { header: { kid } }))),
  ...['none', 'None'].map((alg) =>
    refused('T4', `alg ${alg}`, withClaims({}, { header: { alg }, signature: () => '' })),
  ),
  ...(['pem', 'jwk'] as const).map((form) =>
    refused('T5', `HS256 with the public key (${form}) as secret`, async (world) => {
      const { publicJwk, privateKey } = world.main.platform.key;
      const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
      const secret = form === 'pem' ? pem : JSON.stringify(publicJwk);
      const signature = (input: string) => createHmac('sha256', secret).update(input).digest('base64url');
      return world.launch({}, { header: { alg: 'HS256' }, signature });
    }),
  ),
  refused('T6', 'RS512', (world) => {
    const signature = (input: string) => signRsa(input, world.main.platform.key, 'RSA-SHA512');
    return world.launch({}, { header: { alg: 'RS512' }, signature });
  }),
  refused('T6', 'PS256', (world) => {
    const { privateKey: key } = world.main.platform.key;
    const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const signature = (input: string) => createSign('RSA-SHA256').update(input).sign(options, 'base64url');
    return world.launch({}, { header: { alg: 'PS256' }, signature });
  }),
  slow(
    refused('T6', 'ES256 under a published EC key', async (world) => {
      const at = await world.registerHonestly();
      at.platform.answerJwks(serveJwks([at.platform.key, EC_JWK]));
      return world.launch({}, { header: { alg: 'ES256', kid: 'ec-1' }, signature: signEc }, { at });
    }),
  ),
  refused(
    'T7',
    'a key of its own in jwk',
    forged((key) => ({ jwk: key.publicJwk })),
  ),
  {
    id: 'T7',
    what: 'a key of its own behind jku and x5u',
    expected: 'refused, nothing fetched',
    async play(world) {
      const evil = await world.addPlatform(1);
      const { kid } = world.main.platform.key;
      const header = { kid, jku: `${evil.url}/jwks`, x5u: `${evil.url}/x5u` };
      const verdict = await world.launch({}, { key: evil.key, header });
      return `${verdict}, ${evil.counts.jwks + evil.counts.other === 0 ? 'nothing fetched' : 'key fetched'}`;
    },
  },
  accepted(
    'T7',
    'such headers beside an honest signature',
    withClaims({}, { header: { jwk: makeRsaKey().publicJwk, jku: 'https://evil.example/jwks' } }),
  ),
  refused('T8', 'crit names what nobody knows', withClaims({}, { header: { crit: ['x'], x: 1 } })),
  refused('T8', 'crit names b64', withClaims({}, { header: { crit: ['b64'], b64: false } })),
  slow(
    refused(
      'T34',
      'key set: 500',
      withKeySet(() => plain(500, 'oops')),
    ),
  ),
  slow(
    refused(
      'T34',
      'key set: HTML',
      withKeySet(() => plain(200, '<p>Log in</p>', 'text/html')),
    ),
  ),
  slow(
    refused(
      'T34',
      'key set: no keys',
      withKeySet(() => serveJwks([])),
    ),
  ),
  slow(
    refused(
      'T34',
      'key set: the key is for encryption',
      withKeySet((key) => serveJwks([{ ...key.publicJwk, use: 'enc' }])),
    ),
  ),
  slow(
    refused(
      'T34',
      'key set: an EC key of that name',
      withKeySet((key) => serveJwks([{ ...EC_JWK, kid: key.kid }])),
    ),
  ),
  slow(
    refused(
      'T34',
      'key set: no answer',
      withKeySet(() => () => {}),
    ),
  ),
  slow({
    id: 'T35',
    what: 'keys rotated between launches: the old, the new, the old again',
    expected: 'accepted, accepted, refused',
    async play(world) {
      const at = await world.registerHonestly();
      const verdicts = [await world.launch({}, {}, { at })];
      const next = makeRsaKey();
      at.platform.answerJwks(serveJwks([next]));
      verdicts.push(await world.launch({}, { key: next }, { at }));
      verdicts.push(await world.launch({}, {}, { at }));
      return verdicts.join(', ');
    },
  }),
  slow(
    refused('T36', 'another registered platform in the name of this one', async (world) => {
      const other = await world.registerHonestly({ keyIndex: 1 });
      return world.launch({}, { key: other.platform.key });
    }),
  ),
  slow(
    refused('T36', 'the same, under the kid of this one', async (world) => {
      const other = await world.addPlatform(1);
      return world.launch({}, { key: other.key, header: { kid: world.main.platform.key.kid } });
    }),
  ),
];
