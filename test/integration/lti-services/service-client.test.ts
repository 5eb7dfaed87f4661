import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPages } from '../../../src/lti/read-pages.js';
import { unusableAnswer } from '../../../src/lti/service-answer.js';
import { buildRegistration, startSmallPlatform, type Answer, type SmallPlatform } from './small-platform.js';

const SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly';
const ACCEPT = 'application/vnd.ims.lis.v2.resultcontainer+json';

let platform: SmallPlatform;

beforeEach(async () => {
  platform = await startSmallPlatform();
});

afterEach(async () => {
  await platform.close();
});

function open(signal?: AbortSignal) {
  return platform.services.open(buildRegistration(platform.origin), { scopes: [SCOPE], signal });
}

function request(path = '/thing', origin = platform.origin) {
  return { url: `${origin}${path}`, scope: SCOPE, accept: ACCEPT };
}

describe('createServiceClient', () => {
  it('S20 sends the token, exactly one media type, and who it is', async () => {
    platform.answer('GET /thing', { ok: true });
    const answer = await open().send(request());
    expect(JSON.parse(answer.body)).toEqual({ ok: true });
    expect(platform.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      accept: ACCEPT,
      'user-agent': 'Insigne/1.0 (+https://badges.example)',
    });
  });

  it('counts what it sent, the token included', async () => {
    platform.answer('GET /thing', {});
    const caller = open();
    expect(caller.requests).toBe(0);
    await caller.send(request());
    await caller.send(request());
    expect(caller.requests).toBe(3);
    const another = open();
    await another.send(request());
    expect(another.requests).toBe(1); // the token lives
  });

  it('S1 answers a 401 with a fresh token, once', async () => {
    platform.answer('GET /thing', {});
    await open().send(request());
    platform.loseTokens();
    const caller = open();
    expect((await caller.send(request())).status).toBe(200);
    expect(caller.requests).toBe(3);
    expect(platform.tokenRequests).toHaveLength(2);
  });

  it('S1 gives up when a fresh token is refused too', async () => {
    platform.on('GET /thing', () => ({ status: 401 }));
    const caller = open();
    await expect(caller.send(request())).rejects.toMatchObject({ code: 'token_refused' });
    expect(caller.requests).toBe(4);
  });

  it('S1 renews once for several callers at once', async () => {
    platform.answer('GET /thing', {});
    await open().send(request());
    platform.loseTokens();
    await Promise.all([open().send(request()), open().send(request()), open().send(request())]);
    expect(platform.tokenRequests).toHaveLength(2);
  });

  it.each([
    ['S2 429', { status: 429, headers: { 'retry-after': '30' } }, 'platform_busy'],
    ['S3 500', { status: 500 }, 'platform_unavailable'],
    ['S3 502', { status: 502 }, 'platform_unavailable'],
    ['a redirect', { status: 302, headers: { location: '/login' } }, 'platform_answer_unusable'],
  ] as const)('answers %s with its code', async (_name, answer: Answer, code) => {
    platform.on('GET /thing', () => answer);
    await expect(open().send(request())).rejects.toMatchObject({ code });
    expect(platform.seen).toHaveLength(1);
  });

  it('S4 answers a connection that is dropped, and a wait that is given up, as unavailable', async () => {
    platform.on('GET /drop', () => 'drop');
    await expect(open().send(request('/drop'))).rejects.toMatchObject({ code: 'platform_unavailable' });
    const controller = new AbortController();
    platform.on('GET /hang', () => {
      controller.abort();
      return 'hang';
    });
    await expect(open(controller.signal).send(request('/hang'))).rejects.toMatchObject({
      code: 'platform_unavailable',
    });
  });

  it.each([400, 403, 404, 409, 422])('gives a %d back to whoever asked', async (status) => {
    platform.on('GET /thing', () => ({ status, body: {} }));
    expect((await open().send(request())).status).toBe(status);
  });

  it('C15 sends no token to another host', async () => {
    const stranger = createServer((_req, res) => res.end());
    const seen: unknown[] = [];
    stranger.on('connection', (socket) => seen.push(socket));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    await expect(open().send(request('/thing', origin))).rejects.toMatchObject({ code: 'address_refused' });
    await new Promise((resolve) => stranger.close(resolve));
    expect(seen).toHaveLength(0);
    expect(platform.tokenRequests).toHaveLength(0);
  });

  it('C15 sends no token over http to the platform’s own host', async () => {
    const registration = buildRegistration('https://lms.example');
    const caller = platform.services.open(registration, { scopes: [SCOPE] });
    await expect(caller.send(request('/thing', 'http://lms.example'))).rejects.toMatchObject({
      code: 'address_refused',
    });
  });
});

describe('readPages', () => {
  const parseList = (json: unknown): readonly unknown[] => {
    if (Array.isArray(json)) return json;
    throw unusableAnswer('not a list');
  };
  const read = () => readPages(open(), request('/list?type_id=51'), parseList);
  const unusable = { code: 'platform_answer_unusable' };

  /** Pages by the value of `page`; the first has none. */
  function servePages(pages: Record<string, { body: unknown; link?: string; status?: number }>) {
    platform.on('GET /list', ({ url }) => {
      const page = pages[new URL(url, platform.origin).searchParams.get('page') ?? '1'];
      return {
        status: page?.status ?? 200,
        body: page?.body ?? '',
        ...(page?.link ? { headers: { link: page.link } } : {}),
      };
    });
  }

  it('reads one page where there is no next', async () => {
    servePages({ 1: { body: [1, 2] } });
    expect(await read()).toEqual([1, 2]);
    expect(platform.seen.map(({ url }) => url)).toEqual(['/list?type_id=51']);
  });

  it('S6 S7 follows next, relative or not, through empty pages', async () => {
    servePages({
      1: { body: [1], link: `<${platform.origin}/list?page=2>; rel="next"` },
      2: { body: [], link: '</list?page=3>; rel="next", </list?page=1>; rel="first"' },
      3: { body: [3], link: '<?page=4>; rel=next' },
      4: { body: [4], link: '<?page=3>; rel="prev"' },
    });
    expect(await read()).toEqual([1, 3, 4]);
  });

  it('S6 stops at a page that names itself, and at a circle', async () => {
    servePages({
      1: { body: [1], link: '</list?page=2>; rel="next"' },
      2: { body: [2], link: '</list?page=2>; rel="next"' },
    });
    await expect(read()).rejects.toMatchObject(unusable);
    expect(platform.seen).toHaveLength(2);
    servePages({
      1: { body: [1], link: '</list?page=2>; rel="next"' },
      2: { body: [2], link: '</list?type_id=51>; rel="next"' },
    });
    await expect(read()).rejects.toMatchObject(unusable);
  });

  it('S6 does not follow next to another origin', async () => {
    for (const link of [
      '<http://127.0.0.1:1/list>',
      '<https://evil.example/>',
      '<//evil.example/list>',
      '<http://[>',
    ]) {
      servePages({ 1: { body: [1], link: `${link}; rel="next"` } });
      await expect(read()).rejects.toMatchObject(unusable);
    }
    expect(platform.seen).toHaveLength(4);
  });

  it('comes to an end where the pages do not', async () => {
    let page = 1;
    platform.on('GET /list', () => ({
      body: [],
      headers: { link: `</list?page=${(page += 1)}>; rel="next"` },
    }));
    await expect(read()).rejects.toMatchObject(unusable);
    expect(platform.seen.length).toBeLessThanOrEqual(500);
  });

  it.each([
    ['an error', { status: 500, body: '' }, 'platform_unavailable'],
    ['a refusal', { status: 403, body: '' }, 'token_refused'],
    ['not found', { status: 404, body: '{}' }, 'platform_answer_unusable'],
    ['nothing', { body: '' }, 'platform_answer_unusable'],
    ['half of its JSON', { body: '[1, 2' }, 'platform_answer_unusable'],
    ['HTML', { body: '<html>' }, 'platform_answer_unusable'],
    ['another shape', { body: {} }, 'platform_answer_unusable'],
    ['a 204', { status: 204, body: '' }, 'platform_answer_unusable'],
  ])('gives nothing at all when the second page is %s', async (_name, second, code) => {
    servePages({ 1: { body: [1], link: '</list?page=2>; rel="next"' }, 2: second });
    await expect(read()).rejects.toMatchObject({ code });
  });

  it('gives nothing at all when the token ends for good between pages', async () => {
    servePages({ 1: { body: [1], link: '</list?page=2>; rel="next"' } });
    platform.on('GET /list', () => {
      platform.loseTokens();
      platform.tokenAnswer = () => ({ status: 400, body: { error: 'invalid_client' } });
      return { body: [1], headers: { link: '</list?page=2>; rel="next"' } };
    });
    await expect(read()).rejects.toMatchObject({ code: 'token_refused' });
  });

  it('goes on with a fresh token when it ends between pages', async () => {
    platform.on('GET /list', ({ url }) => {
      if (url.includes('page=2')) return { body: [2] };
      platform.loseTokens();
      return { body: [1], headers: { link: '</list?page=2>; rel="next"' } };
    });
    expect(await read()).toEqual([1, 2]);
  });
});
