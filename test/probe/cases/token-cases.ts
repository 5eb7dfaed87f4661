/**
 * T9–T24: what the token says about time, parties and nonce.
 *
 * Source: 1EdTech Security Framework 1.1 §5.1.2, §5.1.3; OpenID Connect Core 1.0 §2, §3.1.3.7; RFC 7519 §4.1.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import {
  accepted,
  either,
  refused,
  secondsFromNow,
  show,
  withClaims,
  type ProbeCase,
} from '../probe-case.js';

export const TOKEN_CASES: readonly ProbeCase[] = [
  refused(
    'T9',
    'exp two minutes ago',
    withClaims(() => ({ exp: secondsFromNow(-120) })),
  ),
  either(
    'T9',
    'exp ten seconds ago',
    withClaims(() => ({ exp: secondsFromNow(-10) })),
  ),
  refused('T10', 'exp absent', withClaims({ exp: undefined })),
  ...[null, 'soon', '4102444800', -1, [4102444800], { $gt: 0 }].map((exp) =>
    refused('T11', `exp ${show(exp)}`, withClaims({ exp })),
  ),
  either('T11', 'exp 1e99', withClaims({ exp: 1e99 })),
  refused('T12', 'iat absent', withClaims({ iat: undefined })),
  refused('T12', 'iat a text', withClaims({ iat: '1772452800' })),
  refused(
    'T13',
    'iat an hour ahead',
    withClaims(() => ({ iat: secondsFromNow(3_600), exp: secondsFromNow(7_200) })),
  ),
  accepted(
    'T13',
    'iat two seconds ahead',
    withClaims(() => ({ iat: secondsFromNow(2) })),
  ),
  either(
    'T14',
    'iat an hour ago, not yet expired',
    withClaims(() => ({ iat: secondsFromNow(-3_600) })),
  ),
  accepted(
    'T14',
    'iat five seconds ago',
    withClaims(() => ({ iat: secondsFromNow(-5) })),
  ),
  refused(
    'T15',
    'nbf four minutes ahead',
    withClaims(() => ({ nbf: secondsFromNow(240) })),
  ),
  accepted(
    'T15',
    'nbf now',
    withClaims(() => ({ nbf: secondsFromNow(0) })),
  ),
  refused('T16', 'another iss', withClaims({ iss: 'https://lms.example.org' })),
  refused(
    'T16',
    'iss with a slash at the end',
    withClaims(({ main }) => ({ iss: `${main.issuer}/` })),
  ),
  refused(
    'T16',
    'iss in upper case',
    withClaims(({ main }) => ({ iss: main.issuer.toUpperCase() })),
  ),
  refused(
    'T16',
    'iss in a list',
    withClaims(({ main }) => ({ iss: [main.issuer] })),
  ),
  refused('T16', 'iss absent', withClaims({ iss: undefined })),
  refused('T17', 'aud somebody else', withClaims({ aud: 'another' })),
  refused('T17', 'aud a list of somebody else', withClaims({ aud: ['another'] })),
  refused('T17', 'aud absent', withClaims({ aud: undefined })),
  accepted(
    'T17',
    'aud a list of us',
    withClaims(({ main }) => ({ aud: [main.clientId] })),
  ),
  refused(
    'T18',
    'aud us and another, no azp',
    withClaims(({ main }) => ({ aud: [main.clientId, 'x'] })),
  ),
  refused(
    'T19',
    'aud us and another, who is azp',
    withClaims(({ main }) => ({ aud: [main.clientId, 'x'], azp: 'x' })),
  ),
  refused('T20', 'azp somebody else', withClaims({ azp: 'another' })),
  accepted(
    'T20',
    'azp us',
    withClaims(({ main }) => ({ azp: main.clientId })),
  ),
  ...[[], {}, { $ne: 'x' }, [[]], null].map((aud) => refused('T21', `aud ${show(aud)}`, withClaims({ aud }))),
  ...[undefined, '', null, {}].map((nonce) => refused('T22', `nonce ${show(nonce)}`, withClaims({ nonce }))),
  refused('T22', 'the right nonce in a list', async (world) => {
    const login = await world.logIn();
    return world.launchWith(login, { nonce: [login.nonce] });
  }),
  refused(
    'T23',
    'a nonce never given out',
    withClaims(() => ({ nonce: randomUUID() })),
  ),
  refused('T24', 'the nonce of another login of this browser', async (world) => {
    const browser = world.browse();
    const other = await world.logIn({ browser });
    const login = await world.logIn({ browser });
    return world.launchWith(login, { nonce: other.nonce });
  }),
];
