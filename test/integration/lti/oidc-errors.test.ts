/**
 * E1–E4 of the negative catalogue: the platform answers the authentication request with an error.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLtiWorld, readCode, type LtiWorld } from '../../support/lti-world.js';
import { expectAlive } from './cases/launch-case.js';

describe('an error instead of a launch (OpenID Connect Core 1.0 §3.1.2.6)', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  async function fail(fields: Record<string, string>) {
    const { browser, state } = await world.logIn();
    const page = await browser.post('/lti/launch', { state, ...fields }, { 'accept-language': 'en' });
    expect(page.headers.getSetCookie().join()).not.toContain('__Host-insigne=');
    await expectAlive(world);
    return page;
  }

  it('E1: login_required says to log in at the LMS', async () => {
    const page = await fail({ error: 'login_required' });
    expect([page.status, readCode(page.body)]).toEqual([400, 'launch_login_required']);
    expect(page.body).toContain('no longer logged in');
  });

  it('E2: launch_no_longer_valid says to open the link again', async () => {
    const page = await fail({ error: 'launch_no_longer_valid' });
    expect([page.status, readCode(page.body)]).toEqual([400, 'launch_expired_at_platform']);
    expect(page.body).toContain('open the link again');
    for (const [error, code] of [
      ['unauthorized_client', 'launch_not_allowed_at_platform'],
      ['invalid_request_object', 'launch_refused_by_platform'],
      ['constructor', 'launch_refused_by_platform'],
    ] as const) {
      expect(readCode((await fail({ error })).body)).toBe(code);
    }
  });

  it('E3: an error with an unknown state, or none, is a page and nothing else', async () => {
    const unknown = await fail({ error: 'login_required', state: 'a'.repeat(43) });
    expect([unknown.status, readCode(unknown.body)]).toEqual([400, 'launch_login_required']);
    const odd = await fail({ error: 'login_required', state: '../../x y' });
    expect([odd.status, readCode(odd.body)]).toEqual([400, 'launch_state_unknown']);
  });

  it('E4: what the platform writes is not printed', async () => {
    const page = await fail({
      error: 'x"><script>alert(1)</script>',
      error_description: '<img src=x onerror=alert(1)>',
      error_uri: 'javascript:alert(1)',
    });
    expect([page.status, readCode(page.body)]).toEqual([400, 'launch_refused_by_platform']);
    for (const odd of ['<script>alert', 'onerror', 'javascript:']) expect(page.body).not.toContain(odd);
  });
});
