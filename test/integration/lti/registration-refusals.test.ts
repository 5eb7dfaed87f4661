/**
 * R1–R5, R7 and R13 of the negative catalogue: what keeps a registration from being made.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  CONFIGURATION,
  openRegistrationWorld,
  type RegistrationWorld,
} from '../../support/registration-world.js';
import { expectAlive } from './cases/launch-case.js';

describe('dynamic registration (LTI Dynamic Registration 1.0)', () => {
  let world: RegistrationWorld;

  beforeAll(async () => {
    world = await openRegistrationWorld();
  });
  afterAll(() => world.close());
  afterEach(() => expectAlive(world));

  it('R1: without an invite nothing is fetched', async () => {
    const lms = await world.openLms();
    for (const secret of [undefined, '', 'a'.repeat(43), '$ne']) {
      const fields = {
        ...(secret !== undefined && { invite: secret }),
        openid_configuration: lms.url + CONFIGURATION,
      };
      const { page, code } = await world.register(fields);
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
      const secret = await world.invite();
      const { page, code } = await world.register({ invite: secret, openid_configuration: address });
      expect([address, page.status, code]).toEqual([address, 400, 'address_refused']);
      expect(await world.isUsable(secret)).toBe(true);
    }
  });

  it('R2: a configuration that redirects', async () => {
    const lms = await world.openLms();
    lms.routes.set(CONFIGURATION, (_req, res) =>
      res.writeHead(302, { location: `${lms.url}/elsewhere` }).end(),
    );
    const { code, secret } = await world.registerAt(lms);
    expect(code).toBe('platform_configuration_unusable');
    expect(lms.seen.map(({ url }) => url)).toEqual([CONFIGURATION]);
    expect(await world.isUsable(secret)).toBe(true);
  });

  it('R3: an issuer that is not the host that says so', async () => {
    for (const issuer of ['https://canvas.instructure.com', 'http://127.0.0.1:1', 'http://localhost']) {
      const lms = await world.openLms({ change: { issuer } });
      const { page, code, secret } = await world.registerAt(lms);
      expect([issuer, page.status, code]).toEqual([issuer, 422, 'platform_configuration_unusable']);
      expect(lms.seen.filter(({ method }) => method === 'POST')).toEqual([]);
      expect(await world.isUsable(secret)).toBe(true);
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
        const { page, code } = await world.registerAt(await world.openLms({ change: { [field]: value } }));
        expect([field, value, code]).toEqual([field, value, 'platform_configuration_unusable']);
        expect(page.body).toContain(`(${field})`);
      }
    }
  });

  it('R4: an LMS without signed assertions or RS256', async () => {
    const { code } = await world.registerAt(
      await world.openLms({ change: { token_endpoint_auth_methods_supported: ['client_secret_basic'] } }),
    );
    expect(code).toBe('platform_configuration_unusable');
    const other = await world.registerAt(
      await world.openLms({ change: { id_token_signing_alg_values_supported: ['HS256'] } }),
    );
    expect(other.code).toBe('platform_configuration_unusable');
  });

  it('R4: addresses that cannot be kept are refused before the LMS registers anything', async () => {
    for (const [field, address] of [
      ['authorization_endpoint', 'http://lms.example.org/auth'],
      ['jwks_uri', 'https://user:pw@lms.example.org/jwks'],
    ]) {
      const lms = await world.openLms({ change: { [field ?? '']: address } });
      const { code, secret } = await world.registerAt(lms);
      expect([field, code]).toEqual([field, 'registration_invalid']);
      expect(lms.seen.filter(({ method }) => method === 'POST')).toEqual([]);
      expect(await world.findRegistration(lms)).toEqual([]);
      expect(await world.isUsable(secret)).toBe(true);
    }
  });

  it('R5: a registration endpoint on another host never sees the token', async () => {
    const stranger = await world.openLms();
    const lms = await world.openLms({ change: { registration_endpoint: `${stranger.url}/register` } });
    expect((await world.registerAt(lms)).code).toBe('platform_configuration_unusable');
    expect(stranger.seen).toEqual([]);
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
      const { page, code, secret } = await world.registerAt(
        await world.openLms({ answer: { status, body } }),
      );
      expect([status, page.status, code]).toEqual([status, 422, 'registration_refused_by_platform']);
      expect(page.body).toContain(shown);
      expect(page.body).not.toContain('reg.token');
      expect(await world.isUsable(secret)).toBe(true);
    }
  });

  it('R7: an answer without a client id', async () => {
    for (const body of [
      {},
      [],
      'ok',
      { client_id: 7 },
      { client_id: '' },
      { client_id: ' ' },
      { client_id: 'a\u0000b' },
      { client_id: 'c'.repeat(256) },
    ]) {
      const { code } = await world.registerAt(await world.openLms({ answer: { status: 201, body } }));
      expect([body, code]).toEqual([body, 'registration_refused_by_platform']);
    }
  });

  it('R13: a configuration without end', async () => {
    const lms = await world.openLms();
    lms.routes.set(CONFIGURATION, (_req, res) => res.end(`{"x":"${'a'.repeat(600_000)}"}`));
    const { page, code, secret } = await world.registerAt(lms);
    expect([page.status, code]).toEqual([422, 'registration_platform_unreachable']);
    expect(await world.isUsable(secret)).toBe(true);
  });
});
