import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createErrorHandler } from '../../../src/web/error-handler.js';
import { createRateLimit, createRateLimits } from '../../../src/web/rate-limit.js';

const NOON = Date.UTC(2026, 2, 2, 12);
const after = (seconds: number) => new Date(NOON + seconds * 1000);

describe('a bucket for each client', () => {
  it('gives a burst, then as many as flow in', () => {
    const take = createRateLimit({ burst: 3, perSecond: 0.5 });
    expect([1, 2, 3].map(() => take('a', after(0)))).toEqual([0, 0, 0]);
    expect(take('a', after(0))).toBe(2);
    expect(take('a', after(1))).toBe(1);
    expect(take('a', after(2))).toBe(0);
    expect(take('a', after(2))).toBe(2);
  });

  it('never holds more than the burst, and a clock that goes back gives nothing', () => {
    const take = createRateLimit({ burst: 2, perSecond: 1 });
    expect(take('a', after(0))).toBe(0);
    expect([1, 2, 3].map(() => take('a', after(1_000)))).toEqual([0, 0, 1]);
    expect(take('a', after(0))).toBe(1);
  });

  it('is nobody else’s', () => {
    const take = createRateLimit({ burst: 1, perSecond: 1 });
    expect([take('a', after(0)), take('b', after(0)), take('a', after(0))]).toEqual([0, 0, 1]);
  });

  it('forgets who asked longest ago when there are too many', () => {
    const take = createRateLimit({ burst: 1, perSecond: 0.001 }, 2);
    take('a', after(0));
    take('b', after(0));
    expect(take('a', after(0))).toBeGreaterThan(0);
    take('c', after(0));
    expect(take('a', after(0)), 'asked after b did').toBeGreaterThan(0);
    expect(take('b', after(0)), 'was forgotten').toBe(0);
  });
});

describe('the limits in front of the routers', () => {
  async function open(trustedProxies: number) {
    const app = express();
    app.set('trust proxy', trustedProxies);
    app.use(
      createRateLimits({ now: () => after(0), limits: { '/lti/login': { burst: 2, perSecond: 0.1 } } }),
    );
    app.use((_req, res) => void res.send('in'));
    app.use(createErrorHandler({ error: () => undefined, warn: () => undefined, info: () => undefined }));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { headers: { accept: 'text/html', ...headers } });
    const listStatuses = async (paths: readonly string[], clients: readonly string[]) => {
      const statuses: number[] = [];
      for (const [index, path] of paths.entries()) {
        const response = await ask(path, { 'x-forwarded-for': clients[index] ?? '' });
        statuses.push(response.status);
        await response.arrayBuffer();
      }
      return statuses;
    };
    return { ask, listStatuses, close: () => server.close() };
  }

  it('answer 429 with Retry-After and a page, whatever the address is written like', async () => {
    const { ask, close } = await open(0);
    for (const path of ['/lti/login', '/LTI/login/']) expect((await ask(path)).status).toBe(200);
    const refused = await ask('/lti/Login?iss=x', { 'accept-language': 'en' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await refused.text()).toContain('Wait 10 seconds');
    expect((await ask('/lti/jwks')).status).toBe(200);
    close();
  });

  it('believe a proxy about its client only when told to', async () => {
    const clients = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];
    const paths = clients.map(() => '/lti/login');
    const unproxied = await open(0);
    expect(await unproxied.listStatuses(paths, clients)).toEqual([200, 200, 429]);
    unproxied.close();
    const proxied = await open(1);
    expect(await proxied.listStatuses(paths, clients)).toEqual([200, 200, 200]);
    proxied.close();
  });

  it('count the addresses of one IPv6 network as one', async () => {
    const { listStatuses, close } = await open(1);
    const clients = ['2001:db8::1', '2001:db8:0:0:ffff::2', '2001:0db8::3', '2001:db8:0:1::1'];
    expect(
      await listStatuses(
        clients.map(() => '/lti/login'),
        clients,
      ),
    ).toEqual([200, 200, 429, 200]);
    close();
  });
});
