import express, { type RequestHandler } from 'express';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.js';
import { LaunchRefusedError } from '../../../src/lti/launch/verify-launch.js';
import { answerNotFound, createErrorHandler } from '../../../src/web/error-handler.js';
import { readForm, readParams, refuseOddQueries } from '../../../src/web/read-params.js';

/** An app whose every page is this handler, and what it wrote into its log. */
function openApp(handler: RequestHandler) {
  const log: [level: string, entry: Record<string, unknown>][] = [];
  const write = (level: string) => (entry: unknown) =>
    void log.push([level, entry as Record<string, unknown>]);
  const app = express();
  app.set('query parser', 'simple');
  app.use(refuseOddQueries);
  app.all('/credentials/:id', handler);
  app.use(answerNotFound);
  app.use(createErrorHandler({ error: write('error'), warn: write('warn'), info: write('info') }));
  return { agent: supertest(app), log };
}

function raise(error: unknown): RequestHandler {
  return () => {
    throw error;
  };
}

describe('errors become pages and JSON', () => {
  it('answers a page in the reader’s language, with a code to quote', async () => {
    const { agent } = openApp(raise(new AppError('staff_only', 403, 'internal words')));
    const answer = await agent
      .get('/credentials/1')
      .set('accept', 'text/html')
      .set('accept-language', 'nl-NL');
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Deze pagina is voor docenten');
    expect(answer.text).toContain('staff_only');
    expect(answer.text).not.toContain('internal words');
    expect(answer.headers['content-language']).toBe('nl');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('answers in the language of the LMS when a launch told it', async () => {
    const reason = new AppError('launch_expired', 401, 'late');
    const { agent } = openApp(raise(new LaunchRefusedError(reason, 'expiry', 'nl')));
    const answer = await agent.get('/credentials/1').set('accept', 'text/html').set('accept-language', 'en');
    expect(answer.headers['content-language']).toBe('nl');
  });

  it('answers JSON to whoever asks for it', async () => {
    const { agent } = openApp(raise(new AppError('invite_unusable', 403, 'internal words')));
    const request = agent.get('/credentials/1').set('accept-language', 'en');
    const answer = await request.set('accept', 'application/json');
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({
      error: 'invite_unusable',
      message: expect.stringContaining('invite') as string,
      errorId: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    });
  });

  it('tells nothing of what nobody raised on purpose, and logs it under the id it shows', async () => {
    const { agent, log } = openApp(raise(new Error('password=hunter2 at /srv/insigne')));
    const answer = await agent.get('/credentials/secret-of-a-link?x=1').set('accept', 'application/json');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('hunter2');
    const { errorId } = answer.body as { errorId: string };
    expect(log).toMatchObject([['error', { errorId, code: 'internal_error', route: '/credentials/:id' }]]);
    const [, entry] = log[0] ?? ['', {}];
    expect(JSON.stringify({ ...entry, err: null })).not.toContain('secret-of-a-link');
  });

  it.each([null, undefined, 'a text', 7, { status: 200 }, Object.assign(new Error('x'), { status: 200 })])(
    'survives %s being thrown',
    async (thrown) => {
      const { agent } = openApp((_req, _res, next) => next(thrown ?? new Error('nothing')));
      expect((await agent.get('/credentials/1')).status).toBe(500);
    },
  );

  it('says what its status says when an error has no words of its own', async () => {
    const { agent } = openApp(raise(new AppError('brand_new_code', 404, 'x')));
    const answer = await agent.get('/credentials/1').set('accept', 'text/html').set('accept-language', 'en');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('The page does not exist');
  });

  it('answers what no route knows, and what cannot be read at all', async () => {
    const { agent } = openApp(raise(new Error('never reached')));
    expect((await agent.get('/no-such-page')).status).toBe(404);
    expect((await agent.get('/credentials/%E0%A4%A')).status).toBe(400);
  });

  it('breaks off an answer that had begun', async () => {
    const { agent, log } = openApp((_req, res) => {
      res.write('half of');
      throw new Error('too late');
    });
    await expect(agent.get('/credentials/1')).rejects.toThrow();
    expect(log).toHaveLength(1);
  });
});

describe('what is sent is read flat', () => {
  const odd = [
    'a=1&a=2',
    'a[$ne]=1',
    'a[]=1',
    '$where=1',
    '__proto__=1',
    'constructor=1',
    `a=${'x'.repeat(9_000)}`,
    `${'n'.repeat(300)}=1`,
  ];

  it.each(odd)('refuses the query %s', async (query) => {
    const { agent } = openApp((_req, res) => void res.send('ok'));
    const answer = await agent.get(`/credentials/1?${query}`).set('accept', 'application/json');
    expect([answer.status, (answer.body as { error: string }).error]).toEqual([400, 'request_invalid']);
  });

  it('lets others be', async () => {
    const { agent } = openApp((_req, res) => void res.send('ok'));
    expect((await agent.get('/credentials/1?lang=nl&q=a%5Bb%5D%24')).text).toBe('ok');
  });

  it('reads named parameters once, as text, up to their length', () => {
    expect(readParams({ a: 'x', b: 'y' }, { a: 1, c: 5 })).toEqual({ a: 'x' });
    expect(readParams(undefined, { a: 1 })).toEqual({});
    expect(readParams('text', { a: 1 })).toEqual({});
    expect(readParams(Object.create({ a: 'inherited' }), { a: 20 })).toEqual({});
    for (const source of [{ a: ['x'] }, { a: { $ne: '' } }, { a: 'xx' }, { 'a[$ne]': 'x' }, { a: 1 }]) {
      expect(() => readParams(source, { a: 1 })).toThrow(
        expect.objectContaining({ code: 'request_invalid' }),
      );
    }
  });

  it('answers forms that are too large or broken', async () => {
    const app = express();
    app.post('/', readForm('1kb'), (req, res) => void res.json(req.body));
    app.use(createErrorHandler({ error: () => undefined, warn: () => undefined, info: () => undefined }));
    const send = (body: string, type = 'application/x-www-form-urlencoded') =>
      supertest(app).post('/').set('content-type', type).set('accept', 'application/json').send(body);
    expect((await send('a'.repeat(2_000))).status).toBe(413);
    expect((await send(Array.from({ length: 200 }, (_, index) => `p${index}=1`).join('&'))).status).toBe(413);
    expect((await send('a=1', 'application/x-www-form-urlencoded; charset=utf-7')).status).toBe(415);
    expect((await send('a=%E0%A4%A')).status).toBeLessThan(500);
  });
});
