/**
 * L: login initiation. A login is refused when the browser is not sent on to the platform with an authentication request.
 *
 * Source: OpenID Connect Core 1.0 §4 (a tool must check the target), 1EdTech Security Framework 1.1 §5.1.1; RFC 6749 §3.1 (no
 * parameter twice).
 *
 * @module
 */
import { either, slow, type ProbeCase } from '../probe-case.js';
import type { ProbeWorld } from '../world.js';

type Fields = Readonly<Record<string, string | undefined>>;

/** Both ways in must say no. */
function noLogin(id: string, what: string, fields: Fields, odd = ''): ProbeCase {
  return {
    id,
    what,
    expected: 'refused',
    play: async (world) => {
      const sent = [
        await world.tryLogin({ fields, odd }),
        await world.tryLogin({ fields, odd, method: 'POST' }),
      ];
      return sent.some((one) => one !== null) ? 'sent on' : 'refused';
    },
  };
}

function login(id: string, what: string, fields: Fields, method: 'GET' | 'POST' = 'GET'): ProbeCase {
  return { id, what, expected: 'accepted', play: (world) => world.launch({}, {}, { fields, method }) };
}

export const LOGIN_CASES: readonly ProbeCase[] = [
  noLogin('L1', 'no iss', { iss: undefined }),
  noLogin('L2', 'no login_hint', { login_hint: undefined }),
  noLogin('L3', 'no target_link_uri', { target_link_uri: undefined }),
  noLogin('L4', 'an issuer nobody registered', { iss: 'https://lms.example.org' }),
  noLogin('L5', 'a client id nobody registered', { client_id: 'another' }),
  slow({
    id: 'L6',
    what: 'no client id, and two registrations of that issuer',
    expected: 'refused',
    async play(world) {
      const first = await world.registerHonestly();
      await world.registerHonestly({ platform: first.platform });
      const sent = await world.tryLogin({ at: first, fields: { client_id: undefined } });
      return sent ? 'sent on' : 'refused';
    },
  }),
  noLogin('L7', 'target on another host', { target_link_uri: 'https://evil.example/launch' }),
  {
    id: 'L7',
    what: 'target on a host that begins like ours',
    expected: 'refused',
    async play(world) {
      const target = new URL(world.main.targetLinkUri);
      target.hostname = `${target.hostname}.evil.example`;
      return (await world.tryLogin({ fields: { target_link_uri: target.href } })) ? 'sent on' : 'refused';
    },
  },
  noLogin('L8', 'target is a script', { target_link_uri: 'javascript:alert(1)' }),
  noLogin('L8', 'target is data', { target_link_uri: 'data:text/html,<script>alert(1)</script>' }),
  noLogin('L9', 'iss given twice', {}, 'iss=https%3A%2F%2Flms.example.org'),
  noLogin('L9', 'target_link_uri given twice', {}, 'target_link_uri=https%3A%2F%2Fevil.example'),
  noLogin(
    'L10',
    'operators for iss and client id',
    { iss: undefined, client_id: undefined },
    'iss[$ne]=x&client_id[$ne]=y',
  ),
  noLogin('L10', 'a list for iss', { iss: undefined }, 'iss[]=x'),
  {
    id: 'L10',
    what: 'operators in JSON',
    expected: 'refused',
    play: (world) => playJsonLogin(world, { $ne: 'x' }),
  },
  either('L11', 'a login_hint of 10 kB', async (world) =>
    (await world.tryLogin({ fields: { login_hint: 'a'.repeat(10_240) } })) ? 'sent on' : 'refused',
  ),
  login('L12', 'by GET', {}),
  login('L12', 'by POST', {}, 'POST'),
  ...['{"cmid":4,"launchid":"ltilaunch1_123"}', 'a+b c&d=e%20f#g/?', 'é€💥"\'<>'].map((hint): ProbeCase => ({
    id: 'L13',
    what: `message hint ${hint}`,
    expected: 'byte for byte',
    async play(world) {
      const { request } = await world.logIn({ fields: { lti_message_hint: hint } });
      return request.get('lti_message_hint') === hint ? 'byte for byte' : 'changed';
    },
  })),
  {
    id: 'L15',
    what: 'the nine parameters of the authentication request',
    expected: 'all nine',
    async play(world) {
      const { request, state, nonce } = await world.logIn();
      const { request: second } = await world.logIn();
      const fixed = {
        scope: 'openid',
        response_type: 'id_token',
        response_mode: 'form_post',
        prompt: 'none',
      };
      const wrong = [
        ...Object.entries(fixed).flatMap(([name, value]) => (request.get(name) === value ? [] : [name])),
        ...(request.get('client_id') === world.main.clientId ? [] : ['client_id']),
        ...(world.main.redirectUris.includes(request.get('redirect_uri') ?? '') ? [] : ['redirect_uri']),
        ...(request.get('login_hint') === 'hint' ? [] : ['login_hint']),
        // 128 bits in base64url are 22 characters.
        ...(state.length >= 22 && state !== second.get('state') ? [] : ['state']),
        ...(nonce.length >= 22 && nonce !== state && nonce !== second.get('nonce') ? [] : ['nonce']),
      ];
      return wrong.length === 0 ? 'all nine' : `wrong: ${wrong.join(' ')}`;
    },
  },
  login('L16', 'lti_storage_target _parent', { lti_storage_target: '_parent' }),
  login('L16', 'lti_storage_target with markup', { lti_storage_target: 'evil"><script>' }),
];

async function playJsonLogin(world: ProbeWorld, odd: unknown): Promise<string> {
  const { main } = world;
  const body = { iss: odd, client_id: odd, login_hint: 'hint', target_link_uri: main.targetLinkUri };
  const browser = world.browse();
  const first = await browser.post(main.loginUrl, JSON.stringify(body), 'application/json');
  const last = await browser.follow(first);
  return last.location?.startsWith(main.platform.url) ? 'sent on' : 'refused';
}
