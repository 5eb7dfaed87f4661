/**
 * Whose key it is: from the issuer that a credential names, and the key that its signature names, to a public key that the
 * issuer itself stands for, or the reason why there is none.
 *
 * A key proves nothing by being reachable. It counts when the issuer's own document (did.json, or what its https id answers with)
 * lists it for assertions. Only where that document lists no keys at all, an https key on the issuer's own site counts: then the
 * site is all there is.
 * Source: DID Core §5.3.2 (assertionMethod), did:web §3.2, did:key §3, Controlled Identifiers 1.0 §3.3; OB 3.0 §8.2.2 (`kid`, `jwk`).
 *
 * @module
 */
import { isUrl, parseUrl } from '../../http/parse-url.js';
import { readDate } from './content.js';
import type { Documents } from './fetch-documents.js';
import { asList, asText, isObject, readId, readJsonObject, type JsonObject } from './json.js';
import { isSameKey, readJwk, readKeyDocument, readMultikey, type PublicKey } from './public-keys.js';
import { fail, pass, unsure, type Finding } from './verification.js';

export interface KeyAnswer {
  readonly finding: Finding;
  /** Also where the finding is not good, if there is one: whether the signature is its own is another question. */
  readonly key: PublicKey | null;
}

/** A key that an issuer's document lists for assertions. */
interface ListedKey {
  readonly id: string;
  readonly key: PublicKey | null;
  readonly controller: string | null;
  /** From then on its signatures do not count. */
  readonly endsAt: Date | null;
  readonly isRevoked: boolean;
}

type IssuerDocument =
  | {
      readonly kind: 'listed';
      readonly keys: readonly ListedKey[];
      /** Named and described elsewhere. */ readonly elsewhere: readonly string[];
    }
  | { readonly kind: 'no-list' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'another' }
  | { readonly kind: 'kind-unknown' };

const answer = (finding: Finding, key: PublicKey | null = null): KeyAnswer => ({ finding, key });

export interface KeyQuestion {
  readonly documents: Documents;
  readonly issuerId: string;
  /** When it says that it was signed. */
  readonly signedAt: Date | null;
  readonly now: Date;
}

/** The key of a proof, by its `verificationMethod`; also of a compact text whose `kid` is a DID's. */
export async function findMethodKey(methodId: string, question: KeyQuestion): Promise<KeyAnswer> {
  const { documents, issuerId } = question;
  const issuer = await readIssuerDocument(documents, issuerId);
  if (issuer.kind === 'kind-unknown') return answer(unsure('key-kind-unknown'));
  if (issuer.kind === 'unreachable') return answer(unsure('issuer-unreachable'));
  if (issuer.kind === 'another') return answer(fail('issuer-differs'));
  const notListed = withoutFragment(methodId) === issuerId ? 'key-unknown' : 'key-of-another';
  if (issuer.kind === 'no-list') return answer(fail(notListed));
  const listed = issuer.keys.find(({ id }) => id === methodId);
  if (listed) return judgeListed(listed, question);
  if (!issuer.elsewhere.includes(methodId)) return answer(fail(notListed));
  const described = await readMethodElsewhere(documents, methodId);
  return described ? judgeListed(described, question) : answer(unsure('key-unreachable'));
}

/** The key of a compact text: named by `kid`, or standing in its header as `jwk`. */
export async function findHeaderKey(header: JsonObject, question: KeyQuestion): Promise<KeyAnswer> {
  const { documents, issuerId } = question;
  const kid = asText(header['kid']);
  if (kid !== null && !/^https?:/i.test(kid)) {
    return findMethodKey(kid.startsWith('did:') ? kid : `${issuerId}#${kid.replace(/^#/, '')}`, question);
  }
  const named = kid === null ? null : await readKeyAt(documents, kid);
  if (named === 'unreachable') return answer(unsure('key-unreachable'));
  const key = named ?? (kid === null ? readJwk(header['jwk']) : null);
  if (!key)
    return answer(
      header['jwk'] === undefined && kid === null ? fail('key-unknown') : unsure('key-kind-unknown'),
    );

  const issuer = await readIssuerDocument(documents, issuerId);
  if (issuer.kind === 'kind-unknown') return answer(unsure('key-kind-unknown'), key);
  if (issuer.kind === 'another') return answer(fail('issuer-differs'), key);
  if (issuer.kind === 'listed') {
    const listed = issuer.keys.find((one) => one.key !== null && isSameKey(one.key, key));
    if (listed) return judgeListed(listed, question);
    if (kid !== null && issuer.elsewhere.includes(kid)) return answer(pass('key-of-issuer'), key);
    return answer(fail(kid === null || isOnSite(kid, issuerId) ? 'key-unknown' : 'key-of-another'), key);
  }
  if (kid === null) return answer(unsure('key-unbound'), key);
  if (!isOnSite(kid, issuerId)) return answer(fail('key-of-another'), key);
  return answer(
    issuer.kind === 'unreachable' ? unsure('issuer-unreachable') : pass('key-on-issuer-site'),
    key,
  );
}

function judgeListed(
  { key, controller, endsAt, isRevoked }: ListedKey,
  { issuerId, signedAt, now }: KeyQuestion,
): KeyAnswer {
  if (!key) return answer(unsure('key-kind-unknown'));
  if (controller !== null && controller !== issuerId) return answer(fail('key-of-another'), key);
  if (!endsAt || endsAt > now) return answer(pass('key-of-issuer'), key);
  if (!signedAt || signedAt >= endsAt) return answer(fail('key-compromised'), key);
  // Whoever got hold of a key can write an earlier date too: only the issuer's own records could tell.
  return answer(isRevoked ? unsure('key-compromised-maybe') : pass('key-of-issuer'), key);
}

async function readIssuerDocument(documents: Documents, issuerId: string): Promise<IssuerDocument> {
  const made = makeDocument(issuerId);
  if (made) return listKeys(made, issuerId);
  const address = toDocumentAddress(issuerId);
  if (address === null) return { kind: 'kind-unknown' };
  const read = await documents.read(address);
  if (read.kind === 'text') return { kind: 'no-list' };
  if (read.kind !== 'json' || read.status === 410) return { kind: 'unreachable' };
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
  const keys: ListedKey[] = [];
  const elsewhere: string[] = [];
  for (const entry of asList(document['assertionMethod'])) {
    const id = toAbsolute(readId(entry) ?? '');
    const method = isObject(entry) && Object.keys(entry).length > 1 ? entry : described.get(id);
    if (method) keys.push(toListed(id, method));
    else elsewhere.push(id);
  }
  return { kind: 'listed', keys, elsewhere };
}

function toListed(id: string, method: JsonObject): ListedKey {
  const revokedAt = readDate(method['revoked']);
  return {
    id,
    key: readKeyDocument(method),
    controller: asText(method['controller']),
    endsAt: revokedAt ?? readDate(method['expires']),
    isRevoked: revokedAt !== null,
  };
}

/** A method that the issuer names and another address describes: a bare key, or a document that holds it. */
async function readMethodElsewhere(documents: Documents, methodId: string): Promise<ListedKey | null> {
  const address = toDocumentAddress(withoutFragment(methodId));
  const made = makeDocument(withoutFragment(methodId));
  const read = made || address === null ? null : await documents.read(address);
  const document = made ?? (read?.kind === 'json' && read.status !== 410 ? read.object : null);
  if (!document) return null;
  if (readId(document) === methodId) return toListed(methodId, document);
  const inside = listKeys(document, withoutFragment(methodId));
  const found = inside.kind === 'listed' ? inside.keys.find(({ id }) => id === methodId) : undefined;
  // did:key speaks for itself; that the issuer names it is what makes it the issuer's.
  return found ? (made ? { ...found, controller: null } : found) : null;
}

/** One bare JWK (OB 3.0 §8.2.2), a set of which one has this name, or a Multikey. */
async function readKeyAt(documents: Documents, kid: string): Promise<PublicKey | null | 'unreachable'> {
  const read = await documents.read(kid);
  if (read.kind !== 'json' || read.status === 410) return 'unreachable';
  const set = read.object['keys'];
  if (!Array.isArray(set)) return readKeyDocument(read.object);
  const jwks = (set as readonly unknown[]).filter(isObject);
  const fragment = kid.includes('#') ? kid.slice(kid.indexOf('#') + 1) : null;
  const named = jwks.filter((jwk) => jwk['kid'] === kid || jwk['kid'] === fragment);
  const [only, ...others] = named.length > 0 ? named : jwks;
  return only && others.length === 0 ? readJwk(only) : null;
}

function isOnSite(address: string, issuerId: string): boolean {
  const site = toDocumentAddress(issuerId);
  return site !== null && isUrl(address) && new URL(site).origin === new URL(address).origin;
}

function withoutFragment(address: string): string {
  const at = address.indexOf('#');
  return at < 0 ? address : address.slice(0, at);
}
