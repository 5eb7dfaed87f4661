/**
 * The proofs inside a document, of which one by its issuer is enough.
 *
 * Others may have put their own beside it, a witness or a registry: theirs say nothing of who issued it. One that names a key of the
 * issuer's and does not hold is a sign of tampering, so it decides, whatever stands beside it.
 * Source: Data Integrity 1.0 §2.1.1 (proof sets); OB 3.0 §9.2 ("any one").
 *
 * @module
 */
import { readDate } from './content.js';
import { findMethodKey, type KeyQuestion } from './issuer-key.js';
import { asList, isObject, readId, type JsonObject } from './json.js';
import { checkProof, isKnownProof } from './signatures.js';
import { unsure, type Finding } from './verification.js';

/** Each may take a second to canonicalise. */
const MOST_PROOFS = 4;

export interface ProofsAnswer {
  /** Null where nothing was found to look for. */
  readonly key: Finding | null;
  readonly signature: Finding | null;
}

const UNJUDGED: ProofsAnswer = { key: null, signature: unsure('signature-kind-unknown') };

export interface ProofsQuestion extends Omit<KeyQuestion, 'signedAt'> {
  /** When the document says that it begins, for a proof that does not say when it was made. */
  readonly begin: Date | null;
}

export async function checkProofs(document: JsonObject, question: ProofsQuestion): Promise<ProofsAnswer> {
  const proofs = asList(document['proof']).filter(isObject);
  if (proofs.length === 0) return { key: null, signature: unsure('signature-missing') };
  const judged: ProofsAnswer[] = [];
  for (const proof of sortIssuersFirst(proofs.filter(isKnownProof), question.issuerId).slice(
    0,
    MOST_PROOFS,
  )) {
    judged.push(await checkOne(document, proof, question));
  }
  return (
    judged.find(isTampered) ??
    judged.find(({ key, signature }) => isPassed(key) && isPassed(signature)) ??
    judged.find(({ key }) => key?.reason !== 'key-of-another') ??
    // Only others' were judged: the issuer's may be among the ones that were not.
    (judged[0] && judged.length === proofs.length ? judged[0] : UNJUDGED)
  );
}

async function checkOne(
  document: JsonObject,
  proof: JsonObject,
  { begin, ...question }: ProofsQuestion,
): Promise<ProofsAnswer> {
  const method = readId(proof['verificationMethod']);
  if (method === null) return UNJUDGED;
  const signedAt = readDate(proof['created']) ?? begin;
  const { finding, key } = await findMethodKey(method, { ...question, signedAt });
  return { key: finding, signature: key && (await checkProof(document, proof, key, question.now)) };
}

/** Where they are many, those of its own DID are among the ones that are looked at. */
function sortIssuersFirst(proofs: readonly JsonObject[], issuerId: string): readonly JsonObject[] {
  const isIssuers = (proof: JsonObject) => readId(proof['verificationMethod'])?.startsWith(issuerId) === true;
  return [...proofs.filter(isIssuers), ...proofs.filter((proof) => !isIssuers(proof))];
}

/** One that is over, or not yet due, was not changed. */
function isTampered({ key, signature }: ProofsAnswer): boolean {
  const isOfTime = signature?.reason === 'proof-expired' || signature?.reason === 'proof-not-yet';
  return isPassed(key) && signature?.verdict === 'failed' && !isOfTime;
}

function isPassed(finding: Finding | null): boolean {
  return finding?.verdict === 'passed';
}
