import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLAIM, NOTICE_HANDLERS_SCOPE } from '../../../src/lti/claims.js';
import { openLtiWorld, type LtiWorld } from '../../support/lti-world.js';

/** A busy machine needs more than the second that is waited by itself. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

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
  const pass = (seconds: number) =>
    void (world.clock.at = new Date(world.clock.at.getTime() + seconds * 1_000));
  const asked = () => world.platform.seen.filter(({ url }) => url === path);

  it('does not where the platform has no notice of copies, or lets no tool ask', async () => {
    await world.launch(offer({ notice_types_supported: ['LtiHelloWorldNotice'] }));
    await world.launch(offer({ scope: [] }));
    await world.launch();
    await world.launch(offer({ platform_notification_service_url: 'http://192.0.2.1/elsewhere' }));
    expect(asked()).toEqual([]);
  });

  it.each([
    ['says no', (res: ServerResponse) => res.writeHead(403).end('{}')],
    ['breaks', (res: ServerResponse) => res.writeHead(500).end()],
    ['hangs up', (res: ServerResponse) => res.destroy()],
  ] as const)(
    'asks again at a launch a quarter of an hour later when the platform %s',
    async (_how, answer) => {
      pass(25 * 3_600);
      const before = asked().length;
      let isAnswered = false;
      world.platform.routes.set(path, (_req, res) => {
        res.once('close', () => (isAnswered = true));
        answer(res);
      });
      await world.launch(offer());
      await soon(() => expect(isAnswered).toBe(true));
      const tries = () => asked().length - before;
      expect(tries()).toBe(1);
      pass(14 * 60);
      await world.launch(offer());
      expect(tries()).toBe(1);
      world.platform.routes.set(path, (_req, res) => res.writeHead(200).end('{}'));
      pass(2 * 60);
      await world.launch(offer());
      await soon(() => expect(tries()).toBe(2));
      // It was taken: not before a day has gone by.
      pass(23 * 3_600);
      await world.launch(offer());
      expect(tries()).toBe(2);
    },
  );

  it('asks what a platform writes as one text, too', async () => {
    pass(25 * 3_600);
    const before = asked().length;
    await world.launch(offer({ scope: `openid ${NOTICE_HANDLERS_SCOPE}` }));
    await soon(() => expect(asked()).toHaveLength(before + 1));
  });

  it('asks once a day when it was taken', async () => {
    pass(25 * 3_600);
    world.platform.seen.length = 0;
    await world.launch(offer());
    await soon(() => expect(asked()).toHaveLength(1));
    expect(asked()[0]).toMatchObject({ method: 'PUT', authorization: 'Bearer a-token' });
    expect(JSON.parse(asked()[0]?.body ?? '')).toEqual({
      notice_type: 'LtiContextCopyNotice',
      handler: `${world.baseUrl}/lti/notices`,
    });
    await world.launch(offer());
    world.clock.at = new Date(world.clock.at.getTime() + 25 * 3_600_000);
    await world.launch(offer());
    await soon(() => expect(asked()).toHaveLength(2));
  });
});
