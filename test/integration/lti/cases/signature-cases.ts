/**
 * T1–T8: who signed, and how.
 *
 * @module
 */
import { constants, createHmac, createPublicKey, createSign } from 'node:crypto';
import { expect } from 'vitest';
import {
  makeRsaKey,
  serveJwks,
  signRsa,
  startTestPlatform,
  type PlatformKey,
} from '../../../support/test-platform.js';
import { isAccepted, type LtiWorld } from '../../../support/lti-world.js';
import { EC_JWK, signEc } from './ec-key.js';
import { accepted, refused, withClaims, withJwks, type LaunchCase, type Play } from './launch-case.js';

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

export const SIGNATURE_CASES: readonly LaunchCase[] = [
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
];
