/**
 * Anybody's Open Badges 3.0 credential, step by step.
 *
 * Source: OB 3.0 §9 (verification): schema, proof, status, dates, recipient; §8.2.5 for compact texts, VC Data Integrity for
 * embedded proofs. The endorsements inside are not judged.
 *
 * @module
 */
import type { ReadVcJwt } from '../verify-vc-jwt.js';
import { readDate, readOb3Content, type CredentialContent } from './content.js';
import { findContextTrouble } from './contexts.js';
import { checkProofs } from './embedded-proofs.js';
import type { Documents } from './fetch-documents.js';
import { findHeaderKey } from './issuer-key.js';
import { asList, asText, isObject, readId, type JsonObject } from './json.js';
import { namesOfficialSchemas, passesOb3Schema } from './ob3-schema.js';
import { checkOb3Recipient } from './recipient.js';
import { checkJws, isKnownJwsAlgorithm } from './signatures.js';
import { checkStatus } from './status.js';
import { fail, pass, unsure, type Finding, type Steps } from './verification.js';

export interface Question {
  readonly documents: Documents;
  /** A name or an address that it should have been issued to; null when nobody asked. */
  readonly recipient: string | null;
  readonly now: Date;
}

/** @returns what it says, where it could be read */
export async function verifyVcJwt(
  { jwt, header, credential, claims }: ReadVcJwt,
  steps: Steps,
  question: Question,
): Promise<CredentialContent | null> {
  const schema = checkSchema(credential);
  if (!addSchema(steps, schema)) return readContentIfSound(credential, schema);
  if (!doClaimsMatch(credential, claims)) steps.add('schema', fail('claims-differ'));
  const issuerId = readId(credential['issuer']) ?? '';
  const { documents, now } = question;
  if (!isKnownJwsAlgorithm(header['alg']) || header['crit'] !== undefined) {
    steps.add('signature', unsure('signature-kind-unknown'));
  } else if (claims['iss'] !== issuerId) {
    steps.add('key', fail('issuer-differs'));
  } else {
    const signedAt = readBegin(credential);
    const found = await findHeaderKey(header, { documents, issuerId, signedAt, now });
    steps.add('key', found.finding);
    if (found.key) steps.add('signature', checkJws(jwt, header['alg'], found.key));
  }
  return finishOb3(credential, issuerId, steps, question);
}

/** JSON with its proof inside, or without any. */
export async function verifyEmbedded(
  credential: JsonObject,
  steps: Steps,
  question: Question,
): Promise<CredentialContent | null> {
  const schema = checkSchema(credential);
  if (!addSchema(steps, schema)) return readContentIfSound(credential, schema);
  const issuerId = readId(credential['issuer']) ?? '';
  const { documents, now } = question;
  const begin = readBegin(credential);
  const { key, signature } = await checkProofs(credential, { documents, issuerId, begin, now });
  if (key) steps.add('key', key);
  if (signature) steps.add('signature', signature);
  return finishOb3(credential, issuerId, steps, question, signature?.reason !== 'members-hidden');
}

/** The context decides what the rest means, so it is looked at with the schema. */
function checkSchema(credential: JsonObject): Finding {
  const contextTrouble = findContextTrouble(credential);
  if (contextTrouble) return contextTrouble;
  if (!passesOb3Schema(credential)) return fail('format-incomplete');
  return namesOfficialSchemas(credential) ? pass('format-complete') : unsure('schema-unknown');
}

/** @returns whether there is something to go on with: a schema that we do not know stands in nobody's way */
function addSchema(steps: Steps, schema: Finding): boolean {
  return steps.add('schema', schema) || schema.reason === 'schema-unknown';
}

/** One under changed words is still read for its title: what it claims is shown as a claim. */
function readContentIfSound(credential: JsonObject, { reason }: Finding): CredentialContent | null {
  const isBadge = reason !== 'format-incomplete' && passesOb3Schema(credential);
  return isBadge ? readOb3Content(credential) : null;
}

async function finishOb3(
  credential: JsonObject,
  issuerId: string,
  steps: Steps,
  { documents, recipient, now }: Question,
  isWhole = true,
): Promise<CredentialContent> {
  // Where more is said than its members show, what they do not say is not for us to say either.
  const tell = (finding: Finding) =>
    isWhole || finding.verdict !== 'passed' ? finding : unsure('not-checked');
  steps.add('status', tell(await checkStatus({ documents, credential, issuerId, now })));
  steps.add('validity', tell(checkDates(readBegin(credential), readEnd(credential), now)));
  const [subject] = asList(credential['credentialSubject']).filter(isObject);
  steps.add('recipient', checkOb3Recipient(subject ?? {}, recipient));
  return readOb3Content(credential);
}

/** The end is the last moment at which it holds. */
export function checkDates(from: Date | null, until: Date | null, now: Date): Finding {
  if (from && from > now) return fail('not-yet-valid');
  if (until && until < now) return fail('expired');
  return from ? pass('within-dates') : unsure('not-checked');
}

function readBegin(credential: JsonObject): Date | null {
  return readDate(credential['validFrom'] ?? credential['issuanceDate']);
}

function readEnd(credential: JsonObject): Date | null {
  return readDate(credential['validUntil'] ?? credential['expirationDate']);
}

/** OB 3.0 §8.2.4.1: each claim that is there repeats its member. Who issued it is looked at with the key. */
function doClaimsMatch(credential: JsonObject, claims: JsonObject): boolean {
  const { jti, sub, nbf, exp } = claims;
  const [subject] = asList(credential['credentialSubject']).filter(isObject);
  const until = readEnd(credential);
  return (
    (jti === undefined || jti === credential['id']) &&
    (sub === undefined || sub === asText(subject?.['id'])) &&
    (nbf === undefined || isSecondOf(nbf, readBegin(credential))) &&
    (exp === undefined ? until === null : isSecondOf(exp, until))
  );
}

function isSecondOf(claim: unknown, date: Date | null): boolean {
  return (
    date !== null && typeof claim === 'number' && Math.floor(claim) === Math.floor(date.getTime() / 1000)
  );
}
