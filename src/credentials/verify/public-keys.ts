/**
 * Public keys as strangers write them: JWK, Multikey, PEM.
 *
 * Source: RFC 7517, RFC 8037; Controlled Identifiers 1.0 §2.2.2 (Multikey) and §2.2.3 (JsonWebKey); OB 2.0 CryptographicKey.
 *
 * @module
 */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { decodeMultibase } from '../multibase.js';
import { asText, isObject, type JsonObject } from './json.js';

export type KeyKind = 'Ed25519' | 'P-256' | 'P-384' | 'RSA';

export interface PublicKey {
  readonly kind: KeyKind;
  readonly key: KeyObject;
}

/** The shortest RSA key that still says anything (NIST SP 800-131A). */
const LEAST_RSA_BITS = 2048;
/** Longer ones take seconds to verify with. */
const MOST_RSA_BITS = 8192;

/** Multicodec varints, and the start of the key's SubjectPublicKeyInfo (RFC 8410, RFC 5480). */
const MULTIKEYS: readonly { readonly code: string; readonly bytes: number; readonly spki: string }[] = [
  { code: 'ed01', bytes: 32, spki: '302a300506032b6570032100' },
  { code: '8024', bytes: 33, spki: '3039301306072a8648ce3d020106082a8648ce3d030107032200' },
  { code: '8124', bytes: 49, spki: '3046301006072a8648ce3d020106052b81040022033200' },
];

/** @returns null for a kind of key that is not known here, or no key at all */
export function readMultikey(text: string): PublicKey | null {
  const bytes = decodeMultibase(text);
  if (!bytes) return null;
  const code = bytes.toString('hex', 0, 2);
  const form = MULTIKEYS.find((one) => one.code === code);
  if (!form || bytes.length !== form.bytes + 2) return null;
  const der = Buffer.concat([Buffer.from(form.spki, 'hex'), bytes.subarray(2)]);
  return open(() => createPublicKey({ key: der, format: 'der', type: 'spki' }));
}

/** Public members alone are taken: one that carries its private half is no key to trust. */
export function readJwk(value: unknown): PublicKey | null {
  if (!isObject(value) || value['d'] !== undefined || value['k'] !== undefined) return null;
  const { kty, crv, x, y, n, e } = value as JsonWebKey;
  const jwk = Object.fromEntries(
    Object.entries({ kty, crv, x, y, n, e }).filter(([, one]) => one !== undefined),
  );
  return open(() => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }));
}

export function readPem(text: string): PublicKey | null {
  if (text.length > 10_000 || !/^-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(text.trim())) return null;
  return open(() => createPublicKey(text));
}

/** A verification method, a bare key document or a JWK, whichever it is. */
export function readKeyDocument(document: JsonObject): PublicKey | null {
  const multibase = asText(document['publicKeyMultibase']);
  if (multibase !== null) return readMultikey(multibase);
  if (document['publicKeyJwk'] !== undefined) return readJwk(document['publicKeyJwk']);
  const pem = asText(document['publicKeyPem']);
  if (pem !== null) return readPem(pem);
  return document['kty'] === undefined ? null : readJwk(document);
}

export function isSameKey(one: PublicKey, other: PublicKey): boolean {
  return one.key.equals(other.key);
}

function open(create: () => KeyObject): PublicKey | null {
  try {
    const key = create();
    const kind = readKind(key);
    return kind && { kind, key };
  } catch {
    return null; // no point on the curve, a member that is missing
  }
}

function readKind(key: KeyObject): KeyKind | null {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ed25519') return 'Ed25519';
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return 'P-256';
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'secp384r1') return 'P-384';
  const isRsa =
    key.asymmetricKeyType === 'rsa' && modulusLength >= LEAST_RSA_BITS && modulusLength <= MOST_RSA_BITS;
  return isRsa ? 'RSA' : null;
}
