/**
 * Whether a signature is of these bytes and this key: compact texts and Data Integrity proofs. Whose key it is stands in
 * issuer-key.ts.
 *
 * The algorithm is one of a closed list and must fit the key; `none` and shared secrets are not in it.
 * Source: RFC 7515 §5.2, RFC 7518 §3.1; Data Integrity 1.0 §4.4, EdDSA cryptosuites §3.2 (`eddsa-rdfc-2022`) and §3.3
 * (`eddsa-jcs-2022`), ECDSA cryptosuites §3.2 and §3.3 (`ecdsa-rdfc-2019`, `ecdsa-jcs-2019`: SHA-256 with P-256, SHA-384 with
 * P-384); `Ed25519Signature2020`, their ancestor, which hashes the same two parts in the same order.
 * Not here: proofs that show a part of what was signed (`ecdsa-sd-2023`).
 *
 * @module
 */
import { createHash, verify } from 'node:crypto';
import { hasCode } from '../../errors/app-error.js';
import { canonicalize } from '../json-ld/canonicalize.js';
import { decodeMultibase } from '../multibase.js';
import { writeCanonicalJson } from './canonical-json.js';
import { readDate } from './content.js';
import { hasHiddenMembers } from './hidden-members.js';
import { asList, asText, isObject, type JsonObject } from './json.js';
import type { KeyKind, PublicKey } from './public-keys.js';
import { fail, pass, unsure, type Finding } from './verification.js';

interface JwsAlgorithm {
  readonly key: KeyKind;
  readonly hash: string | null;
}

const JWS_ALGORITHMS: Readonly<Record<string, JwsAlgorithm>> = {
  RS256: { key: 'RSA', hash: 'sha256' },
  RS384: { key: 'RSA', hash: 'sha384' },
  RS512: { key: 'RSA', hash: 'sha512' },
  ES256: { key: 'P-256', hash: 'sha256' },
  ES384: { key: 'P-384', hash: 'sha384' },
  EdDSA: { key: 'Ed25519', hash: null },
  Ed25519: { key: 'Ed25519', hash: null },
};

export function isKnownJwsAlgorithm(alg: unknown): boolean {
  return typeof alg === 'string' && Object.hasOwn(JWS_ALGORITHMS, alg);
}

/** @param jws - three segments, each strict base64url */
export function checkJws(jws: string, alg: unknown, { kind, key }: PublicKey): Finding {
  const algorithm = typeof alg === 'string' && isKnownJwsAlgorithm(alg) ? JWS_ALGORITHMS[alg] : undefined;
  if (!algorithm) return unsure('signature-kind-unknown');
  if (algorithm.key !== kind) return fail('signature-broken');
  const end = jws.lastIndexOf('.');
  const holds = verify(
    algorithm.hash,
    Buffer.from(jws.slice(0, end), 'ascii'),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(jws.slice(end + 1), 'base64url'),
  );
  return holds ? pass('signature-holds') : fail('signature-broken');
}

interface Suite {
  readonly hashes: Readonly<Partial<Record<KeyKind, string>>>;
  /** Signed is what it says (statements), or how it is written (JSON). */
  readonly of: 'statements' | 'json';
}

const ECDSA_HASHES = { 'P-256': 'sha256', 'P-384': 'sha384' } as const;
const SUITES: Readonly<Record<string, Suite>> = {
  'eddsa-rdfc-2022': { hashes: { Ed25519: 'sha256' }, of: 'statements' },
  'ecdsa-rdfc-2019': { hashes: ECDSA_HASHES, of: 'statements' },
  'eddsa-jcs-2022': { hashes: { Ed25519: 'sha256' }, of: 'json' },
  'ecdsa-jcs-2019': { hashes: ECDSA_HASHES, of: 'json' },
};
const SUITE_OF_2020: Suite = { hashes: { Ed25519: 'sha256' }, of: 'statements' };
/** What clocks of two servers may differ. */
const MOST_AHEAD_MS = 5 * 60_000;

/** The first proof that we can judge, else the first. */
export function findProof(credential: JsonObject): JsonObject | null {
  const proofs = asList(credential['proof']).filter(isObject);
  return proofs.find(isKnownProof) ?? proofs[0] ?? null;
}

export function isKnownProof(proof: JsonObject): boolean {
  return findSuite(proof) !== null;
}

function findSuite(proof: JsonObject): Suite | null {
  const suite = asText(proof['cryptosuite']);
  if (proof['type'] === 'Ed25519Signature2020' && suite === null) return SUITE_OF_2020;
  if (proof['type'] !== 'DataIntegrityProof' || suite === null || !Object.hasOwn(SUITES, suite)) return null;
  return SUITES[suite] ?? null;
}

export async function checkProof(
  credential: JsonObject,
  proof: JsonObject,
  { kind, key }: PublicKey,
  now: Date,
): Promise<Finding> {
  const suite = findSuite(proof);
  if (!suite) return unsure('signature-kind-unknown');
  const hash = suite.hashes[kind];
  if (hash === undefined || proof['proofPurpose'] !== 'assertionMethod') return fail('signature-broken');
  const signature = decodeMultibase(asText(proof['proofValue']) ?? '');
  if (!signature) return fail('signature-broken');
  const { proof: _proofs, ...document } = credential;
  const { proofValue: _value, ...signedOptions } = proof;
  const { '@context': _own, ...options } = signedOptions;
  if (suite.of === 'statements' && [document, options].some(hasHiddenMembers))
    return unsure('members-hidden');
  // §4.4: where a proof names contexts they are the beginning of the document's; ours to check, never to follow.
  const contexts = credential['@context'];
  if (!isBeginningOf(proof['@context'], contexts)) return fail('context-changed');
  const meant = proof['@context'] ?? contexts;
  let parts: readonly (string | null)[];
  try {
    parts =
      suite.of === 'json'
        ? [signedOptions, { ...document, '@context': meant }].map(writeCanonicalJson)
        : await Promise.all([
            canonicalize({ ...options, '@context': meant }),
            canonicalize({ ...document, '@context': meant }),
          ]);
  } catch (error) {
    if (hasCode(error, 'context_unknown')) return unsure('context-unknown');
    // A word that no context explains is not covered by the signature.
    if (hasCode(error, 'json_ld_unsafe')) return fail('signature-broken');
    return unsure('too-deep'); // made to be hard to canonicalise: the library gives up after so much work
  }
  if (!parts.every((part) => part !== null)) return fail('signature-broken');
  const data = Buffer.concat(parts.map((part) => createHash(hash).update(part, 'utf8').digest()));
  const holds = verify(kind === 'Ed25519' ? null : hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature);
  return holds ? checkProofDates(proof, now) : fail('signature-broken');
}

/** Data Integrity 1.0 §2.1: from when to when the proof itself counts, whatever the credential says of its own dates. */
function checkProofDates({ created, expires }: JsonObject, now: Date): Finding {
  const createdAt = readDate(created);
  if (createdAt && createdAt.getTime() > now.getTime() + MOST_AHEAD_MS) return fail('proof-not-yet');
  if (expires === undefined) return pass('signature-holds');
  const expiresAt = readDate(expires);
  if (!expiresAt) return unsure('signature-kind-unknown');
  return expiresAt < now ? fail('proof-expired') : pass('signature-holds');
}

function isBeginningOf(own: unknown, all: unknown): boolean {
  if (own === undefined) return true;
  const [mine, theirs] = [asList(own), asList(all)];
  return mine.every((one, index) => one === theirs[index]);
}
