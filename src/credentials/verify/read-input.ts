/**
 * What somebody pasted, dropped or sent the address of: which of the forms of a credential it is, and its content.
 *
 * Forms: PNG and SVG with something baked in, JSON, a compact text (VC-JWT or a signed assertion), an address.
 * Nothing is fetched here and nothing is judged.
 *
 * @module
 */
import { isUrl } from '../../http/parse-url.js';
import { readVcJwt, type ReadVcJwt } from '../verify-vc-jwt.js';
import { asText, hasType, isObject, readId, readJsonObject, type JsonObject } from './json.js';
import { looksLikeSvg, unbakeSvg } from './unbake-svg.js';
import { unwrapVcClaim } from './vc-claim.js';
import { isPng, unbakePng, type Unbaked } from './unbake-png.js';

/** Bytes of a file: a picture with a credential inside. */
export const MOST_FILE_BYTES = 4_000_000;
/** Bytes of the credential itself. Ours are about 5 kB; one with pictures as data inside may be a hundred times that. */
export const MOST_TEXT_BYTES = 600_000;

export type CredentialInput =
  | { readonly kind: 'vc-jwt'; readonly read: ReadVcJwt }
  | { readonly kind: 'credential'; readonly credential: JsonObject }
  /** OB 2.0, hosted or not: `signed` holds the compact text around it. */
  | { readonly kind: 'assertion'; readonly assertion: JsonObject; readonly signed: ReadVcJwt | null }
  | { readonly kind: 'address'; readonly address: string }
  | {
      readonly kind: 'nothing';
      readonly reason: 'not-readable' | 'nothing-inside' | 'too-large' | 'too-deep';
    };

const nothing = (reason: Extract<CredentialInput, { kind: 'nothing' }>['reason']): CredentialInput => ({
  kind: 'nothing',
  reason,
});

/** A file, or the answer of an address. */
export function readCredentialBytes(bytes: Buffer): CredentialInput {
  if (bytes.length > MOST_FILE_BYTES) return nothing('too-large');
  if (isPng(bytes)) return readUnbaked(unbakePng(bytes, MOST_TEXT_BYTES));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return nothing('not-readable');
  }
  if (looksLikeSvg(text)) return readUnbaked(unbakeSvg(text));
  return readCredentialText(text);
}

/** Pasted: no picture, but the source of an SVG may be. */
export function readCredentialText(text: string): CredentialInput {
  // A file may begin with a byte order mark, and copying wraps long lines.
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (Buffer.byteLength(trimmed, 'utf8') > MOST_FILE_BYTES) return nothing('too-large');
  if (looksLikeSvg(trimmed)) return readUnbaked(unbakeSvg(trimmed));
  return readInside(trimmed);
}

function readUnbaked(unbaked: Unbaked): CredentialInput {
  switch (unbaked.kind) {
    case 'text':
      return readInside(unbaked.text.trim());
    case 'broken':
      return nothing('not-readable');
    case 'nothing-inside':
    case 'too-large':
      return nothing(unbaked.kind);
  }
}

function readInside(text: string): CredentialInput {
  if (Buffer.byteLength(text, 'utf8') > MOST_TEXT_BYTES) return nothing('too-large');
  if (text.startsWith('{')) {
    const read = readJsonObject(text);
    if (read.kind === 'object') return sortJson(read.object);
    return nothing(read.kind === 'too-deep' ? 'too-deep' : 'not-readable');
  }
  if (/^https?:\/\/\S{1,2000}$/i.test(text) && isUrl(text)) return { kind: 'address', address: text };
  return readCompact(text.replace(/\s+/g, ''));
}

function readCompact(text: string): CredentialInput {
  // Taken apart with the caps first: what follows parses without any.
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(text)?.[1];
  const inside = payload === undefined ? null : readJsonObject(Buffer.from(payload, 'base64url'));
  if (inside?.kind === 'too-deep') return nothing('too-deep');
  const read = inside && readVcJwt(text);
  if (!read) return nothing('not-readable');
  if (isAssertion(read.credential)) {
    return { kind: 'assertion', assertion: { ...read.credential, ...read.claims }, signed: read };
  }
  return { kind: 'vc-jwt', read: unwrapVcClaim(read) };
}

/** VC Data Model 2.0 §4.13: a compact text dressed as an object. */
const ENVELOPE = /^data:application\/(?:vc\+jwt|jwt),/;

function sortJson(object: JsonObject): CredentialInput {
  const enveloped = hasType(object, 'EnvelopedVerifiableCredential') ? (readId(object) ?? '') : '';
  if (ENVELOPE.test(enveloped)) return readCompact(enveloped.replace(ENVELOPE, ''));
  // What a wallet or the service API wraps around one credential.
  const wrapped = object['verifiableCredential'] ?? object['credential'];
  const [only, ...others] = Array.isArray(wrapped) ? (wrapped as readonly unknown[]) : [wrapped];
  if (object['credentialSubject'] === undefined && isObject(only) && others.length === 0)
    return sortJson(only);
  const compact = object['compactJwsString'] ?? (others.length === 0 ? only : undefined);
  if (typeof compact === 'string') return readCompact(compact);
  if (isAssertion(object)) return { kind: 'assertion', assertion: object, signed: null };
  return { kind: 'credential', credential: object };
}

/** An Open Badges 2.0 assertion, or 1.x, which says no type but has its members. */
function isAssertion(object: JsonObject): boolean {
  if (object['credentialSubject'] !== undefined) return false;
  return (
    hasType(object, 'Assertion') ||
    (object['badge'] !== undefined && (asText(object['uid']) ?? object['verify'] ?? null) !== null)
  );
}
