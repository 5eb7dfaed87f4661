/**
 * T34–T36: the key sets of platforms.
 *
 * @module
 */
import { expect } from 'vitest';
import { isAccepted, type LtiWorld } from '../../../support/lti-world.js';
import { makeRsaKey, serveJwks, type Answer } from '../../../support/test-platform.js';
import { EC_JWK } from './ec-key.js';
import { accepted, refused, withJwks, type LaunchCase } from './launch-case.js';

function plain(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (_req, res) => res.writeHead(status, headers).end(body);
}

export const KEY_SET_CASES: readonly LaunchCase[] = [
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
      accepted('the new key under the name of the old one', async (world) =>
        (await rotate(world, 'same name')).withNewKey(),
      ),
      refused('the old key, whose name another took', 'launch_signature_invalid', async (world) => {
        const rotated = await rotate(world, 'same name');
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

async function rotate(world: LtiWorld, name: 'new name' | 'same name' = 'new name') {
  const at = await world.addPlatform();
  expect(isAccepted((await world.launch({}, { at })).answer)).toBe(true);
  const next = name === 'same name' ? makeRsaKey(at.key.kid) : makeRsaKey();
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
