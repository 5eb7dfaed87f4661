import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLAIM, NOTICE_HANDLERS_SCOPE } from '../../../src/lti/claims.js';
import { openLtiWorld, type LtiWorld } from '../../support/lti-world.js';

describe('asking for notices (LTI Platform Notification Service 1.0)', () => {
  let world: LtiWorld;
  const path = '/notice-handlers/1';

  beforeAll(async () => {
    world = await openLtiWorld();
    world.platform.routes.set('/token', (_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ access_token: 'a-token', token_type: 'bearer', expires_in: 3600 }));
    });
    world.platform.routes.set(path, (_req, res) => res.writeHead(200).end('{}'));
  });
  afterAll(() => world.close());

  const offer = (change: Readonly<Record<string, unknown>> = {}) => ({
    [CLAIM.noticeService]: {
      service_versions: ['1.0'],
      platform_notification_service_url: `${world.platform.url}${path}`,
      scope: [NOTICE_HANDLERS_SCOPE],
      notice_types_supported: ['LtiHelloWorldNotice', 'LtiContextCopyNotice'],
      ...change,
    },
  });
  const asked = () => world.platform.seen.filter(({ url }) => url === path);

  it('does not where the platform has no notice of copies, or lets no tool ask', async () => {
    await world.launch(offer({ notice_types_supported: ['LtiHelloWorldNotice'] }));
    await world.launch(offer({ scope: [] }));
    await world.launch();
    await world.launch(offer({ platform_notification_service_url: 'http://192.0.2.1/elsewhere' }));
    expect(asked()).toEqual([]);
  });

  it('asks again soon when the platform did not take it, and once a day when it did', async () => {
    world.clock.at = new Date(world.clock.at.getTime() + 24 * 3_600_000);
    await world.launch(offer());
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    expect(asked()[0]).toMatchObject({ method: 'PUT', authorization: 'Bearer a-token' });
    expect(JSON.parse(asked()[0]?.body ?? '')).toEqual({
      notice_type: 'LtiContextCopyNotice',
      handler: `${world.baseUrl}/lti/notices`,
    });
    await world.launch(offer());
    world.clock.at = new Date(world.clock.at.getTime() + 25 * 3_600_000);
    await world.launch(offer());
    await vi.waitFor(() => expect(asked()).toHaveLength(2));
  });
});
