/**
 * What somebody pasted or opened: a compact credential, its JSON, or the address of one of ours.
 *
 * @module
 */
import type { CredentialAddresses } from '../addresses.js';
import {
  parseJsonObject,
  readVcJwt,
  splitClaims,
  type JsonObject,
  type ReadVcJwt,
} from '../verify-vc-jwt.js';

/** Bytes of UTF-8. Ours are about 3 kB; a full one with evidence and endorsements stays well below. */
export const MOST_TEXT_BYTES = 100_000;

export type CredentialText =
  | { readonly kind: 'signed'; readonly read: ReadVcJwt }
  /** The JSON of a credential without its signature, as `/credentials/{id}.json` gives it. */
  | { readonly kind: 'unsigned'; readonly payload: JsonObject; readonly credential: JsonObject }
  | { readonly kind: 'address'; readonly credentialId: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-readable' };

export function readCredentialText(text: string, addresses: CredentialAddresses): CredentialText {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > MOST_TEXT_BYTES) return { kind: 'too-large' };
  // A file may begin with a byte order mark, and copying wraps long lines.
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed.startsWith('{')) {
    const payload = parseJsonObject(Buffer.from(trimmed, 'utf8'));
    if (!payload) return { kind: 'not-readable' };
    return { kind: 'unsigned', payload, credential: splitClaims(payload).credential };
  }
  const credentialId = addresses.parseCredential(trimmed.replace(/\.(json|jwt)$/, ''));
  if (credentialId) return { kind: 'address', credentialId };
  const read = readVcJwt(trimmed.replace(/\s+/g, ''));
  return read ? { kind: 'signed', read } : { kind: 'not-readable' };
}
