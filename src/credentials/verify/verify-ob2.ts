/**
 * Anybody's Open Badges 2.0 assertion: hosted, or signed.
 *
 * Hosted: what stands at its own address now is the truth; a copy that differs is not what was issued. Signed: the key is the one
 * that the issuer's profile names. Badge class and issuer are fetched and must be the issuer's to host.
 * Source: OB 2.0 §"Verification of Open Badges" (HostedBadge, SignedBadge), §Profile (`allowedOrigins`, `startsWith`,
 * `revocationList`, `publicKey`); for 1.1 the members `verify`, `uid`.
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import { isUrl } from '../../http/parse-url.js';
import type { ReadVcJwt } from '../verify-vc-jwt.js';
import { readDate, readOb2Content, type CredentialContent } from './content.js';
import type { FetchedDocument } from './fetch-documents.js';
import { asList, asText, hasType, isObject, readId, type JsonObject } from './json.js';
import { readKeyDocument } from './public-keys.js';
import { checkOb2Recipient } from './recipient.js';
import { checkJws } from './signatures.js';
import { fail, pass, unsure, type Finding, type Steps } from './verification.js';
import { checkDates, type Question } from './verify-ob3.js';

/** What was fetched, as far as it could be. */
interface Surroundings {
  readonly badgeClass: JsonObject | null;
  readonly badgeClassId: string | null;
  readonly issuer: JsonObject | null;
  readonly issuerId: string | null;
  /** Why one of them is missing. */
  readonly trouble: Finding | null;
}

/** @param signed - the compact text around it; null for a hosted one */
export async function verifyAssertion(
  given: JsonObject,
  signed: ReadVcJwt | null,
  steps: Steps,
  question: Question,
): Promise<CredentialContent | null> {
  const isHosted = !signed && readVerificationType(given) !== 'signed';
  if (!isHosted && !signed) steps.add('signature', unsure('signature-missing'));
  const hosted = isHosted ? await readHosted(given, steps, question) : null;
  const assertion = hosted ?? given;
  if (
    !steps.add(
      'schema',
      hasAssertionShape(assertion, isHosted) ? pass('format-complete') : fail('format-incomplete'),
    )
  ) {
    return null;
  }

  const around = await readSurroundings(assertion, question);
  if (signed) await checkSigned(signed, assertion, around, steps, question);
  else if (isHosted) steps.add('key', around.trouble ?? checkHosts(readId(assertion) ?? '', around));
  if (signed) steps.add('status', await checkRevocationList(assertion, around, question));
  const { now, recipient } = question;
  steps.add('validity', checkDates(readDate(assertion['issuedOn']), readDate(assertion['expires']), now));
  steps.add('recipient', checkOb2Recipient(assertion, recipient));
  return readOb2Content(assertion, around.badgeClass, around.issuer);
}

/** What its address says now; null where that could not be read. Adds the steps that hang on it. */
async function readHosted(
  given: JsonObject,
  steps: Steps,
  { documents }: Question,
): Promise<JsonObject | null> {
  const address = readHostedAddress(given);
  if (address === null) {
    steps.add('signature', unsure('hosted-unreachable'));
    return null;
  }
  const read = await documents.read(address);
  const found = read.kind === 'json' ? read.object : null;
  if (isGone(read) || found?.['revoked'] === true) {
    steps.add('signature', pass('hosted-same'));
    steps.add('status', fail('revoked'));
    return null;
  }
  if (read.kind === 'not-found') {
    steps.add('signature', fail('hosted-missing'));
    return null;
  }
  if (!found) {
    steps.add('signature', unsure('hosted-unreachable'));
    return null;
  }
  steps.add('status', pass('not-revoked'));
  const isSame = readId(found) === address && isSameStatement(given, found);
  steps.add('signature', isSame ? pass('hosted-same') : fail('hosted-differs'));
  return found;
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

async function readSurroundings(assertion: JsonObject, question: Question): Promise<Surroundings> {
  const badge = await readPart(assertion['badge'], question);
  const issuer = badge.object ? await readPart(badge.object['issuer'], question) : NOTHING;
  const isComplete =
    badge.object !== null &&
    issuer.object !== null &&
    ['name', 'description', 'criteria'].every((name) => badge.object?.[name] !== undefined) &&
    asText(issuer.object['name']) !== null;
  return {
    badgeClass: badge.object,
    badgeClassId: badge.id,
    issuer: issuer.object,
    issuerId: issuer.id,
    trouble: isComplete
      ? null
      : badge.object && issuer.object
        ? fail('issuer-unknown')
        : unsure('issuer-unreachable'),
  };
}

const NOTHING = { object: null, id: null } as const;

/** A part stands inside or at its address; one inside with an address of its own is read there: that is where it counts. */
async function readPart(
  value: unknown,
  { documents }: Question,
): Promise<{ readonly object: JsonObject | null; readonly id: string | null }> {
  const id = readId(value);
  if (id === null || !/^https?:/i.test(id)) return { object: isObject(value) ? value : null, id };
  const read = await documents.read(id);
  return { object: read.kind === 'json' && read.status !== 410 ? read.object : null, id };
}

/** One site hosts all three, unless the issuer says which others do. */
function checkHosts(assertionId: string, { badgeClassId, issuer, issuerId }: Surroundings): Finding {
  if (!issuer || issuerId === null || !isUrl(issuerId)) return unsure('issuer-unreachable');
  const rule = isObject(issuer['verification']) ? issuer['verification'] : {};
  const origins = asList(rule['allowedOrigins']).flatMap((one) => asText(one) ?? []);
  const starts = asList(rule['startsWith']).flatMap((one) => asText(one) ?? []);
  const isAllowed = (address: string | null): boolean => {
    if (address === null || !isUrl(address)) return false;
    const { origin, host } = new URL(address);
    if (starts.length > 0) return starts.some((start) => isBelow(address, start));
    return origins.length > 0
      ? origins.includes(host) || origins.includes(origin)
      : origin === new URL(issuerId).origin;
  };
  if (badgeClassId !== null && !isAllowed(badgeClassId)) return fail('key-of-another');
  return isAllowed(assertionId) ? pass('issuer-hosts') : fail('key-of-another');
}

/** As addresses, so that `https://school.example` is no beginning of `https://school.example.evil`. */
function isBelow(address: string, start: string): boolean {
  if (!isUrl(start)) return false;
  return (
    new URL(address).origin === new URL(start).origin && new URL(address).href.startsWith(new URL(start).href)
  );
}

async function checkSigned(
  { jwt, header }: ReadVcJwt,
  assertion: JsonObject,
  { issuer, issuerId, badgeClassId, trouble }: Surroundings,
  steps: Steps,
  question: Question,
): Promise<void> {
  if (trouble || !issuer) {
    steps.add('key', trouble ?? unsure('issuer-unreachable'));
    return;
  }
  const verification = assertion['verification'] ?? assertion['verify'];
  const creator = isObject(verification)
    ? (readId(verification['creator']) ?? asText(verification['url']))
    : null;
  const named = asList(issuer['publicKey']).map(readId);
  const keyId = creator ?? named[0] ?? null;
  if (keyId === null) {
    steps.add('key', fail('key-unknown'));
    return;
  }
  const part = await readPart(
    asList(issuer['publicKey']).find((one) => isObject(one) && readId(one) === keyId) ?? keyId,
    question,
  );
  const key = part.object && readKeyDocument(part.object);
  if (!part.object || !key) {
    steps.add('key', part.object ? unsure('key-kind-unknown') : unsure('key-unreachable'));
    return;
  }
  const owner = asText(part.object['owner']);
  const isIssuers = named.includes(keyId) && (owner === null || owner === issuerId);
  const isHosted = badgeClassId === null || issuerId === null || isSameSite(badgeClassId, issuerId);
  steps.add('key', isIssuers && isHosted ? pass('key-of-issuer') : fail('key-of-another'));
  steps.add('signature', checkJws(jwt, header['alg'], key));
}

function isSameSite(one: string, other: string): boolean {
  return isUrl(one) && isUrl(other) && new URL(one).origin === new URL(other).origin;
}

async function checkRevocationList(
  assertion: JsonObject,
  { issuer }: Surroundings,
  { documents }: Question,
): Promise<Finding> {
  if (!issuer) return unsure('status-unreachable');
  const address = readId(issuer['revocationList']);
  if (address === null) return pass('no-status');
  const read = await documents.read(address);
  if (read.kind !== 'json' || read.status === 410) return unsure('status-unreachable');
  const list = read.object['revokedAssertions'];
  if (!Array.isArray(list)) return unsure('status-unsound');
  const own = [readId(assertion), asText(assertion['uid'])].filter((one) => one !== null);
  const isListed = asList(list).some((one) => {
    const listed = [readId(one), isObject(one) ? asText(one['uid']) : null];
    return listed.some((id) => id !== null && own.includes(id));
  });
  return isListed ? fail('revoked') : pass('not-revoked');
}

function readVerificationType(assertion: JsonObject): 'hosted' | 'signed' {
  const verification = assertion['verification'] ?? assertion['verify'];
  if (!isObject(verification)) return 'hosted';
  const isSigned = ['SignedBadge', 'signed'].some((type) => hasType(verification, type));
  return isSigned ? 'signed' : 'hosted';
}

/** In 1.1 the address stands in `verify`. */
function readHostedAddress(assertion: JsonObject): string | null {
  const verify = assertion['verify'];
  const address = readId(assertion) ?? (isObject(verify) ? asText(verify['url']) : null);
  return address !== null && /^https?:/i.test(address) ? address : null;
}

function hasAssertionShape(assertion: JsonObject, isHosted: boolean): boolean {
  const recipient = assertion['recipient'];
  const isAddressed =
    isObject(recipient) && typeof recipient['identity'] === 'string' && typeof recipient['type'] === 'string';
  const id = readHostedAddress(assertion) ?? readId(assertion) ?? asText(assertion['uid']);
  return (
    isAddressed &&
    (isHosted ? readHostedAddress(assertion) !== null : id !== null) &&
    (readId(assertion['badge']) !== null || isObject(assertion['badge'])) &&
    readDate(assertion['issuedOn']) !== null &&
    (assertion['expires'] === undefined || readDate(assertion['expires']) !== null)
  );
}
