import { exportJWK, type CryptoKey } from 'jose';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.js';
import type { GuardedResponse } from '../../../src/http/guarded-fetch.js';
import { createPlatformKeys } from '../../../src/lti/platform-keys.js';
import { NOON } from '../../support/build-records.js';
import { makeRsaKey } from '../../support/test-platform.js';

const URL = 'https://lms.example.org/jwks';
const [first, second] = [makeRsaKey('first'), makeRsaKey('second')];

function answer(keys: readonly unknown[], cacheControl?: string): GuardedResponse {
  return {
    status: 200,
    headers: cacheControl === undefined ? {} : { 'cache-control': cacheControl },
    body: JSON.stringify({ keys }),
  };
}

/** A platform whose next answers are set, and a clock. */
function openPlatform(initial: () => Promise<GuardedResponse> | GuardedResponse) {
  const platform = { answer: initial, fetches: 0, seconds: 0 };
  const keys = createPlatformKeys({
    fetch: async () => {
      platform.fetches += 1;
      return platform.answer();
    },
    now: () => new Date(NOON.getTime() + platform.seconds * 1000),
  });
  return Object.assign(platform, {
    getKey: (kid: string) => keys.getKey(URL, kid),
    getReplacedKey: (kid: string, kept: CryptoKey) => keys.getReplacedKey(URL, kid, kept),
  });
}

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'found',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describe('keys of a platform (Security Framework 1.1 §6.3)', () => {
  it.each([
    ['max-age=600', 600],
    ['public, max-age=7200, must-revalidate', 7200],
    ['max-age="300"', 300],
    ['max-age=0', 5],
    ['max-age=20', 20],
    ['no-store', 5],
    ['no-cache, max-age=600', 5],
    ['max-age=31536000', 86_400],
    ['private', 3600],
    [undefined, 3600],
  ])('keeps a set with Cache-Control %s for %d seconds', async (cacheControl, seconds) => {
    const platform = openPlatform(() => answer([first.publicJwk], cacheControl));
    await platform.getKey('first');
    platform.seconds = seconds - 1;
    await platform.getKey('first');
    expect(platform.fetches).toBe(1);
    platform.seconds = seconds;
    await platform.getKey('first');
    expect(platform.fetches).toBe(2);
  });

  it('fetches once more for a kid that the kept set lacks', async () => {
    const platform = openPlatform(() => answer([first.publicJwk]));
    await platform.getKey('first');
    platform.answer = () => answer([second.publicJwk]);
    await platform.getKey('second');
    expect(platform.fetches).toBe(2);
  });

  it('gives the key that took the name of another, and nothing where it is the same one', async () => {
    const platform = openPlatform(() => answer([first.publicJwk]));
    const kept = await platform.getKey('first');
    expect(await platform.getReplacedKey('first', kept)).toBeNull();
    platform.answer = () => answer([{ ...second.publicJwk, kid: 'first' }]);
    const replaced = await platform.getReplacedKey('first', kept);
    expect(replaced && (await exportJWK(replaced)).n).toBe(second.publicJwk.n);
    expect(platform.fetches).toBe(3);
    // Who kept the old one and comes late is given what stands there, without another fetch.
    expect(await platform.getReplacedKey('first', kept)).toBe(replaced);
    expect(platform.fetches).toBe(3);
  });

  it('lets nobody make it look for replaced keys without end', async () => {
    const platform = openPlatform(() => answer([first.publicJwk]));
    const kept = await platform.getKey('first');
    for (let times = 0; times < 100; times += 1)
      expect(await platform.getReplacedKey('first', kept)).toBeNull();
    expect(platform.fetches).toBe(6);
  });

  it('lets nobody make it fetch without end', async () => {
    const platform = openPlatform(() => answer([first.publicJwk]));
    await platform.getKey('first');
    for (let index = 0; index < 100; index += 1) {
      expect(await codeOf(platform.getKey(`unknown-${index}`))).toBe('launch_key_unknown');
    }
    expect(platform.fetches).toBe(6);
    await platform.getKey('first');
    platform.seconds = 60;
    await codeOf(platform.getKey('unknown'));
    expect(platform.fetches).toBe(7);
  });

  it('shares one fetch among all who wait', async () => {
    const platform = openPlatform(() => answer([first.publicJwk]));
    await Promise.all(Array.from({ length: 50 }, () => platform.getKey('first')));
    expect(platform.fetches).toBe(1);
  });

  it('T34: a platform that does not answer in time costs one request in five seconds', async () => {
    const platform = openPlatform(() => {
      throw new AppError('fetch_timed_out', 504, 'too slow');
    });
    expect(await codeOf(platform.getKey('first'))).toBe('platform_unavailable');
    expect(await codeOf(platform.getKey('first'))).toBe('platform_unavailable');
    expect(platform.fetches).toBe(1);
    platform.answer = () => answer([first.publicJwk]);
    platform.seconds = 5;
    expect(await codeOf(platform.getKey('first'))).toBe('found');
  });

  it('never takes a key whose set has expired while the platform is away', async () => {
    const platform = openPlatform(() => answer([first.publicJwk], 'max-age=60'));
    await platform.getKey('first');
    platform.seconds = 61;
    platform.answer = () => ({ status: 503, headers: {}, body: '' });
    expect(await codeOf(platform.getKey('first'))).toBe('platform_unavailable');
  });

  it('takes RSA keys for signing alone, and the first of two with one name', async () => {
    const platform = openPlatform(() =>
      answer([
        { ...first.publicJwk, kid: undefined },
        { ...first.publicJwk, kid: 'enc', use: 'enc' },
        { ...first.publicJwk, kid: 'rs512', alg: 'RS512' },
        { ...first.publicJwk, kid: 'sign-only', key_ops: ['sign'] },
        { ...first.publicJwk, kid: 'broken', n: '' },
        { kty: 'oct', kid: 'secret', k: 'AAAA' },
        { ...first.publicJwk, kid: 'good', use: undefined, alg: undefined },
        { ...second.publicJwk, kid: 'good' },
      ]),
    );
    const key = await platform.getKey('good');
    const exported = (await crypto.subtle.exportKey('jwk', key)) as { n?: string };
    expect(exported.n).toBe(first.publicJwk['n']);
    for (const kid of ['enc', 'rs512', 'sign-only', 'secret', '']) {
      expect([kid, await codeOf(platform.getKey(kid))]).toEqual([kid, 'launch_key_unknown']);
    }
  });
});
