/**
 * T9–T24: what the token says about time, parties and nonce.
 *
 * @module
 */
import { accepted, refused, secondsFrom, withClaims, type LaunchCase } from './launch-case.js';

export const TOKEN_CASES: readonly LaunchCase[] = [
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
        refused(JSON.stringify(nonce) ?? 'absent', 'launch_nonce_wrong', withClaims({ nonce })),
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
];
