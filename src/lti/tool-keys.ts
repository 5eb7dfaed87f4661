/**
 * The tool's own keys: one RSA set signs client assertions and deep linking answers (RS256), its public half is `/lti/jwks`.
 *
 * A key is published before it signs: platforms keep our set for a while, and would not know a newer one. The first
 * key of all has nobody to surprise. Where two processes make the first key at once, both are published and both
 * processes sign with the older. A key that a newer one took over from stays published until everything it signed has
 * expired. All of this follows from when the keys were made, so that processes agree without asking each other.
 *
 * Source: 1EdTech Security Framework 1.1 §6.2, §6.3 (key sets), §7.3.2 (rotation).
 *
 * @module
 */
import { calculateJwkThumbprint, importPKCS8, type CryptoKey, type JWK } from 'jose';
import { hasCode } from '../errors/app-error.js';
import { generateRsaKeyPair, type KeyPair } from '../secrets/key-pairs.js';
import type { Sealer } from '../secrets/sealer.js';
import type { ToolKey, ToolKeyStore } from './session.js';

export interface ToolKeysDeps {
  readonly store: ToolKeyStore;
  readonly sealer: Sealer;
  readonly now: () => Date;
  /** For tests, which need not wait for a new one. */
  readonly makeKeyPair?: (() => Promise<KeyPair>) | undefined;
}

export interface ToolSigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

export interface RotatedToolKey {
  readonly kid: string;
  readonly signsFrom: Date;
}

export type ToolKeys = ReturnType<typeof createToolKeys>;

/** How long platforms may keep our key set. */
export const JWKS_MAX_AGE_SECONDS = 3600;

/** What a key signs (client assertions, deep linking answers) lasts five minutes; the rest is for clocks that differ. */
const SIGNED_LASTS_SECONDS = 900;

const ALGORITHM = 'RS256';

export function createToolKeys({ store, sealer, now, makeKeyPair = generateRsaKeyPair }: ToolKeysDeps) {
  /** Private keys never change, so an opened one may be kept as long as the process lives. */
  const opened = new Map<string, Promise<CryptoKey>>();
  let making: Promise<void> | null = null;

  /** The key to sign with now; made at the first call. */
  async function getSigningKey(): Promise<ToolSigningKey> {
    const keys = await listKeys();
    const key = keys.find((one) => isKnownToAll(one, now())) ?? keys.at(-1);
    if (!key) throw new Error('a key was made and is not there');
    return { kid: key.kid, privateKey: await open(key) };
  }

  /** The public keys, newest first; the first one is made when there is none. */
  async function listPublicJwks(): Promise<JWK[]> {
    return (await listKeys()).map(({ publicJwk }) => ({ ...publicJwk }));
  }

  /**
   * Publishes a new key; it signs once platforms have had the time to learn it. While one is on its way already, no
   * other is made.
   */
  async function rotate(): Promise<RotatedToolKey> {
    const keys = await store.listPublished();
    const at = now();
    const spent = keys.filter((key) => isSpent(key, keys, at));
    if (spent.length > 0)
      await store.retire(
        spent.map(({ kid }) => kid),
        at,
      );
    const [newest] = keys;
    if (!newest || keys.length === 1 || isKnownToAll(newest, at)) await makeKey();
    const [next] = await store.listPublished();
    if (!next) throw new Error('a key was made and is not there');
    return { kid: next.kid, signsFrom: new Date(next.createdAt.getTime() + JWKS_MAX_AGE_SECONDS * 1000) };
  }

  async function listKeys(): Promise<ToolKey[]> {
    const keys = await store.listPublished();
    const at = now();
    if (keys.length > 0) return keys.filter((key) => !isSpent(key, keys, at));
    making ??= makeKey().finally(() => (making = null));
    await making;
    return store.listPublished();
  }

  async function makeKey(): Promise<void> {
    const pair = await makeKeyPair();
    const kid = await calculateJwkThumbprint(pair.publicJwk);
    try {
      await store.create({
        kid,
        sealedPrivateKey: sealer.seal(pair.privateKeyPem, sealPurpose(kid)),
        publicJwk: { ...pair.publicJwk, kid, alg: ALGORITHM, use: 'sig' },
        createdAt: now(),
        retiredAt: null,
      });
    } catch (error) {
      if (!hasCode(error, 'already_exists')) throw error;
    }
  }

  function open({ kid, sealedPrivateKey }: ToolKey): Promise<CryptoKey> {
    const known = opened.get(kid);
    if (known) return known;
    // Inside the chain: a text that does not open rejects like a key that does not import.
    const opening = Promise.resolve().then(() =>
      importPKCS8(sealer.open(sealedPrivateKey, sealPurpose(kid)), ALGORITHM),
    );
    opened.set(kid, opening);
    opening.catch(() => opened.delete(kid));
    return opening;
  }

  return { getSigningKey, listPublicJwks, rotate };
}

/** True once every platform that fetched our set has fetched one with this key in it. */
function isKnownToAll({ createdAt }: ToolKey, at: Date): boolean {
  return createdAt.getTime() + JWKS_MAX_AGE_SECONDS * 1000 <= at.getTime();
}

/** True once a newer key took over so long ago that everything this one signed has expired. */
function isSpent(key: ToolKey, keys: readonly ToolKey[], at: Date): boolean {
  const tookOverBefore = new Date(at.getTime() - SIGNED_LASTS_SECONDS * 1000);
  return keys.slice(0, keys.indexOf(key)).some((newer) => isKnownToAll(newer, tookOverBefore));
}

/** Opens nothing but the key of this kid. */
function sealPurpose(kid: string): string {
  return `tool-key:${kid}`;
}
