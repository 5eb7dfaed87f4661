/**
 * What the issuer says of a credential now: fetched, verified, and read bit by bit.
 *
 * A status list is a credential of its own: it counts when the issuer of the credential issued it and its signature holds. One that
 * could not be read, or is not sound, is no answer: never "not revoked".
 * Source: Bitstring Status List 1.0 §3.2 (validate algorithm); its ancestor StatusList2021; OB 3.0 `1EdTechRevocationList`.
 *
 * @module
 */
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { readVcJwt } from '../verify-vc-jwt.js';
import { readDate } from './content.js';
import { checkProofs } from './embedded-proofs.js';
import type { Documents } from './fetch-documents.js';
import { findHeaderKey } from './issuer-key.js';
import { asList, asText, hasType, isObject, readId, type JsonObject } from './json.js';
import { findContextTroubleOfList } from './contexts.js';
import { checkJws } from './signatures.js';
import { fail, pass, unsure, type Finding } from './verification.js';

const unzip = promisify(gunzip);

/** Bytes of a list unpacked: 32 million credentials. */
const MOST_LIST_BYTES = 4_000_000;
/** Characters of a list packed. */
const MOST_PACKED = 1_000_000;
/** Fewer entries would tell whose bit was asked for (§5.1). */
const LEAST_ENTRIES = 131_072;
const MOST_ENTRIES_OF_ONE = 4;

const LISTS: Readonly<Record<string, { readonly credential: string; readonly subject: string }>> = {
  BitstringStatusListEntry: { credential: 'BitstringStatusListCredential', subject: 'BitstringStatusList' },
  StatusList2021Entry: { credential: 'StatusList2021Credential', subject: 'StatusList2021' },
};

export interface StatusQuestion {
  readonly documents: Documents;
  readonly credential: JsonObject;
  readonly issuerId: string;
  readonly now: Date;
}

/** The worst of what the credential's entries say. */
export async function checkStatus(question: StatusQuestion): Promise<Finding> {
  const entries = asList(question.credential['credentialStatus']);
  if (entries.length === 0) return pass('no-status');
  if (entries.length > MOST_ENTRIES_OF_ONE) return unsure('status-kind-unknown');
  const findings: Finding[] = [];
  for (const entry of entries)
    findings.push(isObject(entry) ? await checkEntry(entry, question) : unsure('status-kind-unknown'));
  return (
    findings.find(({ reason }) => reason === 'revoked') ??
    findings.find(({ verdict }) => verdict === 'failed') ??
    findings.find(({ verdict }) => verdict === 'unknown') ??
    findings.find(({ reason }) => reason === 'not-revoked') ??
    pass('no-status')
  );
}

function checkEntry(entry: JsonObject, question: StatusQuestion): Promise<Finding> {
  const list = Object.keys(LISTS).find((type) => hasType(entry, type));
  if (list !== undefined) return checkBit(entry, list, question);
  if (hasType(entry, '1EdTechRevocationList')) return checkRevocationList(entry, question);
  return Promise.resolve(unsure('status-kind-unknown'));
}

async function checkBit(entry: JsonObject, kind: string, question: StatusQuestion): Promise<Finding> {
  const purpose = asText(entry['statusPurpose']) ?? 'revocation';
  const address = asText(entry['statusListCredential']);
  const index = readIndex(entry['statusListIndex']);
  // These tell of a message or a newer version: no list of revocations, and nothing against the credential.
  if (purpose === 'message' || purpose === 'refresh') return pass('no-status');
  if (purpose !== 'revocation' && purpose !== 'suspension') return unsure('status-kind-unknown');
  if (address === null || index === null || Number(entry['statusSize'] ?? 1) !== 1) {
    return unsure('status-unsound');
  }
  const list = await readList(address, kind, question);
  if (!isObject(list)) return unsure(list);
  const subject = list['credentialSubject'];
  if (!isObject(subject) || !asList(subject['statusPurpose']).includes(purpose))
    return unsure('status-unsound');
  const bits = await unpackList(asText(subject['encodedList']) ?? '');
  const byte = bits?.[index >> 3];
  if (!bits || byte === undefined) return unsure('status-unsound');
  if ((byte & (0x80 >> (index & 7))) === 0) return pass('not-revoked');
  return fail(purpose === 'revocation' ? 'revoked' : 'suspended');
}

/** A whole number from 0, as text or as a number; below 2^31 so that shifting it is exact. */
function readIndex(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : asText(value);
  const index = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(index) ? index : null;
}

/** The list as a credential that passed, or why it did not. */
async function readList(
  address: string,
  kind: string,
  { documents, issuerId, now }: StatusQuestion,
): Promise<JsonObject | 'status-unreachable' | 'status-unsound'> {
  const read = await documents.read(address);
  if (read.kind !== 'json' && read.kind !== 'text') return 'status-unreachable';
  if (read.status === 410) return 'status-unreachable';
  const jwt = read.kind === 'text' ? readVcJwt(read.text.trim()) : null;
  const list = read.kind === 'json' ? read.object : jwt?.credential;
  const form = LISTS[kind];
  if (!list || !form || !hasType(list, form.credential)) return 'status-unsound';
  if (readId(list['issuer']) !== issuerId) return 'status-unsound';
  const subject = list['credentialSubject'];
  if (!isObject(subject) || !hasType(subject, form.subject)) return 'status-unsound';
  const until = readDate(list['validUntil'] ?? list['expirationDate']);
  const from = readDate(list['validFrom'] ?? list['issuanceDate']);
  if ((until && until < now) || (from && from > now)) return 'status-unsound';

  const question = { documents, issuerId, now };
  if (jwt) {
    if (jwt.claims['iss'] !== undefined && jwt.claims['iss'] !== issuerId) return 'status-unsound';
    const { finding, key } = await findHeaderKey(jwt.header, { ...question, signedAt: from });
    const holds = key !== null && checkJws(jwt.jwt, jwt.header['alg'], key).verdict === 'passed';
    return finding.verdict === 'passed' && holds ? list : 'status-unsound';
  }
  if (findContextTroubleOfList(list)) return 'status-unsound';
  const { key, signature } = await checkProofs(list, { ...question, begin: from });
  return key?.verdict === 'passed' && signature?.verdict === 'passed' ? list : 'status-unsound';
}

/** `u` + base64url(gzip(bits)), without the letter in lists of 2021. Null for a bomb, and for a list that is too short. */
async function unpackList(encoded: string): Promise<Buffer | null> {
  if (encoded.length > MOST_PACKED) return null;
  const packed = Buffer.from(encoded.startsWith('u') ? encoded.slice(1) : encoded, 'base64url');
  try {
    const bits = await unzip(packed, { maxOutputLength: MOST_LIST_BYTES });
    return bits.length * 8 < LEAST_ENTRIES ? null : bits;
  } catch {
    return null;
  }
}

/** A plain list of what was revoked, by id. It is not signed: https and the address in the signed credential vouch for it. */
async function checkRevocationList(
  entry: JsonObject,
  { documents, credential }: StatusQuestion,
): Promise<Finding> {
  const address = readId(entry);
  const read = address === null ? null : await documents.read(address);
  if (read?.kind !== 'json' || read.status === 410) return unsure('status-unreachable');
  const revoked = read.object['revokedCredential'] ?? read.object['revokedCredentials'];
  if (!Array.isArray(revoked)) return unsure('status-unsound');
  const own = readId(credential);
  const isListed = asList(revoked).some(
    (one) => readId(one) === own && !(isObject(one) && one['revoked'] === false),
  );
  return isListed ? fail('revoked') : pass('not-revoked');
}
