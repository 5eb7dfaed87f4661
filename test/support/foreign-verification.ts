/**
 * A verifier that knows nothing of its own, and a stranger's site to read from: what each test of strangers' credentials needs.
 *
 * @module
 */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createHash, sign } from 'node:crypto';
import { canonicalize } from '../../src/credentials/json-ld/canonicalize.js';
import { encodeMultibase } from '../../src/credentials/multibase.js';
import { createVerifier, type Verification } from '../../src/credentials/verify/verify-credential.js';
import { createGuardedFetch, type ClosableGuardedFetch } from '../../src/http/create-guarded-fetch.js';
import { ADDRESSES } from './build-open-badge-facts.js';
import { NOON } from './build-records.js';
import { openForeignIssuer, type ForeignIssuer, type Json } from './foreign-issuer.js';

export interface ForeignVerification {
  readonly school: ForeignIssuer;
  verify(source: string | Json): Promise<Verification>;
  /** The answer, and every step that did not pass. */
  judge(source: string | Json): Promise<string>;
  /** A proof of `eddsa-rdfc-2022` with options of one's own, over the credential without its proofs. */
  makeProof(
    credential: Json,
    options?: Json,
    key?: Pick<ForeignIssuer['keys']['ed'], 'privateKey'>,
  ): Promise<Json>;
}

const none = () => Promise.resolve(null);

/** One that issued nothing itself. */
export function openVerifier(fetch: ClosableGuardedFetch, now: () => Date) {
  return createVerifier({
    credentials: { findPublic: none },
    issuers: { findPublic: none },
    keys: { findPublic: none, listPublic: () => Promise.resolve([]) },
    addresses: ADDRESSES,
    ownOrigins: ['https://badges.example.org'],
    fetch,
    now,
  });
}

/** Opened before the tests of a file, and as at first before each of them. */
export function useForeignVerification(): ForeignVerification {
  let school: ForeignIssuer;
  let fetch: ClosableGuardedFetch;

  const reset = () => {
    school.routes.clear();
    school.routes.set('/school/did.json', { body: school.buildDidDocument() });
    school.routes.set('/keys/1', { body: school.keys.ec.jwk });
    school.asked.length = 0;
  };
  beforeAll(async () => {
    school = await openForeignIssuer();
    fetch = createGuardedFetch({ allowHosts: [], allowLoopback: true });
  });
  beforeEach(reset);
  afterEach(reset);
  afterAll(async () => {
    await fetch.close();
    await school.close();
  });

  const verify = (source: string | Json) =>
    openVerifier(fetch, () => NOON).verifyText(typeof source === 'string' ? source : JSON.stringify(source));

  return {
    get school() {
      return school;
    },

    verify,

    async judge(source) {
      const { answer, steps } = await verify(source);
      const told = steps.filter(
        ({ verdict, reason }) =>
          verdict !== 'passed' && reason !== 'recipient-not-asked' && reason !== 'not-checked',
      );
      return [answer, ...told.map(({ name, reason }) => `${name}:${reason}`)].join(' ');
    },

    async makeProof(credential, options = {}, { privateKey } = school.keys.ed) {
      const { proof: _proofs, ...document } = credential;
      const signed = {
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-rdfc-2022',
        created: '2026-03-01T09:00:00Z',
        verificationMethod: school.methods.ed,
        proofPurpose: 'assertionMethod',
        ...options,
      };
      const parts = [{ '@context': document['@context'], ...signed }, document];
      const canonical = await Promise.all(parts.map((part) => canonicalize(part)));
      const hashes = canonical.map((part) => createHash('sha256').update(part, 'utf8').digest());
      return { ...signed, proofValue: encodeMultibase(sign(null, Buffer.concat(hashes), privateKey)) };
    },
  };
}
