/**
 * R1–R13 of the negative catalogue: dynamic registration, from an invite to the first launch.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM_CONFIGURATION, TOOL_CONFIGURATION } from '../../../src/lti/claims.js';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform.js';
import { isAccepted, openLtiWorld, readCode, type LtiWorld } from '../../support/lti-world.js';
import { expectAlive } from './cases/launch-case.js';

const CONFIGURATION = '/.well-known/openid-configuration';
const ACTOR = { kind: 'command-line' } as const;

describe('dynamic registration (LTI Dynamic Registration 1.0)', () => {
  let world: LtiWorld;
  const platforms: TestPlatform[] = [];

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(async () => {
    await world.close();
    for (const platform of platforms) await platform.close();
  });

  /** An LMS that registers tools; what it says about itself and what it answers can be changed. */
  async function openLms({
    change = {},
    answer = {
      status: 201,
      body: { client_id: 'new-client', [TOOL_CONFIGURATION]: { deployment_id: '7' } } as unknown,
    },
  }: {
    change?: Record<string, unknown>;
    answer?: { status: number; body: unknown };
  } = {}): Promise<TestPlatform> {
    const lms = await startTestPlatform();
    platforms.push(lms);
    const { authorizationUrl, tokenUrl, jwksUrl } = lms.registration;
    const configuration = {
      issuer: lms.url,
      authorization_endpoint: authorizationUrl,
      token_endpoint: tokenUrl,
      jwks_uri: jwksUrl,
      registration_endpoint: `${lms.url}/register`,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      id_token_signing_alg_values_supported: ['RS256'],
      [PLATFORM_CONFIGURATION]: { product_family_code: 'test-lms', version: '1' },
      ...change,
    };
    lms.routes.set(CONFIGURATION, (_req, res) => res.end(JSON.stringify(configuration)));
    lms.routes.set('/register', (_req, res) => {
      res.writeHead(answer.status, { 'content-type': 'application/json' });
      res.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
    return lms;
  }

  async function invite(): Promise<string> {
    const { url } = await world.context.invites.create(world.institutionId, ACTOR);
    return new URL(url).searchParams.get('invite') ?? '';
  }

  async function register(fields: Record<string, string>, language = 'en') {
    const page = await world
      .openBrowser()
      .get(`/lti/register?${new URLSearchParams(fields).toString()}`, { 'accept-language': language });
    await expectAlive(world);
    return { page, code: readCode(page.body) };
  }

  async function registerAt(lms: TestPlatform, more: Record<string, string> = {}) {
    const secret = await invite();
    const fields = {
      invite: secret,
      openid_configuration: lms.url + CONFIGURATION,
      registration_token: 'reg.token',
      ...more,
    };
    return { secret, ...(await register(fields)) };
  }

  async function findRegistration(lms: TestPlatform) {
    const all = await world.context.registrations.list(world.institutionId);
    return all.filter(({ issuer }) => issuer === lms.url);
  }

  /** True when the invite was not spent. */
  async function isUsable(secret: string): Promise<boolean> {
    return world.context.invites.getUsable(secret).then(
      () => true,
      () => false,
    );
  }

  it('registers the tool, lets launches in at once, and closes the page in the LMS', async () => {
    const lms = await openLms();
    const { page, secret } = await registerAt(lms);
    expect(page.status).toBe(200);
    expect(page.body).toMatch(/<script src="\/assets\/close-registration\.js\?v=\w+" defer><\/script>/);
    expect(page.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(await findRegistration(lms)).toMatchObject([
      {
        issuer: lms.url,
        clientId: 'new-client',
        productFamily: 'test-lms',
        tokenAudience: lms.registration.tokenUrl,
        isEnabled: true,
      },
    ]);
    expect(await isUsable(secret)).toBe(false);

    const [record] = await findRegistration(lms);
    if (!record) throw new Error('not registered');
    const { answer } = await world.launch(
      {},
      { at: { ...lms, record, clientId: 'new-client', deploymentId: '7' } },
    );
    expect(isAccepted(answer)).toBe(true);
  });

  it('asks for what it needs, in both languages, with the LMS’s own ids', async () => {
    const lms = await openLms();
    await registerAt(lms);
    const sent = JSON.parse(lms.seen.find(({ method }) => method === 'POST')?.body ?? '{}') as Record<
      string,
      unknown
    >;
    const { baseUrl } = world;
    expect(sent).toMatchObject({
      application_type: 'web',
      response_types: ['id_token'],
      grant_types: ['implicit', 'client_credentials'],
      initiate_login_uri: `${baseUrl}/lti/login`,
      redirect_uris: [`${baseUrl}/lti/launch`],
      jwks_uri: `${baseUrl}/lti/jwks`,
      token_endpoint_auth_method: 'private_key_jwt',
      client_name: 'Insigne',
      'client_name#nl': 'Insigne',
      logo_uri: `${baseUrl}/assets/insigne.svg`,
    });
    expect(String(sent['scope']).split(' ').sort()).toEqual([
      'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
      'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
      'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
      'https://purl.imsglobal.org/spec/lti-ags/scope/score',
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    ]);
    expect(sent[TOOL_CONFIGURATION]).toMatchObject({
      domain: new URL(baseUrl).host,
      target_link_uri: `${baseUrl}/lti/launch`,
      claims: ['iss', 'sub', 'name', 'given_name', 'family_name', 'email', 'locale'],
      custom_parameters: {
        lms_user_id: '$User.id',
        lms_username: '$User.username',
        context_id_history: '$Context.id.history',
      },
      messages: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', label: 'Add a badge', 'label#nl': 'Badge toevoegen' },
      ],
    });
    const logo = await fetch(String(sent['logo_uri']));
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  it('asks for nothing that the LMS does not announce', async () => {
    const lms = await openLms({
      change: {
        scopes_supported: ['openid', 'https://purl.imsglobal.org/spec/lti-ags/scope/score'],
        [PLATFORM_CONFIGURATION]: {
          product_family_code: 'test-lms',
          messages_supported: [
            { type: 'LtiDeepLinkingRequest', placements: ['ContentArea', 'RichTextEditor'] },
          ],
          variables: ['User.id', '$Person.sourcedId'],
        },
      },
    });
    await registerAt(lms);
    const sent = JSON.parse(lms.seen.find(({ method }) => method === 'POST')?.body ?? '{}') as Record<
      string,
      unknown
    >;
    expect(sent['scope']).toBe('https://purl.imsglobal.org/spec/lti-ags/scope/score');
    expect(sent[TOOL_CONFIGURATION]).toMatchObject({
      messages: [{ type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] }],
    });
    expect((sent[TOOL_CONFIGURATION] as Record<string, unknown>)['custom_parameters']).toEqual({
      lms_user_id: '$User.id',
      lms_person_sourced_id: '$Person.sourcedId',
    });
  });

  it('R1: without an invite nothing is fetched', async () => {
    const lms = await openLms();
    for (const secret of [undefined, '', 'a'.repeat(43), '$ne']) {
      const fields = {
        ...(secret !== undefined && { invite: secret }),
        openid_configuration: lms.url + CONFIGURATION,
      };
      const { page, code } = await register(fields);
      expect([secret, page.status, code]).toEqual([secret, 403, 'invite_unusable']);
    }
    expect(lms.seen).toEqual([]);
  });

  it('R2: addresses that are not an LMS’s', async () => {
    for (const address of [
      'http://10.0.0.1/.well-known/openid-configuration',
      'https://169.254.169.254/latest/meta-data',
      'https://10.0.0.1/',
      'https://[::ffff:10.0.0.1]/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://user:pw@lms.example.org/',
      'not an address',
    ]) {
      const secret = await invite();
      const { page, code } = await register({ invite: secret, openid_configuration: address });
      expect([address, page.status, code]).toEqual([address, 400, 'address_refused']);
      expect(await isUsable(secret)).toBe(true);
    }
  });

  it('R2: a configuration that redirects', async () => {
    const lms = await openLms();
    lms.routes.set(CONFIGURATION, (_req, res) =>
      res.writeHead(302, { location: `${lms.url}/elsewhere` }).end(),
    );
    const { code, secret } = await registerAt(lms);
    expect(code).toBe('platform_configuration_unusable');
    expect(lms.seen.map(({ url }) => url)).toEqual([CONFIGURATION]);
    expect(await isUsable(secret)).toBe(true);
  });

  it('R3: an issuer that is not the host that says so', async () => {
    for (const issuer of ['https://canvas.instructure.com', 'http://127.0.0.1:1', 'http://localhost']) {
      const lms = await openLms({ change: { issuer } });
      const { page, code, secret } = await registerAt(lms);
      expect([issuer, page.status, code]).toEqual([issuer, 422, 'platform_configuration_unusable']);
      expect(lms.seen.filter(({ method }) => method === 'POST')).toEqual([]);
      expect(await isUsable(secret)).toBe(true);
    }
  });

  it('R4: endpoints that are missing or no addresses', async () => {
    for (const field of [
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'registration_endpoint',
    ]) {
      for (const value of [undefined, 7, 'javascript:alert(1)', '/relative']) {
        const { page, code } = await registerAt(await openLms({ change: { [field]: value } }));
        expect([field, value, code]).toEqual([field, value, 'platform_configuration_unusable']);
        expect(page.body).toContain(`(${field})`);
      }
    }
  });

  it('R4: an LMS without signed assertions or RS256', async () => {
    const { code } = await registerAt(
      await openLms({ change: { token_endpoint_auth_methods_supported: ['client_secret_basic'] } }),
    );
    expect(code).toBe('platform_configuration_unusable');
    const other = await registerAt(
      await openLms({ change: { id_token_signing_alg_values_supported: ['HS256'] } }),
    );
    expect(other.code).toBe('platform_configuration_unusable');
  });

  it('R4: an endpoint over plain http on another machine is not kept', async () => {
    const lms = await openLms({ change: { token_endpoint: 'http://lms.example.org/token' } });
    expect((await registerAt(lms)).code).toBe('registration_invalid');
    expect(await findRegistration(lms)).toEqual([]);
  });

  it('R5: a registration endpoint on another host never sees the token', async () => {
    const stranger = await openLms();
    const lms = await openLms({ change: { registration_endpoint: `${stranger.url}/register` } });
    expect((await registerAt(lms)).code).toBe('platform_configuration_unusable');
    expect(stranger.seen).toEqual([]);
  });

  it('R6: the registration token goes along on both requests, and only when there is one', async () => {
    const lms = await openLms();
    await registerAt(lms);
    expect(lms.seen.map(({ method, authorization }) => [method, authorization])).toEqual([
      ['GET', 'Bearer reg.token'],
      ['POST', 'Bearer reg.token'],
    ]);
    const open = await openLms();
    await registerAt(open, { registration_token: '' });
    expect(open.seen.map(({ authorization }) => authorization)).toEqual([null, null]);
  });

  it('R7: what the LMS says about its no is shown, as text and without the token', async () => {
    const refusals: [number, unknown, string][] = [
      [
        422,
        { error: 'invalid_client_metadata', error_description: 'scope <b>x</b> is not allowed' },
        'scope &lt;b&gt;x&lt;/b&gt; is not allowed',
      ],
      [400, 'domain_targetlinkuri_mismatch', 'domain_targetlinkuri_mismatch'],
      [401, 'bad token reg.token', 'bad token …'],
      [404, '<html><body>Exception</body></html>', 'status 404'],
      [500, '', 'status 500'],
    ];
    for (const [status, body, shown] of refusals) {
      const { page, code, secret } = await registerAt(await openLms({ answer: { status, body } }));
      expect([status, page.status, code]).toEqual([status, 422, 'registration_refused_by_platform']);
      expect(page.body).toContain(shown);
      expect(page.body).not.toContain('reg.token');
      expect(await isUsable(secret)).toBe(true);
    }
  });

  it('R7: an answer without a client id', async () => {
    for (const body of [{}, [], 'ok', { client_id: 7 }, { client_id: '' }, { client_id: 'c'.repeat(256) }]) {
      const { code } = await registerAt(await openLms({ answer: { status: 201, body } }));
      expect([body, code]).toEqual([body, 'registration_refused_by_platform']);
    }
  });

  it('R8: the same client again is an update, not another registration', async () => {
    const lms = await openLms();
    await registerAt(lms);
    lms.routes.set(CONFIGURATION, (_req, res) =>
      res.end(
        JSON.stringify({
          issuer: lms.url,
          authorization_endpoint: `${lms.url}/auth2`,
          token_endpoint: `${lms.url}/token2`,
          authorization_server: 'https://lms.example.org/audience',
          jwks_uri: `${lms.url}/jwks2`,
          registration_endpoint: `${lms.url}/register`,
        }),
      ),
    );
    expect((await registerAt(lms)).page.status).toBe(200);
    expect(await findRegistration(lms)).toMatchObject([
      {
        authorizationUrl: `${lms.url}/auth2`,
        tokenAudience: 'https://lms.example.org/audience',
        jwksUrl: `${lms.url}/jwks2`,
      },
    ]);
  });

  it('R9: an invite works once, and not after a week', async () => {
    const lms = await openLms();
    const { secret } = await registerAt(lms);
    const again = await register({ invite: secret, openid_configuration: lms.url + CONFIGURATION });
    expect(again.code).toBe('invite_unusable');
    const late = await invite();
    world.clock.at = new Date(world.clock.at.getTime() + 7 * 24 * 3_600_000);
    const expired = await register({ invite: late, openid_configuration: lms.url + CONFIGURATION });
    expect(expired.code).toBe('invite_unusable');
  });

  it('R9: two LMSs at the same moment with one invite: one is kept', async () => {
    const secret = await invite();
    const pair = [await openLms(), await openLms()];
    const answers = await Promise.all(
      pair.map((lms) => register({ invite: secret, openid_configuration: lms.url + CONFIGURATION })),
    );
    expect(answers.map(({ page }) => page.status).sort()).toEqual([200, 403]);
    const kept = await Promise.all(pair.map(findRegistration));
    expect(kept.flat()).toHaveLength(1);
  });

  it('R10: without a deployment in the answer, the first launch tells it and waits for an operator', async () => {
    const lms = await openLms({ answer: { status: 200, body: { client_id: 'later' } } });
    const { page } = await registerAt(lms);
    expect(page.body).toContain('open Insigne once in a course');
    const [record] = await findRegistration(lms);
    if (!record) throw new Error('not registered');
    const at = { ...lms, record, clientId: 'later', deploymentId: 'told-at-launch' };
    const first = await world.launch({}, { at });
    expect(readCode(first.answer.body)).toBe('deployment_waiting');
    const { registrations } = world.context;
    const waiting = (await registrations.listDeployments(world.institutionId)).find(
      ({ registrationId, state }) => registrationId === record.id && state === 'waiting',
    );
    await registrations.activateDeployment(world.institutionId, waiting?.id ?? '', ACTOR);
    expect(isAccepted((await world.launch({}, { at })).answer)).toBe(true);
  });

  it('R13: a configuration without end', async () => {
    const lms = await openLms();
    lms.routes.set(CONFIGURATION, (_req, res) => res.end(`{"x":"${'a'.repeat(600_000)}"}`));
    const { page, code, secret } = await registerAt(lms);
    expect([page.status, code]).toEqual([422, 'registration_platform_unreachable']);
    expect(await isUsable(secret)).toBe(true);
  });

  it('says in the reader’s language what happened', async () => {
    const { page } = await register({ invite: 'x', openid_configuration: 'https://lms.example.org' }, 'nl');
    expect(page.body).toContain('Vraag de beheerder van Insigne om een nieuwe.');
    expect(page.headers.get('content-language')).toBe('nl');
  });

  it('writes down what changed, and who did it', async () => {
    const { audit } = world.context.stores;
    const before = new Set((await audit.list(world.institutionId, 1_000)).map(({ id }) => id));
    await registerAt(await openLms());
    const entries = (await audit.list(world.institutionId, 1_000)).filter(({ id }) => !before.has(id));
    expect(entries.map(({ action, actor }) => [action, actor.kind]).sort()).toEqual([
      ['deployment.activated', 'platform'],
      ['deployment.sighted', 'platform'],
      ['invite.created', 'command-line'],
      ['invite.used', 'tool'],
      ['registration.saved', 'platform'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('reg.token');
  });
});
