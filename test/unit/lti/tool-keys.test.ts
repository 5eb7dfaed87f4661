import { randomBytes } from 'node:crypto';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { ToolKey, ToolKeyStore } from '../../../src/lti/session.js';
import { createToolKeys } from '../../../src/lti/tool-keys.js';
import { createSealer } from '../../../src/secrets/create-sealer.js';
import { NOON, minutesAfterNoon } from '../../support/build-records.js';

const sealer = createSealer(randomBytes(32));

/** The store in memory, newest first as its contract says. */
function openStore(): ToolKeyStore & { readonly keys: ToolKey[] } {
  const keys: ToolKey[] = [];
  return {
    keys,
    async create(key) {
      keys.unshift(key);
    },
    async listPublished() {
      return keys.filter(({ retiredAt }) => retiredAt === null);
    },
    async retire(kids, retiredAt) {
      keys.forEach((key, index) => {
        if (kids.includes(key.kid)) keys[index] = { ...key, sealedPrivateKey: '-', retiredAt };
      });
    },
  };
}

describe('keys of the tool (Security Framework 1.1 §6)', () => {
  it('makes one key at first use, however many ask at once, and keeps it sealed', async () => {
    const store = openStore();
    const toolKeys = createToolKeys({ store, sealer, now: () => NOON });
    const [signing, published] = await Promise.all([toolKeys.getSigningKey(), toolKeys.listPublicJwks()]);
    expect(store.keys).toHaveLength(1);
    expect(published.map(({ kid }) => kid)).toEqual([signing.kid]);
    expect(store.keys[0]?.sealedPrivateKey).not.toContain('PRIVATE');
  });

  it('signs what its published key verifies, and publishes nothing private', async () => {
    const toolKeys = createToolKeys({ store: openStore(), sealer, now: () => NOON });
    const { kid, privateKey } = await toolKeys.getSigningKey();
    const [jwk] = await toolKeys.listPublicJwks();
    const token = await new SignJWT({ a: 1 }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    const { payload } = await jwtVerify(token, await importJWK(jwk ?? {}, 'RS256'));
    expect(payload).toEqual({ a: 1 });
    expect(Object.keys(jwk ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('lets a newer key sign only once platforms have had an hour to learn it', async () => {
    const store = openStore();
    const clock = { now: NOON };
    const toolKeys = createToolKeys({ store, sealer, now: () => clock.now });
    const { kid: old } = await toolKeys.getSigningKey();
    const other = openStore();
    await createToolKeys({ store: other, sealer, now: () => minutesAfterNoon(90) }).getSigningKey();
    const [newer] = other.keys;
    if (!newer) throw new Error('no key was made');
    await store.create(newer);

    clock.now = minutesAfterNoon(149);
    expect((await toolKeys.getSigningKey()).kid).toBe(old);
    clock.now = minutesAfterNoon(150);
    expect((await toolKeys.getSigningKey()).kid).toBe(newer.kid);
    expect((await toolKeys.listPublicJwks()).map(({ kid }) => kid)).toEqual([newer.kid, old]);
  });

  it('signs with the older of two first keys that two processes made at once', async () => {
    const store = openStore();
    const [a, b] = [openStore(), openStore()];
    await createToolKeys({ store: a, sealer, now: () => NOON }).getSigningKey();
    await createToolKeys({ store: b, sealer, now: () => minutesAfterNoon(0.01) }).getSigningKey();
    store.keys.push(...b.keys, ...a.keys);
    const toolKeys = createToolKeys({ store, sealer, now: () => minutesAfterNoon(1) });
    expect((await toolKeys.getSigningKey()).kid).toBe(a.keys[0]?.kid);
  });

  it('rotates with overlap: published, then signing, then the old one published until all it signed expired', async () => {
    const store = openStore();
    const clock = { now: NOON };
    const toolKeys = createToolKeys({ store, sealer, now: () => clock.now });
    // Another process, on the same store.
    const other = createToolKeys({ store, sealer, now: () => clock.now });
    const { kid: old } = await toolKeys.getSigningKey();
    clock.now = minutesAfterNoon(100);
    const { kid: next, signsFrom } = await toolKeys.rotate();
    expect(signsFrom).toEqual(minutesAfterNoon(160));

    async function look(minutes: number) {
      clock.now = minutesAfterNoon(minutes);
      const published = (await other.listPublicJwks()).map(({ kid }) => kid);
      return [(await other.getSigningKey()).kid, published];
    }
    expect(await look(100)).toEqual([old, [next, old]]);
    expect(await look(159)).toEqual([old, [next, old]]);
    expect(await look(160)).toEqual([next, [next, old]]);
    expect(await look(174)).toEqual([next, [next, old]]);
    expect(await look(175)).toEqual([next, [next]]);
  });

  it('makes no other key while one is on its way, and forgets the private half of a spent one', async () => {
    const store = openStore();
    const clock = { now: NOON };
    const toolKeys = createToolKeys({ store, sealer, now: () => clock.now });
    const { kid: first } = await toolKeys.getSigningKey();
    clock.now = minutesAfterNoon(5);
    const second = await toolKeys.rotate();
    clock.now = minutesAfterNoon(64);
    expect(await toolKeys.rotate()).toEqual(second);
    clock.now = minutesAfterNoon(80);
    const third = await toolKeys.rotate();
    expect(third.kid).not.toBe(second.kid);
    expect(store.keys.find(({ kid }) => kid === first)).toMatchObject({
      sealedPrivateKey: '-',
      retiredAt: minutesAfterNoon(80),
    });
    expect((await toolKeys.getSigningKey()).kid).toBe(second.kid);
  });
});
