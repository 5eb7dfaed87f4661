/**
 * What a prober sends that no LMS would: every claim with every wrong type, headers and key sets that are not what they say, and
 * requests that are none. Whatever comes: an answer below 500, a page where people look, and the process alive.
 */
import { gzipSync } from 'node:zlib';
import { connect } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLAIM } from '../../../src/lti/claims.js';
import { isAccepted, openLtiWorld, readCode, type Answered, type LtiWorld } from '../../support/lti-world.js';
import { buildClaims, encode, signRsa, type Answer } from '../../support/test-platform.js';
import { expectAlive } from './cases/launch-case.js';

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** As JSON values; `undefined` takes the claim out. The long ones are slow to sign and to send: not for each member. */
const FEW: Readonly<Record<string, unknown>> = {
  null: null,
  'a number': 1e308,
  true: true,
  'a long text': 'x'.repeat(5_000),
  'odd signs': '\u0000\ud800\u202e<script>',
  'a list of null': [null],
  'an object with operators': { $ne: null, __proto__: 1, 'a.b': 1 },
};

const VALUES: Readonly<Record<string, unknown>> = {
  ...FEW,
  'left out': undefined,
  'something deep': deep(200),
};

const SERVICES = {
  [CLAIM.agsEndpoint]: { scope: ['x'], lineitems: 'https://lms.example/items' },
  [CLAIM.namesRoleService]: { context_memberships_url: 'https://lms.example/members' },
  [CLAIM.lis]: { person_sourcedid: 's1' },
  [CLAIM.launchPresentation]: { locale: 'nl', return_url: 'https://lms.example/' },
  [CLAIM.noticeService]: { platform_notification_service_url: 'https://lms.example/notices' },
  [CLAIM.forUser]: { user_id: 'u2' },
  [CLAIM.deepLinkingSettings]: {
    deep_link_return_url: 'https://lms.example/return',
    accept_types: ['ltiResourceLink'],
    data: 'd',
  },
};

describe('odd requests', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());
  // Nobody is that fast: what is limited by the minute is free again.
  beforeEach(() => pass(120));

  const pass = (seconds: number) =>
    void (world.clock.at = new Date(world.clock.at.getTime() + seconds * 1_000));

  /** Where the platform itself is broken the answer may say so (502, 503); 500 is ours, and must not be. */
  function expectAnswered(answer: Answered, what: string, most = 499): void {
    expect({
      what,
      status: answer.status,
      isFine: answer.status <= most && answer.status !== 500,
    }).toMatchObject({
      isFine: true,
    });
    if (answer.status < 400) return;
    expect({ what, type: answer.headers.get('content-type') }).toEqual({
      what,
      type: expect.stringMatching(/^text\/html/) as string,
    });
    expect({ what, code: readCode(answer.body) }).toMatchObject({
      code: expect.stringMatching(/^[a-z_]+$/) as string,
    });
    expect(answer.headers.getSetCookie().join(), what).not.toContain('__Host-insigne=');
  }

  /** The launch, and the page that it leads to where it is let in. */
  async function play(
    what: string,
    token: (login: Awaited<ReturnType<LtiWorld['logIn']>>) => string,
  ): Promise<void> {
    const login = await world.logIn();
    const answer = await world.post(login, token(login));
    expectAnswered(answer, what);
    if (isAccepted(answer))
      expectAnswered(await login.browser.get(answer.location ?? ''), `${what}, its page`);
  }

  const claimNames = [
    ...Object.keys(
      buildClaims({
        issuer: '',
        clientId: '',
        deploymentId: '',
        nonce: '',
        targetLinkUri: '',
        now: new Date(0),
      }),
    ),
    ...Object.keys(SERVICES),
    'name',
    'email',
    'locale',
    'azp',
    'nbf',
    CLAIM.custom,
  ];

  it.each([...new Set(claimNames)])('a claim of any type: %s', async (name) => {
    for (const [what, value] of Object.entries(VALUES)) {
      pass(10);
      await play(`${name} is ${what}`, (login) => world.sign(login, { ...SERVICES, [name]: value }));
    }
    await expectAlive(world);
  });

  it.each(['LtiDeepLinkingRequest', 'LtiSubmissionReviewRequest'])(
    'members of its own claims of any type: %s',
    async (messageType) => {
      const about = messageType === 'LtiDeepLinkingRequest' ? CLAIM.deepLinkingSettings : CLAIM.forUser;
      for (const member of Object.keys(SERVICES[about])) {
        for (const [what, value] of Object.entries(FEW)) {
          pass(10);
          await play(`${messageType}: ${member} is ${what}`, (login) =>
            world.sign(login, {
              ...SERVICES,
              [CLAIM.messageType]: messageType,
              [about]: { ...SERVICES[about], [member]: value },
            }),
          );
        }
      }
      await expectAlive(world);
    },
  );

  it('members of context, link, custom and services of any type', async () => {
    const whole: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      [CLAIM.context]: { id: 'c', title: 't', label: 'l', type: ['x'] },
      [CLAIM.resourceLink]: { id: 'r', title: 't', description: 'd' },
      [CLAIM.custom]: {
        insigne_mapping: 'k',
        insigne_credential: 'c',
        context_id_history: 'h',
        course_ends_at: 'd',
      },
      [CLAIM.agsEndpoint]: { scope: [], lineitems: 'u', lineitem: 'u' },
      [CLAIM.namesRoleService]: { context_memberships_url: 'u', service_versions: [] },
      [CLAIM.launchPresentation]: { locale: 'l', return_url: 'u', document_target: 'x' },
    };
    for (const [claim, members] of Object.entries(whole)) {
      for (const [what, value] of Object.entries(FEW)) {
        pass(10);
        const changed = Object.fromEntries(Object.keys(members).map((member) => [member, value]));
        await play(`members of ${claim} are ${what}`, (login) =>
          world.sign(login, { ...SERVICES, [claim]: changed }),
        );
      }
    }
    await expectAlive(world);
  });

  it('tokens that are none, and headers of any type', async () => {
    const { key } = world.platform;
    const signed = (header: string, payload: string) => {
      const input = `${encode(header)}.${encode(payload)}`;
      return `${input}.${signRsa(input, key, 'RSA-SHA256')}`;
    };
    const header = JSON.stringify({ alg: 'RS256', kid: key.kid });
    const tokens = [
      '',
      '.',
      '..',
      '...',
      'a.b.c',
      'a.b.c.d.e',
      '%00.%00.%00',
      signed(header, '{"iss":"a","iss":"b","exp":1,"exp":99999999999}'),
      signed(header, '{"iss":'),
      signed(header, '[]'),
      signed(header, 'null'),
      signed(header, '"text"'),
      signed(header, '7'),
      signed(header, '\ufeff{}'),
      signed(header, ''),
      signed('', '{}'),
      signed('null', '{}'),
      signed('[]', '{}'),
      signed('{"alg":"RS256","alg":"none","kid":1}', '{}'),
      signed('{"alg":null,"kid":{}}', '{}'),
      signed(JSON.stringify({ alg: 'RS256', kid: key.kid, b64: false, crit: ['b64'] }), '{}'),
      signed(JSON.stringify({ alg: 'RS256', kid: key.kid, zip: 'DEF' }), '{}'),
      `${signed(header, '{}')}=`,
      ` ${signed(header, '{}')}`,
      `${encode(header)}.${Buffer.from([0xff, 0xfe, 0x80]).toString('base64url')}.AAAA`,
    ];
    for (const token of tokens) await play(`the token ${token.slice(0, 60)}`, () => token);
    for (const [what, value] of Object.entries(FEW)) {
      for (const member of ['alg', 'kid', 'typ', 'crit', 'jwk', 'x5c']) {
        pass(10);
        await play(`header ${member} is ${what}`, (login) =>
          world.sign(login, {}, { header: { [member]: value } }),
        );
      }
    }
    await expectAlive(world);
  });

  it('key sets that are none, or hold other things than keys', async () => {
    const other = (type: 'ec' | 'ed25519' | 'rsa', options: object) => {
      const { publicKey } = generateKeyPairSync(type as 'ec', {
        ...(options as { namedCurve: string }),
        publicKeyEncoding: { type: 'spki', format: 'jwk' } as never,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      });
      return publicKey as unknown as Record<string, unknown>;
    };
    const kid = world.platform.key.kid;
    const own = world.platform.key.publicJwk;
    const sets: readonly (string | object)[] = [
      '',
      'null',
      '[]',
      '{}',
      '<html>',
      '{"keys":null}',
      '{"keys":{}}',
      '{"keys":[null,1,"x",[],{}]}',
      { keys: [{ ...own, n: 7 }] },
      { keys: [{ ...own, n: '***', e: '' }] },
      { keys: [{ ...own, kty: 1 }] },
      { keys: [{ ...own, kty: 'oct', k: 'AAAA' }] },
      { keys: [{ ...own, use: 'enc' }] },
      { keys: [{ ...own, alg: 'RS512' }] },
      { keys: [{ ...own, key_ops: ['encrypt'] }] },
      { keys: [{ kid, ...other('ec', { namedCurve: 'P-256' }) }] },
      { keys: [{ kid, ...other('ed25519', {}) }] },
      { keys: [{ kid, ...other('rsa', { modulusLength: 512 }) }] },
      { keys: Array.from({ length: 3_000 }, () => ({ ...own, kid: 'another' })) },
      '['.repeat(50_000),
    ];
    for (const set of sets) {
      const at = await world.addPlatform();
      const text = typeof set === 'string' ? set : JSON.stringify(set);
      const answer: Answer = (_req, res) =>
        void res.writeHead(200, { 'content-type': 'application/json' }).end(text);
      at.answerJwks(answer);
      const login = await world.logIn({ at });
      expectAnswered(await world.post(login, world.sign(login)), `the key set ${text.slice(0, 80)}`, 503);
    }
    // Others beside the right one do no harm.
    const at = await world.addPlatform();
    at.answerJwks(
      (_req, res) =>
        void res
          .writeHead(200, { 'content-type': 'text/plain' })
          .end(JSON.stringify({ keys: [null, { kty: 'EC' }, { ...own, kid: 'x', n: 1 }, at.key.publicJwk] })),
    );
    const login = await world.logIn({ at });
    expect(isAccepted(await world.post(login, world.sign(login)))).toBe(true);
    await expectAlive(world);
  });

  it('methods, media types, encodings, names and sizes that no LMS sends', async () => {
    const browser = world.openBrowser();
    const oddPaths = ['/lti/%zz', '/lti/%E0%A4%A', '/lti/..%2f..%2fetc', '/.//lti//launch', '/LTI/LAUNCH'];
    const paths = ['/lti/login', '/lti/launch', '/lti/register', '/lti/notices', '/lti/jwks', '/lti/arrive'];
    for (const path of [...oddPaths, ...paths, '/lti/canvas.json', '/lti/login/continue']) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'POST']) {
        pass(10);
        const answer = await browser.send(path, { method });
        expect({ path, method, isBelow500: answer.status < 500 }).toMatchObject({ isBelow500: true });
      }
    }
    const bodies: readonly (readonly [type: string, body: string])[] = [
      ['application/x-www-form-urlencoded', 'state[]=a&id_token=b'],
      ['application/x-www-form-urlencoded', 'state=a&state=b&id_token=c&id_token=d'],
      ['application/x-www-form-urlencoded', 'state[$ne]=a&iss[$gt]=b&__proto__[x]=1&constructor=1'],
      ['application/x-www-form-urlencoded', 'state=%E0%A4%A&id_token=%zz&%00=%00'],
      ['application/x-www-form-urlencoded', 'error=login_required&error=x&state=y'],
      ['application/x-www-form-urlencoded', '&'.repeat(5_000)],
      ['application/x-www-form-urlencoded', Array.from({ length: 3_000 }, (_, n) => `a${n}=1`).join('&')],
      ['application/x-www-form-urlencoded', `id_token=${'a'.repeat(3_000_000)}`],
      ['application/x-www-form-urlencoded; charset=utf-16', 'state=a'],
      ['application/x-www-form-urlencoded; charset=nonsense', 'state=a'],
      ['application/json', '{"state":{"$ne":null},"id_token":{"a":1}}'],
      ['application/json', '{"state":'],
      ['application/json', '['.repeat(100_000)],
      ['application/json', '"x"'],
      ['application/json', ''],
      [
        'multipart/form-data; boundary=x',
        '--x\r\ncontent-disposition: form-data; name="state"\r\n\r\na\r\n--x--',
      ],
      ['multipart/form-data', 'no boundary'],
      ['text/plain', 'state=a'],
      ['nonsense', 'state=a'],
      ['', 'state=a'],
    ];
    for (const path of paths) {
      for (const [type, body] of bodies) {
        pass(10);
        const answer = await browser.send(path, { method: 'POST', body, headers: { 'content-type': type } });
        expect({
          path,
          type,
          body: String(body).slice(0, 40),
          status: answer.status,
          isBelow500: answer.status < 500,
        }).toMatchObject({ isBelow500: true });
      }
      for (const encoding of ['gzip', 'br', 'deflate', 'nonsense']) {
        pass(10);
        const body = encoding === 'gzip' ? gzipSync(`id_token=${'a'.repeat(20_000_000)}`) : 'not compressed';
        const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': encoding };
        const answer = await browser.send(path, { method: 'POST', body, headers });
        expect({ path, encoding, isBelow500: answer.status < 500 }).toMatchObject({ isBelow500: true });
      }
      for (const query of [
        '?state[]=a',
        '?iss=a&iss=b',
        '?iss[$ne]=1',
        '?%zz',
        `?iss=${'a'.repeat(10_000)}`,
        '?__proto__=1',
        '?=',
        '?&&&',
      ]) {
        pass(10);
        const answer = await browser.get(path + query);
        expect({ path, query: query.slice(0, 40), isBelow500: answer.status < 500 }).toMatchObject({
          isBelow500: true,
        });
      }
    }
    for (const headers of [
      { accept: ';;;q=x,/' },
      { 'accept-language': ';;q=,*-*,\u00ff' },
      { cookie: '__Host-insigne=%zz; __Host-insigne=a; =; ;;' },
      { origin: 'null', referer: 'nonsense' },
      { 'x-forwarded-for': "a'b, ::::", 'x-forwarded-proto': 'javascript' },
    ]) {
      for (const path of ['/lti/login?iss=x', '/lti/launch', '/']) {
        const answer = await browser.get(path, headers);
        expect({ headers, path, isBelow500: answer.status < 500 }).toMatchObject({ isBelow500: true });
      }
    }
    await expectAlive(world);
  });

  it('bytes that are no request', async () => {
    const { port } = new URL(world.baseUrl);
    const send = (bytes: string) =>
      new Promise<string>((resolve) => {
        let text = '';
        const socket = connect(Number(port), 'localhost', () => socket.end(bytes));
        socket.on('data', (chunk) => (text += chunk.toString('latin1')));
        socket.on('close', () => resolve(text));
        socket.on('error', () => resolve(text));
      });
    for (const bytes of [
      'nonsense\r\n\r\n',
      'TRACE /lti/launch HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET /lti/login HTTP/1.0\r\n\r\n',
      'GET http://evil.example/lti/login HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
      'GET * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET ?a=b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET //[ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET /lti/login HTTP/1.1\r\nhost: \r\nhost: b\r\nconnection: close\r\n\r\n',
      'POST /lti/launch HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /lti/launch HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      'POST /lti/launch HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 500\r\n\r\nstate=a',
    ]) {
      const answer = await send(bytes);
      expect([bytes.slice(0, 40), /^HTTP\/1\.1 5/.test(answer)]).toEqual([bytes.slice(0, 40), false]);
    }
    await expectAlive(world);
  });
});
