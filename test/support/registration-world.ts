/**
 * The running tool, invites, and LMSs that register it: what they say about themselves and what they answer can be changed.
 *
 * @module
 */
import { PLATFORM_CONFIGURATION, TOOL_CONFIGURATION } from '../../src/lti/claims.js';
import type { Registration } from '../../src/platforms/registration.js';
import { openLtiWorld, readCode } from './lti-world.js';
import { startTestPlatform, type TestPlatform } from './test-platform.js';

export const CONFIGURATION = '/.well-known/openid-configuration';
export const ACTOR = { kind: 'command-line' } as const;

export type RegistrationWorld = Awaited<ReturnType<typeof openRegistrationWorld>>;

export async function openRegistrationWorld() {
  const world = await openLtiWorld();
  const platforms: TestPlatform[] = [];

  /** An LMS that registers tools; what it says about itself and what it answers can be changed. */
  async function openLms({
    change = {},
    answer = {
      status: 201,
      body: { client_id: 'new-client', [TOOL_CONFIGURATION]: { deployment_id: '7' } },
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
    // All tests share one address: without a pause they would meet its rate limit.
    world.clock.at = new Date(world.clock.at.getTime() + 2_000);
    const page = await world
      .openBrowser()
      .get(`/lti/register?${new URLSearchParams(fields).toString()}`, { 'accept-language': language });
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

  async function findRegistration(lms: TestPlatform): Promise<Registration[]> {
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

  return {
    ...world,
    openLms,
    invite,
    register,
    registerAt,
    findRegistration,
    isUsable,
    async close(): Promise<void> {
      await world.close();
      for (const platform of platforms) await platform.close();
    },
  };
}
