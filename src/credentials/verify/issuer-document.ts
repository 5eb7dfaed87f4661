/**
 * What the documents of an issuer say of its keys: did.json, what an https id answers with, and keys that stand at an address of
 * their own. Read here, judged in issuer-key.ts.
 *
 * A document counts as its address's own only where that address's site answered: one that leads on to another site lets
 * whoever runs that one speak.
 * Source: DID Core §5.3.2 (assertionMethod), did:web §3.2, did:key §3, Controlled Identifiers 1.0 §2.2 (`controller`, `expires`,
 * `revoked`) and §3.3; RFC 7517 §4; OpenID Federation 1.0 §8.7.2 (`revoked` of a JWK).
 *
 * @module
 */
import { isUrl, parseUrl } from '../../http/parse-url.js';
import { readDate } from './content.js';
import { isSameSite, type Documents } from './fetch-documents.js';
import { asList, asText, isObject, readId, readJsonObject, type JsonObject } from './json.js';
import { readKeyDocument, readMultikey, type PublicKey } from './public-keys.js';

/** A key with all that is said of it where it stands. */
export interface DescribedKey {
  readonly id: string;
  readonly key: PublicKey | null;
  /** Whose it says that it is; empty where it does not say. */
  readonly controllers: readonly string[];
  /** From then on its signatures do not count, and earlier ones may be made later. */
  readonly revokedAt: Date | null;
  /** From then on it is not signed with. */
  readonly expiresAt: Date | null;
  /** Not one to encrypt with, by its own words. */
  readonly isForSigning: boolean;
  /** The only one that it may be used with, where it says so. */
  readonly algorithm: string | null;
}

export interface ListedKeys {
  readonly kind: 'listed';
  readonly keys: readonly DescribedKey[];
  /** Named and described elsewhere. */
  readonly elsewhere: readonly string[];
}

export type IssuerDocument =
  | ListedKeys
  | { readonly kind: 'no-list' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'redirected' }
  | { readonly kind: 'another' }
  | { readonly kind: 'kind-unknown' };

export type KeyReading =
  | { readonly kind: 'key'; readonly described: DescribedKey }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'redirected' }
  | { readonly kind: 'kind-unknown' };

export async function readIssuerDocument(documents: Documents, issuerId: string): Promise<IssuerDocument> {
  const made = makeDocument(issuerId);
  if (made) return listKeys(made, issuerId);
  const address = toDocumentAddress(issuerId);
  if (address === null) return { kind: 'kind-unknown' };
  const read = await documents.read(address);
  if ((read.kind !== 'json' && read.kind !== 'text') || (read.kind === 'json' && read.status === 410)) {
    return { kind: 'unreachable' };
  }
  if (!isSameSite(address, read.address)) return { kind: 'redirected' };
  if (read.kind === 'text') return { kind: 'no-list' };
  const id = readId(read.object);
  if (id !== null && id !== issuerId) return { kind: 'another' };
  return listKeys(read.object, issuerId);
}

/** DIDs that are their own document. */
function makeDocument(issuerId: string): JsonObject | null {
  const multibase = /^did:key:(z[1-9A-HJ-NP-Za-km-z]+)$/.exec(issuerId)?.[1];
  if (multibase !== undefined) {
    const method = { id: `${issuerId}#${multibase}`, controller: issuerId, publicKeyMultibase: multibase };
    return readMultikey(multibase) && { id: issuerId, assertionMethod: [method] };
  }
  const encoded = /^did:jwk:([\w-]{1,4000})$/.exec(issuerId)?.[1];
  const jwk = encoded === undefined ? null : readJsonObject(Buffer.from(encoded, 'base64url'));
  if (jwk?.kind !== 'object') return null;
  return {
    id: issuerId,
    assertionMethod: [{ id: `${issuerId}#0`, controller: issuerId, publicKeyJwk: jwk.object }],
  };
}

/** `did:web` on loopback is read over plain http, as addresses there are; the guarded fetch decides whether at all. */
export function toDocumentAddress(issuerId: string): string | null {
  if (/^https?:\/\//i.test(issuerId)) return isUrl(issuerId) ? issuerId : null;
  const [host, ...path] = /^did:web:([^#?/]+)$/.exec(issuerId)?.[1]?.split(':') ?? [];
  if (host === undefined) return null;
  try {
    const decoded = decodeURIComponent(host);
    const scheme = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(decoded) ? 'http' : 'https';
    const place = path.length === 0 ? '/.well-known' : path.map((part) => `/${part}`).join('');
    const address = `${scheme}://${decoded}${place}/did.json`;
    return parseUrl(address)?.host === decoded.toLowerCase() ? address : null;
  } catch {
    return null; // a broken %-sequence
  }
}

function listKeys(document: JsonObject, issuerId: string): IssuerDocument {
  if (document['assertionMethod'] === undefined && document['verificationMethod'] === undefined) {
    return { kind: 'no-list' };
  }
  const toAbsolute = (id: string) => (id.startsWith('#') ? issuerId + id : id);
  const described = new Map(
    asList(document['verificationMethod'])
      .filter(isObject)
      .map((method) => [toAbsolute(readId(method) ?? ''), method]),
  );
  const keys: DescribedKey[] = [];
  const elsewhere: string[] = [];
  for (const entry of asList(document['assertionMethod'])) {
    const id = toAbsolute(readId(entry) ?? '');
    const method = isObject(entry) && Object.keys(entry).length > 1 ? entry : described.get(id);
    if (method) keys.push(describeKey(id, method));
    else elsewhere.push(id);
  }
  return { kind: 'listed', keys, elsewhere };
}

/** A verification method, a bare key document or a bare JWK; a JWK inside may say what the method around it does not. */
function describeKey(id: string, method: JsonObject): DescribedKey {
  const inner = isObject(method['publicKeyJwk']) ? method['publicKeyJwk'] : {};
  const both = [method, inner];
  const isJwk = method['kty'] !== undefined;
  const jwk = isJwk ? method : inner;
  const uses = jwk['key_ops'];
  return {
    id,
    key: readKeyDocument(method),
    controllers: asList(method['controller']).map((one) => readId(one) ?? ''),
    revokedAt: findFirst(both.map((one) => readMoment(one['revoked']))),
    expiresAt: findFirst([...both.map((one) => readMoment(one['expires'])), readMoment(jwk['exp'])]),
    isForSigning:
      (jwk['use'] === undefined || jwk['use'] === 'sig') &&
      (uses === undefined || asList(uses).includes('verify')),
    algorithm: asText(jwk['alg']),
  };
}

/** A date, or what a JWK writes around one. Whatever else says that there was such a moment: always has been. */
function readMoment(value: unknown): Date | null {
  if (value === undefined || value === null || value === false) return null;
  return readDate(isObject(value) ? value['revoked_at'] : value) ?? new Date(0);
}

function findFirst(moments: readonly (Date | null)[]): Date | null {
  const [first = null] = moments.filter((one) => one !== null).sort((a, b) => a.getTime() - b.getTime());
  return first;
}

/** A method that is described at another address: by a bare key, or in a document that holds it. */
export async function readMethodElsewhere(documents: Documents, methodId: string): Promise<KeyReading> {
  const owner = withoutFragment(methodId);
  const made = makeDocument(owner);
  if (made) {
    const inside = listKeys(made, owner);
    const found = inside.kind === 'listed' ? findListed(inside, methodId, owner) : undefined;
    // did:key speaks for itself; that the issuer names it is what makes it the issuer's.
    return found ? { kind: 'key', described: { ...found, controllers: [] } } : { kind: 'unreachable' };
  }
  const read = await readKeyAddress(documents, owner);
  if (!isObject(read)) return { kind: read };
  if (readId(read) === methodId) return { kind: 'key', described: describeKey(methodId, read) };
  const inside = listKeys(read, owner);
  const found = inside.kind === 'listed' ? inside.keys.find(({ id }) => id === methodId) : undefined;
  return found ? { kind: 'key', described: found } : { kind: 'unreachable' };
}

/** One bare JWK (OB 3.0 §8.2.2), a set of which one has this name, a Multikey, or a document that lists it. */
export async function readKeyAt(documents: Documents, kid: string): Promise<KeyReading> {
  const read = await readKeyAddress(documents, kid);
  if (!isObject(read)) return { kind: read };
  const inside = listKeys(read, withoutFragment(kid));
  const listed = inside.kind === 'listed' ? inside.keys.find(({ id }) => id === kid) : undefined;
  const described = listed ?? describeKey(kid, readFromSet(read, kid));
  return described.key ? { kind: 'key', described } : { kind: 'kind-unknown' };
}

function readFromSet(document: JsonObject, kid: string): JsonObject {
  const set = document['keys'];
  if (!Array.isArray(set)) return document;
  const jwks = (set as readonly unknown[]).filter(isObject);
  const fragment = kid.includes('#') ? kid.slice(kid.indexOf('#') + 1) : null;
  const named = jwks.filter((jwk) => jwk['kid'] === kid || jwk['kid'] === fragment);
  const [only, ...others] = named.length > 0 ? named : jwks;
  return only && others.length === 0 ? only : {};
}

async function readKeyAddress(
  documents: Documents,
  id: string,
): Promise<JsonObject | 'unreachable' | 'redirected'> {
  const address = toDocumentAddress(withoutFragment(id));
  const read = address === null ? null : await documents.read(address);
  if (address === null || read?.kind !== 'json' || read.status === 410) return 'unreachable';
  return isSameSite(address, read.address) ? read.object : 'redirected';
}

/** The one of this name; of a DID without a fragment the only one that it has. */
export function findListed(
  { keys, elsewhere }: ListedKeys,
  methodId: string,
  ownerId: string,
): DescribedKey | undefined {
  const named = keys.find(({ id }) => id === methodId);
  const isOnly = keys.length === 1 && elsewhere.length === 0;
  return named ?? (isOnly && methodId === ownerId && methodId.startsWith('did:') ? keys[0] : undefined);
}

export function withoutFragment(address: string): string {
  const at = address.indexOf('#');
  return at < 0 ? address : address.slice(0, at);
}
