/**
 * R5 of the negative catalogue where it is about tokens: the tool has one key for all platforms, so an LMS must not have it
 * ask for, or hand over, what opens another one.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ACTOR, openRegistrationWorld, type RegistrationWorld } from '../../support/registration-world.js';
import { expectAlive } from './cases/launch-case.js';

describe('registering in the name of another LMS (RFC 9700 §4.4: mix-up)', () => {
  let world: RegistrationWorld;

  beforeAll(async () => {
    world = await openRegistrationWorld();
  });
  afterAll(() => world.close());
  afterEach(() => expectAlive(world));

  // Its tokens would be made out by that other LMS, to the client that this one names, and be sent to this one's services.
  it('R5: an LMS that names the token endpoint or the authorization server of another', async () => {
    const victim = await world.openLms();
    for (const change of [
      { token_endpoint: victim.registration.tokenUrl },
      { token_endpoint: 'http://lms.example.org/token' },
      { token_endpoint: 'https://sso.canvaslms.com/login/oauth2/token' },
      { authorization_server: victim.registration.tokenUrl },
      { authorization_server: victim.url },
      { authorization_server: new URL(victim.url).host },
      { authorization_server: 'https://lms.example.org' },
      { authorization_server: 'lms.example.org' },
    ]) {
      const lms = await world.openLms({ change });
      const { code, secret } = await world.registerAt(lms);
      expect([change, code]).toEqual([change, 'platform_configuration_unusable']);
      expect(lms.seen.filter(({ method }) => method === 'POST')).toEqual([]);
      expect(await world.isUsable(secret)).toBe(true);
    }
  });

  it('R5: an LMS whose client is known under another address costs neither invite nor what is known', async () => {
    const lms = await world.openLms();
    expect((await world.registerAt(lms)).page.status).toBe(200);
    const configuration = {
      issuer: `${lms.url}/moved`,
      authorization_endpoint: lms.registration.authorizationUrl,
      token_endpoint: lms.registration.tokenUrl,
      jwks_uri: lms.registration.jwksUrl,
      registration_endpoint: `${lms.url}/register`,
    };
    lms.routes.set('/moved/configuration', (_req, res) => res.end(JSON.stringify(configuration)));
    const moved = `${lms.url}/moved/configuration`;
    const { code, secret, page } = await world.registerAt(lms, { openid_configuration: moved });
    expect([page.status, code]).toEqual([409, 'client_elsewhere']);
    expect(page.body).toContain('under another address');
    expect(await world.isUsable(secret)).toBe(true);
    expect(await world.findRegistration(lms)).toHaveLength(1);
  });

  it('R5: one client of an authorization server that many LMSs share belongs to one issuer', async () => {
    const shared = {
      name: 'An LMS',
      clientId: 'client-of-one',
      authorizationUrl: 'https://one.example/auth',
      tokenUrl: 'https://auth.shared.example/token',
      jwksUrl: 'https://one.example/jwks',
    };
    const save = (change: Record<string, string>) =>
      world.context.registrations.registerByHand(
        world.institutionId,
        { ...shared, issuer: 'https://one.example', ...change },
        ACTOR,
      );
    await save({});
    await save({ name: 'Renamed' });
    await save({ issuer: 'https://two.example', clientId: 'client-of-two' });
    await save({ issuer: 'https://three.example', tokenUrl: 'https://three.example/token' });
    for (const change of [
      {},
      { tokenUrl: 'https://AUTH.shared.example./other?x=1' },
      { tokenUrl: 'https://evil.example/token', tokenAudience: 'https://auth.shared.example' },
      { tokenUrl: 'https://evil.example/token', tokenAudience: 'auth.shared.example' },
    ]) {
      await expect(
        save({ issuer: 'https://evil.example', ...change }),
        JSON.stringify(change),
      ).rejects.toThrow(expect.objectContaining({ code: 'client_elsewhere' }));
    }
  });
});
