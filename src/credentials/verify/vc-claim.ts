/**
 * A compact credential of VC 1.1: it stands in the claim `vc`, and what the claims around it say may be missing inside.
 *
 * Source: VC Data Model 1.1 §6.3.1 (JWT decoding); OB 3.0 §8.2.4 for credentials of that model.
 *
 * @module
 */
import type { ReadVcJwt } from '../verify-vc-jwt.js';
import { asText, isObject, type JsonObject } from './json.js';

/** The same with the credential whole, as later ones have it; any other as it is. */
export function unwrapVcClaim(read: ReadVcJwt): ReadVcJwt {
  const { vc } = read.credential;
  if (!isObject(vc) || read.credential['credentialSubject'] !== undefined) return read;
  return { ...read, credential: fillFromClaims(vc, read.claims) };
}

function fillFromClaims(vc: JsonObject, { iss, jti, sub, nbf, exp }: JsonObject): JsonObject {
  const subject = vc['credentialSubject'];
  return {
    ...(asText(jti) !== null && { id: jti }),
    ...(asText(iss) !== null && { issuer: iss }),
    ...pickDate('issuanceDate', nbf),
    ...pickDate('expirationDate', exp),
    ...vc, // what it says itself must be what they say: that is looked at with the schema
    ...(isObject(subject) && {
      credentialSubject: { ...(asText(sub) !== null && { id: sub }), ...subject },
    }),
  };
}

function pickDate(name: string, seconds: unknown): JsonObject {
  const isDate = typeof seconds === 'number' && seconds >= 0 && seconds < 8e12;
  return isDate ? { [name]: new Date(seconds * 1000).toISOString() } : {};
}
