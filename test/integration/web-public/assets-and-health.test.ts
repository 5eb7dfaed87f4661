import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { assetAddress, createAssetsRouter } from '../../../src/web/assets.js';
import { createHealthRouter } from '../../../src/web/health.js';

describe('assets', () => {
  const app = express().use(createAssetsRouter());
  const sheet = assetAddress('insigne.css');

  it('are kept for good under the version that a page names, and for an hour under any other', async () => {
    const kept = async (address: string) => (await request(app).get(address)).headers['cache-control'];
    expect(sheet).toMatch(/^\/assets\/insigne\.css\?v=[0-9a-f]{12}$/);
    expect(await kept(sheet)).toBe('public, max-age=31536000, immutable');
    expect(await kept('/assets/insigne.css')).toBe('public, max-age=3600');
    expect(await kept('/assets/insigne.css?v=000000000000')).toBe('public, max-age=3600');
  });

  it('come compressed where that is understood, with a tag for each form', async () => {
    const forms = await Promise.all(
      ['br', 'gzip', 'identity'].map((encoding) =>
        request(app).get(sheet).set('Accept-Encoding', encoding).buffer(false),
      ),
    );
    expect(forms.map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip', undefined]);
    expect(new Set(forms.map(({ headers }) => headers['etag'] as string)).size).toBe(3);
    expect(forms.map(({ headers }) => headers['vary'] as string)).toEqual(Array(3).fill('Accept-Encoding'));
  });

  it('are not sent again to who has them', async () => {
    const { headers } = await request(app).get(sheet).set('Accept-Encoding', 'gzip');
    const again = request(app)
      .get(sheet)
      .set('Accept-Encoding', 'gzip')
      .set('If-None-Match', headers['etag'] as string);
    expect((await again).status).toBe(304);
  });

  it('hold the fonts that the style sheet names, each with its version', async () => {
    const { text, headers } = await request(app).get(sheet);
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
    const fonts = [...text.matchAll(/url\('([^']+)'\)/g)].map(([, address = '']) => address);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) {
      const res = await request(app).get(font).expect(200);
      expect(res.headers).toMatchObject({
        'content-type': 'font/woff2',
        'cache-control': 'public, max-age=31536000, immutable',
      });
    }
  });

  it.each([
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/..%2fpackage.json',
    '/assets/',
    '/assets/no.css',
    '/assets/constructor',
  ])('are nothing at %s', async (address) => {
    expect((await request(app).get(address)).status).toBe(404);
  });

  it('fail loudly in a page that names one that there is not', () => {
    expect(() => assetAddress('no.css')).toThrow(/no\.css/);
  });
});

describe('health', () => {
  const ask = (isReady: () => Promise<boolean>, path: string) =>
    request(express().use(createHealthRouter({ isReady }))).get(path);

  it('is alive whatever its database does', async () => {
    expect((await ask(() => Promise.reject(new Error('down')), '/healthz')).status).toBe(200);
  });

  it.each([
    ['answers', () => Promise.resolve(true), 200],
    ['says no', () => Promise.resolve(false), 503],
    ['fails', () => Promise.reject(new Error('down')), 503],
  ])('is ready or not when the database %s', async (_word, isReady, status) => {
    const res = await ask(isReady, '/readyz');
    expect(res.status).toBe(status);
    expect(res.headers['cache-control']).toBe('no-store');
    expect(res.text).not.toContain('down');
  });
});
