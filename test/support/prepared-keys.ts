/**
 * RSA keys are slow to make: those that a tool or an LMS asks for are made once in a process, and are the first, second, … key of
 * the next one too. Which of them a running one signs with, publishes and retires is its own business, as ever.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import {
  createPlatformKeys,
  makeRsaPems,
  type PlatformKeys,
  type RsaPems,
} from '../../src/sandbox/lti/platform-keys.js';
import { generateRsaKeyPair, type KeyPair } from '../../src/secrets/key-pairs.js';

const toolPairs: Promise<KeyPair>[] = [];
const platformPems: Promise<RsaPems>[] = [];

export function shareToolKeyPairs(): () => Promise<KeyPair> {
  return share(toolPairs, generateRsaKeyPair);
}

/** For `createSandbox`. */
export function sharePlatformKeys(): Promise<PlatformKeys> {
  return createPlatformKeys(randomUUID, share(platformPems, makeRsaPems));
}

function share<T>(made: Promise<T>[], make: () => Promise<T>): () => Promise<T> {
  let taken = 0;
  return () => {
    const key = (made[taken] ??= make());
    taken += 1;
    return key;
  };
}
