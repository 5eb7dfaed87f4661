/**
 * Data Integrity, cryptosuite `eddsa-rdfc-2022`: the proof that stands inside a credential's JSON.
 *
 * Signed is SHA-256(canonical proof options) ‖ SHA-256(canonical document), with Ed25519 (§3.2). The options carry the
 * document's own `@context`. `proof` is an array of one: the official schema wants an array, and the signature does not
 * cover it.
 * Source: Data Integrity EdDSA Cryptosuites 1.0 §3.2; OB 3.0 §8.3.
 * Not here: whose key it is (issuer-keys.ts, verify/), canonical N-Quads (json-ld/).
 *
 * @module
 */
import { hash as digest, sign, verify, type KeyObject } from 'node:crypto';
import type { Canonicalize, JsonLdDocument } from './json-ld/canonicalize.js';
import { decodeMultibase, encodeMultibase } from './multibase.js';

export const DATA_INTEGRITY_SUITE = 'eddsa-rdfc-2022';

export interface DataIntegrityProof {
  readonly type: 'DataIntegrityProof';
  /** Whole seconds. */
  readonly created: string;
  /** `did:web:…#<publicKeyMultibase>`: the fragment is the key. */
  readonly verificationMethod: string;
  readonly cryptosuite: typeof DATA_INTEGRITY_SUITE;
  readonly proofPurpose: 'assertionMethod';
  readonly proofValue: string;
}

export interface ProofRequest {
  readonly privateKey: KeyObject;
  readonly verificationMethod: string;
  readonly created: string;
  readonly canonicalize: Canonicalize;
}

type ProofOptions = Omit<DataIntegrityProof, 'proofValue'>;

/** @param document - without a proof of its own */
export async function createProof(
  document: JsonLdDocument,
  { privateKey, verificationMethod, created, canonicalize }: ProofRequest,
): Promise<DataIntegrityProof> {
  const options: ProofOptions = {
    type: 'DataIntegrityProof',
    created,
    verificationMethod,
    cryptosuite: DATA_INTEGRITY_SUITE,
    proofPurpose: 'assertionMethod',
  };
  const hash = await hashForProof(document, options, canonicalize);
  return { ...options, proofValue: encodeMultibase(sign(null, hash, privateKey)) };
}

/** Whether this proof is of this document and this key; nothing else is looked at. */
export async function isProofOf(
  document: JsonLdDocument,
  proof: DataIntegrityProof,
  publicKey: KeyObject,
  canonicalize: Canonicalize,
): Promise<boolean> {
  const { proofValue, ...options } = proof;
  const signature = decodeMultibase(proofValue);
  if (signature?.length !== 64) return false;
  return verify(null, await hashForProof(document, options, canonicalize), publicKey, signature);
}

async function hashForProof(
  document: JsonLdDocument,
  options: JsonLdDocument | ProofOptions,
  canonicalize: Canonicalize,
): Promise<Buffer> {
  const [canonicalOptions, canonicalDocument] = await Promise.all([
    canonicalize({ '@context': document['@context'], ...options }),
    canonicalize(document),
  ]);
  return Buffer.concat([sha256(canonicalOptions), sha256(canonicalDocument)]);
}

function sha256(text: string): Buffer {
  return digest('sha256', text, 'buffer');
}
