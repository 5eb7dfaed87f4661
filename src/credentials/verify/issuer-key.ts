/**
 * Whose key it is: from the issuer that a credential names, and the key that its signature names, to a public key that the
 * issuer itself stands for, or the reason why there is none.
 *
 * A key proves nothing by being reachable. It counts when the issuer's own document (did.json, or what its https id answers with)
 * lists it for assertions. Only where that document lists no keys at all, an https key on the issuer's own site counts: then the
 * site is all there is. Wherever it stands, it must not say that it was revoked, is another's, or is for something else.
 * Source: DID Core §5.3.2 (assertionMethod), Controlled Identifiers 1.0 §3.3; OB 3.0 §8.2.2 (`kid`, `jwk`).
 * Not here: reading the documents (issuer-document.ts).
 *
 * @module
 */
import { isUrl } from '../../http/parse-url.js';
import type { Documents } from './fetch-documents.js';
import {
  findListed,
  readIssuerDocument,
  readKeyAt,
  readMethodElsewhere,
  toDocumentAddress,
  withoutFragment,
  type DescribedKey,
  type IssuerDocument,
} from './issuer-document.js';
import { asText, type JsonObject } from './json.js';
import { isSameKey, readJwk, type PublicKey } from './public-keys.js';
import { fail, pass, unsure, type Finding } from './verification.js';

export interface KeyAnswer {
  readonly finding: Finding;
  /** Also where the finding is not good, if there is one: whether the signature is its own is another question. */
  readonly key: PublicKey | null;
}

const answer = (finding: Finding, key: PublicKey | null = null): KeyAnswer => ({ finding, key });

export interface KeyQuestion {
  readonly documents: Documents;
  readonly issuerId: string;
  /** When it says that it was signed. */
  readonly signedAt: Date | null;
  readonly now: Date;
}

/** With the algorithm of a compact text; a proof's suite says by itself which keys it takes. */
type Judged = KeyQuestion & { readonly algorithm?: string | null };

type Trouble = Exclude<IssuerDocument['kind'], 'listed' | 'no-list'>;
const TROUBLES: Readonly<Record<Trouble, Finding>> = {
  'kind-unknown': unsure('key-kind-unknown'),
  unreachable: unsure('issuer-unreachable'),
  redirected: unsure('redirected'),
  another: fail('issuer-differs'),
};
const KEY_TROUBLES = {
  'kind-unknown': unsure('key-kind-unknown'),
  unreachable: unsure('key-unreachable'),
  redirected: unsure('redirected'),
} as const;

/** The key of a proof, by its `verificationMethod`; also of a compact text whose `kid` is a DID's. */
export async function findMethodKey(methodId: string, question: Judged): Promise<KeyAnswer> {
  const { documents, issuerId } = question;
  const issuer = await readIssuerDocument(documents, issuerId);
  if (issuer.kind !== 'listed' && issuer.kind !== 'no-list') return answer(TROUBLES[issuer.kind]);
  const listed = issuer.kind === 'listed' ? findListed(issuer, methodId, issuerId) : undefined;
  if (listed) return judge(listed, question);

  const isOwn = withoutFragment(methodId) === issuerId;
  const isNamed =
    issuer.kind === 'listed' ? issuer.elsewhere.includes(methodId) : !isOwn && isOnSite(methodId, issuerId);
  if (!isNamed) return answer(fail(isOwn ? 'key-unknown' : 'key-of-another'));
  const read = await readMethodElsewhere(documents, methodId);
  if (read.kind !== 'key') return answer(KEY_TROUBLES[read.kind]);
  return judge(read.described, question, issuer.kind === 'listed' ? 'key-of-issuer' : 'key-on-issuer-site');
}

/** The key of a compact text: named by `kid`, or standing in its header as `jwk`. */
export async function findHeaderKey(header: JsonObject, asked: KeyQuestion): Promise<KeyAnswer> {
  const question = { ...asked, algorithm: asText(header['alg']) };
  const kid = asText(header['kid']);
  if (kid === null) return findBareKey(header['jwk'], question);
  if (!/^https?:/i.test(kid)) {
    const methodId = kid.startsWith('did:') ? kid : `${asked.issuerId}#${kid.replace(/^#/, '')}`;
    return findMethodKey(methodId, question);
  }
  return findKeyAt(kid, question);
}

/** One that only its header shows: nobody's, until the issuer lists it. */
async function findBareKey(jwk: unknown, question: Judged): Promise<KeyAnswer> {
  const { documents, issuerId } = question;
  const key = readJwk(jwk);
  if (!key) return answer(jwk === undefined ? fail('key-unknown') : unsure('key-kind-unknown'));
  const issuer = await readIssuerDocument(documents, issuerId);
  if (issuer.kind === 'listed')
    return judgeSame(issuer.keys, key, question) ?? answer(fail('key-unknown'), key);
  const isWithout = issuer.kind === 'no-list' || issuer.kind === 'unreachable';
  return answer(isWithout ? unsure('key-unbound') : TROUBLES[issuer.kind], key);
}

async function findKeyAt(kid: string, question: Judged): Promise<KeyAnswer> {
  const { documents, issuerId } = question;
  const read = await readKeyAt(documents, kid);
  if (read.kind !== 'key') return answer(KEY_TROUBLES[read.kind]);
  const { described } = read;
  const { key } = described;
  const issuer = await readIssuerDocument(documents, issuerId);
  if (issuer.kind === 'listed') {
    const listed = key && judgeSame(issuer.keys, key, question);
    // Whose it is says the list; whether it still counts says the key's own address too.
    if (listed) return worse([listed, judge({ ...described, controllers: [] }, question)]);
    if (issuer.elsewhere.includes(kid)) return judge(described, question);
    return answer(fail(isOnSite(kid, issuerId) ? 'key-unknown' : 'key-of-another'), key);
  }
  if (issuer.kind !== 'no-list' && issuer.kind !== 'unreachable') return answer(TROUBLES[issuer.kind], key);
  if (!isOnSite(kid, issuerId)) return answer(fail('key-of-another'), key);
  const judged = judge(described, question, 'key-on-issuer-site');
  const isUnsure = issuer.kind === 'unreachable' && judged.finding.verdict === 'passed';
  return isUnsure ? answer(TROUBLES.unreachable, key) : judged;
}

/** Listed under two names it is still one key: revoked under one, it is revoked. */
function judgeSame(keys: readonly DescribedKey[], key: PublicKey, question: Judged): KeyAnswer | null {
  const same = keys.filter((one) => one.key !== null && isSameKey(one.key, key));
  return same.length === 0 ? null : worse(same.map((one) => judge(one, question)));
}

function worse(answers: readonly KeyAnswer[]): KeyAnswer {
  const inOrder = (['failed', 'unknown', 'passed'] as const).flatMap((verdict) =>
    answers.filter(({ finding }) => finding.verdict === verdict),
  );
  return inOrder[0] ?? answer(unsure('key-kind-unknown'));
}

function judge(
  { key, controllers, revokedAt, expiresAt, isForSigning, algorithm }: DescribedKey,
  { issuerId, signedAt, now, algorithm: used = null }: Judged,
  good: 'key-of-issuer' | 'key-on-issuer-site' = 'key-of-issuer',
): KeyAnswer {
  if (!key) return answer(unsure('key-kind-unknown'));
  if (controllers.length > 0 && !controllers.includes(issuerId)) return answer(fail('key-of-another'), key);
  if (!isForSigning || (algorithm !== null && used !== null && !isSameAlgorithm(algorithm, used))) {
    return answer(fail('key-misused'), key);
  }
  const isSignedAfter = (moment: Date) => !signedAt || signedAt >= moment;
  if (revokedAt && revokedAt <= now) {
    // Whoever got hold of a key can write an earlier date too: only the issuer's own records could tell.
    return answer(isSignedAfter(revokedAt) ? fail('key-compromised') : unsure('key-compromised-maybe'), key);
  }
  if (expiresAt && expiresAt <= now && isSignedAfter(expiresAt)) return answer(fail('key-expired'), key);
  return answer(pass(good), key);
}

/** RFC 9864 gave `EdDSA` with this curve a name of its own. */
function isSameAlgorithm(one: string, other: string): boolean {
  const toName = (name: string) => (name === 'Ed25519' ? 'EdDSA' : name);
  return toName(one) === toName(other);
}

function isOnSite(address: string, issuerId: string): boolean {
  const site = toDocumentAddress(issuerId);
  return site !== null && isUrl(address) && new URL(site).origin === new URL(address).origin;
}
