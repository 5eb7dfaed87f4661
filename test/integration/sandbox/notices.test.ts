import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchAs, NOW, readAnswer, startLms, type Lms } from './probe-tool.js';

/** A busy machine needs more than the second that is waited by itself. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim';
const SCOPE = 'https://purl.imsglobal.org/spec/lti/scope/noticehandlers';
const COPY = 'LtiContextCopyNotice';

type Claims = Readonly<Record<string, unknown>>;
interface Service {
  readonly platform_notification_service_url: string;
}

describe('notices of the sandbox LMS (LTI Platform Notification Service 1.0)', () => {
  let lms: Lms;

  const open = async (profile: 'plain' | 'canvas' | 'brightspace' | 'moodle') => {
    lms = await startLms({ profile });
    if (profile === 'brightspace') lms.sandbox.control.changeTool(lms.tool.clientId, { shareRoles: true });
    lms.sandbox.control.addLink('1', { clientId: lms.tool.clientId, title: 'Task' });
  };

  beforeEach(() => open('canvas'));
  afterEach(() => lms.close());

  async function readClaims(): Promise<Claims> {
    const [link] = lms.sandbox.control.listLinks('1');
    return (await launchAs(lms, 'teacher', `/courses/1/links/${link?.id ?? ''}`)).claims;
  }

  const serviceUrl = async () =>
    ((await readClaims())[`${CLAIM}/platformnotificationservice`] as Service)
      .platform_notification_service_url;

  async function ask(
    body: unknown,
    { token, type = 'application/json' }: { token?: string; type?: string } = {},
  ) {
    return lms.call(await serviceUrl(), {
      method: 'PUT',
      token: token ?? (await lms.token(SCOPE)),
      type,
      body,
    });
  }

  it('are announced in the configuration and in launches, where the LMS has them', async () => {
    for (const [profile, types] of [
      ['canvas', ['LtiHelloWorldNotice', COPY]],
      ['brightspace', [COPY]],
      ['moodle', null],
      ['plain', null],
    ] as const) {
      await lms.close();
      await open(profile);
      const claim = (await readClaims())[`${CLAIM}/platformnotificationservice`];
      const { registrationToken } = lms.sandbox.control.openRegistration();
      const { body } = await readAnswer(
        await fetch(lms.tool.platform.openidConfigurationUrl, {
          headers: { authorization: `Bearer ${registrationToken}` },
        }),
      );
      const said = body as { scopes_supported: string[] };
      expect([profile, said.scopes_supported.includes(SCOPE)]).toEqual([profile, types !== null]);
      if (types === null) {
        expect(claim).toBeUndefined();
        continue;
      }
      expect(claim).toMatchObject({
        service_versions: ['1.0'],
        scope: [SCOPE],
        notice_types_supported: types,
      });
      expect(body).toMatchObject({
        'https://purl.imsglobal.org/spec/lti-platform-configuration': { notice_types_supported: types },
      });
    }
  });

  it('are not in the launches of a tool that is not let ask', async () => {
    const { scopes } = lms.sandbox.control.getTool(lms.tool.clientId);
    lms.sandbox.control.changeTool(lms.tool.clientId, { scopes: scopes.filter((one) => one !== SCOPE) });
    expect(await readClaims()).not.toHaveProperty([`${CLAIM}/platformnotificationservice`]);
  });

  it('take one address of the tool for each type, read back, and end with an empty one', async () => {
    const handler = `${lms.toolUrl}/notices`;
    const set = await ask({ notice_type: COPY, handler });
    expect([set.status, set.body]).toEqual([200, { notice_type: COPY, handler }]);
    const url = await serviceUrl();
    const listed = await lms.call(url, { token: await lms.token(SCOPE) });
    expect(listed.body).toEqual({
      client_id: lms.tool.clientId,
      deployment_id: lms.tool.deployments[0]?.id,
      notice_handlers: [
        { notice_type: 'LtiHelloWorldNotice', handler: '' },
        { notice_type: COPY, handler },
      ],
    });
    expect((await ask({ notice_type: COPY, handler: '' })).body).toEqual({ notice_type: COPY, handler: '' });
    lms.sandbox.control.addCourse({ label: 'C', title: 'Copy', copyOf: '1' });
    expect(lms.sandbox.control.listNotices()).toEqual([]);
  });

  it('are refused without the scope, for others’ deployments, other types and other hosts', async () => {
    const handler = `${lms.toolUrl}/notices`;
    const url = await serviceUrl();
    const wrong = await lms.token('https://purl.imsglobal.org/spec/lti-ags/scope/score');
    expect((await ask({ notice_type: COPY, handler }, { token: wrong })).status).toBe(403);
    expect((await lms.call(url, { token: null })).status).toBe(401);
    expect((await lms.call(url, { token: 'made-up' })).status).toBe(401);
    const other = lms.sandbox.control.addTool({
      name: 'Other',
      loginUrl: 'http://127.0.0.1:1/login',
      redirectUris: ['http://127.0.0.1:1/launch'],
      jwksUrl: 'http://127.0.0.1:1/jwks',
      targetLinkUri: 'http://127.0.0.1:1/',
    });
    const foreign = url.replace(/[^/]+$/, encodeURIComponent(other.deployments[0]?.id ?? ''));
    expect((await lms.call(foreign, { token: await lms.token(SCOPE) })).status).toBe(401);
    for (const body of [
      { notice_type: 'Unknown', handler },
      { notice_type: COPY },
      { notice_type: COPY, handler: 'https://elsewhere.example/notices' },
      { notice_type: COPY, handler: 'javascript:alert(1)' },
      { notice_type: COPY, handler, max_batch_size: 0 },
      '[',
    ]) {
      expect([body, (await ask(body)).status]).toEqual([body, 400]);
    }
    expect((await ask(`notice_type=${COPY}`, { type: 'application/x-www-form-urlencoded' })).status).toBe(
      415,
    );
  });

  it('tell of a copy: one signed token in a batch, to whoever asked, once', async () => {
    const told: { type: string | undefined; body: string }[] = [];
    const server = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        if (req.url === '/notices') told.push({ type: req.headers['content-type'], body });
        res.statusCode = req.url === '/notices' ? 503 : 200;
        res.end(JSON.stringify({ keys: [lms.key.jwk] }));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const toolUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { control } = lms.sandbox;
      const tool = control.addTool({
        name: 'Hears',
        loginUrl: `${toolUrl}/login`,
        redirectUris: [`${toolUrl}/launch`],
        jwksUrl: `${toolUrl}/jwks`,
        targetLinkUri: `${toolUrl}/start`,
      });
      const assertion = await lms.assertion({ iss: tool.clientId, sub: tool.clientId });
      const { body } = await lms.requestToken({ scope: SCOPE, client_assertion: assertion });
      const url = (await serviceUrl()).replace(/[^/]+$/, encodeURIComponent(tool.deployments[0]?.id ?? ''));
      const set = await lms.call(url, {
        method: 'PUT',
        token: (body as { access_token: string }).access_token,
        type: 'application/json',
        body: { notice_type: COPY, handler: `${toolUrl}/notices` },
      });
      expect(set.status).toBe(200);

      const copy = control.addCourse({ label: 'C', title: 'Copy', copyOf: '1' });
      control.addCourse({ label: 'N', title: 'New, of nothing' });
      await soon(() => expect(control.listNotices()).toMatchObject([{ type: COPY, status: 503 }]));
      expect(told).toHaveLength(1); // not again, though it was not taken
      expect(told[0]?.type).toBe('application/json');
      const { notices } = JSON.parse(told[0]?.body ?? '') as { notices: { jwt: string }[] };
      expect(notices).toHaveLength(1);
      const keys = await readAnswer(await fetch(tool.platform.jwksUri));
      const { payload } = await jwtVerify(
        notices[0]?.jwt ?? '',
        createLocalJWKSet(keys.body as JSONWebKeySet),
        {
          issuer: lms.url,
          audience: tool.clientId,
          currentDate: NOW,
        },
      );
      const context = lms.sandbox.state.courses.get(copy.id);
      expect(payload).toMatchObject({
        [`${CLAIM}/version`]: '1.3.0',
        [`${CLAIM}/deployment_id`]: tool.deployments[0]?.id,
        [`${CLAIM}/notice`]: { type: COPY, timestamp: '2026-11-23T10:00:00Z' },
        [`${CLAIM}/context`]: { title: context?.title },
        [`${CLAIM}/origin_contexts`]: [expect.stringMatching(/^[0-9a-f]{40}$/) as string],
      });
      expect(payload).not.toHaveProperty('sub');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('greet a tool that asks for it', async () => {
    await ask({ notice_type: 'LtiHelloWorldNotice', handler: `${lms.toolUrl}/notices` });
    await soon(() =>
      expect(lms.sandbox.control.listNotices()).toMatchObject([{ type: 'LtiHelloWorldNotice', status: 200 }]),
    );
  });
});
