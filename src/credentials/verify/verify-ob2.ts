/**
 * Anybody's Open Badges 2.0 assertion: hosted, or signed.
 *
 * Hosted: what stands at its own address now is the truth; a copy that differs is not what was issued. Signed: the key is one
 * that the issuer's own document lists. Who the issuer is, is read at its address and nowhere else (ob2-chain.ts).
 * Source: OB 2.0 §"Verification of Open Badges" (HostedBadge, SignedBadge), §Profile (`revocationList`, `publicKey`); for 1.1 the
 * members `verify`, `uid`.
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import type { ReadVcJwt } from '../verify-vc-jwt.js';
import { readDate, readLine, readOb2Content, type CredentialContent } from './content.js';
import { isSameSite, type Documents, type FetchedDocument } from './fetch-documents.js';
import { asList, asText, hasType, isObject, readId, type JsonObject } from './json.js';
import { isAddress, mayHost, mayHostBadgeClass, readChain, readOwn, type Chain } from './ob2-chain.js';
import { passesOb2Schema } from './ob2-schema.js';
import { readKeyDocument } from './public-keys.js';
import { checkOb2Recipient } from './recipient.js';
import { checkJws } from './signatures.js';
import { fail, pass, unsure, type Finding, type Steps } from './verification.js';
import { checkDates, type Question } from './verify-ob3.js';

/** @param signed - the compact text around it; null for a hosted one */
export async function verifyAssertion(
  given: JsonObject,
  signed: ReadVcJwt | null,
  steps: Steps,
  question: Question,
): Promise<CredentialContent | null> {
  const kind = readVerificationKind(given, signed ? 'signed' : 'hosted');
  if (kind === 'other') steps.add('signature', unsure('signature-kind-unknown'));
  else if (kind === 'signed' && !signed) steps.add('signature', unsure('signature-missing'));
  const isSigned = kind === 'signed' && signed !== null;
  const hosted = kind === 'hosted' ? await readHosted(given, steps, question) : null;
  const assertion = hosted?.object ?? given;
  const isWhole = passesOb2Schema('assertion', assertion, assertion);
  // Of a revoked one no more is asked than that it says so.
  if (!isWhole && hosted?.isRevoked === true) return null;
  if (!steps.add('schema', isWhole ? pass('format-complete') : fail('format-incomplete'))) return null;

  const { documents, now, recipient } = question;
  const chain = await readChain(assertion, isSigned, documents);
  if (!chain.isComplete) steps.add('schema', fail('format-incomplete'));
  if (isSigned) await checkSigned(signed, assertion, chain, steps, question);
  else if (kind === 'hosted') steps.add('key', chain.trouble ?? checkHosts(assertion, chain));
  steps.add('validity', checkDates(readDate(assertion['issuedOn']), readDate(assertion['expires']), now));
  steps.add('recipient', checkOb2Recipient(assertion, recipient));
  return readOb2Content(assertion, chain.badgeClass.object, chain.issuer.object);
}

interface Hosted {
  /** What its address says now; null where that was nothing to go by. */
  readonly object: JsonObject | null;
  readonly isRevoked: boolean;
}

/** Adds the steps that hang on what its address says now. */
async function readHosted(given: JsonObject, steps: Steps, { documents }: Question): Promise<Hosted> {
  const nothing = { object: null, isRevoked: false };
  const address = readHostedAddress(given);
  if (address === null) {
    steps.add('signature', unsure('hosted-unreachable'));
    return nothing;
  }
  const read = await documents.read(address);
  const found = read.kind === 'json' ? read.object : null;
  if (isGone(read) || found?.['revoked'] === true) {
    // What it was is not told any more, so whether this copy is like it stays open.
    steps.add('status', failRevoked(found));
    return { object: null, isRevoked: true };
  }
  if (read.kind === 'not-found') {
    steps.add('signature', fail('hosted-missing'));
    return nothing;
  }
  if (!found) {
    steps.add('signature', unsure('hosted-unreachable'));
    return nothing;
  }
  if (read.kind === 'json' && !isSameSite(address, read.address)) {
    steps.add('signature', unsure('redirected'));
    return nothing;
  }
  steps.add('status', pass('not-revoked'));
  const isSame = readHostedAddress(found) === address && isSameStatement(given, found);
  steps.add('signature', isSame ? pass('hosted-same') : fail('hosted-differs'));
  return { object: found, isRevoked: false };
}

/** @param entry - what says so, with a reason or without */
export function failRevoked(entry: unknown): Finding {
  const told = isObject(entry) ? readLine(entry['revocationReason']) : null;
  return { ...fail('revoked'), ...(told !== null && { told }) };
}

function isGone(read: FetchedDocument): boolean {
  return read.kind === 'gone' || ((read.kind === 'json' || read.kind === 'text') && read.status === 410);
}

/** For whom, for what and since when: the rest (a picture's address, a moment of updating) may be written anew. */
function isSameStatement(given: JsonObject, found: JsonObject): boolean {
  const told = ['recipient', 'issuedOn', 'expires', 'evidence', 'narrative'] as const;
  return (
    readId(given['badge']) === readId(found['badge']) &&
    told.every((name) => given[name] === undefined || isDeepStrictEqual(given[name], found[name]))
  );
}

/** Its address is the issuer's to host at, and so is its badge class's. */
function checkHosts(assertion: JsonObject, chain: Chain): Finding {
  const { issuer } = chain;
  const address = readHostedAddress(assertion);
  if (!issuer.object || issuer.address === null || address === null) return unsure('issuer-unbound');
  return mayHost(issuer.object, issuer.address, address) && mayHostBadgeClass(chain)
    ? pass('issuer-hosts')
    : fail('key-of-another');
}

async function checkSigned(
  { jwt, header }: ReadVcJwt,
  assertion: JsonObject,
  chain: Chain,
  steps: Steps,
  { documents }: Question,
): Promise<void> {
  const { issuer, trouble } = chain;
  if (trouble || !issuer.object || issuer.address === null) {
    steps.add('key', trouble ?? unsure('issuer-unbound'));
    return;
  }
  steps.add('status', await checkRevocationList(assertion, issuer.object, documents));
  // The issuer's own document lists its keys; what an assertion says of one beyond its id is not looked at.
  const listed = asList(issuer.object['publicKey']);
  const keyId = readCreator(assertion) ?? readId(listed[0]);
  if (keyId === null) {
    steps.add('key', fail('key-unknown'));
    return;
  }
  if (!listed.some((one) => readId(one) === keyId)) {
    steps.add('key', fail('key-of-another'));
    return;
  }
  const inside = listed.filter(isObject).find((one) => readId(one) === keyId) ?? null;
  const read = isAddress(keyId) ? await readOwn(keyId, documents) : null;
  const document = read?.object ?? inside;
  const key = document && readKeyDocument(document);
  if (!document || !key) {
    const isMoved = read?.trouble?.reason === 'redirected';
    steps.add('key', unsure(document ? 'key-kind-unknown' : isMoved ? 'redirected' : 'key-unreachable'));
    return;
  }
  const owner = readId(document['owner']);
  const isIssuers = (owner === null || owner === issuer.address) && mayHostBadgeClass(chain);
  steps.add('key', isIssuers ? pass('key-of-issuer') : fail('key-of-another'));
  steps.add('signature', checkJws(jwt, header['alg'], key));
}

/** The id of the key that it names; in 1.1 its address stands in `verify`. */
function readCreator(assertion: JsonObject): string | null {
  const verification = assertion['verification'] ?? assertion['verify'];
  if (!isObject(verification)) return null;
  return readId(verification['creator']) ?? asText(verification['url']);
}

async function checkRevocationList(
  assertion: JsonObject,
  issuer: JsonObject,
  documents: Documents,
): Promise<Finding> {
  const address = readId(issuer['revocationList']);
  if (address === null) return pass('no-status');
  // The issuer's own document names it, so it may stand wherever that leads.
  const read = await documents.read(address);
  if (read.kind !== 'json' || read.status === 410) return unsure('status-unreachable');
  const list = read.object['revokedAssertions'];
  if (!Array.isArray(list)) return unsure('status-unsound');
  const own = [readId(assertion), asText(assertion['uid'])].filter((one) => one !== null);
  const entry = asList(list).find((one) => {
    const listed = [readId(one), isObject(one) ? asText(one['uid']) : null];
    return listed.some((id) => id !== null && own.includes(id));
  });
  return entry === undefined ? pass('not-revoked') : failRevoked(entry);
}

type VerificationKind = 'hosted' | 'signed' | 'other';

const KINDS: Readonly<Record<string, VerificationKind>> = {
  HostedBadge: 'hosted',
  hosted: 'hosted',
  SignedBadge: 'signed',
  signed: 'signed',
};

/** @param unsaid - what it is when it does not say */
function readVerificationKind(assertion: JsonObject, unsaid: VerificationKind): VerificationKind {
  const verification = assertion['verification'] ?? assertion['verify'];
  if (!isObject(verification)) return unsaid;
  const kinds = Object.keys(KINDS).filter((type) => hasType(verification, type));
  return (
    kinds.map((type) => KINDS[type]).find((kind) => kind === 'signed') ?? KINDS[kinds[0] ?? ''] ?? 'other'
  );
}

/** In 1.1 the address stands in `verify`. */
function readHostedAddress(assertion: JsonObject): string | null {
  const verify = assertion['verify'];
  const address = readId(assertion) ?? (isObject(verify) ? asText(verify['url']) : null);
  return address !== null && isAddress(address) ? address : null;
}
