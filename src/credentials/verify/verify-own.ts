/**
 * A credential of ours, judged from the keys and records that we hold. Nothing is fetched.
 *
 * We keep the bytes of everything we issued, so one that we do not know was not issued here, whatever its signature says; and we
 * know when they were signed, so a key that was lost later does not take along what was signed before.
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import type { IssuerProfileStore } from '../../badges/issuer-profile.js';
import type { CredentialAddresses } from '../addresses.js';
import { isCredentialId } from '../credential-id.js';
import type { Credential, CredentialStore, IssuedBytes, IssuerKey, IssuerKeyStore } from '../credential.js';
import { listSchemaProblems } from '../open-badge-schema.js';
import type { OpenBadgeCredential } from '../open-badge.js';
import {
  readSignedBytes,
  readVcJwt,
  hasMatchingClaims,
  isOurHeader,
  type ReadVcJwt,
} from '../verify-vc-jwt.js';
import { readDate } from './content.js';
import { findContextTrouble } from './contexts.js';
import { asList, asText, readId, readJsonObject, type JsonObject } from './json.js';
import { isSameKey, readJwk, readMultikey } from './public-keys.js';
import { checkOb3Recipient } from './recipient.js';
import { checkJws, checkProof, findProof } from './signatures.js';
import { fail, pass, type Finding, type Steps } from './verification.js';
import { checkDates, type Question } from './verify-ob3.js';

export interface OwnVerifierDeps {
  readonly credentials: Pick<CredentialStore, 'findPublic'>;
  readonly issuers: Pick<IssuerProfileStore, 'findPublic'>;
  readonly keys: Pick<IssuerKeyStore, 'findPublic' | 'listPublic'>;
  readonly addresses: CredentialAddresses;
}

/** What is left of a verification for whoever shows it. */
export interface OwnFinding {
  /** What it says, where it passed our schema. */
  readonly openBadge: OpenBadgeCredential | null;
  /** Our record of it, when the bytes are the same. */
  readonly credential: Credential | null;
}

type Asked = Pick<Question, 'recipient' | 'now'>;

/** Bytes of ours and the record that they belong to. */
interface OwnRecord {
  readonly credential: Credential;
  readonly bytes: IssuedBytes;
  readonly isNewest: boolean;
}

const NOTHING: OwnFinding = { openBadge: null, credential: null };

export type OwnVerifier = ReturnType<typeof createOwnVerifier>;

export function createOwnVerifier({ credentials, issuers, keys, addresses }: OwnVerifierDeps) {
  /** Ours to judge when it says so anywhere: a name changed in one place must not make a stranger's of it. */
  function isOurs(credential: JsonObject, keyAddress: string | null): boolean {
    const method = keyAddress ?? '';
    return (
      addresses.parseCredential(readId(credential) ?? '') !== null ||
      addresses.parseIssuerDid(readId(credential['issuer']) ?? '') !== null ||
      addresses.parseKey(method) !== null ||
      addresses.parseIssuerDid(method.split('#')[0] ?? '') !== null
    );
  }

  async function verifyJwt(read: ReadVcJwt, steps: Steps, asked: Asked): Promise<OwnFinding> {
    const { credential, claims, header } = read;
    if (!steps.add('schema', checkOwnSchema(credential))) return NOTHING;
    const openBadge = credential as unknown as OpenBadgeCredential;
    if (!isOurHeader(header)) steps.add('schema', fail('format-incomplete'));
    else if (!hasMatchingClaims(openBadge, claims)) steps.add('schema', fail('claims-differ'));

    const record = await findRecord(credential, ({ jwt }) => jwt === read.jwt, steps);
    const kid = addresses.parseKey(asText(header['kid']) ?? '');
    const key = kid === null ? null : await keys.findPublic(kid);
    await addKey(openBadge, key, record, steps);
    const publicKey = key && readJwk(key.publicJwk);
    if (publicKey) steps.add('signature', checkJws(read.jwt, header['alg'], publicKey));
    return finish(openBadge, record, steps, asked);
  }

  async function verifyProof(credential: JsonObject, steps: Steps, asked: Asked): Promise<OwnFinding> {
    const proof = findProof(credential);
    if (!proof) return verifyCopy(credential, steps, asked);
    const { proof: _proofs, ...document } = credential;
    if (!steps.add('schema', checkOwnSchema(document))) return NOTHING;
    const openBadge = document as unknown as OpenBadgeCredential;

    const given = listProofs(credential);
    const isSame = ({ json }: IssuedBytes) =>
      json !== null && isDeepStrictEqual(listProofs(parse(json) ?? {}), given);
    const record = await findRecord(credential, isSame, steps);
    const method = readId(proof['verificationMethod']) ?? '';
    const key = await findMethodKey(method);
    await addKey(openBadge, key, record, steps);
    const publicKey = key && readJwk(key.publicJwk);
    if (publicKey) steps.add('signature', await checkProof(credential, proof, publicKey, asked.now));
    return finish(openBadge, record, steps, asked);
  }

  /**
   * JSON without a signature proves nothing by itself. If it is the content of one that we issued, the signature that we keep is
   * checked in its stead; if it differs in anything, it is not what we signed.
   */
  async function verifyCopy(payload: JsonObject, steps: Steps, asked: Asked): Promise<OwnFinding> {
    const isSame = (bytes: IssuedBytes): boolean => {
      const read = readVcJwt(bytes.jwt);
      const { proof: _proofs, ...document } = bytes.json === null ? {} : (parse(bytes.json) ?? {});
      const forms = [parse(readSignedBytes(bytes.jwt)), read?.credential, document];
      return forms.some((form) => isDeepStrictEqual(form, payload));
    };
    const record = await findRecord(payload, isSame, steps);
    const read = record && readVcJwt(record.bytes.jwt);
    if (read) {
      steps.add('read', pass('unsigned-copy'));
      return verifyJwt(read, steps, asked);
    }
    const { iss: _iss, jti: _jti, sub: _sub, nbf: _nbf, exp: _exp, ...document } = payload;
    steps.add('signature', fail('signature-missing'));
    if (!steps.add('schema', checkOwnSchema(document))) return NOTHING;
    return { openBadge: document as unknown as OpenBadgeCredential, credential: null };
  }

  function checkOwnSchema(document: JsonObject): Finding {
    const problems = listSchemaProblems(document);
    if (problems.length === 0) return pass('format-complete');
    const contextTrouble = findContextTrouble(document);
    return contextTrouble ? fail('context-changed') : fail('format-incomplete');
  }

  /** Its status with it: one state stands for every form of a credential. */
  async function findRecord(
    credential: JsonObject,
    isSame: (bytes: IssuedBytes) => boolean,
    steps: Steps,
  ): Promise<OwnRecord | null> {
    const id = addresses.parseCredential(readId(credential) ?? '');
    const stored = id !== null && isCredentialId(id) ? await credentials.findPublic(id) : null;
    if (!stored) {
      steps.add('status', fail('record-missing'));
      return null;
    }
    const bytes = [stored, ...stored.earlier].find(isSame);
    if (!bytes) {
      // Taken back stays taken back, whatever was made of its words.
      steps.add('status', stored.state === 'revoked' ? fail('revoked') : fail('record-differs'));
      return null;
    }
    const isNewest = bytes === stored;
    if (stored.state !== 'valid') steps.add('status', fail(stored.state));
    else steps.add('status', pass(isNewest ? 'not-revoked' : 'renewed'));
    return { credential: stored, bytes, isNewest };
  }

  async function addKey(
    openBadge: OpenBadgeCredential,
    key: IssuerKey | null,
    record: OwnRecord | null,
    steps: Steps,
  ): Promise<void> {
    const issuerId = addresses.parseIssuerDid(openBadge.issuer.id);
    const issuer = issuerId === null ? null : await issuers.findPublic(issuerId);
    if (!issuer) steps.add('key', fail('issuer-unknown'));
    else if (!key) steps.add('key', fail('key-unknown'));
    else if (key.issuerId !== issuerId) steps.add('key', fail('key-of-another'));
    else steps.add('key', judgeKey(key, record));
  }

  /** `did:web:…#<publicKeyMultibase>`, or with our own name of the key. */
  async function findMethodKey(method: string): Promise<IssuerKey | null> {
    const [did = '', fragment = ''] = method.split('#');
    const issuerId = addresses.parseIssuerDid(did);
    if (issuerId === null) return null;
    const multikey = readMultikey(fragment);
    const all = await keys.listPublic(issuerId);
    return (
      all.find(({ kid, publicJwk }) => {
        const own = readJwk(publicJwk);
        return kid === fragment || (multikey !== null && own !== null && isSameKey(own, multikey));
      }) ?? null
    );
  }

  function finish(
    openBadge: OpenBadgeCredential,
    record: OwnRecord | null,
    steps: Steps,
    { recipient, now }: Asked,
  ): OwnFinding {
    steps.add('validity', checkDates(readDate(openBadge.validFrom), readDate(openBadge.validUntil), now));
    const subject = openBadge.credentialSubject as unknown as JsonObject;
    steps.add('recipient', checkOb3Recipient(subject, recipient));
    return { openBadge, credential: record?.isNewest === true ? record.credential : null };
  }

  return { isOurs, verifyJwt, verifyProof };
}

/** By our own record of when it was signed; without a record it may have been signed at any time. */
function judgeKey({ compromisedAt }: IssuerKey, record: OwnRecord | null): Finding {
  if (!compromisedAt) return pass('key-of-issuer');
  return record && record.bytes.issuedAt < compromisedAt
    ? pass('key-compromised-later')
    : fail('key-compromised');
}

/** One proof is the same in a list and without: JSON-LD reads both alike. */
function listProofs(credential: JsonObject): JsonObject {
  return { ...credential, proof: asList(credential['proof']) };
}

function parse(source: string | Buffer): JsonObject | null {
  const read = readJsonObject(source);
  return read.kind === 'object' ? read.object : null;
}
